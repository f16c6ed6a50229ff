"""Putting a mail into the outbox, as part of the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.crypto import salted_hmac

from portal.core.reader import PORTAL
from portal.notifications.models import OutgoingMail


def post(
    message: str,
    *,
    subject: Model | None = None,
    recipient: Any = None,
    address: str = "",
    language: str = "",
    dedupe_key: str,
    now: datetime,
    not_before: datetime | None = None,
    **payload: Any,
) -> OutgoingMail | None:
    """Add one mail to a person (`recipient`) or to a bare address; returns the row that is in the outbox.

    A second post with the same `dedupe_key` adds nothing and returns the first one's row. `subject` is the row the mail is
    about. The mail is readable by the recipient's delegation alone, or by the portal's machinery where there is none: a
    poster who is neither gets None. `payload` must be JSON: ids and plain values, no confidential text. Two SQL queries.
    """
    mail = _row(message, subject, recipient, dedupe_key, now, not_before, payload, address=address, language=language)
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    return OutgoingMail.objects.filter(dedupe_key=dedupe_key).first()


def post_many(
    message: str, posts: Iterable[tuple[Any, Model | None, str]], *, now: datetime, **payload: Any
) -> dict[str, OutgoingMail]:
    """Add a mail to each of these people, about a subject each, under a dedupe key each; returns the rows that are in the
    outbox, by these keys, and keeps those that wait there from leaving before the transaction ends. Two SQL queries.
    """
    rows = [_row(message, subject, person, key, now, None, payload) for person, subject, key in posts]
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)
    there = OutgoingMail.objects.select_for_update().filter(dedupe_key__in=[row.dedupe_key for row in rows])
    return {mail.dedupe_key: mail for mail in there.order_by("pk")}


def post_each(
    message: str,
    recipients: Iterable[Any],
    *,
    subject: Model | None = None,
    event: str = "",
    watchers: Sequence[str] = (),
    dedupe_key: str,
    now: datetime,
    not_before: datetime | None = None,
    **payload: Any,
) -> None:
    """Add the same mail for each of several people, as `post` does; one SQL query. `dedupe_key` holds for each of them.

    `event` is the act that the mail tells of; `watchers` are codes of sides that may see, besides the recipient's, whether it
    arrived.
    """
    posts = [(each, subject, f"{dedupe_key}:{each.pk}") for each in recipients]
    post_together(message, posts, event=event, watchers=watchers, now=now, not_before=not_before, **payload)


def post_together(
    message: str,
    posts: Iterable[tuple[Any, Model | None, str]],
    *,
    event: str = "",
    watchers: Sequence[str] = (),
    now: datetime,
    not_before: datetime | None = None,
    **payload: Any,
) -> None:
    """The same for people and subjects with a dedupe key each; one SQL query, none for no mail."""
    rows = []
    for person, subject, key in posts:
        row = _row(message, subject, person, key, now, not_before, payload)
        row.event, row.releasable_to = event, list(dict.fromkeys([*row.releasable_to, *watchers]))
        rows.append(row)
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)


def _row(
    message: str,
    subject: Model | None,
    recipient: Any,
    dedupe_key: str,
    now: datetime,
    not_before: datetime | None,
    payload: dict[str, Any],
    *,
    address: str = "",
    language: str = "",
) -> OutgoingMail:
    return OutgoingMail(
        message=message,
        subject_kind=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        recipient=recipient,
        address=address or recipient.email,
        language=language or recipient.language,
        payload=payload,
        releasable_to=[getattr(recipient, "code", "") or PORTAL.code],
        dedupe_key=dedupe_key,
        message_id=_message_id(dedupe_key),
        created_at=now,
        not_before=not_before or now,
    )


def _message_id(dedupe_key: str) -> str:
    """The same mail has the same Message-ID also where it is posted again, after a restore: a mail server's log knows it."""
    tag = salted_hmac("portal.notifications.message_id", dedupe_key, algorithm="sha256").hexdigest()[:32]
    return f"<{tag}@{settings.MAIL_DOMAIN}>"
