"""What a page on which words are written begins with."""

from typing import Any

from meetings.negotiation.models import TextProposal
from meetings.negotiation.queries.paragraph import brackets_of
from meetings.negotiation.states import ProposalKind
from meetings.statements.gate import latest_of, next_in_text
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.statements.present import marked_in
from meetings.statements.queries import labels_in
from meetings.texts.kinds import ParagraphKind
from portal.core.people import Person


def kind_after(preceding: Paragraph | None) -> str:
    """What a new paragraph most likely is: in a list, one more of its items."""
    in_list = preceding is not None and preceding.kind in {ParagraphKind.CHAPEAU, ParagraphKind.LIST_ITEM}
    return ParagraphKind.LIST_ITEM if in_list else ParagraphKind.PARAGRAPH


def words_to_change(
    statement: Statement, found: Paragraph, version: ParagraphVersion, kind: str, user: Person
) -> dict[str, str]:
    """The words to begin with: those that stand there; to merge, both paragraphs' one after the other."""
    brackets = brackets_of(version, user)
    words = {
        f"text_{language}": marked_in(version.nodes, brackets, language).format() for language in statement.languages
    }
    following = next_in_text(found) if kind == ProposalKind.MERGE else None
    if following:
        second = latest_of(following)
        more = brackets_of(second, user)
        words["second"] = str(second.pk)
        words = {
            f"text_{language}": f"{words[f'text_{language}']} {marked_in(second.nodes, more, language).format()}".strip()
            for language in statement.languages
        } | {"second": words["second"]}
    return words


def words_of_draft(found: TextProposal, statement: Statement) -> dict[str, str]:
    """A draft's texts for the form; the parts of a split stand with an empty line between them."""
    return {
        f"text_{language}": "\n\n".join(text.get(language, "") for text in found.texts)
        for language in statement.languages
    }


def places_for(statement: Statement, found: Paragraph | None, user: Person) -> list[Paragraph]:
    rows = Paragraph.objects.visible_to(user).filter(statement=statement, withdrawn_at__isnull=True)
    rows = rows.exclude(kind=ParagraphKind.TITLE)
    others: list[Any] = list((rows.exclude(pk=found.pk) if found else rows).order_by("rank"))
    labels = labels_in([statement.pk])
    for each in others:
        each.label = labels.get(each.pk, "")
    return others
