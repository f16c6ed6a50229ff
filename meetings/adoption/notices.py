"""What those concerned are told of a text's adoption.

The silence procedure counts who was told: each who may break it gets a mail and, with it, a row of its own for that instant. The
secretariat and the chair's side may see whether those mails arrived, for on that its outcome depends.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.adoption.models import Silence, SilenceBreak, SilenceNotice
from meetings.adoption.queries.silence import closed_at_instant, running_silence, sides_in, speakers_of
from meetings.adoption.queries.waiting import REMINDED
from meetings.adoption.states import SilenceStatus
from meetings.statements.models import Statement
from meetings.statements.notices import STAGES, TEXTS
from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language, in_sentence
from portal.notifications.kinds import Ways, describe_mandatory
from portal.notifications.models import OutgoingMail
from portal.notifications.news import Occasion, describe_news, tell_news
from portal.people.models import User
from portal.people.rules import SECRETARIAT

OPENED, EXTENDED = "silence_opened", "silence_extended"
SILENCES = describe_mandatory(
    "silences",
    _("Final texts under silence"),
    always=Ways(bell=True, mail=True),
    reason=_("Your silence counts as consent."),
)


def watchers_of(statement: Statement) -> list[str]:
    """Who may see whether the mails of a silence arrived."""
    return [code for code in (statement.meeting.host_id, SECRETARIAT) if code in statement.releasable_to]


def note_told(silence: Silence, statement: Statement, verb: str, *, actor: Person, now: datetime) -> None:
    """Keep who is told of this instant: everybody who may break the silence, by which mail. The `actor`, who names the instant,
    has it before the eyes. Three SQL queries."""
    mails = OutgoingMail.objects.filter(
        event=f"meetings.statement.{verb}", subject_id=statement.pk, created_at=now, recipient__isnull=False
    )
    by_person = {mail.recipient_id: mail for mail in mails}
    rows = []
    for person in speakers_of(statement.active_parties):
        code, is_own = person.code, person.pk == actor.pk
        row = SilenceNotice(silence=silence, delegation_id=code, person=person, person_name=person.name)
        row.deadline_at, row.told_at, row.seen_at = silence.deadline_at, now, now if is_own else None
        row.mail = by_person.get(person.pk)
        row.releasable_to, row.editable_by = silence.releasable_to, list(dict.fromkeys([code, actor.code]))
        rows.append(row)
    SilenceNotice.objects.bulk_create(rows)


def _ends(occasion: Occasion) -> list[str]:
    """When the silence that runs now ends; nothing where none does."""
    statement: Statement = occasion.subject
    silence = running_silence(statement)
    if silence is None:
        return []
    places = [
        (side.time_zone, in_language(side.seat) or times.zone_city(side.time_zone)) for side in sides_in(statement)
    ]
    ends = times.in_places(silence.deadline_at, places)
    return [
        gettext("A final text is under silence. It ends: %(instants)s.") % {"instants": ends},
        gettext("Object in writing before that instant, or it is adopted by silence. Say so in the portal."),
    ]


def _extended(occasion: Occasion) -> list[str]:
    said = _ends(occasion)
    return [gettext("The end of a silence was put to a later instant."), *said] if said else []


def _broken(occasion: Occasion) -> list[str]:
    """Whose objection broke the silence then; its words stand behind the link."""
    found = SilenceBreak.objects.filter(silence__statement=occasion.subject, at=occasion.since).select_related(
        "delegation"
    )
    return [
        gettext("%(side)s has objected in writing to a final text under silence. The text is negotiated again; what was said "
                "stands on its page.") % {"side": capfirst(in_sentence(str(each.delegation)))}
        for each in found
    ]  # fmt: skip


def _undelivered(occasion: Occasion) -> list[str]:
    """Which parties had not been told, as the portal found it then."""
    silence = closed_at_instant(occasion.subject, SilenceStatus.UNDELIVERED, occasion.since)
    if silence is None:
        return []
    return [
        gettext("The silence on a final text is over, and the text is not adopted: not every party had been told."),
        gettext("Not reached: %(sides)s.") % {"sides": silence.reason},
    ]


def silence_address(statement: Any) -> str:
    return reverse("adoption:silence", args=[statement.slug])


for verb, words, brief in (
    (OPENED, _ends, _("A final text is under silence.")),
    (EXTENDED, _extended, _("The end of a silence was put to a later instant.")),
    ("silence_broken", _broken, _("A silence was broken by a written objection; the text is negotiated again.")),
    ("silence_undelivered", _undelivered, _("A text under silence is not adopted: not every party had been told.")),
):
    describe_news(
        f"meetings.statement.{verb}", TEXTS, SILENCES, words=words, brief=brief, address=silence_address,
        title=_("A text under silence"),
    )  # fmt: skip

describe_news(
    "meetings.statement.silence_withdrawn",
    TEXTS,
    STAGES,
    words=_("The chair has withdrawn a silence; the text is as final as before it."),
    acted=_("%(side)s, in the chair, has withdrawn a silence; the text is as final as before it."),
    address=silence_address,
)


def _sign_off(statement: Any) -> str:
    return reverse("adoption:sign-off", args=[statement.slug])


SIGNATURES = describe_mandatory(
    "signatures",
    _("Final texts that wait for my signature"),
    always=Ways(bell=True, mail=True),
    reason=_("The chair or the secretariat asks you for it."),
)
describe_news(
    REMINDED,
    TEXTS,
    SIGNATURES,
    words=_(
        "A final text still waits for the signature of your delegation. It is released only when all parties have signed."
    ),
    address=_sign_off,
    title=_("A text waits for your signature"),
)


def tell_waited_for(statement: Statement, heads: Sequence[User], *, now: datetime) -> None:
    """Remind the heads of delegation whose signature is waited for, once."""
    tell_news(REMINDED, statement, heads, now=now)


ACTED = {
    "signed_final": _("%(side)s has signed a final text."),
    "signed_ad_ref": _("%(side)s has signed a final text ad referendum; its capital has yet to confirm."),
    "sign_off_revoked": _("%(side)s has taken back its signature under a text. The text waits for it again."),
    "sign_off_refused": _("%(side)s does not sign a final text. It is negotiated again."),
    "left": _("%(side)s has opted out of a text that was ready to be released. The others sign it anew."),
    "interpreted": _("%(side)s has put beside a final text how it reads it."),
}
for verb, said in {
    "silence_adopted": _("Nobody objected to a final text under silence. The heads of delegation now sign it."),
    "sign_off_opened": _("A final text is ready for the heads of delegation to sign."),
    "signed_final": _("A party has signed a final text."),
    "signed_ad_ref": _("A party has signed a final text ad referendum; its capital has yet to confirm."),
    "note_recorded": _("The secretariat has recorded that a party signed a final text by note."),
    "signed": _("All parties have signed a text."),
    "sign_off_revoked": _("A party has taken back its signature under a text. The text waits for it again."),
    "sign_off_refused": _("A party does not sign a final text. It is negotiated again."),
    "left": _("A party has opted out of a text that was ready to be released. The others sign it anew."),
    "interpreted": _("A party has put beside a final text how it reads it."),
}.items():
    describe_news(f"meetings.statement.{verb}", TEXTS, STAGES, words=said, acted=ACTED.get(verb), address=_sign_off)
