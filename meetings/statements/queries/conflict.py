"""Two people on one paragraph: what stood there, what stands there now, and what the second one wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString

from meetings.statements.models import Bracket, ParagraphVersion, Statement
from meetings.statements.queries.paragraph import written_in
from meetings.statements.showing import redlined


@dataclass(frozen=True)
class Conflict:
    """By language: the text that the person saw, the present text and the person's own, both as redlines of it."""

    base: dict[str, str]
    theirs: dict[str, SafeString]
    mine: dict[str, SafeString]


def conflict_of(
    statement: Statement, seen: UUID, present: ParagraphVersion, texts: Mapping[str, str], user: Any
) -> Conflict:
    """The three texts. Two SQL queries. A version that the person cannot have seen counts as empty."""
    base = ParagraphVersion.objects.visible_to(user).filter(pk=seen, paragraph=present.paragraph_id).first()
    brackets = {
        str(bracket.pk): bracket for bracket in Bracket.objects.visible_to(user).filter(paragraph=present.paragraph_id)
    }
    before = {language: written_in(base, brackets, language) if base else "" for language in statement.languages}
    now = {language: written_in(present, brackets, language) for language in statement.languages}
    return Conflict(
        base=before,
        theirs={language: redlined(before[language], now[language]) for language in statement.languages},
        mine={language: redlined(before[language], texts.get(language, "")) for language in statement.languages},
    )
