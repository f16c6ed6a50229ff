"""What mail servers reported of a mail: that it came back, or what else."""

from django.db import migrations, models

from portal.core.tables import ChangeTables

UNREACHED = models.Q(("status__in", ("failed", "returned"))) | models.Q(("attempts__gt", 0), ("status", "queued"))


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_notifications")]

    operations = [
        ChangeTables(
            [
                migrations.AddField(
                    "outgoingmail",
                    "note",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("delayed", "Delayed; the mail server tries on"),
                            ("full", "The mailbox is full"),
                            ("elsewhere", "A copy that was passed on to another address came back"),
                            ("delivered", "Delivered, says the recipient’s server"),
                        ],
                        max_length=10,
                        default="",
                    ),
                    preserve_default=False,
                ),
                migrations.AddField(
                    "outgoingmail",
                    "code",
                    models.CharField(blank=True, max_length=12, default=""),
                    preserve_default=False,
                ),
                migrations.AddField("outgoingmail", "noted_at", models.DateTimeField(null=True)),
                migrations.AlterField(
                    "outgoingmail",
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Handed over"),
                            ("returned", "Came back"),
                            ("failed", "Not delivered"),
                            ("dropped", "Not sent"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                migrations.RemoveConstraint("outgoingmail", "notifications_outgoingmail_known_status"),
                migrations.AddConstraint(
                    "outgoingmail",
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["queued", "sending", "sent", "returned", "failed", "dropped"])
                        ),
                        name="notifications_outgoingmail_known_status",
                    ),
                ),
                migrations.AddConstraint(
                    "outgoingmail",
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "returned"), _negated=True),
                            ("noted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="notifications_outgoingmail_returned_when",
                    ),
                ),
                migrations.RemoveIndex("outgoingmail", "notifications_trouble"),
                migrations.AddIndex(
                    "outgoingmail", models.Index(condition=UNREACHED, fields=["id"], name="notifications_trouble")
                ),
            ]
        ),
    ]
