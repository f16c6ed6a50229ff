"""Writing other words for a paragraph: brackets now, an internal draft, a tabled proposal."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.negotiation import operations, rules
from meetings.negotiation.consensus import WrongPlace
from meetings.negotiation.forms import WordsForm
from meetings.negotiation.models import TextProposal
from meetings.negotiation.operations.proposing import DraftIsOutdated
from meetings.negotiation.queries.conflict import Conflict, conflict_of
from meetings.negotiation.queries.paragraph import brackets_of
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.statements.finding import find_paragraph, find_statement
from meetings.statements.gate import VersionIsOutdated, latest_of, next_in_text
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.statements.present import marked_in
from meetings.texts.kinds import ParagraphKind
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest

WRITTEN = {ProposalKind.REPLACE, ProposalKind.SPLIT, ProposalKind.MERGE, ProposalKind.INSERT}
INSERTED = (ParagraphKind.PARAGRAPH, ParagraphKind.LIST_ITEM, ParagraphKind.CHAPEAU, ParagraphKind.HEADING)
KINDS = {ProposalKind.REPLACE, ProposalKind.SPLIT, ProposalKind.MERGE, ProposalKind.MOVE}


@door(Door.MEMBERS, "GET", "POST")
def propose(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Other words for a paragraph (`?kind=` replace, split, merge), or another place (move)."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_draft(request.user, statement))
    kind = request.GET.get("kind", ProposalKind.REPLACE)
    if kind not in KINDS:
        raise Http404
    version = latest_of(found)
    initial: dict[str, Any] = {"seen": version.pk} | _initial(statement, found, version, kind, request.user)
    form = WordsForm(request.POST or None, initial=initial, languages=statement.languages)
    context = _context(request, statement, found, form, kind)
    context |= {"others": _others(statement, found, request.user), "after": request.POST.get("after", "")}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _do(request, statement, found, form, kind)
        except VersionIsOutdated as refusal:
            form.refuse(refusal)
            context["conflict"], status = _conflict(statement, form, version, request.user), 409
            # Sent again, the person's words are held against the text that they see now.
            sent = request.POST.copy()
            sent["seen"] = str(version.pk)
            sent["second"] = initial.get("second", "")
            form.data = sent
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "meetings/negotiation/propose.html", context, status=status)


@door(Door.MEMBERS, "GET", "POST")
def insert(request: AuthedRequest, slug: str) -> HttpResponse:
    """A new paragraph behind the one that `?after=` names by its anchor, or before all."""
    statement = find_statement(request, slug)
    ensure(rules.can_draft(request.user, statement))
    after = (request.POST if request.method == "POST" else request.GET).get("after", "")
    others = _others(statement, None, request.user)
    behind = next((each for each in others if each.anchor == after), None)
    form = WordsForm(request.POST or None, initial={"seen": statement.pk}, languages=statement.languages)
    kind = request.POST.get("paragraph_kind", _kind_behind(behind))
    if request.method == "POST" and form.is_valid():
        try:
            if after and behind is None:
                raise WrongPlace
            facts: dict[str, Any] = {"kind": ProposalKind.INSERT, "after": behind, "texts": [form.texts()]}
            facts["paragraph_kind"] = kind if kind in INSERTED else ParagraphKind.PARAGRAPH
            return _save(request, statement, form, facts, "")
        except Refused as refusal:
            form.refuse(refusal)
    context = _context(request, statement, behind, form, "insert")
    context |= {"others": others, "after": after, "paragraph_kind": kind}
    context["kinds"] = [(each.value, each.label) for each in INSERTED]
    return render(request, "meetings/negotiation/propose.html", context)


@door(Door.MEMBERS, "GET", "POST")
def draft(request: AuthedRequest, slug: str, pk: str) -> HttpResponse:
    """An internal draft of one's own delegation, to be written anew or tabled."""
    statement = find_statement(request, slug)
    rows = TextProposal.objects.visible_to(request.user).select_related("statement__meeting", "paragraph", "base")
    found = get_object_or_404(rows, pk=pk, statement=statement, status=ProposalStatus.INTERNAL)
    ensure(rules.can_draft(request.user, statement))
    if found.kind not in WRITTEN:
        return _back(slug, found.paragraph.anchor if found.paragraph else "")
    initial = {"seen": found.pk, "rationale": found.rationale} | _joined(found, statement)
    form = WordsForm(request.POST or None, initial=initial, languages=statement.languages)
    touched = request.POST.get("touched", str(found.touched))
    theirs: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            return _rewrite(request, found, form, int(touched) if touched.isdecimal() else 0)
        except DraftIsOutdated as refusal:
            form.refuse(refusal)
            touched = str(found.touched)
            theirs = {name.removeprefix("text_"): words for name, words in _joined(found, statement).items()}
        except Refused as refusal:
            form.refuse(refusal)
    context = _context(request, statement, found.paragraph, form, "draft")
    context |= {"draft": found, "touched": touched, "theirs": theirs}
    return render(request, "meetings/negotiation/propose.html", context)


def _context(
    request: AuthedRequest, statement: Statement, paragraph: Paragraph | None, form: WordsForm, kind: str
) -> dict[str, Any]:
    """What every page with words to write shows."""
    may = May(rules, request.user, statement)
    return {"statement": statement, "may": may, "paragraph": paragraph, "form": form, "kind": kind}


def _kind_behind(behind: Paragraph | None) -> str:
    """What a new paragraph most likely is: in a list, one more of its items."""
    in_list = behind is not None and behind.kind in {ParagraphKind.CHAPEAU, ParagraphKind.LIST_ITEM}
    return ParagraphKind.LIST_ITEM if in_list else ParagraphKind.PARAGRAPH


@transaction.atomic
def _rewrite(request: AuthedRequest, found: TextProposal, form: WordsForm, touched: int) -> HttpResponse:
    texts = form.parts() if found.kind == ProposalKind.SPLIT else [form.texts()]
    facts: dict[str, Any] = {"actor": request.user, "now": timezone.now()}
    rationale = form.cleaned_data["rationale"]
    changed = operations.change_draft(proposal=found, seen=touched, texts=texts, rationale=rationale, **facts)
    if "table" in request.POST:
        operations.table_proposal(proposal=changed, **facts)
        messages.success(request, _("The proposal is tabled; all parties see it."))
    else:
        messages.success(request, _("The draft is saved; only your delegation knows of it."))
    return _back(found.statement.slug, found.paragraph.anchor if found.paragraph else "")


def _do(request: AuthedRequest, statement: Statement, found: Paragraph, form: WordsForm, kind: str) -> HttpResponse:
    base = get_object_or_404(
        ParagraphVersion.objects.visible_to(request.user), pk=form.cleaned_data["seen"], paragraph=found
    )
    if "bracket" in request.POST and kind == ProposalKind.REPLACE:
        facts: dict[str, Any] = {
            "actor": request.user,
            "now": timezone.now(),
            "rationale": form.cleaned_data["rationale"],
        }
        operations.open_brackets_in(statement=statement, paragraph=found, base=base, texts=form.texts(), **facts)
        messages.success(request, _("The brackets stand in your delegation's name."))
        return _back(statement.slug, found.anchor)
    texts = form.parts() if kind == ProposalKind.SPLIT else [] if kind == ProposalKind.MOVE else [form.texts()]
    facts = {"kind": kind, "paragraph": found, "base": base, "texts": texts}
    if kind == ProposalKind.MERGE and form.cleaned_data["second"]:
        versions = ParagraphVersion.objects.visible_to(request.user).filter(paragraph__statement=statement)
        facts["second"] = get_object_or_404(versions, pk=form.cleaned_data["second"])
    if kind == ProposalKind.MOVE:
        rows = Paragraph.objects.visible_to(request.user).filter(statement=statement, withdrawn_at__isnull=True)
        facts["after"] = get_object_or_404(rows, anchor=request.POST["after"]) if request.POST.get("after") else None
    return _save(request, statement, form, facts, found.anchor)


@transaction.atomic
def _save(
    request: AuthedRequest, statement: Statement, form: WordsForm, facts: dict[str, Any], anchor: str
) -> HttpResponse:
    about: dict[str, Any] = {"actor": request.user, "now": timezone.now()}
    drafted = operations.draft_proposal(statement=statement, rationale=form.cleaned_data["rationale"], **about, **facts)
    if "table" in request.POST:
        operations.table_proposal(proposal=drafted, **about)
        messages.success(request, _("The proposal is tabled; all parties see it."))
    else:
        messages.success(request, _("The draft is saved; only your delegation knows of it."))
    return _back(statement.slug, anchor)


def _initial(
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


def _joined(found: TextProposal, statement: Statement) -> dict[str, str]:
    """A draft's texts for the form; the parts of a split stand with an empty line between them."""
    return {
        f"text_{language}": "\n\n".join(text.get(language, "") for text in found.texts)
        for language in statement.languages
    }


def _others(statement: Statement, found: Paragraph | None, user: Person) -> list[Paragraph]:
    rows = Paragraph.objects.visible_to(user).filter(statement=statement, withdrawn_at__isnull=True)
    return list((rows.exclude(pk=found.pk) if found else rows).order_by("rank"))


def _conflict(statement: Statement, form: WordsForm, version: ParagraphVersion, user: Person) -> Conflict:
    return conflict_of(statement, form.cleaned_data["seen"], version, form.texts(), user)


def _back(slug: str, anchor: str) -> HttpResponse:
    return redirect("negotiation:paragraph", slug, anchor) if anchor else redirect("negotiation:statement", slug)
