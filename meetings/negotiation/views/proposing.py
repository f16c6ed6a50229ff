"""Writing other words for a paragraph: brackets now, an internal draft, a tabled proposal."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.negotiation import operations, rules
from meetings.negotiation.consensus import WrongPlace
from meetings.negotiation.forms import WordsForm
from meetings.negotiation.models import TextProposal
from meetings.negotiation.operations.proposing import DraftIsOutdated
from meetings.negotiation.queries.conflict import Conflict, conflict_of
from meetings.negotiation.queries.writing import kind_after, places_for, words_of_draft, words_to_change
from meetings.negotiation.states import ProposalKind, ProposalStatus
from meetings.statements.finding import find_paragraph, find_statement
from meetings.statements.gate import VersionIsOutdated, latest_of
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.statements.queries import labels_in
from meetings.texts.kinds import TITLE_ANCHOR, ParagraphKind
from portal.core.asked import number_in
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest

WRITTEN = {ProposalKind.REPLACE, ProposalKind.SPLIT, ProposalKind.MERGE, ProposalKind.INSERT}
INSERTED = (ParagraphKind.PARAGRAPH, ParagraphKind.LIST_ITEM, ParagraphKind.CHAPEAU, ParagraphKind.HEADING)
SAVED = _("The draft is saved; only your delegation knows of it.")
BRACKETED = _("The brackets stand in your delegation's name.")
TABLED = _("The proposal is tabled; all parties see it.")
KINDS = {ProposalKind.REPLACE, ProposalKind.SPLIT, ProposalKind.MERGE, ProposalKind.MOVE}
Saver = Callable[[AuthedRequest, Statement, WordsForm, dict[str, Any], str], HttpResponse]


@door(Door.MEMBERS, "GET", "POST")
def propose(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Draft other words for a paragraph (`?kind=` replace, split, merge), or another place (move)."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_draft(request.user, statement))
    return _propose(request, statement, found, _save)


@door(Door.MEMBERS, "GET", "POST")
def propose_tabled(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Table other words for a paragraph, or another place, at once."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    return _propose(request, statement, found, _save_tabled)


@door(Door.MEMBERS, "GET", "POST")
def bracket(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Put brackets into a paragraph in the name of one's delegation."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_negotiate(request.user, statement))
    return _propose(request, statement, found, None)


@door(Door.MEMBERS, "GET", "POST")
def insert(request: AuthedRequest, slug: str) -> HttpResponse:
    """Draft a new paragraph after the one that `?after=` names by its anchor, or before all."""
    statement = find_statement(request, slug)
    ensure(rules.can_draft(request.user, statement))
    return _insert(request, statement, _save)


@door(Door.MEMBERS, "GET", "POST")
def insert_tabled(request: AuthedRequest, slug: str) -> HttpResponse:
    """Table a new paragraph at once."""
    statement = find_statement(request, slug)
    ensure(rules.can_negotiate(request.user, statement))
    return _insert(request, statement, _save_tabled)


@door(Door.MEMBERS, "GET", "POST")
def draft(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """An internal draft of one's own delegation, to be written anew."""
    statement = find_statement(request, slug)
    ensure(rules.can_draft(request.user, statement))
    return _redraft(request, statement, pk, is_tabled=False)


@door(Door.MEMBERS, "GET", "POST")
def draft_tabled(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Write an internal draft anew and table it."""
    statement = find_statement(request, slug)
    ensure(rules.can_negotiate(request.user, statement))
    return _redraft(request, statement, pk, is_tabled=True)


def _propose(request: AuthedRequest, statement: Statement, found: Paragraph, save: Saver | None) -> HttpResponse:
    """The form with the paragraph's words; posted, they are saved, or bracketed where there is no `save`."""
    kind = request.GET.get("kind", ProposalKind.REPLACE)
    if kind not in KINDS:
        raise Http404
    version = latest_of(found)
    initial: dict[str, Any] = {"seen": version.pk} | words_to_change(statement, found, version, kind, request.user)
    form = WordsForm(request.POST or None, initial=initial, languages=statement.languages)
    context = _context(request, statement, found, form, kind)
    where = [statement.slug, found.anchor]
    context |= _addresses("propose", *where, query=f"?kind={kind}")
    context["bracket_address"] = reverse("negotiation:bracket", args=where)
    context |= {"others": places_for(statement, found, request.user), "after": request.POST.get("after", "")}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            if save is None:
                return _bracket(request, statement, found, form)
            return save(request, statement, form, _facts(request, statement, found, form, kind), found.anchor)
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


def _insert(request: AuthedRequest, statement: Statement, save: Saver) -> HttpResponse:
    after = (request.POST if request.method == "POST" else request.GET).get("after", "")
    after = "" if after == TITLE_ANCHOR else after
    others = places_for(statement, None, request.user)
    preceding = next((each for each in others if each.anchor == after), None)
    form = WordsForm(request.POST or None, initial={"seen": statement.pk}, languages=statement.languages)
    kind = request.POST.get("paragraph_kind", kind_after(preceding))
    if request.method == "POST" and form.is_valid():
        try:
            if after and preceding is None:
                raise WrongPlace
            facts: dict[str, Any] = {"kind": ProposalKind.INSERT, "after": preceding, "texts": [form.texts()]}
            facts["paragraph_kind"] = kind if kind in INSERTED else ParagraphKind.PARAGRAPH
            return save(request, statement, form, facts, "")
        except Refused as refusal:
            form.refuse(refusal)
    context = _context(request, statement, preceding, form, "insert") | _addresses("insert", statement.slug)
    context |= {"others": others, "after": after, "paragraph_kind": kind}
    context["kinds"] = [(each.value, each.label) for each in INSERTED]
    return render(request, "meetings/negotiation/propose.html", context)


def _redraft(request: AuthedRequest, statement: Statement, pk: UUID, *, is_tabled: bool) -> HttpResponse:
    rows = TextProposal.objects.visible_to(request.user).select_related("statement__meeting", "paragraph", "base")
    found = get_object_or_404(rows, pk=pk, statement=statement, status=ProposalStatus.INTERNAL)
    if found.kind not in WRITTEN:
        return _back(statement.slug, found.paragraph.anchor if found.paragraph else "")
    initial = {"seen": found.pk, "rationale": found.rationale} | words_of_draft(found, statement)
    form = WordsForm(request.POST or None, initial=initial, languages=statement.languages)
    edit = request.POST.get("edit", str(found.edit))
    theirs: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            return _rewrite(request, found, form, number_in(edit) or 0, is_tabled=is_tabled)
        except DraftIsOutdated as refusal:
            form.refuse(refusal)
            edit = str(found.edit)
            theirs = {name.removeprefix("text_"): words for name, words in words_of_draft(found, statement).items()}
        except Refused as refusal:
            form.refuse(refusal)
    context = _context(request, statement, found.paragraph, form, "draft")
    context |= _addresses("draft", statement.slug, found.pk)
    context |= {"draft": found, "edit": edit, "theirs": theirs}
    return render(request, "meetings/negotiation/propose.html", context)


def _addresses(name: str, *where: Any, query: str = "") -> dict[str, str]:
    """Where the form's two buttons send it: to be saved as a draft, or tabled at once."""
    return {
        "save_address": reverse(f"negotiation:{name}", args=where) + query,
        "table_address": reverse(f"negotiation:{name}-tabled", args=where) + query,
    }


def _context(
    request: AuthedRequest, statement: Statement, paragraph: Paragraph | None, form: WordsForm, kind: str
) -> dict[str, Any]:
    """What every page with words to write shows."""
    may = May(rules, request.user, statement)
    label = labels_in([statement.pk]).get(paragraph.pk) if paragraph else None
    facts = {"paragraph": paragraph, "number": label if isinstance(label, int) else None}
    return {"statement": statement, "may": may, "form": form, "kind": kind} | facts


@transaction.atomic
def _rewrite(
    request: AuthedRequest, found: TextProposal, form: WordsForm, edit: int, *, is_tabled: bool
) -> HttpResponse:
    texts = form.parts() if found.kind == ProposalKind.SPLIT else [form.texts()]
    now, rationale = timezone.now(), form.cleaned_data["rationale"]
    changed = operations.change_draft(
        proposal=found, actor=request.user, now=now, seen=edit, texts=texts, rationale=rationale
    )
    if is_tabled:
        operations.table_proposal(proposal=changed, actor=request.user, now=now)
    messages.success(request, str(TABLED if is_tabled else SAVED))
    return _back(found.statement.slug, found.paragraph.anchor if found.paragraph else "")


def _base(request: AuthedRequest, found: Paragraph, form: WordsForm) -> ParagraphVersion:
    rows = ParagraphVersion.objects.visible_to(request.user)
    base: ParagraphVersion = get_object_or_404(rows, pk=form.cleaned_data["seen"], paragraph=found)
    return base


def _bracket(request: AuthedRequest, statement: Statement, found: Paragraph, form: WordsForm) -> HttpResponse:
    operations.open_brackets_in(
        statement=statement, paragraph=found, base=_base(request, found, form), actor=request.user, now=timezone.now(),
        texts=form.texts(), rationale=form.cleaned_data["rationale"],
    )  # fmt: skip
    messages.success(request, str(BRACKETED))
    return _back(statement.slug, found.anchor)


def _facts(
    request: AuthedRequest, statement: Statement, found: Paragraph, form: WordsForm, kind: str
) -> dict[str, Any]:
    """What is proposed of a paragraph, as the form says it."""
    texts = form.parts() if kind == ProposalKind.SPLIT else [] if kind == ProposalKind.MOVE else [form.texts()]
    facts = {"kind": kind, "paragraph": found, "base": _base(request, found, form), "texts": texts}
    if kind == ProposalKind.MERGE and form.cleaned_data["second"]:
        versions = ParagraphVersion.objects.visible_to(request.user).filter(paragraph__statement=statement)
        facts["second"] = get_object_or_404(versions, pk=form.cleaned_data["second"])
    if kind == ProposalKind.MOVE:
        rows = Paragraph.objects.visible_to(request.user).filter(statement=statement, withdrawn_at__isnull=True)
        facts["after"] = get_object_or_404(rows, anchor=request.POST["after"]) if request.POST.get("after") else None
    return facts


def _save(
    request: AuthedRequest, statement: Statement, form: WordsForm, facts: dict[str, Any], anchor: str
) -> HttpResponse:
    rationale = form.cleaned_data["rationale"]
    operations.draft_proposal(statement=statement, actor=request.user, now=timezone.now(), rationale=rationale, **facts)
    messages.success(request, str(SAVED))
    return _back(statement.slug, anchor)


def _save_tabled(
    request: AuthedRequest, statement: Statement, form: WordsForm, facts: dict[str, Any], anchor: str
) -> HttpResponse:
    rationale = form.cleaned_data["rationale"]
    operations.propose_now(statement=statement, actor=request.user, now=timezone.now(), rationale=rationale, **facts)
    messages.success(request, str(TABLED))
    return _back(statement.slug, anchor)


def _conflict(statement: Statement, form: WordsForm, version: ParagraphVersion, user: Person) -> Conflict:
    return conflict_of(statement, form.cleaned_data["seen"], version, form.texts(), user)


def _back(slug: str, anchor: str) -> HttpResponse:
    return redirect("negotiation:paragraph", slug, anchor) if anchor else redirect("negotiation:statement", slug)
