"""What the pages of the working group cost when there is much: `make bench ARGS=--following`.

The register over 600 and 5,000 commitments, the scorecard of one round and of ten over 600, the list and the board of action
items over 5,000 and 50,000, and the pack of 600. Each page is asked for inside this process, by a delegation's coordinator; its
cost is what this process and PostgreSQL work, added, beside that of a bare page of the same rows in the same columns (`bare`),
which the same person asks for in turn.

The floor has nothing of the portal's: no wall (it reads copies of what the person may see), no middleware, session, frame or
navigation of ours, nothing remembered; Django's own session and sign-in, and one or two queries. A page that needs more than
`PAGE` of that is too slow. It is said, too, what the page costs just after an act, when nothing is remembered of what its reader
sees; the bound holds for pages as they are asked for between two acts.
"""

import gc
import resource
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSession
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.rounds.models import Meeting
from portal.audit.remembered import Remembered
from portal.core.reader import Reader, reading_as
from portal.embedded.seed.meetings import PARTIES
from portal.people.lists.named import Line
from portal.people.models import User
from portal.people.rules import SECRETARIAT
from tests.benchmarks import growth
from tests.benchmarks.bare import BACKEND, barely, lay
from tests.benchmarks.counting import FRAMING
from tests.benchmarks.reminding import Effort
from tests.benchmarks.seeding import _schedule, seed, signed_in, titles
from tests.benchmarks.servers import Prepared
from workinggroup.commitments.importing import quote_in
from workinggroup.commitments.models import Commitment, LeadAnswer
from workinggroup.commitments.operations import import_commitments
from workinggroup.pack.operations import make_follow_up_packs, request_pack
from workinggroup.progress.models import PartnerRating, ProgressReport, ReportingRound
from workinggroup.progress.operations import open_round
from workinggroup.progress.states import Completion

FEW, MANY = 600, 5_000
ROUNDS, READINGS, TURNS = 10, 10, 4
# Of ratios within one run, and of megabytes.
PAGE, MEGABYTES = 1.5, 300.0
HELD = "washington-ministerial-2024"
SAID = [Completion.NOT_STARTED, Completion.LIMITED, Completion.SUBSTANTIAL, Completion.COMPLETE]


@dataclass(frozen=True)
class Cost:
    """The milliseconds of one page, of its bare page, and of the page just after an act; its SQL queries."""

    words: str
    worked: float
    bare: float
    after_act: float
    queries: int


def weigh(prepared: Prepared) -> tuple[list[Cost], float, float]:
    """Seed, ask; returns what each page cost, and the seconds and the most megabytes of the pack."""
    worked, now = Effort(prepared), timezone.now()
    people = seed().people
    person, office = people["person"], people["secretariat"]
    _commit(office, FEW, now)
    _follow(people, now)
    _settle(prepared, person)
    found = [
        cost_of_page(worked, person, f"register of {FEW}", "/commitments/", "/commitments/"),
        cost_of_page(worked, person, f"scorecard of {FEW}", f"/progress/{_meetings()[-1].slug}/", "/scorecard/"),
        cost_of_page(
            worked, person, f"scorecard of {FEW} over {ROUNDS} rounds", "/progress/over-the-rounds/", "/rounds/"
        ),
        cost_of_page(worked, person, "5,000 action items", "/actions/", "/actions/"),
        cost_of_page(
            worked,
            person,
            "5,000 action items, filtered",
            "/actions/?show=ours&state=in_progress",
            f"/actions/?side={person.code}&state=in_progress",
        ),
        cost_of_page(worked, person, "board of 5,000 action items", "/actions/board/", "/board/"),
    ]
    seconds, megabytes = _pack(worked, office, now)
    for start in range(FEW, MANY, 1_000):
        _commit(office, min(1_000, MANY - start), now)
    for code in PARTIES:
        with reading_as(Reader(code)):
            growth._run(ITEMS, 9)
    _settle(prepared, person)
    found.append(cost_of_page(worked, person, f"register of {MANY}", "/commitments/", "/commitments/"))
    found.append(cost_of_page(worked, person, "50,000 action items", "/actions/", "/actions/"))
    found.append(cost_of_page(worked, person, "board of 50,000 action items", "/actions/board/", "/board/"))
    return found, seconds, megabytes


ITEMS = """
INSERT INTO workinggroup_actionitem
SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'number', r.number + 10000 * n))).*
FROM workinggroup_actionitem AS r, generate_series(1, %s) AS n
WHERE r.delegation_id = portal_reader()
"""


def tell(weighed: tuple[list[Cost], float, float]) -> str:
    """The costs as a table, with the bounds."""
    costs, seconds, megabytes = weighed
    lines = []
    for each in costs:
        ratio = f", {each.worked / each.bare:.2f} of its bare page's {each.bare:.1f}"
        lines.append(f"  {each.words}: {each.worked:.1f} ms of work{ratio}, {each.queries} queries")
        lines.append(f"    after an act: {each.after_act:.1f}, {each.after_act / each.bare:.2f}")
    lines.append(f"  pack of {FEW}: {seconds:.0f} s of work, {megabytes:.0f} MB at most")
    is_met = megabytes < MEGABYTES and all(each.worked <= PAGE * each.bare for each in costs)
    lines.append(f"  {'met' if is_met else 'NOT MET'}: {PAGE} of a bare page, {MEGABYTES:.0f} MB")
    return "\n".join(lines)


def _commit(office: User, count: int, now: datetime) -> None:
    """Earlier commitments of one meeting; those who are to lead them accept."""
    lines = [
        Line(number, {
            "meeting": HELD, quote_in("en"): f"{words['en']}, {number}", quote_in("es"): f"{words['es']}, {number}",
            "lead": PARTIES[number % 3], "supporting": PARTIES[(number + 1) % 3], "due": str(now.year + number % 3),
        })
        for number, words in enumerate(islice(titles(), count))
    ]  # fmt: skip
    with reading_as(office.reader):
        made = import_commitments(lines=lines, actor=office, now=now)
    for code in PARTIES:
        with reading_as(Reader(code)):
            own = {
                "delegation_id": code,
                "editable_by": [code],
                "number": 1,
                "accepts": True,
                "by_name": "A",
                "at": now,
            }
            LeadAnswer.objects.bulk_create(
                LeadAnswer(commitment=each, releasable_to=each.releasable_to, **own)
                for each in made
                if each.lead_id == code
            )


def _settle(prepared: Prepared, person: User) -> None:
    growth.settle()
    lay(prepared.superuser, person)


def _meetings() -> list[Meeting]:
    with reading_as(Reader(SECRETARIAT)):
        rows = ReportingRound.objects.select_related("meeting").order_by("meeting__starts_at")
        return [each.meeting for each in rows]


def _follow(people: dict[str, User], now: datetime) -> None:
    """Ten meetings to come, each with its round; each lead reports in each, and a partner rates what was said last."""
    office = people["secretariat"]
    with reading_as(office.reader):
        before = Meeting.objects.get(slug=HELD)
        for number in range(ROUNDS):
            starts_at, title = (
                now + timedelta(days=30 * number + 100),
                {"en": f"Round {number}", "es": f"Ronda {number}"},
            )
            before = _schedule(office, now, starts_at, 6, title=title, slug=f"round-{number}", follows=before)
            open_round(meeting=before, actor=office, now=now, days_before=14)
        rounds = list(ReportingRound.objects.filter(meeting__slug__startswith="round-").order_by("meeting__starts_at"))
        led = list(Commitment.objects.filter(statement__kind="list"))
    for code in PARTIES:
        head = User.objects.get(email=f"head.{code.lower()}@demo.example")
        member = User.objects.get(email=f"member.{code.lower()}@demo.example")
        own = [each for each in led if each.lead_id == code]
        with reading_as(head.reader):
            said = {
                "delegation_id": code, "text": "It goes on.", "drafted_by": member, "drafted_by_name": member.name,
                "submitted_by": head, "submitted_by_name": head.name, "number": 1, "editable_by": [code],
            }  # fmt: skip
            for turn, asked in enumerate(rounds):
                ProgressReport.objects.bulk_create(
                    ProgressReport(
                        round=asked, commitment=each, completion=SAID[(each.number + turn) % 4],
                        at=now + timedelta(minutes=turn), releasable_to=each.releasable_to, **said,
                    )
                    for each in own
                )  # fmt: skip
    with reading_as(Reader("GTM")):
        last = ProgressReport.objects.filter(round=rounds[-1]).exclude(delegation="GTM")
        rated = {
            "delegation_id": "GTM",
            "by_name": "A",
            "at": now,
            "number": 1,
            "editable_by": ["GTM"],
            "reason": "Seen.",
        }
        PartnerRating.objects.bulk_create(
            PartnerRating(
                report=each, completion=SAID[each.commitment.number % 4], releasable_to=each.releasable_to, **rated
            )
            for each in last.select_related("commitment")
        )


def cost_of_page(worked: Effort, person: User, words: str, path: str, bare: str) -> Cost:
    """A page as its reader asks for it again and again, in turn with its bare one, and with nothing remembered."""
    key = signed_in(person, settings.AUTHENTICATION_BACKENDS[0])
    with barely():
        bare_key = signed_in(person, BACKEND, DatabaseSession)

    def asking(path: str, key: str) -> Callable[[], None]:
        client = Client(SERVER_NAME="localhost", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})

        def ask() -> None:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)

        return ask

    ask, ask_bare = asking(path, key), asking(bare, bare_key)
    remembered: list[Any] = [each for each in gc.get_objects() if type(each) is Remembered]

    def ask_anew() -> None:
        for each in remembered:
            each._found.clear()
        ask()

    own = anew = least = 0.0
    for turn in range(TURNS + 1):
        one = worked.of(lambda: [ask() for _ in range(READINGS)])[0]
        two = worked.of(lambda: [ask_anew() for _ in range(READINGS)])[0]
        with barely():
            other = worked.of(lambda: [ask_bare() for _ in range(READINGS)])[0]
        # The first turn fills what is kept.
        own, anew, least = (own + one, anew + two, least + other) if turn else (0.0, 0.0, 0.0)
    ask()
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        ask()
    queries = sum(not each["sql"].startswith(FRAMING) for each in asked)
    reset_queries()
    return Cost(words, *(each / TURNS / READINGS for each in (own, least, anew)), queries)


def _pack(worked: Effort, office: User, now: datetime) -> tuple[float, float]:
    """Seconds of work for the papers of a pack, and the most megabytes that this process held."""
    with reading_as(office.reader):
        asked = ReportingRound.objects.select_related("meeting").get(meeting__slug="round-0")
        request_pack(asked=asked, actor=office, now=now)
    cost, _made = worked.of(lambda: make_follow_up_packs([Reader(SECRETARIAT)], now=now))
    return cost / 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
