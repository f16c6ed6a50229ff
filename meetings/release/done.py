"""What blocks a release no more: final, adopted, confirmed, each with who and since when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.adoption.models import SignOff, Silence
from meetings.adoption.states import SignOffKind, SilenceStatus
from meetings.alignment.models import Certificate
from meetings.release.gate import Standing
from meetings.release.states import WordKind
from meetings.statements.models import Statement
from meetings.texts.kinds import UNNUMBERED


@dataclass(frozen=True)
class Done:
    """Something that blocks no more: what, by whom, since when."""

    title: str
    words: str
    at: datetime | None


def done_of(statement: Statement, standing: Standing) -> list[Done]:
    """What a final text has behind it, in the order of the way. A constant number of SQL queries."""
    return [*_final(statement), *_adopted(statement, standing), *_said(standing)]


def _final(statement: Statement) -> list[Done]:
    """The final text, and who vouched for its languages. Two SQL queries at most."""
    final = statement.final
    assert final
    lines = final.lines.exclude(kind__in=UNNUMBERED).count()
    words = ngettext("%(count)s paragraph", "%(count)s paragraphs", lines) % {"count": lines}
    done = [Done(_("The text is final: no bracket and no proposal is open"), words, final.issued_at)]
    vouched = [
        each for each in Certificate.objects.filter(statement=statement).order_by("at") if each.hashes == final.hashes
    ]
    if vouched:
        by = ", ".join(f"{each.by_name} ({each.delegation_id})" for each in vouched)
        done.append(Done(_("The languages say the same"), by, vouched[-1].at))
    return done


def _adopted(statement: Statement, standing: Standing) -> list[Done]:
    done = []
    rows = Silence.objects.filter(revision=statement.final_id, status=SilenceStatus.ADOPTED)
    for silence in rows.order_by("-closed_at")[:1]:
        done.append(Done(_("Adopted by silence, not broken"), "", silence.closed_at))
    for code, given in sign_offs_of(statement, standing).items():
        if final := given.get(SignOffKind.FINAL):
            done.append(Done(_("Signed by %(code)s") % {"code": code}, f"{final.by_name}, {final.capacity}", final.at))
    return done


def _said(standing: Standing) -> list[Done]:
    """What the parties said to the plan that stands."""
    titles = {
        WordKind.READY: _("%(code)s confirmed the plan"),
        WordKind.EVENT: _("%(code)s says that the event has taken place"),
        WordKind.LIFT: _("%(code)s agrees to lift the embargo now"),
    }
    return [
        Done(titles[WordKind(word.kind)] % {"code": word.delegation_id}, word.by_name, word.at)
        for word in standing.words
        if word.delegation_id in standing.parties
    ]


def sign_offs_of(statement: Statement, standing: Standing) -> dict[str, dict[str, SignOff]]:
    """The sign-offs that stand under the final text, by party and kind. One SQL query."""
    found: dict[str, dict[str, SignOff]] = {code: {} for code in standing.parties}
    rows = SignOff.objects.filter(revision=statement.final_id, revoked_at__isnull=True) if statement.final_id else ()
    for row in rows:
        if set(row.parties) == set(standing.parties) and row.delegation_id in found:
            found[row.delegation_id][row.kind] = row
    return found
