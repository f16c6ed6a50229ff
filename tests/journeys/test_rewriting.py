"""Of two people who rewrite the same, the second is stopped, sees what the first wrote, and nothing is lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from meetings.agendas.models import Theme
from meetings.concordance.models import ForceTerm, GlossaryTerm
from meetings.participants.models import Participant
from meetings.records.models import Readout
from meetings.rounds.models import Deadline, Meeting
from meetings.statements.models import Wrapper
from portal.core.checks import addresses
from portal.core.forms import PortalForm, RewritingForm
from portal.core.reader import reading_as
from portal.notifications.choosing import choices_of, usual_ways
from portal.people.models import Delegation, User
from tests.factories.documents import make_document
from tests.factories.flows import make_dataset
from tests.factories.gaps import make_draft_gap
from tests.factories.pages import fields_of, seen_on
from tests.factories.plans import make_planned
from tests.factories.practices import make_draft_practice, make_practice
from tests.factories.requests import make_draft_request, make_request
from tests.factories.texts import make_promise
from tests.factories.work import (
    NOTE,
    make_action_item,
    make_commitment,
    make_draft,
    make_meeting,
    make_negotiation,
    make_participant,
    make_round,
    make_statement,
    make_template,
)
from tests.scenes import scene
from workinggroup.flows.models import Dataset
from workinggroup.plans.models import PlanSection, PlanTask, PlanVersion
from workinggroup.practices.models import Adoption
from workinggroup.progress.models import ReportDraft, Reporter, ReportingRound
from workinggroup.reminders.models import ChosenCadence
from workinggroup.requests.models import AnswerPassage, RequestPassage

STOPPED = "Somebody changed this while you were writing."
DAY = timezone.localdate() + timedelta(days=20)


@scene
def things(world):
    meeting = make_meeting(world.sec.coordinator, timezone.localdate() + timedelta(days=90))
    promise = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting))
    after = make_meeting(
        world.sec.coordinator, timezone.localdate() + timedelta(days=120), slug="after", follows=meeting
    )
    make_draft(world.usa.member, make_round(world.sec.coordinator, after), promise)
    return {
        "meeting": meeting,
        "statement": make_negotiation(world, meeting),
        "participant": make_participant(world.usa.coordinator, meeting, "Ada Lovelace"),
        "document": make_document(world.usa.coordinator, meeting),
        "commitment": promise,
        "template": make_template(world.usa.coordinator),
        "item": make_action_item(world.usa.coordinator, promise, due_on=DAY),
        "term": GlossaryTerm.objects.order_by("pk").first(),
        "verb": ForceTerm.objects.order_by("pk").first(),
        "dataset": make_dataset(world.usa.coordinator, reporting="US"),
        "gap": make_draft_gap(world.usa.coordinator, ["USA"]),
        "practice": make_draft_practice(world.usa),
        "theirs": make_practice(world.mex, ["USA"]),
        "request": make_draft_request(world.usa, "MEX"),
        "owed": make_request(world.mex, "USA"),
        **make_planned(world.usa.coordinator, promise),
        "marked": make_promise(world.usa.negotiator, make_negotiation(world, meeting)),
    }


def question(things, world):
    with reading_as(world.usa.member.reader):
        return RequestPassage.objects.get(asked=things["request"], part="question")


def meeting_now(things, reader):
    return Meeting.objects.get(pk=things["meeting"].pk)


# Address, who writes, the field that both write, what each writes there, and how the database tells it.
FORMS = {
    "facts": (
        lambda things, world: reverse("rounds:change", args=[things["meeting"].slug]), "sec.coordinator",
        "title_en", "First title", "Second title", lambda things, world: meeting_now(things, world).title["en"],
    ),
    "date and place": (
        lambda things, world: reverse("rounds:move", args=[things["meeting"].slug]), "sec.coordinator",
        "venue_en", "Hall 3", "Hall 4", lambda things, world: meeting_now(things, world).venue["en"],
    ),
    "deadlines": (
        lambda things, world: reverse("rounds:deadlines", args=[things["meeting"].slug]), "sec.coordinator",
        "items", "30", "31", lambda things, world: str(Deadline.objects.get(kind="items", meeting=things["meeting"]).days_before),
    ),
    "participant": (
        lambda things, world: reverse("participants:change", args=[things["participant"].pk]), "usa.coordinator",
        "name", "Ada First", "Ada Second", lambda things, world: Participant.objects.get().name,
    ),
    "readout": (
        lambda things, world: reverse("records:records", args=[things["meeting"].slug]), "usa.coordinator",
        "text_en", "First words", "Second words", lambda things, world: Readout.objects.get().text["en"],
    ),
    "around an original": (
        lambda things, world: reverse("statements:original", args=[things["statement"].slug]), "usa.coordinator",
        "lead_in_en", "First words", "Second words", lambda things, world: Wrapper.objects.get().lead_in["en"],
    ),
    "mark of a document": (
        lambda things, world: reverse("documents:mark", args=[things["document"].pk]), "usa.coordinator",
        "marking", "CLEAR", "GREEN", lambda things, world: type(things["document"]).objects.get().marking,
    ),
    "preferences": (
        lambda things, world: reverse("people:me"), "usa.coordinator",
        "name", "First Name", "Second Name", lambda things, world: User.objects.get(pk=world.usa.coordinator.pk).name,
    ),
    "ways of news": (
        lambda things, world: reverse("bell:choices"), "usa.coordinator", "given_mail", "false", "on",
        lambda things, world: "on" if choices_of(world.usa.coordinator)["given"].mail else "false",
    ),
    "ways of a side": (
        lambda things, world: reverse("bell:side"), "usa.coordinator", "stages_bell", "false", "on",
        lambda things, world: "on" if usual_ways(world.usa.coordinator)["stages"].bell else "false",
    ),
    "account": (
        lambda things, world: reverse("people:person", args=[world.usa.member.pk]), "admin",
        "role", "negotiator", "observer", lambda things, world: User.objects.get(pk=world.usa.member.pk).role,
    ),
    "delegation": (
        lambda things, world: reverse("people:delegation", args=["USA"]), "admin",
        "seat_en", "First City", "Second City", lambda things, world: Delegation.objects.get(pk="USA").seat["en"],
    ),
    "glossary": (
        lambda things, world: reverse("concordance:word", args=["terms", things["term"].pk]), "sec.coordinator",
        "note", "First note", "Second note", lambda things, world: GlossaryTerm.objects.get(pk=things["term"].pk).note,
    ),
    "words of force": (
        lambda things, world: reverse("concordance:word", args=["verbs", things["verb"].pk]), "sec.coordinator",
        "words_en", "first", "second",
        lambda things, world: ForceTerm.objects.get(pk=things["verb"].pk).words["en"][0],
    ),
    "lead of a commitment": (
        lambda things, world: things["commitment"].get_absolute_url(), "sec.coordinator",
        "lead", "MEX", "GTM", lambda things, world: type(things["commitment"]).objects.get().lead_id,
    ),
    "day of a commitment": (
        lambda things, world: reverse("commitments:due", args=[things["commitment"].pk]), "sec.coordinator", "day",
        "2090-03-01", "2090-04-01", lambda things, world: str(type(things["commitment"]).objects.get().due_on),
    ),
    "theme of a commitment": (
        lambda things, world: reverse("commitments:classify", args=[things["commitment"].pk]), "sec.coordinator",
        "theme", "root-causes", "coordination", lambda things, world: type(things["commitment"]).objects.get().theme_id,
    ),
    "theme": (
        lambda things, world: reverse("commitments:theme", args=["root-causes"]), "sec.coordinator",
        "title_en", "First title", "Second title", lambda things, world: Theme.objects.get(code="root-causes").title["en"],
    ),
    "chain that recurs": (
        lambda things, world: reverse("actionitems:template", args=[things["template"].pk]), "usa.coordinator",
        "name", "First chain", "Second chain", lambda things, world: type(things["template"]).objects.get().name,
    ),
    "dataset": (
        lambda things, world: reverse("flows:change", args=[things["dataset"].pk]), "usa.coordinator",
        "licence", "First", "Second", lambda things, world: Dataset.objects.get().licence,
    ),
    "reports before a meeting": (
        lambda things, world: reverse("progress:open", args=["after"]), "sec.coordinator",
        "days_before", "20", "22", lambda things, world: str(ReportingRound.objects.get().days_before),
    ),
    "draft of a report": (
        lambda things, world: reverse("progress:draft", args=[things["commitment"].pk]), "usa.coordinator",
        "text", "First words", "Second words", lambda things, world: ReportDraft.objects.get().text,
    ),
    "who reports": (
        lambda things, world: reverse("progress:people"), "usa.head", "focal_points",
        lambda world: str(world.usa.member.pk), lambda world: str(world.usa.coordinator.pk),
        lambda things, world: str(Reporter.objects.get().person_id),
    ),
    "marked commitment": (
        lambda things, world: reverse("promises:promise", args=[things["marked"].paragraph.statement.slug, things["marked"].pk]),
        "usa.negotiator", "lead", "MEX", "GTM", lambda things, world: type(things["marked"]).objects.get().lead_id,
    ),
    "owner of an item": (
        lambda things, world: reverse("actionitems:change", args=[things["item"].pk]), "usa.coordinator", "assignee",
        lambda world: str(world.usa.member.pk), lambda world: str(world.usa.head.pk),
        lambda things, world: str(type(things["item"]).objects.get().assignee_id),
    ),
    "own cadence": (
        lambda things, world: reverse("reminders:choose-own", args=["papers"]), "usa.member",
        "days_1", "20", "21", lambda things, world: ChosenCadence.objects.get().rungs[0][1:3],
    ),
    "note on an item": (
        lambda things, world: reverse("actionitems:note", args=[things["item"].pk]), "usa.coordinator", "text",
        "First words", "Second words", lambda things, world: things["item"].notes.get().text,
    ),
    "days of an item": (
        lambda things, world: reverse("actionitems:depend", args=[things["item"].pk]), "usa.coordinator", "duration",
        "3", "5", lambda things, world: str(type(things["item"]).objects.get().duration),
    ),
    "passage": (
        lambda things, world: reverse("handling:edit", args=["request.passage", question(things, world).pk]), "usa.member",
        "text_en", "First words", "Second words", lambda things, world: question(things, world).text["en"],
    ),
    "mark of a matter": (
        lambda things, world: reverse("handling:mark", args=["request", things["request"].pk]), "usa.coordinator",
        "marking", "GREEN", "CLEAR", lambda things, world: type(things["request"]).objects.get(pk=things["request"].pk).marking,
    ),
    "frame of a plan": (lambda things, world: reverse("plans:frame", args=[things["plan"].pk]),
        "usa.member", "summary_en", "First words", "Second words", lambda things, world: PlanVersion.objects.get().summary["en"]),
    "section of a plan": (lambda things, world: reverse("plans:section", args=[things["plan"].pk, "aim"]),
        "usa.member", "text_en", "First words", "Second words", lambda things, world: PlanSection.objects.get().text["en"]),
    "task of a plan": (lambda things, world: reverse("plans:task", args=[things["plan"].pk]) + f"?task={things['planned'].pk}",
        "usa.member", "days", "3", "5", lambda things, world: str(PlanTask.objects.get(pk=things["planned"].pk).days)),
    "request for information": (
        lambda things, world: reverse("requests:change", args=[things["request"].pk]), "usa.member",
        "conditions", "First conditions", "Second conditions",
        lambda things, world: type(things["request"]).objects.get(pk=things["request"].pk).conditions,
    ),
    "draft of a gap": (
        lambda things, world: reverse("gaps:change", args=[things["gap"].pk]), "usa.member", "title_en",
        "First title", "Second title", lambda things, world: type(things["gap"]).objects.get(pk=things["gap"].pk).title["en"],
    ),
    "practice": (
        lambda things, world: reverse("practices:change", args=[things["practice"].pk]), "usa.member",
        "title_en", "First title", "Second title",
        lambda things, world: type(things["practice"]).objects.get(pk=things["practice"].pk).title["en"],
    ),
    "use of a practice": (
        lambda things, world: reverse("practices:report", args=[things["theirs"].pk]), "usa.member",
        "changed_en", "First words", "Second words", lambda things, world: Adoption.objects.get().changed["en"],
    ),
    "answer to a request": (
        lambda things, world: reverse("requests:answer", args=[things["owed"].pk]), "usa.member",
        "answer_en", "First words", "Second words", lambda things, world: AnswerPassage.objects.get().text["en"],
    ),
    "date of an item": (
        lambda things, world: reverse("actionitems:change", args=[things["item"].pk]), "usa.coordinator", "due_on",
        str(DAY + timedelta(days=1)), str(DAY + timedelta(days=2)),
        lambda things, world: str(type(things["item"]).objects.get().due_on),
    ),
}  # fmt: skip

# The form of each row; that of the note verbale takes files and is tried below.
CLASSES = {
    "facts": "meetings.rounds.ChangeForm", "date and place": "meetings.rounds.MoveForm",
    "deadlines": "meetings.rounds.DeadlinesForm", "participant": "meetings.participants.ChangeForm",
    "readout": "meetings.records.ReadoutForm", "around an original": "meetings.statements.OriginalForm",
    "mark of a document": "meetings.documents.MarkForm",
    "preferences": "portal.people.PreferencesForm", "account": "portal.people.ChangeRoleForm",
    "ways of news": "portal.people.bell.WaysForm", "ways of a side": "portal.people.bell.WaysForm",
    "delegation": "portal.people.DelegationForm", "glossary": "meetings.concordance.ChangeTermForm",
    "words of force": "meetings.concordance.ChangeForceForm", "lead of a commitment": "workinggroup.commitments.LeadForm",
    "day of a commitment": "workinggroup.commitments.DueForm",
    "theme of a commitment": "workinggroup.commitments.ClassForm", "theme": "workinggroup.commitments.ChangeThemeForm",
    "dataset": "workinggroup.flows.ChangeDatasetForm",
    "marked commitment": "meetings.promises.ChangeForm",
    "reports before a meeting": "workinggroup.progress.RoundForm", "draft of a report": "workinggroup.progress.DraftForm",
    "who reports": "workinggroup.progress.ReportersForm",
    "chain that recurs": "workinggroup.actionitems.TemplateForm",
    "owner of an item": "workinggroup.actionitems.ReassignForm",
    "own cadence": "workinggroup.reminders.CadenceForm", "days of an item": "workinggroup.actionitems.DurationForm",
    "note on an item": "workinggroup.actionitems.NoteForm",
    "date of an item": "workinggroup.actionitems.RescheduleForm",
    "draft of a gap": "workinggroup.gaps.ChangeForm",
    "passage": "workinggroup.handling.EditPassageForm", "mark of a matter": "workinggroup.handling.MarkForm",
    "frame of a plan": "workinggroup.plans.FrameForm", "section of a plan": "workinggroup.plans.SectionForm",
    "task of a plan": "workinggroup.plans.TaskForm",
    "request for information": "workinggroup.requests.RequestForm", "answer to a request": "workinggroup.requests.AnswerForm",
    "practice": "workinggroup.practices.PracticeForm", "use of a practice": "workinggroup.practices.UseForm",
}  # fmt: skip

# Forms that write over nothing: they add a row, or are one act that the state of the thing lets through once. Two answers of one
# delegation to a proposal or an invitation are both in the trail, and the last word counts.
OVER_NOTHING = {
    "meetings.adoption": "EndForm InterpretationForm ObjectionForm OpeningForm RevokeForm WithdrawingForm",
    "meetings.agendas": "AnswerForm AskFloorForm ProposalForm ProposeForm RowForm SectionForm SpeakerForm TitledForm",
    "meetings.alignment": "AnswerEditForm EditForm ReviewedForm ReviewerForm ReviewerPick",
    "meetings.concordance": "ForceForm TermForm WaiveForm WaiverForm WordForm",
    "meetings.documents": "AddForm ReadersForm VersionForm WithdrawForm",
    "meetings.exchange": "ExportForm ReturnForm",
    "meetings.guests": "DismissForm GuestForm",
    "meetings.negotiation": "BracketForm CommentForm EndingReplyForm OpenForm OptionForm PositionForm ReplyForm "
    "ResolveForm StepForm SupportForm VersionForm",
    "meetings.participants": "AnswerForm ImportForm ParticipantForm",
    "meetings.promises": "SaidForm",
    "meetings.records": "AmendmentForm AnswerForm OutcomeForm SpokenForm",
    "meetings.release": "CopyChoice CopyForm DissociationForm EndorsementForm HoldChoice HoldForm PlanChoice "
    "PlanForm ReasonForm WithdrawForm",
    "meetings.rounds": "CorrigendumForm FactsForm NewForm PlaceForm",
    "meetings.statements": "AddLanguageForm BringForm LanguageForm TextForm",
    "portal.core": "RowChoiceForm",
    "portal.people": "AcceptForm InviteForm InviteManyForm RoleForm",
    "portal.people.lists": "ListForm RowsForm",
    "portal.people.proving": "ProvingForm",
    "portal.people.workdays": "WorkdayForm",
    "workinggroup.accounting": "AccountForm",
    "workinggroup.actionitems": "AssignForm DependencyForm DropAllForm DueForm GrantForm HandOnForm MoreTimeForm "
    "FilterChoice ImportForm NoDependencyForm OwnerForm PriorityForm SaveFilterForm StepChoice StepForm SupporterForm TickForm "
    "ReasonForm ReassignAllForm RefuseTimeForm ReportForm RescheduleAllForm TickedForm",
    "workinggroup.flows": "ApproveForm BringForm DatasetForm EditionForm EventForm QuoteForm ReturnForm SendForm TieForm",
    "workinggroup.handling": "AnswerForm AskForm ExportForm GistForm NarrowForm NobodyNamed PassageForm ShareForm "
    "TieForm",
    "workinggroup.commitments": "DeclineForm FigureForm GiveUpForm ImportForm IndicatorForm MilestoneForm ReachedForm "
    "ThemeForm UndoForm",
    "workinggroup.flows.comparing": "PairForm ReasonForm",
    "workinggroup.progress": "AnswerForm JointForm RatingForm",
    "workinggroup.reminders": "AcknowledgeForm AwayForm HoldForm NoteForm",
    "workinggroup.gaps": "AgendaForm ClaimForm DraftForm HandOverForm ImportForm JointForm MeasureForm PlaceForm RaiseForm "
    "RateForm ReasonForm ScaleForm StepsForm TolerateForm VerifyForm",
    "workinggroup.practices": "LinkForm SharePracticeForm",
    "workinggroup.plans": "AcceptForm BasisForm BeginForm CountForm FindingForm ImproveForm ObjectiveForm PartForm PhaseForm "
    "PostForm RateForm ReasonForm ResourceForm RhythmForm SafeguardForm TableForm "
    "TasksForm",
    "workinggroup.requests": "RefusalForm WordsForm",
}


def name_of(form):
    """A form's class, by its slice."""
    return f"{form.__module__.partition('.forms')[0]}.{form.__name__}"


def forms_below(form):
    found = [
        each for each in form.__subclasses__() if each.__module__.startswith(("portal.", "meetings.", "workinggroup."))
    ]
    return {below for each in found for below in [each, *forms_below(each)]}


def test_every_form_that_rewrites_is_tried_here_and_every_other_is_named():
    list(addresses())
    rewriting = forms_below(RewritingForm)
    tried = {
        *CLASSES.values(),
        "workinggroup.commitments.ReasonedForm",
        "meetings.participants.CredentialsForm",
        "meetings.concordance.ChangeWordForm",
    }
    assert {name_of(form) for form in rewriting} == tried
    # These ask which version was seen, in operations of their own.
    others = {form for form in forms_below(PortalForm) - rewriting - {RewritingForm} if "seen" not in form.base_fields}
    named = {f"{place}.{name}" for place, names in OVER_NOTHING.items() for name in names.split()}
    assert {name_of(form) for form in others} == named


def test_of_two_notes_the_second_is_stopped_and_the_first_is_named(world, things, sign_in):
    address, client = reverse("participants:credentials", args=[things["meeting"].slug]), sign_in(world.usa.coordinator)
    seen = seen_on(client, address)
    for name, status in (("first.pdf", 302), ("second.pdf", 200)):
        answer = client.post(address, {"seen": seen, "file": SimpleUploadedFile(name, NOTE)}, secure=True)
        assert answer.status_code == status
    page = answer.content.decode()
    assert STOPPED in page
    assert "first.pdf" in page


@pytest.mark.parametrize("name", FORMS)
def test_the_second_writer_is_stopped_and_sees_what_the_first_wrote(world, things, sign_in, name):
    address_of, who, field, *written, held = FORMS[name]
    first, second = (each(world) if callable(each) else each for each in written)
    person = world.admin if who == "admin" else getattr(getattr(world, who[:3]), who[4:])
    address, client = address_of(things, world), sign_in(person)

    def there():
        with reading_as(person.reader):
            return held(things, world)

    def send(values, action):
        return client.post(action or address, values, secure=True)

    opened = client.get(address, secure=True)
    assert CLASSES[name] in {name_of(type(each)) for each in map(opened.context.get, opened.context.keys())}
    values, action = fields_of(opened.content.decode(), field)
    assert values["seen"]
    more = {
        "date and place": {"confirm": ["1"]},
        "lead of a commitment": {"reason": ["So."]},
        "theme of a commitment": {"reason": ["It fits."]},
        "day of a commitment": {"reason": ["So."], "kind": ["date"]},
    }.get(name, {})
    assert send(values | more | {field: [first]}, action).status_code == 302
    assert there() == first
    answer = send(values | more | {field: [second]}, action)
    page = answer.content.decode()
    assert (answer.status_code, STOPPED in page) == (200, True)
    assert "There now:" in page
    assert there() == first
    # What the second wrote is still in the form; saving again is a decision.
    again, action = fields_of(page, field)
    assert again[field] == [second]
    assert send(again | more, action).status_code == 302
    assert there() == second
