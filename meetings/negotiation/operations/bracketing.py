"""Brackets: any party puts words in doubt, or its own words beside them, at once and without consent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.negotiation import rules
from meetings.negotiation.consensus import BracketIsClosed
from meetings.negotiation.models import TextProposal
from meetings.negotiation.notices import tell_moved
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.statements.gate import enter, latest_of, require_present
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Statement
from meetings.statements.present import marked_in
from meetings.statements.states import BracketStatus, Status
from meetings.statements.writing import (
    BracketsDiffer,
    nodes_from,
    open_brackets,
    parse_texts,
    write_brackets,
    write_version,
)
from meetings.texts.notation import KnownBracket, Marked, NewBracket, match_base
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


class ChangesText(Refused):
    """More than brackets was changed."""

    sentence = _(
        "Brackets go around words that stand there, or hold new words. The %(language)s text says something else outside "
        "them: propose it instead."
    )


class NoBracket(Refused):
    """No bracket was added."""

    sentence = _("Put square brackets around the words that your delegation does not agree to, or around new words.")


class OnlyYourName(Refused):
    """A delegation brackets in its own name."""

    sentence = _("A bracket is opened in your own name. %(codes)s can join it afterwards.")


class BracketInBracket(Refused):
    """An option's words stand in a bracket already."""

    sentence = _("Write the words without brackets; they stand inside one.")


class WordsNeeded(Refused):
    """An option needs words in one language at least."""

    sentence = _("Write your delegation's words, in one language at least.")


@transaction.atomic
def open_brackets_in(
    *,
    statement: Statement,
    paragraph: Paragraph,
    base: ParagraphVersion,
    actor: Person,
    now: datetime,
    texts: Mapping[str, str],
    rationale: str = "",
) -> TextProposal:
    """Put brackets into a paragraph at once, in the actor's name. `texts` is the written text with the new brackets.

    Around words that stand there a bracket puts them in doubt; `[words] [USA: others]` sets an alternative beside them;
    a bracket with words that do not stand there proposes them. Words outside brackets may not change. Positions on the
    paragraph are void, for its text is another.

    Refuses `NotInThisStage`, `OptedOut`, `VersionIsOutdated`, `ChangesText`, `NoBracket`, `OnlyYourName`, `UnbalancedText`,
    `BracketsDiffer`, `NoWords`.
    """
    ensure(rules.can_negotiate(actor, statement))
    statement = enter(statement, actor, Status.NEGOTIATING)
    require_present(paragraph, base.pk)
    there = open_brackets([paragraph])
    marked = parse_texts(statement, texts, there)
    signed, stood = _signed(statement, base, marked, actor.code)
    proposal = _done_at_once(statement, base, texts, rationale, actor, now)
    keys = write_brackets(paragraph, signed, opened_by=actor.code, proposal=proposal.pk, now=now, stood=stood)
    nodes = {language: nodes_from(each, keys) for language, each in signed.items()}
    write_version(paragraph, nodes, after=base, actor=actor, now=now, proposal=proposal.pk)
    record("meetings.statement.bracketed", proposal, actor=actor, count=len(keys))
    tell_moved(statement, actor=actor, now=now)
    return proposal


@transaction.atomic
def support_option(*, bracket: Bracket, actor: Person, now: datetime, option: int) -> Bracket:
    """Put one's delegation behind an option of an open bracket, leaving another if it stood there. The paragraph has a new
    version: what was written against the bracket as it was does not carry it off.

    Refuses `NotInThisStage`, `OptedOut`, `BracketIsClosed`.
    """
    statement, bracket = _locked(bracket, actor)
    if not 0 <= option < len(bracket.options):
        raise BracketIsClosed
    for number, each in enumerate(bracket.options):
        each["sponsors"] = [code for code in each["sponsors"] if code != actor.code]
        if number == option:
            each["sponsors"].append(actor.code)
    bracket.save(update_fields=["options"])
    _shown_anew(bracket, statement, actor, now)
    record(
        "meetings.statement.bracket_supported", bracket, actor=actor, paragraph=bracket.paragraph.anchor, option=option
    )
    return bracket


@transaction.atomic
def add_option(*, bracket: Bracket, actor: Person, now: datetime, words: Mapping[str, str]) -> Bracket:
    """Set one's own words beside the options of an open bracket. Refuses `NotInThisStage`, `OptedOut`, `BracketIsClosed`,
    `WordsNeeded`, `BracketInBracket`, `UnbalancedText`."""
    statement, bracket = _locked(bracket, actor)
    words = {language: text for language, text in words.items() if language in statement.languages and text.strip()}
    if not words:
        raise WordsNeeded
    taken = parse_texts(statement, words, {})
    if any(each.new for each in taken.values()):
        raise BracketInBracket
    for each in bracket.options:
        each["sponsors"] = [code for code in each["sponsors"] if code != actor.code]
    said = {language: "".join(map(str, each.pieces)) for language, each in taken.items()}
    bracket.options.append({"sponsors": [actor.code], "texts": said})
    bracket.save(update_fields=["options"])
    _shown_anew(bracket, statement, actor, now)
    record("meetings.statement.option_added", bracket, actor=actor, paragraph=bracket.paragraph.anchor)
    return bracket


def _done_at_once(
    statement: Statement, base: ParagraphVersion, texts: Mapping[str, str], rationale: str, actor: Person, now: datetime
) -> TextProposal:
    """The record of what a party does to brackets without asking; the next version names it."""
    proposal = TextProposal(
        statement=statement, delegation_id=actor.code, author_id=actor.pk, kind=ProposalKind.BRACKET
    )
    proposal.paragraph_id, proposal.base = base.paragraph_id, base
    proposal.texts, proposal.rationale = [dict(texts)], rationale.strip()
    proposal.status, proposal.created_at = ProposalStatus.BRACKETED, now
    proposal.tabled_at = proposal.settled_at = now
    proposal.releasable_to, proposal.editable_by = statement.releasable_to, statement.editable_by
    proposal.save(force_insert=True)
    return proposal


def _shown_anew(bracket: Bracket, statement: Statement, actor: Person, now: datetime) -> None:
    """A version with the same words, in which the bracket looks as it does now."""
    base = latest_of(bracket.paragraph)
    there = open_brackets([bracket.paragraph])
    texts = {code: marked_in(base.nodes, there, code).format() for code in statement.languages}
    proposal = _done_at_once(statement, base, texts, "", actor, now)
    write_version(bracket.paragraph, base.nodes, after=base, actor=actor, now=now, proposal=proposal.pk)
    tell_moved(statement, actor=actor, now=now)


def _locked(bracket: Bracket, actor: Person) -> tuple[Statement, Bracket]:
    statement = bracket.paragraph.statement
    ensure(rules.can_negotiate(actor, statement))
    statement = enter(statement, actor, Status.NEGOTIATING)
    found: Bracket = Bracket.objects.select_related("paragraph").get(pk=bracket.pk)
    if found.status != BracketStatus.OPEN:
        raise BracketIsClosed
    return statement, found


def _signed(
    statement: Statement, base: ParagraphVersion, marked: Mapping[str, Marked], code: str
) -> tuple[dict[str, Marked], list[int]]:
    """The marked texts with the actor's name on what is new, and of each new bracket the option that stood there (-1:
    none); refuses what changes more than brackets."""
    found: dict[str, Marked] = {}
    where: list[list[int]] = []
    if not any(each.new for each in marked.values()):
        raise NoBracket
    for language, each in marked.items():
        words = base.nodes.get(language, [])
        pieces = [KnownBracket(node["id"]) if node["t"] == "b" else node["v"] for node in words]
        if not each.pieces and not words:
            found[language] = each
            continue
        stood = match_base(each, pieces)
        if stood is None:
            raise ChangesText(language=language.upper())
        where.append(stood)
        names = iter(stood)
        found[language] = Marked(
            [_named(piece, next(names), code) if isinstance(piece, NewBracket) else piece for piece in each.pieces]
        )
    if any(stood != where[0] for stood in where):
        raise BracketsDiffer(found=", ".join(language.upper() for language in found))
    return found, where[0]


def _named(bracket: NewBracket, stood: int, code: str) -> NewBracket:
    """Options of a new bracket with their sponsors: nobody's name on what stood there beside alternatives, the actor's on
    the rest. Words that stood there alone are in doubt: the actor wants them out."""
    others = {name for option in bracket.options for name in option.sponsors} - {code}
    if others:
        raise OnlyYourName(codes=", ".join(sorted(others)))
    if len(bracket.options) == 1 and stood == 0:
        return NewBracket(
            (replace(bracket.options[0], sponsors=()), replace(bracket.options[0], words="", sponsors=(code,)))
        )
    return NewBracket(
        tuple(
            replace(option, sponsors=() if number == stood else (code,))
            for number, option in enumerate(bracket.options)
        )
    )
