"""The certificate of the signatures on paper: who signed which text when, as whom and how, in all languages of the text alike."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.adoption.models import SignOff
from meetings.adoption.queries.signing import Gone, Signature, SigningPage
from meetings.statements.queries import text_of
from portal.core import times
from portal.core.printing import in_each, printed, said_in_each
from portal.people.models import Delegation

HEADS = [
    gettext_lazy("Party"),
    gettext_lazy("Signed by"),
    gettext_lazy("When, at the seat"),
    gettext_lazy("How"),
]
HASH = gettext_lazy("SHA-256 of the text in all its languages")
COMPLETE = gettext_lazy("All parties have signed this text.")
INCOMPLETE = gettext_lazy("Not all parties have signed this text.")
GONE = gettext_lazy("Parties that have left this text")
NOTE = gettext_lazy("Signed notes, as they were recorded, with the SHA-256 of each file")
LABEL = gettext_lazy("Certificate of signature")
TEXT = gettext_lazy("The text that was signed")


def as_pdf(page: SigningPage) -> bytes:
    """A tagged PDF with the signatures that stand, the hash, and the text itself, paragraph beside paragraph."""
    statement = page.statement
    codes = list(statement.languages)
    gone = page.gone
    sides = Delegation.objects.in_bulk(
        [*(each.code for each in page.signatures), *(each.side.delegation_id for each in gone)]
    )
    data: dict[str, Any] = {
        "languages": codes,
        "label": said_in_each(LABEL, codes),
        "titles": in_each(statement.title, codes),
        "state": said_in_each(INCOMPLETE if page.missing else COMPLETE, codes),
        "hash_label": said_in_each(HASH, codes),
        "hash": [page.hash[start : start + 16] for start in range(0, len(page.hash), 16)],
        "heads": [said_in_each(words, codes) for words in HEADS],
        "rows": [_row(each, sides[each.code], codes) for each in page.signatures],
        "gone_label": said_in_each(GONE, codes),
        "gone": [_gone(each, sides[each.side.delegation_id], codes) for each in gone],
        "note_label": said_in_each(NOTE, codes),
        "notes": [
            {"name": in_each(sides[code].name, codes), "file": given.note_name, "hash": given.note_hash}
            for code, given in _noted(page)
        ],
        "text_label": said_in_each(TEXT, codes),
        "text": [
            {
                "number": str(line.number or ""),
                "kind": line.kind,
                "words": [line.texts[code] for code in codes],
            }
            for line in text_of(statement)
        ],
    }
    with translation.override(codes[0]):
        data["footer"] = f"{page.number} · {_day(page)}"
        title = f"{LABEL}: {statement}"
        marking = _("Releasable to %(codes)s") % {"codes": ", ".join(statement.releasable_to)}
        return printed("certificate", data, title=title, language=codes[0], marking=marking)


def _day(page: SigningPage) -> str:
    last = max((each.given.at for each in page.signatures if each.given), default=None)
    return times.long_day(times.local(last, page.statement.meeting.time_zone).date()) if last else ""


def _row(each: Signature, side: Delegation, codes: list[str]) -> dict[str, Any]:
    given = each.given
    if given is None:
        return {"name": in_each(side.name, codes), "by": "", "capacity": "", "when": "", "how": _each_way(each, codes)}
    local = times.local(given.at, side.time_zone)
    when = []
    for code in codes:
        with translation.override(code):
            when.append({"lang": code, "text": f"{times.short_day(local.date())}, {local:%H:%M:%S}"})
    facts = {"by": given.by_name, "capacity": given.capacity, "when": when, "how": _each_way(each, codes)}
    return {"name": in_each(side.name, codes)} | facts


def _gone(each: Gone, side: Delegation, codes: list[str]) -> dict[str, Any]:
    """When and why a party left, and how it had signed before."""
    local = times.local(each.side.opted_out_at, side.time_zone) if each.side.opted_out_at else None
    how: dict[str, str] = {}
    for code in codes:
        with translation.override(code):
            words = _("Opted out on %(day)s") % {"day": times.long_day(local.date())} if local else ""
            if each.given is not None:
                words += ". " + _("Had signed before; that counts no more: %(kind)s, %(name)s. %(method)s") % {
                    "kind": each.given.get_kind_display(),
                    "name": each.given.by_name,
                    "method": each.given.get_method_display(),
                }
            how.setdefault(words, code)
    said = [{"lang": code, "text": words} for words, code in how.items()]
    return {"name": in_each(side.name, codes), "how": said, "reason": each.side.reason}


def _noted(page: SigningPage) -> list[tuple[str, SignOff]]:
    """The signatures by note, of parties and of those that left."""
    given = [each.given for each in page.signatures] + [each.given for each in page.gone]
    return [(each.delegation_id, each) for each in given if each is not None and each.note_hash]


def _each_way(each: Signature, codes: list[str]) -> list[dict[str, str]]:
    """What the signature is and by which method, in each language; of one ad referendum by when the capital confirms."""
    found: dict[str, str] = {}
    for code in codes:
        with translation.override(code):
            parts = [str(each.look[2])]
            if each.given is not None:
                if each.given.expires_on:
                    day = times.long_day(each.given.expires_on)
                    said = _("Was to be confirmed by %(day)s.") if each.lapsed else _("Must be confirmed by %(day)s.")
                    parts.append(said % {"day": day})
                parts.append(each.given.get_method_display())
            words = ". ".join(part.removesuffix(".") for part in parts)
            found.setdefault(words, code)
    return [{"lang": code, "text": words} for words, code in found.items()]
