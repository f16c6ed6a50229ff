"""What an edited file asks for, held against the text that it was exported from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.exchange.docx.placing import CHANGED_SINCE, Change, place
from meetings.exchange.exporting import lines_around
from meetings.exchange.looks import NotCertain, format_as, restore_names
from meetings.exchange.planned import DraftKey, Plan, PlannedDraft
from meetings.exchange.queries import own_authors
from meetings.exchange.source import SourceText
from meetings.negotiation.consensus import WrongPlace, check_proposal
from meetings.negotiation.models import TextProposal
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.revisions.models import RevisionLine
from meetings.statements.gate import require_party, require_stage
from meetings.statements.models import Paragraph, ParagraphVersion, Statement, plain
from meetings.statements.present import PresentLine, read_present
from meetings.statements.queries import originals_of
from meetings.statements.states import Status
from meetings.texts.blocks import tidy
from meetings.texts.docx.marks import OUTSIDE, BaseParagraph, fingerprint, settled
from meetings.texts.docx.reading import WordText
from meetings.texts.docx.reporting import Unplaced
from meetings.texts.notation import join_marked
from portal.core.errors import Refused
from portal.core.people import Person


class OtherStatement(Refused):
    """The file says that it is another text."""

    sentence = gettext_lazy("This file was exported from another text (%(slug)s). Bring it back there.")
    field = "file"


class OtherLanguage(Refused):
    """The file says that it is in another language, or the text does not have it."""

    sentence = gettext_lazy("This file is the text in another language: %(language)s.")
    field = "language"


def plan_return(
    *,
    statement: Statement,
    actor: Person,
    returned: WordText,
    language: str,
    exported_as: SourceText | None = None,
) -> Plan:
    """Plan what `bring_back` would draft, and change nothing.

    The file is held against the text that it was exported from, which its fingerprints tell; a change of a paragraph
    that went on since is listed, never placed. Where a program took the fingerprints out of the file, `exported_as` is the
    text that a person says it was exported from. Refuses `NotInThisStage`, `OptedOut`, `OtherStatement`, `OtherLanguage`.
    """
    require_stage(statement, Status.NEGOTIATING)
    require_party(statement, actor)
    if returned.statement and returned.statement != statement.slug:
        raise OtherStatement(slug=returned.statement)
    if language not in statement.languages or returned.language not in {"", language}:
        raise OtherLanguage(language=returned.language or language)
    is_unmarked = not any(not name.startswith(OUTSIDE) for name in returned.prints)
    if is_unmarked and exported_as:
        shown = exported_as.paragraphs(language, returned.look)
        returned = replace(returned, prints={each.anchor: fingerprint(each.text) for each in shown})
    present = read_present(statement).lines
    base = _base(statement, present, returned, language)
    placed = place(returned, base, _around(statement, language))
    plan = Plan(unplaced=placed.unplaced, is_unmarked=is_unmarked and not exported_as)
    own = own_authors(returned.authors, statement=statement, actor=actor)
    drafting = _Drafting(present, {each.anchor: each for each in base}, language, returned.look, own)
    drafts = [each for change in placed.changes for each in drafting.drafts_of(change, plan.unplaced)]
    set_aside(plan, drafts, open_drafts(statement, actor))
    for each, proposal in proposals_of(statement, plan.drafts):
        try:
            require_paragraphs(each, proposal)
            check_proposal(proposal, statement)
        except Refused as refusal:
            plan.drafts.remove(each)
            plan.unplaced.append(Unplaced(str(refusal), each.anchors, each.now, each.authors))
    return plan


def _base(
    statement: Statement, present: Sequence[PresentLine], returned: WordText, language: str
) -> list[BaseParagraph]:
    """The text that the file was exported from, paragraph by paragraph, as far as it can be known. Three SQL queries.

    Each fingerprint names the words: they stand now, stood in a revision or version, or are in the file itself. Words that
    are nowhere are "" or those that stand now; then every edit is one of a text that went on. A file without fingerprints
    is held against the text as it stands.
    """
    now = {line.anchor: format_as(line.marked[language], returned.look) for line in present}
    exported = [anchor for anchor in returned.prints if not anchor.startswith(OUTSIDE)]
    if not exported:
        return [BaseParagraph(line.anchor, line.kind, now[line.anchor]) for line in present if now[line.anchor]]
    kinds = dict(Paragraph.objects.filter(statement=statement).values_list("anchor", "kind"))
    went_on = [anchor for anchor in exported if fingerprint(now.get(anchor, "")) != returned.prints[anchor]]
    words: dict[str, list[str]] = {anchor: [] for anchor in kinds}
    lines = RevisionLine.objects.filter(revision__statement=statement, anchor__in=went_on)
    for line in lines.only("anchor", "texts"):
        words[line.anchor].append(format_as(line.marked(language), returned.look))
    versions = ParagraphVersion.objects.filter(paragraph__statement=statement, paragraph__anchor__in=went_on)
    for anchor, nodes in versions.values_list("paragraph__anchor", "nodes"):
        words[anchor].append(plain(nodes, language))
    for anchor, text in [*_in_file(returned), *now.items()]:
        words.get(anchor, []).append(text)
    return [
        BaseParagraph(
            anchor,
            kinds[anchor],
            next((text for text in words[anchor] if fingerprint(text) == returned.prints[anchor]), now.get(anchor, "")),
        )
        for anchor in exported
        if anchor in kinds
    ]


def _around(statement: Statement, language: str) -> list[str]:
    """Our own lines around the text in a file of this language, as they stand now."""
    with translation.override(language):
        end = _("End of text")
    wrapped = [lines_around(each, language) for each in originals_of(statement)]
    lines = [line for around in (lines_around(statement, language), *wrapped) for part in around for line in part]
    return list(dict.fromkeys([*lines, end]))


def _in_file(returned: WordText) -> list[tuple[str, str]]:
    """The words in the file itself by anchor, with all changes rejected, then with all accepted."""
    accepted = [(anchor, paragraph.after) for paragraph in returned.paragraphs for anchor in paragraph.anchors]
    return [*returned.before.items(), *accepted]


@dataclass(frozen=True)
class _Drafting:
    """Drafts out of placed changes, held against the text as it stands. `base` are the paragraphs as the file was exported."""

    present: Sequence[PresentLine]
    base: Mapping[str, BaseParagraph]
    language: str
    look: str
    own: Collection[str]

    def drafts_of(self, change: Change, unplaced: list[Unplaced]) -> list[PlannedDraft]:
        """Return the draft for a change; or none, and say why in `unplaced`."""
        lines = {line.anchor: line for line in self.present}
        text, who = "\n".join(change.texts), ", ".join(change.authors)
        concerned = [*change.anchors, *([change.after] if change.after else [])]
        if gone := [anchor for anchor in concerned if anchor not in lines]:
            sentence = _("This paragraph is not in the text any more. See whether the edit still has a place.")
            unplaced.append(Unplaced(sentence, tuple(gone), text, who))
            return []
        if stale := [anchor for anchor in change.anchors if self._went_on(lines[anchor])]:
            unplaced.append(Unplaced(str(CHANGED_SINCE), tuple(stale), text, who))
            return []
        try:
            return [self._draft(change, [lines[anchor] for anchor in change.anchors])]
        except NotCertain:
            sentence = _("The file does not show whose brackets these are. Make this change in the portal.")
            unplaced.append(Unplaced(sentence, change.anchors[:1], text, who))
        except _NotNeighbours:
            sentence = _("Only a paragraph and the next one can be merged. Propose the merger step by step.")
            unplaced.append(Unplaced(sentence, change.anchors[:1], text, who))
        return []

    def _went_on(self, line: PresentLine) -> bool:
        return settled(format_as(line.marked[self.language], self.look)) != settled(self.base[line.anchor].text)

    def _draft(self, change: Change, lines: Sequence[PresentLine]) -> PlannedDraft:
        kind = ProposalKind(change.kind)
        if kind == ProposalKind.MERGE:
            self._require_neighbours(lines)
        base = join_marked(line.marked[self.language] for line in lines)
        was = tidy(base.format())
        new = [restore_names(text, base, self.look) for text in change.texts]
        others = {
            language: join_marked(line.marked[language] for line in lines).format()
            for language in (lines[0].marked if lines and new else ())
        }
        return PlannedDraft(
            kind=kind.value,
            anchor=lines[0].anchor if lines else "",
            version=str(lines[0].version) if lines else "",
            after=change.after or "",
            texts=tuple(({} if index else others) | {self.language: text} for index, text in enumerate(new)),
            paragraph_kind=change.paragraph_kind,
            was=was,
            now=was if kind == ProposalKind.MOVE else "\n".join(new),
            tracked=tuple((each.author, each.kind, each.text) for each in change.tracked),
            theirs=tuple(dict.fromkeys(each.author for each in change.tracked if each.author not in self.own)),
        )

    def _require_neighbours(self, lines: Sequence[PresentLine]) -> None:
        order = [line.anchor for line in self.present]
        if len(lines) != 2 or order.index(lines[1].anchor) != order.index(lines[0].anchor) + 1:
            raise _NotNeighbours


class _NotNeighbours(ValueError):
    """Paragraphs that were merged in the file do not stand one after the other in the text."""


def proposals_of(statement: Statement, drafts: Sequence[PlannedDraft]) -> list[tuple[PlannedDraft, TextProposal]]:
    """Build the drafts as proposals and save none. Two SQL queries."""
    rows = statement.paragraphs.filter(withdrawn_at__isnull=True).select_related("statement__meeting").order_by("rank")
    paragraphs = {each.anchor: each for each in rows}
    order = list(paragraphs)
    versions = ParagraphVersion.objects.filter(paragraph__statement=statement).in_bulk(
        [each.version for each in drafts if each.version]
    )
    bases = {str(key): version for key, version in versions.items()}
    found = []
    for each in drafts:
        proposal = TextProposal(statement=statement, kind=each.kind, paragraph_kind=each.paragraph_kind)
        proposal.paragraph, proposal.base = paragraphs.get(each.anchor), bases.get(each.version)
        proposal.after, proposal.texts = paragraphs.get(each.after), [dict(text) for text in each.texts]
        if each.kind == ProposalKind.MERGE and each.anchor in order:
            proposal.after = paragraphs.get([*order, ""][order.index(each.anchor) + 1])
        found.append((each, proposal))
    return found


def require_paragraphs(draft: PlannedDraft, proposal: TextProposal) -> None:
    """Refuse `WrongPlace` where a paragraph that the draft names is not in the text, or has no such version."""
    if (draft.anchor and not (proposal.paragraph and proposal.base)) or (draft.after and not proposal.after):
        raise WrongPlace


def open_drafts(statement: Statement, actor: Person) -> list[DraftKey]:
    """The keys of what one's own delegation has drafted or tabled and nobody has settled. One SQL query."""
    rows = TextProposal.objects.visible_to(actor).filter(statement=statement, delegation=actor.code)
    rows = rows.filter(status__in=(ProposalStatus.INTERNAL, ProposalStatus.TABLED)).select_related("paragraph", "after")
    return [
        _key(
            each.kind,
            each.paragraph.anchor if each.paragraph else "",
            str(each.base_id or ""),
            each.after.anchor if each.after else "",
            each.texts,
        )
        for each in rows
    ]


def _key(kind: str, anchor: str, version: str, after: str, texts: Iterable[Mapping[str, str]]) -> DraftKey:
    words = tuple(tuple(sorted((code, tidy(text)) for code, text in each.items() if text)) for each in texts)
    return (kind, anchor, version, "" if kind == ProposalKind.MERGE else after, words)


def set_aside(plan: Plan, planned: Iterable[PlannedDraft], open_keys: list[DraftKey]) -> None:
    """Put planned drafts into the plan: to be made, or there already; each open draft answers for one planned draft."""
    for each in planned:
        key = _key(each.kind, each.anchor, each.version, each.after, each.texts)
        if key in open_keys:
            open_keys.remove(key)
            plan.there.append(each)
        else:
            plan.drafts.append(each)
