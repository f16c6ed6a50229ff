"""Passages as a page shows them: under the names of their parts, none beside its own gist."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language, name_of_language
from workinggroup.handling import rules
from workinggroup.handling.models import banner
from workinggroup.handling.queries import passages_of, without_gists
from workinggroup.handling.states import DISCREET
from workinggroup.handling.things import kind_of


@dataclass(frozen=True)
class Tongue:
    """A passage in one language; `lacks` where it has none."""

    code: str
    text: str
    lacks: bool


@dataclass(frozen=True)
class PassageShown:
    """One passage: the line over it, its texts, and whether the reader's side edits it and says who reads it."""

    passage: Any
    line: str
    tongues: Sequence[Tongue]
    may_edit: bool
    may_control: bool
    has_gist: bool
    is_gist: bool


@dataclass(frozen=True)
class Part:
    """A part of a whole, by its word, with the passages of it that the reader sees."""

    key: str
    name: str
    passages: Sequence[PassageShown]


def parts_of(whole: Any, user: Person, passages: Sequence[Any] | None = None) -> list[Part]:
    """The parts of a whole that have a passage which the reader sees, in the order of the kind. One SQL query, none where
    `passages` were read already."""
    found = passages_of(whole) if passages is None else list(passages)
    gists = {each.gist_id for each in found if each.gist_id}
    shown: dict[str, list[PassageShown]] = {}
    for each in without_gists(found) if user.code not in whole.originators else found:
        shown.setdefault(each.part, []).append(_shown(each, user, is_gist=each.pk in gists))
    names = dict(kind_of(whole).parts)
    order = [*names, *(part for part in shown if part not in names)]
    return [Part(key, str(names.get(key, key)), shown[key]) for key in order if key in shown]


def is_restricted(thing: Any) -> bool:
    """Whether a mail says no more of a whole than that something waits."""
    return thing.marking in DISCREET


def discreet_name(thing: Any) -> str:
    """What mails call a whole: its reference, and of what is narrowly marked no more than that there is something."""
    return _("A restricted matter") if is_restricted(thing) else str(thing)


def full_name(thing: Any) -> str:
    """What pages call a whole: its reference and its title."""
    return f"{thing} {in_language(thing.title)}".strip()


def banner_of(whole: Any, passages: Sequence[Any]) -> tuple[str, list[str]]:
    """The mark and the readers of a whole with what is shown of it."""
    return banner([whole, *passages])


def portion_line(passage: Any) -> str:
    """ "TLP:AMBER · USA, MEX · from GTM · until 30 Jun", of a whole or a passage."""
    words = [f"TLP:{passage.marking}", ", ".join(passage.releasable_to)]
    words.append(_("from %(sides)s") % {"sides": ", ".join(passage.originators)})
    if passage.mark_until:
        day = times.short_date(passage.mark_until)
        if passage.mark_then:
            words.append(_("until %(day)s, then TLP:%(mark)s") % {"day": day, "mark": passage.mark_then})
        else:
            words.append(_("until %(day)s") % {"day": day})
    return " · ".join(words)


def _shown(passage: Any, user: Person, *, is_gist: bool) -> PassageShown:
    tongues = [
        Tongue(code, passage.text.get(code, ""), lacks=not passage.text.get(code))
        for code in settings.CONTENT_LANGUAGES
    ]
    return PassageShown(
        passage,
        portion_line(passage),
        tongues,
        rules.can_edit(user, passage),
        rules.can_control(user, passage),
        passage.gist_id is not None,
        is_gist,
    )


def language_lacking(code: str) -> str:
    """What stands where a passage has no text in a language, in that language's own name."""
    return _("No text in this language yet: %(language)s") % {"language": name_of_language(code)}
