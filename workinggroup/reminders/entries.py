"""How a digest lays out what it tells: sections of entries, in HTML and as plain text. No SQL query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from portal.core.stencils import filled

FOLDER = "emails/workinggroup/reminders/digest/"
BETWEEN = SafeString(" &nbsp;·&nbsp; ")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a digest tells: what it is called and where it is; when, the verb before it, a line below it and why it is
    told, each "" where there is none; and what can be answered from the mail, in words with addresses."""

    name: str
    link: str
    when: str = ""
    act: str = ""
    below: str = ""
    why: str = ""
    is_late: bool = False
    answers: Sequence[tuple[str, str]] = ()


class Note(NamedTuple):
    """What somebody wrote into the digest, and who."""

    words: str
    name: str


class Section(NamedTuple):
    """Entries under a title."""

    title: str
    entries: Sequence[Entry]


def lay_out(context: dict[str, Any]) -> dict[str, str]:
    """The words of a digest, in which its notes and sections are finished in both ways."""
    notes: Sequence[Note] = context["notes"]
    sections: Sequence[Section] = context["sections"]
    language: str = context["language"]
    return context | {
        "notes": _joined(filled(FOLDER + "_note.html", language, **each._asdict()) for each in notes),
        "notes_text": "\n".join(filled(FOLDER + "_note.txt", language, **each._asdict()) for each in notes),
        "sections": _joined(_section_in_html(each, language) for each in sections),
        "sections_text": "\n".join(f"{_section_as_text(each, language).strip()}\n" for each in sections),
    }


def _section_in_html(section: Section, language: str) -> SafeString:
    entries = _joined(_in_html(entry, language) for entry in section.entries)
    return filled(FOLDER + "_section.html", language, title=section.title, entries=entries)


def _section_as_text(section: Section, language: str) -> SafeString:
    entries = "\n".join(_as_text(entry, language) for entry in section.entries)
    return filled(FOLDER + "_section.txt", language, title=section.title, entries=entries)


def _in_html(entry: Entry, language: str) -> SafeString:
    answers = [
        filled(FOLDER + "_answer.html", language, words=words, link=link).strip() for words, link in entry.answers
    ]
    return filled(
        FOLDER + "_entry.html", language, when=entry.when, is_late="yes" if entry.is_late else "", act=entry.act,
        link=entry.link, name=entry.name, below=entry.below, why=entry.why, answers=_joined(answers, BETWEEN),
    )  # fmt: skip


def _as_text(entry: Entry, language: str) -> SafeString:
    answers = [filled(FOLDER + "_answer.txt", language, words=words, link=link) for words, link in entry.answers]
    return filled(
        FOLDER + "_entry.txt", language, when=entry.when, act=entry.act, link=entry.link, name=entry.name,
        below=entry.below, answers="".join(answers).rstrip(),
    )  # fmt: skip


def _joined(pieces: Iterable[str], between: str = "") -> SafeString:
    """Finished pieces one after the other."""
    return SafeString(between.join(pieces))
