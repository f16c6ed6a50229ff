"""One scene for the rights matrix and the canaries: things that are shared, a side's own, and foreign."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from meetings.agendas import operations as agendas
from meetings.agendas.models import Item
from meetings.negotiation import operations as statements
from meetings.rounds.models import Series
from meetings.statements.models import Paragraph
from portal.core.reader import reading_as
from portal.notifications.models import Notice
from portal.notifications.news import tell_news
from portal.people.models import Invitation, User
from portal.people.operations import invite_person
from portal.people.workdays.operations import enter_workday
from tests.factories.documents import make_document, make_pack
from tests.factories.flows import bring, make_dataset, propose_cause, publish, rows, series_of
from tests.factories.gaps import stage_gaps
from tests.factories.guests import make_guest
from tests.factories.people import World, reload_user
from tests.factories.plans import stage_plans
from tests.factories.practices import stage_practices
from tests.factories.requests import questions_of, stage_requests
from tests.factories.work import (
    make_action_item,
    make_commitment,
    make_credentials,
    make_draft,
    make_follow_up,
    make_follow_up_pack,
    make_item,
    make_meeting,
    make_negotiation,
    make_participant,
    make_report,
    make_round,
    make_statement,
)
from workinggroup.actionitems.operations import ask_more_time, prioritise_items, report_progress
from workinggroup.flows.models import Dataset
from workinggroup.flows.pairs import MirrorPair
from workinggroup.pack.models import PackPaper
from workinggroup.progress.models import ReportingRound
from workinggroup.progress.operations import propose_joint_rating
from workinggroup.reminders.answering import acknowledge_deadlines
from workinggroup.reminders.being_away import enter_absence
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.steering import write_note

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
MISSING = uuid.UUID("00000000-0000-4000-8000-000000000000")


@dataclass
class Stage:
    """`things["meeting"]["foreign"]` is a meeting that the United States may not see; `missing` exists nowhere."""

    world: World
    guest: Any
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    key: uuid.UUID = field(default_factory=uuid.uuid4)


def set_stage(world: World) -> Stage:
    """USA's point of view: `shared` is for the three parties, `own` for USA alone, `foreign` for MEX (and GTM)."""
    sec, usa, mex = world.sec.coordinator, world.usa.coordinator, world.mex.coordinator
    shared = make_follow_up(sec, slug="shared-meeting")
    make_item(sec, shared, lead="USA")
    foreign = make_meeting(
        sec,
        date(2026, 6, 3),
        delegations=["MEX", "GTM"],
        slug="foreign-meeting",
        title={"en": "CANARY-MEETING", "es": "CANARY-MEETING"},
        venue={"en": "CANARY-VENUE", "es": "CANARY-VENUE"},
    )
    make_item(sec, foreign, title="CANARY-AGENDA")
    listed = make_participant(usa, shared, name="Ada Shared")
    make_participant(mex, shared, name="Eva Shared", dietary="CANARY-MEX diet")
    hidden_listed = make_participant(mex, foreign, name="CANARY-LISTED", dietary="CANARY-MEX diet")
    note, hidden_note = make_credentials(usa, shared), make_credentials(mex, foreign)
    _set_agendas(world, shared, foreign)
    text = make_statement(sec, shared)
    hidden = make_statement(
        sec,
        foreign,
        "CANARY-EN was said.\n\nThe delegations will keep CANARY-EN quiet.\n\nThe end.",
        "CANARY-ES se dijo.\n\nLas delegaciones guardarán CANARY-ES en silencio.\n\nFin.",
    )
    negotiation = make_negotiation(world, shared)
    canaries = {"en": "CANARY-EN was said.\n\nThe end.", "es": "CANARY-ES se dijo.\n\nFin."}
    hidden_negotiation = make_negotiation(world, foreign, texts=canaries)
    _draft_inside(world, negotiation)
    promise = make_commitment(sec, text, lead="USA", supporting=["MEX"])
    hidden_promise = make_commitment(sec, hidden, lead="MEX")
    asked, reports, joints = _report(world, shared, foreign, promise, hidden_promise)
    item = make_action_item(usa, promise, assignee=world.usa.member)
    own = make_action_item(usa, promise, title="CANARY-USA item", only_us=True, assignee=world.usa.negotiator)
    theirs = make_action_item(
        mex, promise, title="CANARY-MEX item", description="CANARY-MEX words", only_us=True, assignee=world.mex.member
    )
    for author, thing, words in ((world.usa.negotiator, own, "CANARY-USA"), (world.mex.member, theirs, "CANARY-MEX")):
        with reading_as(author.reader):
            report_progress(item=thing, actor=author, now=NOW, standing="at_risk", text=f"{words} report")
    with reading_as(world.usa.member.reader):
        until = NOW.date() + timedelta(days=40)
        ask_more_time(item=item, actor=world.usa.member, now=NOW, due_on=until, reason="CANARY-USA time")
    batches = []
    for coordinator, thing in ((usa, own), (mex, theirs)):
        with reading_as(coordinator.reader):
            batches.append(prioritise_items(items=[thing.pk], actor=coordinator, now=timezone.now(), priority=1))
    usa_member = world.usa.member
    paper = make_document(usa_member, shared, readers=["MEX", "GTM", "SEC"])
    own_paper = make_document(usa, shared, title="CANARY-USA paper", text="CANARY-USA file", readers=[])
    their_paper = make_document(mex, shared, title="CANARY-MEX paper", text="CANARY-MEX file", readers=[])
    own_pack, their_pack = (make_pack(person, shared) for person in (usa, mex))
    own_book = make_pack(usa, shared, form="pdf")
    follow_up = [_follow_up(person, slug) for person, slug in zip((usa, mex), asked, strict=True)]
    with reading_as(world.admin.reader):
        for code, email in (("USA", "new.usa@test.example"), ("MEX", "canary.mex@test.example")):
            invite_person(
                actor=world.admin,
                email=email,
                name=f"CANARY-{code} guest",
                role="member",
                delegation=getattr(world, code.lower()).member.delegation,
                language="en",
                now=NOW,
            )
        invitation = Invitation.objects.get(email="new.usa@test.example")
    with reading_as(usa.reader):
        workday = enter_workday(actor=usa, now=NOW, day=date(2026, 12, 24), is_off=True, note="By order")
    given = [
        _acknowledge(person, thing, f"CANARY-{person.code} pause")
        for person, thing in ((world.usa.member, item), (world.mex.member, theirs))
    ]
    away = [_be_away(person, substitute) for person, substitute in ((world.usa.member, usa), (world.mex.member, mex))]
    dataset, drafts = _figures(world)
    compared = [_compare(world, side, kind) for side, kind in ((world.usa, "shared"), (world.mex, "foreign"))]
    plan_all(now=NOW)
    return Stage(
        world,
        make_guest(world.sec.coordinator, shared),
        {
            "meeting": {"shared": shared.slug, "foreign": foreign.slug, "missing": "no-such-meeting"},
            "series": {"shared": _series(world, "USA").pk, "foreign": _series(world, "MEX").pk, "missing": MISSING},
            "participant": {"shared": listed.pk, "foreign": hidden_listed.pk, "missing": MISSING},
            "credentials": {"shared": note.pk, "foreign": hidden_note.pk, "missing": MISSING},
            "statement": {"shared": text.slug, "foreign": hidden.slug, "missing": "no-such-statement"},
            "negotiation": {
                "shared": negotiation.slug,
                "foreign": hidden_negotiation.slug,
                "missing": "no-such-statement",
            },
            "commitment": {"shared": promise.pk, "foreign": hidden_promise.pk, "missing": MISSING},
            "asked": {"shared": asked[0], "foreign": asked[1], "missing": "no-such-meeting"},
            "report": {"shared": reports[0], "foreign": reports[1], "missing": MISSING},
            "joint": {"shared": joints[0], "foreign": joints[1], "missing": MISSING},
            **{
                name: {"shared": compared[0][place], "foreign": compared[1][place], "missing": missing}
                for place, (name, missing) in enumerate(COMPARED.items())
            },
            "item": {"shared": item.pk, "own": own.pk, "foreign": theirs.pk, "missing": MISSING},
            "batch": {"own": batches[0].pk, "foreign": batches[1].pk, "missing": MISSING},
            "document": {"shared": paper.pk, "own": own_paper.pk, "foreign": their_paper.pk, "missing": MISSING},
            "pack": {"own": own_pack.pk, "book": own_book.pk, "foreign": their_pack.pk, "missing": MISSING},
            "follow_up_pack": {"own": follow_up[0][0], "foreign": follow_up[1][0], "missing": MISSING},
            "pack_paper": {"own": follow_up[0][1], "foreign": follow_up[1][1], "missing": MISSING},
            "dataset": {"own": dataset, "missing": MISSING},
            "vintage": {"own": drafts[0], "foreign": drafts[1], "missing": MISSING},
            "person": {"own": world.usa.member.pk, "foreign": world.mex.member.pk, "missing": MISSING},
            "acknowledgement": {"own": given[0], "foreign": given[1], "missing": MISSING},
            "line": {"own": _line(world.usa.member), "foreign": _line(world.mex.member), "missing": MISSING},
            "absence": {"own": away[0], "foreign": away[1], "missing": MISSING},
            "notice": {"own": _told(usa, own), "foreign": _told(mex, theirs), "missing": MISSING},
            "workday": {"own": workday.pk, "missing": MISSING},
            "invitation": {"own": invitation.pk, "missing": MISSING},
            "gap": stage_gaps(world) | {"missing": MISSING},
            **{name: keys | {"missing": MISSING} for name, keys in stage_plans(world, promise, hidden_promise).items()},
            "practice": stage_practices(world) | {"missing": MISSING},
            "request": (asked_things := stage_requests(world)) | {"missing": MISSING},
            "request_passage": questions_of(world, asked_things) | {"missing": MISSING},
        },
    )


def _figures(world: World) -> tuple[uuid.UUID, list[uuid.UUID]]:
    """Figures of GTM that are published; of USA and MEX a draft each. Returns the key of USA's dataset and of the drafts."""
    day = date(2026, 2, 28)
    publish(world.gtm, make_dataset(world.gtm.coordinator), rows(("2026-01", "US", "_T", 4180)), day)
    drafts, datasets = [], []
    for side, country in ((world.usa, "US"), (world.mex, "MX")):
        datasets.append(make_dataset(side.coordinator, reporting=country))
        words = f"CANARY-{side.code}"
        draft = bring(
            side.member, datasets[-1], rows(("2026-01", "GT", "_T", 776655), indicator="RET_OUT", reporting=country), day,
            name=f"{words} figures.csv", note=f"{words} note",
        )  # fmt: skip
        drafts.append(draft.pk)
    return datasets[0].pk, drafts


def _follow_up(person: Any, slug: str) -> tuple[uuid.UUID, uuid.UUID]:
    """A side's follow-up pack before a meeting; returns its key and that of a paper in it."""
    with reading_as(person.reader):
        asked = ReportingRound.objects.select_related("meeting").get(meeting__slug=slug)
    pack = make_follow_up_pack(person, asked)
    with reading_as(person.reader):
        return pack.pk, PackPaper.objects.get(pack=pack, form="pdf", language="en").pk


def _compare(world: World, side: Any, kind: str) -> tuple[Any, ...]:
    """What Guatemala publishes of returns from a side, compared with that side's count, which explains the difference; what
    there is of the names in `COMPARED`."""
    country, readers = ("US", SEEN["shared"]) if kind == "shared" else ("MX", SEEN["foreign"])
    # All sides were told that it was opened; the figures and what is said of them are not for all.
    dataset = make_dataset(world.gtm.coordinator, f"Arrivals from {country}")
    with reading_as(world.gtm.coordinator.reader):
        Dataset.objects.filter(pk=dataset.pk).update(releasable_to=sorted(readers))
        dataset.refresh_from_db()
    publish(world.gtm, dataset, rows(("2026-01", country, "_T", 4180)), date(2026, 1, 31))
    series = series_of(world.gtm, dataset, country)
    words = "By land." if kind == "shared" else "CANARY-MEETING by land"
    facts = {"one_id": side.code, "one_key": ["RET_OUT", country, "GT", "_T", "_T", "_T"]}
    with reading_as(side.coordinator.reader):
        pair = MirrorPair.objects.create(
            other_id="GTM", other_key=list(series.key), opened_by_name="A", opened_at=NOW, releasable_to=sorted(readers),
            editable_by=sorted({side.code, "GTM", "SEC"}), **facts,
        )  # fmt: skip
    cause = propose_cause(side.coordinator, pair, date(2026, 1, 1), date(2026, 1, 1), words=words)
    return pair.pk, cause.pk, series.pk, f"GTM.RET_IN.{side.code}._T/2026-01@2026-01-31"


def _line(person: Any) -> uuid.UUID:
    """The first that is planned for the person, with a note for the mail; returns the key."""
    with reading_as(person.reader):
        line = Reminder.objects.filter(recipient=person, status="planned").order_by("goes_at").first()
    coordinator = reload_user(User.objects.get(email=f"coordinator.{person.code.lower()}@test.example"))
    with reading_as(coordinator.reader):
        write_note(line=line, actor=coordinator, now=NOW, text=f"CANARY-{person.code} note")
    return line.pk


def _be_away(person: Any, substitute: Any) -> uuid.UUID:
    """The person is away for two days; returns the key."""
    days = {"first": date(2026, 3, 5), "last": date(2026, 3, 6)}
    with reading_as(person.reader):
        return enter_absence(person=person, substitute=substitute, actor=person, now=NOW, **days).pk


def _acknowledge(person: Any, item: Any, reason: str) -> uuid.UUID:
    """The person knows of an item and pauses reminders; returns the key."""
    facts = {"rest_until": NOW.date() + timedelta(days=3), "reason": reason}
    with reading_as(person.reader):
        (given,) = acknowledge_deadlines(things=[("action_item", item.pk)], actor=person, now=NOW, **facts)
    return given.pk


def _report(
    world: World, shared: Any, foreign: Any, promise: Any, hidden: Any
) -> tuple[list[Any], list[Any], list[Any]]:
    """A round before what follows each meeting, a report with a proposed joint rating in it, and a new draft of each lead;
    returns the meetings' slugs and the keys of the others."""
    sec = world.sec.coordinator
    slugs, reports, joints = [], [], []
    for before, led, side, mark in (
        (shared, promise, world.usa, "CANARY-USA"),
        (foreign, hidden, world.mex, "CANARY-MEX"),
    ):
        facts = {
            "delegations": before.delegations,
            "follows": before,
            "slug": f"after-{before.slug}",
            "title": before.title,
        }
        after = make_meeting(sec, date(2026, 9, 3), **facts)
        asked = make_round(sec, after)
        report = make_report(side, asked, led, text="CANARY-EN is done" if before == foreign else "It is done.")
        make_draft(side.member, asked, led, text=f"{mark} draft", is_ready=False)
        with reading_as(sec.reader):
            joint = propose_joint_rating(report=report, actor=sec, now=NOW, completion="complete")
        slugs.append(after.slug)
        reports.append(report.pk)
        joints.append(joint.pk)
    return slugs, reports, joints


def _draft_inside(world: World, negotiation: Any) -> None:
    """Each side drafts and comments among itself; one proposal is before all."""
    for side in (world.usa, world.mex):
        with reading_as(side.negotiator.reader):
            paragraph = Paragraph.objects.select_related("statement__meeting").get(statement=negotiation, anchor="p01")
            facts = {"actor": side.negotiator, "now": NOW, "statement": negotiation}
            version, mark = paragraph.versions.latest("seq"), f"CANARY-{side.code}"
            for words in (f"{mark} draft", "Before all."):
                drafted = statements.draft_proposal(
                    **facts,
                    kind="replace",
                    paragraph=paragraph,
                    base=version,
                    texts=[{"en": f"Otherwise: {words}", "es": f"De otro modo: {words}"}],
                    rationale=f"{mark} reason" if mark in words else "",
                )
            statements.table_proposal(proposal=drafted, actor=side.negotiator, now=NOW)
            statements.write_comment(
                paragraph=paragraph, actor=side.negotiator, now=NOW, text=f"{mark} comment", is_shared=False
            )


def _told(person: Any, item: Any) -> Any:
    """A notice for one person, of an item of their own side."""
    with reading_as(person.reader):
        tell_news("workinggroup.actionitem.done", item, [person], now=NOW)
        return Notice.objects.latest("due_at", "pk").pk


def _series(world: World, code: str) -> Any:
    """A series of which every side of `SEEN` knows: all parties, or those without the United States."""
    parties = ["USA", "MEX", "GTM", "SEC"] if code == "USA" else ["MEX", "GTM", "SEC"]
    with reading_as(world.sec.coordinator.reader):
        title = {"en": "Shared series"} if code == "USA" else {"en": "CANARY-MEETING"}
        return Series.objects.create(title=title, releasable_to=parties, editable_by=["SEC"])


def _set_agendas(world: World, shared: Any, foreign: Any) -> None:
    """On the foreign agenda one of everything; on the shared one an item closed to USA, and notes of two sides."""
    sec, mex = world.sec.coordinator, world.mex.coordinator
    closed = make_item(sec, shared, title="CANARY-CLOSED", readers=["MEX"])
    item = make_item(sec, foreign, title="CANARY-AGENDA")
    later = NOW + timedelta(days=20)
    words = {"en": "CANARY-AGENDA", "es": "CANARY-AGENDA"}
    with reading_as(sec.reader):
        agendas.begin_section(item=item, actor=sec, title=words)
        agendas.issue_revision(meeting=foreign, actor=sec, now=NOW)
        agendas.issue_revision(meeting=shared, actor=sec, now=NOW)
        agendas.steer_meeting(meeting=foreign, actor=sec, now=NOW, act="start")
    with reading_as(mex.reader):
        wish = agendas.propose_item(meeting=foreign, actor=mex, now=NOW, title=words, minutes=5, answer_by=later)
        agendas.ask_floor(meeting=foreign, actor=mex, now=NOW, delegation="MEX")
        agendas.annotate_item(item=closed, actor=mex, seen=0, red_lines="CANARY-MEX notes")
    with reading_as(world.gtm.coordinator.reader):
        said = {"view": "objection", "reason": "CANARY-AGENDA"}
        agendas.answer_proposal(proposal=wish, actor=world.gtm.coordinator, now=NOW, **said)
    with reading_as(world.usa.member.reader):
        usa = Item.objects.visible_to(world.usa.member).filter(agenda__meeting=shared).first()
        agendas.annotate_item(item=usa, actor=world.usa.member, seen=0, position="CANARY-USA notes")


# What a comparison consists of, and what of it exists nowhere.
COMPARED = {
    "mirror": MISSING,
    "cause": MISSING,
    "flow_series": MISSING,
    "number": "GTM.RET_IN.USA._T/2020-01@2026-01-31",
}
# Which sides see a thing of each kind.
SEEN = {
    "shared": {"USA", "MEX", "GTM", "SEC"},
    "own": {"USA"},
    "book": {"USA"},
    "foreign": {"MEX", "GTM", "SEC"},
    "missing": set(),
}
