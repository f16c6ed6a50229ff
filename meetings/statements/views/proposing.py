"""Writing other words for a paragraph: brackets now, an internal draft, a tabled proposal."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.statements import operations, rules
from meetings.statements.forms import WordsForm
from meetings.statements.models import Paragraph, ParagraphVersion, Statement, TextProposal
from meetings.statements.operations.proposing import DraftWentOn
from meetings.statements.operations.text import TextWentOn, open_brackets
from meetings.statements.queries.conflict import Conflict, conflict_of
from meetings.statements.queries.paragraph import written_in
from meetings.statements.states import ProposalKind, ProposalStatus
from meetings.statements.views.paragraph import find_paragraph, find_statement
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest

KINDS = {ProposalKind.REPLACE, ProposalKind.SPLIT, ProposalKind.MERGE, ProposalKind.MOVE}


@door(Door.MEMBERS, "GET", "POST")
def propose(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """Other words for a paragraph (`?kind=` replace, split, merge), or another place (move)."""
    statement, found = find_paragraph(request, slug, anchor)
    ensure(rules.can_draft(request.user, statement))
    kind = request.GET.get("kind", ProposalKind.REPLACE)
    if kind not in KINDS:
        raise Http404
    version = ParagraphVersion.objects.visible_to(request.user).filter(paragraph=found).latest("seq")
    initial = {"seen": version.pk} | _initial(statement, found, version, kind)
    form = WordsForm(request.POST or None, initial=initial, languages=statement.languages)
    context: dict[str, Any] = {"statement": statement, "paragraph": found, "form": form, "kind": kind}
    context["others"] = _others(statement, found, request.user)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _do(request, statement, found, form, kind)
        except TextWentOn as refusal:
            form.refuse(refusal)
            context["conflict"], status = _conflict(statement, form, version, request.user), 409
            # Sent again, the person's words are held against the text that they see now.
            sent = request.POST.copy()
            sent["seen"] = str(version.pk)
            form.data = sent
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "meetings/statements/propose.html", context, status=status)


@door(Door.MEMBERS, "GET", "POST")
def insert(request: AuthedRequest, slug: str) -> HttpResponse:
    """A new paragraph behind the one that `?after=` names by its anchor, or before all."""
    statement = find_statement(request, slug)
    ensure(rules.can_draft(request.user, statement))
    after = request.POST.get("after") or request.GET.get("after")
    rows = Paragraph.objects.visible_to(request.user).filter(statement=statement, withdrawn_at__isnull=True)
    behind = get_object_or_404(rows, anchor=after) if after else None
    form = WordsForm(request.POST or None, initial={"seen": statement.pk}, languages=statement.languages)
    if request.method == "POST" and form.is_valid():
        try:
            facts = {"kind": ProposalKind.INSERT, "after": behind, "texts": [form.texts()]}
            return _save(request, statement, form, facts, "")
        except Refused as refusal:
            form.refuse(refusal)
    context: dict[str, Any] = {"statement": statement, "paragraph": behind, "form": form, "kind": "insert"}
    context["others"] = _others(statement, None, request.user)
    return render(request, "meetings/statements/propose.html", context)


@door(Door.MEMBERS, "GET", "POST")
def draft(request: AuthedRequest, slug: str, pk: str) -> HttpResponse:
    """An internal draft of one's own delegation, to be written anew or tabled."""
    statement = find_statement(request, slug)
    rows = TextProposal.objects.visible_to(request.user).select_related("statement__meeting", "paragraph", "base")
    found = get_object_or_404(rows, pk=pk, statement=statement, status=ProposalStatus.INTERNAL)
    ensure(rules.can_draft(request.user, statement))
    initial = {"seen": found.pk, "rationale": found.rationale} | _joined(found, statement)
    form = WordsForm(request.POST or None, initial=initial, languages=statement.languages)
    touched = request.POST.get("touched", str(found.touched))
    if request.method == "POST" and form.is_valid():
        try:
            return _rewrite(request, found, form, int(touched) if touched.isdecimal() else 0)
        except DraftWentOn as refusal:
            form.refuse(refusal)
            touched = str(found.touched)
        except Refused as refusal:
            form.refuse(refusal)
    context: dict[str, Any] = {"statement": statement, "paragraph": found.paragraph, "form": form, "kind": "draft"}
    context |= {"draft": found, "touched": touched}
    return render(request, "meetings/statements/propose.html", context)


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


def _initial(statement: Statement, found: Paragraph, version: ParagraphVersion, kind: str) -> dict[str, str]:
    """The words to begin with: those that stand there; to merge, both paragraphs' one after the other."""
    brackets = open_brackets([found])
    words = {f"text_{language}": written_in(version, brackets, language) for language in statement.languages}
    following = _next(statement, found) if kind == ProposalKind.MERGE else None
    if following:
        second, more = ParagraphVersion.objects.filter(paragraph=following).latest("seq"), open_brackets([following])
        words = {
            f"text_{language}": f"{words[f'text_{language}']} {written_in(second, more, language)}".strip()
            for language in statement.languages
        }
    return words


def _next(statement: Statement, found: Paragraph) -> Paragraph | None:
    rows = Paragraph.objects.filter(statement=statement, withdrawn_at__isnull=True, rank__gt=found.rank)
    following: Paragraph | None = rows.order_by("rank").first()
    return following


def _joined(found: TextProposal, statement: Statement) -> dict[str, str]:
    """A draft's texts for the form; the parts of a split stand with an empty line between them."""
    return {
        f"text_{language}": "\n\n".join(text.get(language, "") for text in found.texts)
        for language in statement.languages
    }


def _others(statement: Statement, found: Paragraph | None, user: Any) -> list[Paragraph]:
    rows = Paragraph.objects.visible_to(user).filter(statement=statement, withdrawn_at__isnull=True)
    return list((rows.exclude(pk=found.pk) if found else rows).order_by("rank"))


def _conflict(statement: Statement, form: WordsForm, version: ParagraphVersion, user: Any) -> Conflict:
    return conflict_of(statement, form.cleaned_data["seen"], version, form.texts(), user)


def _back(slug: str, anchor: str) -> HttpResponse:
    return redirect("statements:paragraph", slug, anchor) if anchor else redirect("statements:statement", slug)
