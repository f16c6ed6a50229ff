"""Writing a text: from what a person wrote to records of brackets, and to a paragraph's next version."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement, plain
from meetings.statements.states import BracketStatus, LanguageState
from meetings.texts.blocks import tidy
from meetings.texts.kinds import TITLE_ANCHOR, ParagraphKind
from meetings.texts.notation import KnownBracket, Marked, NewBracket, Unbalanced, format_bracket, parse
from portal.core.errors import Refused
from portal.core.people import Person

STEP = 1 << 20


class UnbalancedText(Refused):
    """A square bracket without its partner, or inside another."""

    sentence = _(
        "%(language)s has a square bracket without its partner, or inside another, at character %(position)s: “%(excerpt)s”."
    )


class BracketsDiffer(Refused):
    """The two languages do not have the same brackets."""

    sentence = _(
        "The brackets differ between the languages: %(found)s. Each bracket needs its place in both, with the same options."
    )


class NoWords(Refused):
    """A language, or both, would be left without words."""

    sentence = _("Write the paragraph in %(languages)s.")


class NotAParty(Refused):
    """A bracket names somebody who is no active party."""

    sentence = _("%(code)s is not a party to this text, so no bracket can stand in its name.")


def open_brackets(paragraphs: Sequence[Paragraph]) -> dict[str, Bracket]:
    """The open brackets of these paragraphs by their keys. One SQL query."""
    rows = Bracket.objects.filter(paragraph__in=paragraphs, status=BracketStatus.OPEN)
    return {str(bracket.pk): bracket for bracket in rows}


def parse_texts(statement: Statement, texts: Mapping[str, str], brackets: Mapping[str, Bracket]) -> dict[str, Marked]:
    """Each language's written text taken apart, all with the same brackets. A language may be empty; its text is "".

    Refuses `NoWords` (no language has words), `UnbalancedText`, `BracketsDiffer`, `NotAParty`.
    """
    found: dict[str, Marked] = {}
    for language in statement.languages:
        known = [(format_bracket(each.options_in(language)), key) for key, each in brackets.items()]
        try:
            found[language] = parse(texts.get(language, ""), known)
        except Unbalanced as error:
            raise UnbalancedText(language=language.upper(), position=error.position, excerpt=error.excerpt) from None
    there = [marked for marked in found.values() if marked.pieces]
    if not there:
        raise NoWords(languages=", ".join(statement.languages))
    _require_same_brackets(found)
    for new in there[0].new:
        for code in {code for option in new.options for code in option.sponsors} - set(statement.active_parties):
            raise NotAParty(code=code)
    return found


def write_brackets(
    paragraph: Paragraph,
    marked: Mapping[str, Marked],
    *,
    opened_by: str | None,
    proposal: uuid.UUID | None,
    now: datetime,
    stood: Sequence[int] = (),
) -> list[str]:
    """Make records of the new brackets, in the order of the text; returns their keys.

    `stood` says of each which option's words stood there before (see `Bracket.original_option`); empty where none is known.
    """
    languages = [language for language, each in marked.items() if each.pieces]
    first = marked[languages[0]]
    keys = []
    for place, new in enumerate(first.new):
        options = [
            {
                "sponsors": list(option.sponsors),
                "texts": {language: marked[language].new[place].options[number].words for language in languages},
            }
            for number, option in enumerate(new.options)
        ]
        bracket = Bracket(paragraph=paragraph, options=options, opened_by_id=opened_by, opened_in_id=proposal)
        bracket.opened_at, bracket.releasable_to = now, paragraph.releasable_to
        bracket.original_option = stood[place] if stood else None
        bracket.editable_by = paragraph.editable_by
        bracket.save(force_insert=True)
        keys.append(str(bracket.pk))
    return keys


def nodes_from(marked: Marked, new_keys: Sequence[str]) -> list[dict[str, str]]:
    """A text taken apart as nodes; `new_keys` are the records of its new brackets in order."""
    keys = iter(new_keys)
    nodes = []
    for piece in marked.pieces:
        if isinstance(piece, KnownBracket):
            nodes.append({"t": "b", "id": piece.key})
        elif isinstance(piece, NewBracket):
            nodes.append({"t": "b", "id": next(keys)})
        else:
            nodes.append({"t": "s", "v": piece})
    return nodes


def write_version(
    paragraph: Paragraph,
    nodes: dict[str, Any],
    *,
    after: ParagraphVersion | None,
    actor: Person,
    now: datetime,
    proposal: uuid.UUID | None = None,
    reason: str = "",
    states: dict[str, str] | None = None,
) -> ParagraphVersion:
    """The paragraph's next version, after the present one (None: the first).

    It has no position yet, so that every change voids those taken on the one before; it keeps that one's language states
    unless `states` are given. With a version of the title the statement is called by its words outside brackets, wherever
    it is named.
    """
    inherited = after.language_states if after else {}
    version = new_version(paragraph, nodes, seq=after.seq + 1 if after else 1, actor=actor, now=now)
    version.proposal_id, version.reason = proposal, reason
    version.language_states = inherited if states is None else states
    version.save(force_insert=True)
    if paragraph.kind == ParagraphKind.TITLE:
        _rename(paragraph.statement, nodes)
    return version


def _rename(statement: Statement, nodes: dict[str, Any]) -> None:
    """Call a statement by its title's words outside brackets; where all stand in brackets, it keeps its name."""
    words = {language: tidy(plain(nodes, language)) for language in nodes}
    statement.title = statement.title | {language: text for language, text in words.items() if text}
    statement.save(update_fields=["title"])


def new_version(
    paragraph: Paragraph, nodes: dict[str, Any], *, seq: int, actor: Person, now: datetime
) -> ParagraphVersion:
    """A version of a paragraph in the name of the actor and its delegation, not yet saved."""
    return ParagraphVersion(
        paragraph=paragraph,
        seq=seq,
        nodes=nodes,
        author_name=actor.name,
        delegation=actor.code,
        created_at=now,
        releasable_to=paragraph.releasable_to,
        editable_by=paragraph.editable_by,
    )


def literal_nodes(text: str) -> list[dict[str, str]]:
    """Words as they are, square brackets included, for a text that was agreed elsewhere."""
    return [{"t": "s", "v": text}]


def first_states(statement: Statement) -> dict[str, str]:
    """How far each language is in a text that is being negotiated: one is negotiated, the others provisional."""
    return {
        language: LanguageState.ORIGINAL if language == statement.drafted_in else LanguageState.PROVISIONAL
        for language in statement.languages
    }


def add_title(statement: Statement) -> Paragraph:
    """The place of a statement's title, before all paragraphs."""
    return add_paragraph(statement, ParagraphKind.TITLE, 0, TITLE_ANCHOR)


def add_paragraph(statement: Statement, kind: str, rank: int, anchor: str) -> Paragraph:
    """A new place in the text."""
    paragraph = Paragraph(id=uuid.uuid4(), statement=statement, anchor=anchor, kind=kind, rank=rank)
    paragraph.releasable_to, paragraph.editable_by = statement.releasable_to, statement.editable_by
    paragraph.save(force_insert=True)
    return paragraph


def next_anchor(statement: Statement) -> str:
    """An anchor that no paragraph of the statement ever had, withdrawn ones included."""
    numbers = [int(anchor[1:]) for anchor in statement.paragraphs.values_list("anchor", flat=True)]
    return f"p{max(numbers, default=0) + 1:02}"


def rank_after(statement: Statement, after: Paragraph | None) -> int:
    """A free rank after the paragraph `after` (None: before all paragraphs, behind the title); makes room where there is none."""
    for _try in range(2):
        ranks = list(statement.paragraphs.order_by("rank").values_list("rank", flat=True))
        low = after.rank if after else 0
        high = next((rank for rank in ranks if rank > low), low + 2 * STEP)
        if high - low > 1:
            return (low + high) // 2
        _spread(statement)
        after = Paragraph.objects.get(pk=after.pk) if after else None
    raise AssertionError("spreading leaves room")


def _spread(statement: Statement) -> None:
    paragraphs = list(statement.paragraphs.exclude(kind=ParagraphKind.TITLE).order_by("rank", "id"))
    for place, paragraph in enumerate(paragraphs, start=1):
        paragraph.rank = place * STEP
    Paragraph.objects.bulk_update(paragraphs, ["rank"])


def _require_same_brackets(found: Mapping[str, Marked]) -> None:
    shapes = {
        language: (
            sorted(each.known),
            [[option.sponsors for option in new.options] for new in each.new],
        )
        for language, each in found.items()
        if each.pieces
    }
    first = next(iter(shapes.values()))
    if any(shape != first for shape in shapes.values()):
        counts = {language: len(known) + len(new) for language, (known, new) in shapes.items()}
        words = ", ".join(f"{language.upper()} {count}" for language, count in counts.items())
        raise BracketsDiffer(found=words)
