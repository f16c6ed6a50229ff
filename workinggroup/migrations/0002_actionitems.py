"""Action items behind the wall, visible where their commitment is, their reports, their history, and who asks for more time."""

import uuid

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

from portal.core.tables import MakeTables

WALL = """
SELECT portal_protect('workinggroup_actionitem', 'workinggroup_commitment', 'commitment_id');
-- An item came from a commitment or from a row of an agenda, and is seen where that is.
ALTER POLICY portal_read ON workinggroup_actionitem USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND (agenda_item_id IS NULL OR EXISTS (SELECT 1 FROM meetings_item AS discussed
        WHERE discussed.id = workinggroup_actionitem.agenda_item_id))
    AND (commitment_id IS NULL OR EXISTS (SELECT 1 FROM workinggroup_commitment AS parent
        WHERE parent.id = workinggroup_actionitem.commitment_id)));
ALTER POLICY portal_add ON workinggroup_actionitem WITH CHECK (
    (SELECT portal_reader()) = ANY (editable_by)
    AND (agenda_item_id IS NULL OR EXISTS (SELECT 1 FROM meetings_item AS discussed
        WHERE discussed.id = workinggroup_actionitem.agenda_item_id))
    AND (commitment_id IS NULL OR EXISTS (SELECT 1 FROM workinggroup_commitment AS parent
        WHERE parent.id = workinggroup_actionitem.commitment_id)));
ALTER POLICY portal_change ON workinggroup_actionitem USING ((SELECT portal_reader()) = ANY (editable_by)) WITH CHECK (
    (SELECT portal_reader()) = ANY (editable_by)
    AND (agenda_item_id IS NULL OR EXISTS (SELECT 1 FROM meetings_item AS discussed
        WHERE discussed.id = workinggroup_actionitem.agenda_item_id))
    AND (commitment_id IS NULL OR EXISTS (SELECT 1 FROM workinggroup_commitment AS parent
        WHERE parent.id = workinggroup_actionitem.commitment_id)));
SELECT portal_protect('workinggroup_itemreport', 'workinggroup_actionitem', 'item_id');
SELECT portal_protect('workinggroup_itemchange', 'workinggroup_actionitem', 'item_id');
SELECT portal_protect('workinggroup_itembatch');
SELECT portal_protect('workinggroup_timerequest', 'workinggroup_actionitem', 'item_id');
SELECT portal_protect('workinggroup_itemdependency', 'workinggroup_actionitem', 'item_id');
SELECT portal_protect('workinggroup_itemstep', 'workinggroup_actionitem', 'item_id');
SELECT portal_protect('workinggroup_itemnote', 'workinggroup_actionitem', 'item_id');
SELECT portal_protect('workinggroup_itemfollower', 'workinggroup_actionitem', 'item_id');
ALTER TABLE workinggroup_itemnote ADD CONSTRAINT workinggroup_itemnote_own_words
    CHECK (editable_by = ARRAY[delegation_id]::varchar(12)[]);
SELECT portal_protect('workinggroup_chaintemplate');
SELECT portal_protect('workinggroup_savedfilter');
-- What somebody keeps is that person's alone.
ALTER POLICY portal_read ON workinggroup_savedfilter USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND person_id::text = (SELECT portal_actor()));
ALTER POLICY portal_add ON workinggroup_savedfilter WITH CHECK (
    (SELECT portal_reader()) = ANY (editable_by) AND person_id::text = (SELECT portal_actor()));
ALTER POLICY portal_change ON workinggroup_savedfilter USING (
    (SELECT portal_reader()) = ANY (editable_by) AND person_id::text = (SELECT portal_actor()))
    WITH CHECK ((SELECT portal_reader()) = ANY (editable_by) AND person_id::text = (SELECT portal_actor()));
ALTER POLICY portal_remove ON workinggroup_savedfilter USING (
    (SELECT portal_reader()) = ANY (editable_by) AND person_id::text = (SELECT portal_actor()));
-- Seen where both items are.
ALTER POLICY portal_read ON workinggroup_itemdependency USING (
    COALESCE((SELECT portal_reader()) = ANY (releasable_to), false)
    AND EXISTS (SELECT 1 FROM workinggroup_actionitem AS earlier
        WHERE earlier.id = workinggroup_itemdependency.predecessor_id)
    AND EXISTS (SELECT 1 FROM workinggroup_actionitem AS parent WHERE parent.id = workinggroup_itemdependency.item_id));
"""
CODES = django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)
KEY = models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)


def editors(name: str) -> models.CheckConstraint:
    """Who may change a row of the table of that name reads it."""
    condition = models.Q(("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0))
    return models.CheckConstraint(condition=condition, name=f"workinggroup_{name}_editors_read")


class Migration(migrations.Migration):
    dependencies = [("workinggroup", "0001_commitments")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="ActionItem",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "editable_by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="action_items",
                                to="workinggroup.commitment",
                            ),
                        ),
                        (
                            "agenda_item",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="action_items", to="meetings.item"
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        ("series", models.CharField(max_length=100)),
                        ("number", models.PositiveIntegerField()),
                        ("title", models.CharField(max_length=300)),
                        ("description", models.TextField(blank=True)),
                        (
                            "assignee",
                            models.ForeignKey(
                                null=True,
                                on_delete=models.PROTECT,
                                related_name="action_items",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("weeks_before", models.PositiveSmallIntegerField(null=True)),
                        ("workdays_before", models.PositiveSmallIntegerField(null=True)),
                        (
                            "counted_from",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to="meetings.meeting"
                            ),
                        ),
                        ("duration", models.PositiveSmallIntegerField(null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed"),
                                    ("accepted", "Accepted"),
                                    ("in_progress", "In progress"),
                                    ("blocked", "Blocked"),
                                    ("done", "Done"),
                                    ("verified", "Verified"),
                                    ("dropped", "Dropped"),
                                ],
                                default="proposed",
                                max_length=12,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "High"), (2, "Normal"), (3, "Low")], default=2
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[
                                    ("on_track", "On track"),
                                    ("at_risk", "At risk"),
                                    ("blocked", "Blocked"),
                                    ("done", "Done"),
                                ],
                                default="on_track",
                                max_length=10,
                            ),
                        ),
                        ("reported", models.BooleanField(default=False)),
                        ("created_at", models.DateTimeField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "done_by",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                fields=["commitment", "delegation", "status"], name="workinggroup_item_promise"
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("proposed", "accepted", "in_progress", "blocked"))),
                                fields=["delegation", "due_on", "series", "number"],
                                name="workinggroup_item_side",
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("proposed", "accepted", "in_progress", "blocked"))),
                                fields=["due_on", "series", "number"],
                                name="workinggroup_item_open",
                            ),
                            models.Index(
                                condition=models.Q(("status", "done")),
                                fields=["delegation"],
                                name="workinggroup_item_to_verify",
                            ),
                            models.Index(fields=["status", "due_on", "series", "number"], name="workinggroup_item_due"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_actionitem_editors_read",
                            ),
                            models.UniqueConstraint(
                                fields=("series", "number"), name="workinggroup_actionitem_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("agenda_item__isnull", True), ("commitment__isnull", False)),
                                    models.Q(("agenda_item__isnull", False), ("commitment__isnull", True)),
                                    _connector="OR",
                                ),
                                name="workinggroup_actionitem_one_origin",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("counted_from__isnull", True),
                                        ("weeks_before__isnull", True),
                                        ("workdays_before__isnull", True),
                                    ),
                                    models.Q(
                                        ("counted_from__isnull", False),
                                        ("weeks_before__isnull", False),
                                        ("workdays_before__isnull", True),
                                    ),
                                    models.Q(
                                        ("counted_from__isnull", False),
                                        ("weeks_before__isnull", True),
                                        ("workdays_before__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_actionitem_one_due",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("weeks_before__isnull", True), ("weeks_before__lte", 520), _connector="OR"
                                ),
                                name="workinggroup_actionitem_weeks_bounded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("workdays_before__isnull", True), ("workdays_before__lte", 1000), _connector="OR"
                                ),
                                name="workinggroup_actionitem_workdays_bounded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("duration__isnull", True),
                                    models.Q(("duration__gte", 1), ("duration__lte", 1000)),
                                    _connector="OR",
                                ),
                                name="workinggroup_actionitem_duration_bounded",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status__in", ["blocked", "dropped"]), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="workinggroup_actionitem_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "verified"), _negated=True),
                                    models.Q(
                                        ("verified_by__isnull", False),
                                        models.Q(
                                            ("done_by__isnull", True),
                                            models.Q(("verified_by", models.F("done_by")), _negated=True),
                                            _connector="OR",
                                        ),
                                        models.Q(
                                            ("assignee__isnull", True),
                                            models.Q(("verified_by", models.F("assignee")), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_actionitem_second_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemReport",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "editable_by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="reports", to="workinggroup.actionitem"
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[
                                    ("on_track", "On track"),
                                    ("at_risk", "At risk"),
                                    ("blocked", "Blocked"),
                                    ("done", "Done"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("author_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("taken_back_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["item", "-at"], name="workinggroup_itemreport_latest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_itemreport_editors_read",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemBatch",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "editable_by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "change",
                            models.CharField(
                                choices=[
                                    ("assigned", "Assigned"),
                                    ("accepted", "Accepted"),
                                    ("refused", "Refused"),
                                    ("handed_on", "Handed on"),
                                    ("reassigned", "Given to another person"),
                                    ("begun", "Begun"),
                                    ("reported", "Reported"),
                                    ("blocked", "Blocked"),
                                    ("done", "Done"),
                                    ("verified", "Verified"),
                                    ("dropped", "Dropped"),
                                    ("reopened", "Opened again"),
                                    ("left", "Its owner left"),
                                    ("waits", "Waits for another one"),
                                    ("waits_no_more", "Waits for it no more"),
                                    ("estimated", "Working days it takes"),
                                    ("moved", "Date moved with the meeting"),
                                    ("counted_anew", "Date counted anew: working days changed"),
                                    ("rescheduled", "Date changed"),
                                    ("priority", "Priority"),
                                    ("undone", "Change undone"),
                                    ("more_time_asked", "More time asked for"),
                                    ("more_time_refused", "More time refused"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("before", models.JSONField()),
                        ("after", models.JSONField()),
                        ("at", models.DateTimeField()),
                        ("undone_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_itembatch_editors_read",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemChange",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "editable_by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="changes", to="workinggroup.actionitem"
                            ),
                        ),
                        (
                            "change",
                            models.CharField(
                                choices=[
                                    ("assigned", "Assigned"),
                                    ("accepted", "Accepted"),
                                    ("refused", "Refused"),
                                    ("handed_on", "Handed on"),
                                    ("reassigned", "Given to another person"),
                                    ("begun", "Begun"),
                                    ("reported", "Reported"),
                                    ("blocked", "Blocked"),
                                    ("done", "Done"),
                                    ("verified", "Verified"),
                                    ("dropped", "Dropped"),
                                    ("reopened", "Opened again"),
                                    ("left", "Its owner left"),
                                    ("waits", "Waits for another one"),
                                    ("waits_no_more", "Waits for it no more"),
                                    ("estimated", "Working days it takes"),
                                    ("moved", "Date moved with the meeting"),
                                    ("counted_anew", "Date counted anew: working days changed"),
                                    ("rescheduled", "Date changed"),
                                    ("priority", "Priority"),
                                    ("undone", "Change undone"),
                                    ("more_time_asked", "More time asked for"),
                                    ("more_time_refused", "More time refused"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("before", models.CharField(blank=True, max_length=150)),
                        ("after", models.CharField(blank=True, max_length=150)),
                        ("reason", models.TextField(blank=True)),
                        ("author_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["item", "at"], name="workinggroup_itemchange_order")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_itemchange_editors_read",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimeRequest",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        (
                            "releasable_to",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "editable_by",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="time_requests", to="workinggroup.actionitem"
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("due_on", models.DateField()),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField()),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("granted", "Granted"),
                                    ("refused", "Refused"),
                                    ("lapsed", "Lapsed"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answer", "open")),
                                fields=["at"],
                                name="workinggroup_timerequest_open",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to__contains", models.F("editable_by")), ("editable_by__len__gt", 0)
                                ),
                                name="workinggroup_timerequest_editors_read",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("answer", "open")),
                                fields=("item",),
                                name="workinggroup_timerequest_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", "open"), ("answered_at__isnull", True)),
                                    models.Q(
                                        models.Q(("answer", "open"), _negated=True), ("answered_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="workinggroup_timerequest_answered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemDependency",
                    fields=[
                        ("id", KEY.clone()),
                        ("releasable_to", CODES.clone()),
                        ("editable_by", CODES.clone()),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="dependencies", to="workinggroup.actionitem"
                            ),
                        ),
                        (
                            "predecessor",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="successors", to="workinggroup.actionitem"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            editors("itemdependency"),
                            models.UniqueConstraint(
                                fields=("item", "predecessor"), name="workinggroup_itemdependency_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("item", models.F("predecessor")), _negated=True),
                                name="workinggroup_itemdependency_of_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemStep",
                    fields=[
                        ("id", KEY.clone()),
                        ("releasable_to", CODES.clone()),
                        ("editable_by", CODES.clone()),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.CharField(max_length=300)),
                        ("done_by_name", models.CharField(blank=True, max_length=150)),
                        ("done_at", models.DateTimeField(null=True)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="steps", to="workinggroup.actionitem"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            editors("itemstep"),
                            models.UniqueConstraint(
                                deferrable=models.Deferrable["DEFERRED"],
                                fields=("item", "number"),
                                name="workinggroup_itemstep_number_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("done_at__isnull", True), ("done_by_name", "")),
                                    models.Q(("done_at__isnull", False), models.Q(("done_by_name", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="workinggroup_itemstep_ticked",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemNote",
                    fields=[
                        ("id", KEY.clone()),
                        ("releasable_to", CODES.clone()),
                        ("editable_by", CODES.clone()),
                        ("text", models.TextField(blank=True)),
                        ("author_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="notes", to="workinggroup.actionitem"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            editors("itemnote"),
                            models.UniqueConstraint(fields=("item", "delegation"), name="workinggroup_itemnote_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("releasable_to", models.F("editable_by")), ("releasable_to__len", 1)
                                ),
                                name="workinggroup_itemnote_own_side_only",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ItemFollower",
                    fields=[
                        ("id", KEY.clone()),
                        ("releasable_to", CODES.clone()),
                        ("editable_by", CODES.clone()),
                        (
                            "part",
                            models.CharField(choices=[("supports", "Supports"), ("watches", "Watches")], max_length=8),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=models.PROTECT, related_name="followers", to="workinggroup.actionitem"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "constraints": [
                            editors("itemfollower"),
                            models.UniqueConstraint(
                                fields=("item", "person", "part"), name="workinggroup_itemfollower_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("part", "watches"), _negated=True),
                                    models.Q(("releasable_to", models.F("editable_by")), ("releasable_to__len", 1)),
                                    _connector="OR",
                                ),
                                name="workinggroup_itemfollower_watches_for_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChainTemplate",
                    fields=[
                        ("id", KEY.clone()),
                        ("releasable_to", CODES.clone()),
                        ("editable_by", CODES.clone()),
                        ("name", models.CharField(max_length=120)),
                        ("steps", models.JSONField()),
                        ("by_name", models.CharField(max_length=150)),
                        ("at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "delegation",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="people.delegation"),
                        ),
                    ],
                    options={
                        "constraints": [
                            editors("chaintemplate"),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("delegation", "name"),
                                name="workinggroup_chaintemplate_name_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SavedFilter",
                    fields=[
                        ("id", KEY.clone()),
                        ("releasable_to", CODES.clone()),
                        ("editable_by", CODES.clone()),
                        ("name", models.CharField(max_length=60)),
                        ("asked", models.CharField(max_length=1000)),
                        (
                            "person",
                            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                    ],
                    options={
                        "constraints": [
                            editors("savedfilter"),
                            models.UniqueConstraint(
                                fields=("person", "name"), name="workinggroup_savedfilter_name_once"
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
