"""Pages on which originators say who reads a matter, and write its passages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents.states import Marking
from portal.core.acting import act, act_by_form, done_by_form
from portal.core.asked import number_in
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.office import TYPES
from portal.core.permissions import May, ensure, found_or_404
from portal.core.texts import in_language
from portal.people.models import Delegation
from portal.people.requests import AuthedRequest
from portal.people.sides import present_sides
from workinggroup.handling import operations, rules
from workinggroup.handling.forms import (
    AnswerForm,
    AskForm,
    EditPassageForm,
    ExportForm,
    GistForm,
    MarkForm,
    NarrowForm,
    PassageForm,
    ShareForm,
)
from workinggroup.handling.models import Passage, ReleaseRequest
from workinggroup.handling.papers import make_paper
from workinggroup.handling.queries import exports_of, live_grants, openings_of, passages_of, request_for, requests_of
from workinggroup.handling.sanitising import PUBLIC
from workinggroup.handling.shown import portion_line
from workinggroup.handling.things import find_thing, kind_of, may_be_told, parent_of

FILE_TYPES = TYPES | {"pdf": "application/pdf"}


@door(Door.MEMBERS)
def readers(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Who reads a whole or a passage, who let them, which papers hold it; and the forms by which that changes."""
    thing = _thing(kind, pk, acts=False)
    whole, user = _whole(thing), request.user
    is_passage = isinstance(thing, Passage)
    passages = [] if is_passage else passages_of(thing)
    held = [thing] if is_passage else passages
    context = {
        "thing": thing,
        "whole": whole,
        "kind": kind,
        "kind_name": kind_of(whole).name,
        "is_passage": is_passage,
        "line": portion_line(thing),
        "may": May(rules, user, thing),
        "grants": live_grants(thing),
        "requests": requests_of(thing),
        "exports": exports_of([each.pk for each in held]),
        "passages": [(each, portion_line(each), f"{kind_of(whole).key}.passage") for each in passages],
    }
    acts = not kind_of(whole).is_handled_alone
    releases = kind_of(whole).may_release(thing)
    operations.note_reading(whole=whole, passages=held, actor=user, now=timezone.now())
    context["acts"] = acts
    if context["may"].control and (acts or releases):
        narrowable = [] if kind_of(whole).is_bound(whole) else _narrowable(thing)
        context |= {
            "narrow_form": NarrowForm(names=_names(request, narrowable)),
            "narrowable": narrowable,
            "openings": [each for each in openings_of(thing) if each.side in narrowable],
        }
    if acts and context["may"].control:
        names = _names(request, _others(request, thing))
        mine = [each for each in passages if each.originators == [user.code]]
        context |= {
            "is_sole": thing.originators == [user.code],
            "share_form": ShareForm(names=names, passages=[(str(each.pk), _excerpt(each)) for each in mine]),
        }
    if releases and rules.can_speak(user) and thing.releasable_to != [user.code]:
        sides = _names(request, _others(request, thing, delegations_only=True))
        if sides or not kind_of(whole).is_agreed:
            context["ask_form"] = AskForm(names=sides, initial={"marking": thing.marking})
    return render(request, "workinggroup/handling/readers.html", context)


@door(Door.MEMBERS, "POST")
def share(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Let more sides read it."""
    thing = _thing(kind, pk)
    ensure(rules.can_control(request.user, thing))
    passages = [] if isinstance(thing, Passage) else passages_of(thing)
    named = [(str(each.pk), _excerpt(each)) for each in passages if each.originators == [request.user.code]]
    sides = _names(request, (code for code, side in _sides(request).items() if side.kind != "guests"))
    form = ShareForm(request.POST, names=sides, passages=named)
    facts: dict[str, Any] = {"thing": thing, "now": timezone.now(), "done": _("Shared.")}
    operation = operations.share_passage if isinstance(thing, Passage) else operations.share
    return act_by_form(request, form, operation, then=redirect("handling:readers", kind, pk), **facts)


@door(Door.MEMBERS, "GET", "POST")
def mark(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Say anew how narrowly it is read."""
    thing = _thing(kind, pk)
    ensure(rules.can_control(request.user, thing))
    held = operations.marks_as_held(thing)
    initial = {name: held[name] for name in ("marking", "mark_until", "mark_then")}
    form = MarkForm(request.POST or None, held=held, initial=initial)
    facts: dict[str, Any] = {"thing": thing, "now": timezone.now(), "done": _("Marked.")}
    if request.method == "POST" and done_by_form(request, form, operations.mark, **facts):
        return redirect("handling:readers", kind, pk)
    return _form_page(request, thing, _whole(thing), form, _("How narrowly it is read"))


@door(Door.MEMBERS, "POST")
def narrow(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Let a side no longer read it."""
    thing = _released(kind, pk)
    ensure(rules.can_control(request.user, thing))
    form = NarrowForm(request.POST, names=[(code, code) for code in thing.releasable_to])
    said = _("It no longer reads it. What it has read, and papers it took out, stay with it.")
    facts: dict[str, Any] = {"thing": thing, "now": timezone.now(), "done": said}
    return act_by_form(request, form, operations.narrow, then=redirect("handling:readers", kind, pk), **facts)


@door(Door.MEMBERS, "POST")
def ask(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Ask all originators for wider release."""
    thing = _released(kind, pk)
    ensure(rules.can_speak(request.user))
    form = AskForm(request.POST, names=_names(request, _others(request, thing, delegations_only=True)))
    facts: dict[str, Any] = {"thing": thing, "now": timezone.now(), "done": _("Asked. Each originator must say yes.")}
    return act_by_form(request, form, operations.ask_release, then=redirect("handling:readers", kind, pk), **facts)


@door(Door.MEMBERS)
def request_page(request: AuthedRequest, pk: str) -> HttpResponse:
    """One request for wider release: what is asked, who has answered, and the form to answer."""
    found = _request(request, pk)
    thing = find_thing(found.thing_kind, found.thing)
    if thing is not None:
        operations.note_reading(whole=_whole(thing), passages=[thing], actor=request.user, now=timezone.now())
    answers = list(found.answers.order_by("at"))
    open_here = found.is_open and rules.can_answer(request.user, found)
    mine = any(each.side == request.user.code for each in answers)
    context = {
        "found": found,
        "thing": thing,
        "whole": None if thing is None else _whole(thing),
        "kind": found.thing_kind,
        "answers": answers,
        "waiting": [code for code in found.originators if code not in {each.side for each in answers}],
        "form": _answer_form(request, found) if open_here and not mine else None,
        "may_withdraw": found.is_open and rules.can_withdraw(request.user, found),
    }
    return render(request, "workinggroup/handling/request.html", context)


@door(Door.MEMBERS, "POST")
def answer(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say an originator's yes or no."""
    found = _request(request, pk)
    ensure(rules.can_answer(request.user, found))
    facts: dict[str, Any] = {"asked": found, "now": timezone.now(), "done": _("Answered.")}
    return act_by_form(
        request,
        _answer_form(request, found, request.POST),
        operations.answer_release,
        then=redirect("handling:request", pk),
        **facts,
    )


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, pk: str) -> HttpResponse:
    """Take a request back."""
    found = _request(request, pk)
    ensure(rules.can_withdraw(request.user, found))
    act(request, operations.withdraw_release, asked=found, now=timezone.now(), done=_("Withdrawn."))
    return redirect("handling:request", pk)


@door(Door.MEMBERS, "GET", "POST")
def write(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Write a new passage."""
    whole = _thing(kind, pk)
    if isinstance(whole, Passage) or kind_of(whole).passage is None:
        raise Http404
    ensure(rules.can_work(request.user) and request.user.code in whole.editable_by)
    form = PassageForm(
        request.POST or None,
        parts=kind_of(whole).parts,
        names=_names(request, (code for code in whole.releasable_to if code != request.user.code)),
        initial={"part": request.GET.get("part", ""), "readers": whole.releasable_to, "marking": whole.marking},
    )
    facts: dict[str, Any] = {"whole": whole, "now": timezone.now(), "done": _("Written.")}
    if request.method == "POST" and done_by_form(request, form, operations.write_passage, **facts):
        return redirect(whole)
    return _form_page(request, whole, whole, form, _("Write a passage"))


@door(Door.MEMBERS, "GET", "POST")
def edit(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Write a passage anew."""
    passage = _passage(kind, pk)
    ensure(rules.can_edit(request.user, passage))
    held = operations.passage_as_held(passage)
    initial = {"trace": passage.trace} | {f"text_{code}": words for code, words in passage.text.items()}
    form = EditPassageForm(request.POST or None, held=held, initial=initial)
    facts: dict[str, Any] = {"passage": passage, "now": timezone.now(), "done": _("Saved.")}
    if request.method == "POST" and done_by_form(request, form, operations.edit_passage, **facts):
        return redirect(passage.whole)
    return _form_page(request, passage, passage.whole, form, _("Change the passage"))


@door(Door.MEMBERS, "GET", "POST")
def gist(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Write what stands for a passage before those who may not read it."""
    passage = _passage(kind, pk)
    ensure(rules.can_edit(request.user, passage))
    others = [code for code in passage.whole.releasable_to if code != request.user.code]
    form = GistForm(
        request.POST or None,
        names=_names(request, others),
        initial={"readers": [code for code in others if code not in passage.releasable_to]},
    )
    facts: dict[str, Any] = {"passage": passage, "now": timezone.now(), "done": _("Written.")}
    if request.method == "POST" and done_by_form(request, form, operations.write_gist, **facts):
        return redirect(passage.whole)
    return _form_page(request, passage, passage.whole, form, _("Write a gist"))


@door(Door.MEMBERS, "POST")
def remove(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Take a passage out."""
    passage = _passage(kind, pk)
    ensure(rules.can_edit(request.user, passage))
    act(request, operations.remove_passage, passage=passage, done=_("Taken out."))
    return redirect(passage.whole)


@door(Door.MEMBERS, "GET", "POST", unkeyed="a paper is made anew each time, and numbered as such")
def paper(request: AuthedRequest, kind: str, pk: str) -> HttpResponse:
    """Make a paper for an audience; of a whole in several editions, of the one that the address names."""
    whole = _thing(kind, pk, acts=False)
    if isinstance(whole, Passage) or kind_of(whole).compose is None:
        raise Http404
    ensure(rules.can_work(request.user))
    sides = _names(request, may_be_told(whole, whole.releasable_to))
    if {each.marking for each in (whole, parent_of(whole)) if each is not None} == {Marking.CLEAR}:
        sides = [*sides, (PUBLIC, _("Everybody: what is marked TLP:CLEAR"))]
    form = ExportForm(request.POST or None, names=sides, initial={"audience": [request.user.code]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                content, name = make_paper(
                    whole=whole,
                    actor=request.user,
                    now=timezone.now(),
                    audience=said["audience"],
                    form=said["form"],
                    number=number_in(request.GET.get("version")),
                )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
            return HttpResponse(content, content_type=FILE_TYPES[said["form"]], headers=headers)
    return _form_page(request, whole, whole, form, _("Make a paper"), button=_("Make it"))


def _form_page(
    request: AuthedRequest, thing: Any, whole: Any, form: Any, title: str, *, button: str = ""
) -> HttpResponse:
    context = {"thing": thing, "whole": whole, "form": form, "title": title, "line": portion_line(thing)}
    return render(request, "workinggroup/handling/form.html", context | {"button": button or _("Save")})


def _thing(kind: str, pk: Any, *, acts: bool = True) -> Any:
    """The thing of an address; 404 also where its own pages alone act on it."""
    thing = found_or_404(find_thing(kind, pk))
    if acts and kind_of(thing).is_handled_alone:
        raise Http404
    return thing


def _released(kind: str, pk: Any) -> Any:
    """The thing of an address, also of a kind whose own pages write it, as far as others may be let in to read it."""
    thing = _thing(kind, pk, acts=False)
    if kind_of(thing).is_handled_alone and not kind_of(thing).may_release(thing):
        raise Http404
    return thing


def _passage(kind: str, pk: Any) -> Any:
    thing = _thing(kind, pk)
    if not isinstance(thing, Passage):
        raise Http404
    return thing


def _request(request: AuthedRequest, pk: Any) -> ReleaseRequest:
    return found_or_404(request_for(request.user, pk))


def _whole(thing: Any) -> Any:
    return thing.whole if isinstance(thing, Passage) else thing


def _sides(request: AuthedRequest) -> Mapping[str, Delegation]:
    """All delegations that take part, in the order in which they sit; no SQL query beside the person's own."""
    return present_sides(getattr(request.user, "sides_digest", "")).delegations


def _others(request: AuthedRequest, thing: Any, *, delegations_only: bool = False) -> list[str]:
    """The sides that do not read it yet; of a passage, those that read the whole, of an answer, those that read the request."""
    kinds = {"delegation"} if delegations_only else {"delegation", "secretariat"}
    may = may_be_told(thing, _sides(request))
    return [
        code
        for code, side in _sides(request).items()
        if side.kind in kinds and code in may and code not in thing.releasable_to
    ]


def _narrowable(thing: Any) -> list[str]:
    return [code for code in thing.releasable_to if code not in thing.originators]


def _names(request: AuthedRequest, codes: Iterable[str]) -> list[tuple[str, str]]:
    wanted = set(codes)
    return [(code, str(side)) for code, side in _sides(request).items() if code in wanted]


def _answer_form(request: AuthedRequest, found: ReleaseRequest, *data: Any) -> AnswerForm:
    return AnswerForm(
        *data, asked=_names(request, found.codes), initial={"sides": found.codes, "marking": found.marking}
    )


def _excerpt(passage: Any) -> str:
    words = in_language(passage.text)
    return words if len(words) <= 80 else f"{words[:79]}…"
