"""Two people on one paragraph: what stood there, what stands there now, and what the second one wrote."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString

from meetings.negotiation.queries.paragraph import brackets_of
from meetings.statements.models import ParagraphVersion, Statement
from meetings.statements.present import marked_in
from meetings.statements.showing import redline_html
from portal.core.people import Person


@dataclass(frozen=True)
class Conflict:
    """By language: the text that the person saw, the present text and the person's own, both as redlines of it."""

    base: dict[str, str]
    theirs: dict[str, SafeString]
    mine: dict[str, SafeString]


def conflict_of(
    statement: Statement, seen: UUID, present: ParagraphVersion, texts: Mapping[str, str], user: Person
) -> Conflict:
    """The three texts. Three SQL queries. A version that the person cannot have seen counts as empty."""
    base = ParagraphVersion.objects.visible_to(user).filter(pk=seen, paragraph=present.paragraph_id).first()
    then, there = brackets_of(base, user) if base else {}, brackets_of(present, user)
    before = {
        language: marked_in(base.nodes, then, language).format() if base else "" for language in statement.languages
    }
    now = {language: marked_in(present.nodes, there, language).format() for language in statement.languages}
    return Conflict(
        base=before,
        theirs={language: redline_html(before[language], now[language]) for language in statement.languages},
        mine={language: redline_html(before[language], texts.get(language, "")) for language in statement.languages},
    )
