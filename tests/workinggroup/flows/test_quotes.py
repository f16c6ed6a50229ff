"""A number in a text is held against the figure that it cites: right, wrong, revised, and gone from the text."""

from datetime import date, timedelta
from urllib.parse import quote_plus

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.statements.models import ParagraphVersion
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.flows import NOW, make_dataset, publish, rows
from tests.factories.work import make_commitment, make_follow_up, make_report, make_round, make_statement
from tests.scenes import scene
from workinggroup.flows.editions import EditionNumber
from workinggroup.flows.operations import (
    LetGo,
    NoEdition,
    NoSuchFigure,
    NotInText,
    NotOfEdition,
    QuotedAlready,
    let_number_go,
    make_edition,
    quote_number,
)
from workinggroup.flows.queries.numbers import number_of
from workinggroup.flows.queries.quotes import quoted_by, quotes_of

EARLIER, JAN, FEB, MAR = date(2026, 1, 15), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 9)
LATEST = NOW.date() + timedelta(days=1)
ENGLISH = (
    "1. We met 3 times.\n\n2. In January 4,180 returned, of them 1,204 by land; 650 asked for help.\n\n3. We agree."
)
SPANISH = (
    "1. Nos reunimos 3 veces.\n\n2. En enero regresaron 4 180, 1.204 por tierra; 655 pidieron ayuda.\n\n3. Acordamos."
)
CITED, LATER = "GTM.RET_IN.USA._T/2026-01@2026-01-31", "GTM.RET_IN.USA._T/2026-01@2026-03-09"


@scene
def follow_up(world):
    return make_follow_up(world.sec.coordinator)


@scene
def text(world, follow_up):
    return make_statement(world.sec.coordinator, follow_up, ENGLISH, SPANISH)


@scene
def dataset(world):
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 4180)), JAN)
    return dataset


def freeze(world, meeting):
    with reading_as(world.sec.coordinator.reader):
        make_edition(meeting=meeting, actor=world.sec.coordinator, now=NOW, today=NOW.date(), as_of=FEB)


def quote(actor, statement, value=4180, citation=CITED, anchor="p02"):
    facts = {"now": NOW, "latest": LATEST, "anchor": anchor, "value": value, "citation": citation}
    with reading_as(actor.reader):
        return quote_number(statement=statement, actor=actor, **facts)


def seen(user, statement):
    with reading_as(user.reader):
        return quotes_of(statement, user, latest=LATEST)


def test_a_number_is_tied_to_a_figure_of_the_meetings_edition(world, text, dataset, follow_up):
    usa = world.usa.coordinator
    with pytest.raises(NoEdition):
        quote(usa, text)
    freeze(world, follow_up)
    publish(world.gtm, dataset, rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 5460)), MAR)
    for wrong, refusal in (
        ({"value": 4181}, NotInText), ({"anchor": "p03"}, NotInText), ({"anchor": "p99"}, NotInText),
        ({"citation": "GTM.RET_IN.MEX._T/2026-01@2026-01-31"}, NoSuchFigure), ({"citation": "here"}, NoSuchFigure),
        ({"citation": LATER}, NotOfEdition),
    ):  # fmt: skip
        with pytest.raises(refusal):
            quote(usa, text, **wrong)
    for nobody in (world.usa.member, world.admin, world.can.coordinator):
        with pytest.raises(NotAllowed):
            quote(nobody, text)
    number = quote(usa, text)
    with pytest.raises(QuotedAlready):
        quote(world.mex.head, text)
    with reading_as(usa.reader):
        for act in (lambda: EditionNumber.objects.update(value=1), lambda: EditionNumber.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()
        let_number_go(statement=text, number=number, actor=usa, now=NOW)
        with pytest.raises(LetGo):
            let_number_go(statement=text, number=number, actor=usa, now=NOW)
    quote(world.mex.head, text)
    with reading_as(world.can.member.reader):
        assert not EditionNumber.objects.exists()


def test_each_number_is_held_against_what_it_cites_now_and_after_each_revision(world, text, dataset, follow_up):
    freeze(world, follow_up)
    assert [(line.label, [value for value, _codes in line.others]) for line in seen(world.usa.member, text).lines] == [
        ("¶ 2", [4180, 1204, 650, 655])
    ]
    quote(world.usa.coordinator, text)
    quote(world.usa.coordinator, text, value=650)
    found = seen(world.mex.member, text)
    [line] = found.lines
    assert [(each.row.value, each.checked.is_right, each.languages) for each in line.quotes] == [
        (4180, True, ["en", "es"]), (650, False, ["en"]),
    ]  # fmt: skip
    assert (found.wrong, found.superseded, line.others) == (1, 0, [(1204, ["en", "es"]), (655, ["es"])])
    publish(world.gtm, dataset, rows(("2025-12", "US", "_T", 4000), ("2026-01", "US", "_T", 5460)), MAR)
    found = seen(world.mex.member, text)
    assert (found.wrong, found.superseded) == (1, 1)
    assert found.lines[0].quotes[0].checked.number.superseded.figure.value == 5460
    with reading_as(world.sec.coordinator.reader):
        last = ParagraphVersion.objects.filter(paragraph__anchor="p02").latest("seq")
        words = {"en": [{"t": "text", "v": "Many returned."}], "es": [{"t": "text", "v": "Muchos regresaron."}]}
        words = {code: [{**last.nodes[code][0], "v": pieces[0]["v"]}] for code, pieces in words.items()}
        ParagraphVersion.objects.create(
            paragraph=last.paragraph, seq=last.seq + 1, nodes=words, author_name="A", delegation="SEC", created_at=NOW,
            releasable_to=last.releasable_to, editable_by=last.editable_by,
        )  # fmt: skip
    found = seen(world.mex.member, text)
    assert [each.languages for each in found.lines[0].quotes] == [[], []]
    assert found.wrong == 2


def test_pages_tie_check_and_tell_who_quotes_a_figure(world, text, dataset, follow_up, sign_in):
    freeze(world, follow_up)
    usa, address = sign_in(world.usa.coordinator), reverse("flows:quotes", args=[text.slug])
    before = usa.get(address, secure=True).content.decode()
    assert "No number in this text cites a figure" in before
    assert f"{reverse('flows:quote', args=[text.slug])}?p=p02&amp;n=4180" in before
    said = {"anchor": "p02", "value": "4180", "citation": f"https://portal.example/flows/d/{CITED}"}
    form = reverse("flows:quote", args=[text.slug])
    offered = usa.get(f"{form}?p=p02&n=4180", secure=True).content.decode()
    assert f"?p=p02&amp;n=4180&amp;figure={quote_plus(CITED, safe='/')}" in offered
    assert f'value="{CITED}"' in usa.get(form, {"p": "p02", "n": "4180", "figure": CITED}, secure=True).content.decode()
    assert "No total of the edition" in usa.get(f"{form}?p=p02&n=1204", secure=True).content.decode()
    for odd in ("x", "9" * 400, "²", "-1"):
        assert usa.get(form, {"n": odd}, secure=True).status_code == 200
    wrong = usa.post(form, said | {"value": "4182"}, secure=True)
    assert "does not stand in this paragraph" in wrong.content.decode()
    after = usa.post(form, said, secure=True, follow=True).content.decode()
    assert "Every number that cites a figure is as cited" in after
    asked = make_round(world.sec.coordinator, follow_up)
    earlier = make_statement(world.sec.coordinator, follow_up.follows)
    led = make_commitment(world.sec.coordinator, earlier, lead="MEX")
    make_report(world.mex, asked, led, text=f"4,180 returned ({CITED}).")
    number = reverse("flows:number", args=[CITED])
    shown = sign_in(world.usa.member).get(number, secure=True).content.decode()
    assert f"{address}#p02" in shown
    assert f"Progress report on {led.reference}" in shown
    assert sign_in(world.can.coordinator).get(address, secure=True).status_code == 404
    with reading_as(world.usa.coordinator.reader):
        key = EditionNumber.objects.get().pk
    usa.post(reverse("flows:let-go", args=[text.slug, key]), {}, secure=True)
    assert "No number in this text cites a figure" in usa.get(address, secure=True).content.decode()


def test_a_quote_is_found_where_another_table_had_the_same_figure_on_an_earlier_day(world, text, dataset, follow_up):
    freeze(world, follow_up)
    quote(world.usa.coordinator, text)
    publish(world.gtm, make_dataset(world.gtm.coordinator, "By age"), rows(("2026-01", "US", "_T", 4180)), EARLIER)
    with reading_as(world.mex.member.reader):
        number = number_of(world.mex.member, CITED, latest=LATEST)
        assert [each.day for each in number.stands] == [EARLIER]
        assert [each.value for each in quoted_by(number, world.mex.member).numbers] == [4180]


def test_pages_cost_as_many_queries_for_any_number(world, text, dataset, follow_up, sign_in):
    freeze(world, follow_up)
    client, costs = sign_in(world.usa.member), []
    addresses = [reverse("flows:quotes", args=[text.slug]), reverse("flows:number", args=[CITED])]
    first = quote(world.usa.coordinator, text)
    for more in (0, 2, 397):
        with reading_as(world.usa.coordinator.reader):
            EditionNumber.objects.bulk_create(
                EditionNumber(
                    edition=first.edition, paragraph=first.paragraph, value=10_000 + more + number, citation=CITED, at=NOW,
                    delegation=first.delegation, by_name="A", releasable_to=first.releasable_to,
                    editable_by=first.editable_by,
                )
                for number in range(more)
            )  # fmt: skip
        spent = []
        for address in addresses:
            client.get(address, secure=True)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address, secure=True).status_code == 200
            spent.append(len(asked))
        costs.append(spent)
    assert costs[0] == costs[1] == costs[2]
