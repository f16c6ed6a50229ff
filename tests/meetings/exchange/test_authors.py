"""Whose tracked changes a file holds: all are shown by whom they are, and nobody else's becomes one's own draft unasked."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from meetings.exchange.planning import plan_return
from meetings.exchange.queries import known, own_authors
from meetings.texts.docx.reading import read
from portal.core.reader import reading_as
from tests.factories.exchange import AGAIN, AGREE, MET, do, exported, rewritten
from tests.factories.word import BY, dt, gone, ins, p, r


def by(name):
    return BY.replace("Guatemala", name)


def edits(first, second):
    """p01 reworded by the first, p02 by both, p03 deleted by the second; a new paragraph without tracking."""
    return (
        p("p01", gone(dt(MET), by=by(first)), ins(r("They met."), by=by(first))),
        p(
            "p02",
            gone(dt("The"), by=by(first)),
            ins(r("All"), by=by(first)),
            r(AGREE[3:]),
            ins(r(" Soon."), by=by(second)),
        ),
        p(None, r("A new one.")),
        p("p03", gone(dt(AGAIN), by=by(second)), mark="del").replace("Guatemala", second),
    )


def planned(actor, statement, data):
    with reading_as(actor.reader):
        return plan_return(statement=statement, actor=actor, returned=read(data), language="en")


def drawn(world, statement):
    member, stranger = world.usa.member, "J. Pérez"
    return rewritten(exported(member, statement), *edits(member.name, stranger)), stranger


def test_what_others_changed_is_told_from_what_is_ones_own(world, statement):
    data, stranger = drawn(world, statement)
    plan = planned(world.usa.negotiator, statement, data)
    assert [(each.kind, each.anchor) for each in plan.own] == [("replace", "p01"), ("insert", "")]
    assert [(each.kind, each.anchor, each.theirs) for _place, each in plan.others] == [
        ("replace", "p02", (stranger,)),
        ("delete", "p03", (stranger,)),
    ]
    mixed = plan.others[0][1]
    assert [(hand.author, hand.is_theirs, hand.words) for hand in mixed.by] == [
        (world.usa.member.name, False, (("deleted", "The"), ("inserted", "All"))),
        (stranger, True, (("inserted", " Soon."),)),
    ]
    assert plan.own[1].by == []


def test_nothing_of_others_is_drafted_unasked(world, statement):
    data, stranger = drawn(world, statement)
    found = do(world.usa.member, "bring_back", statement=statement, returned=read(data), language="en")
    assert [(each.kind, str(each.paragraph or "")) for each in found.drafts] == [("replace", "p01"), ("insert", "")]
    assert [(each.anchor, each.authors) for each in found.theirs] == [
        ("p02", f"{world.usa.member.name}, {stranger}"),
        ("p03", stranger),
    ]


def test_a_mark_alone_has_an_author_too(world, statement):
    parts = p("p02", r("The delegations agree"), mark="ins"), p(None, r(" to establish a shared calendar."))
    data = rewritten(exported(world.usa.member, statement), p("p01", r(MET)), *parts, p("p03", r(AGAIN)))
    [(_place, draft)] = planned(world.usa.member, statement, data).others
    assert (draft.kind, draft.theirs, draft.by[0].words) == ("split", ("Guatemala",), ())


def test_a_deletion_whose_bookmark_is_lost_keeps_its_author(world, statement):
    body = p("p01", r(MET)), p(None, gone(dt(AGREE)), mark="del"), p("p03", r(AGAIN))
    data = rewritten(exported(world.usa.member, statement), *body)
    [(_place, draft)] = planned(world.usa.member, statement, data).others
    assert (draft.kind, draft.anchor, draft.theirs) == ("delete", "p02", ("Guatemala",))


def test_who_is_of_the_delegation(world, statement):
    member, other = world.usa.member, world.mex.member
    names = [
        "USA",
        "United States",
        "Estados Unidos",
        member.name,
        member.name.upper(),
        member.email,
        world.usa.head.name,
    ]
    strangers = ["MEX", "México", other.name, other.email, "J. Pérez", "", "·"]
    with reading_as(member.reader):
        found = own_authors([*names, *strangers], statement=statement, actor=member)
    assert found == frozenset(names)


def test_names_are_read_as_programs_write_them_and_one_that_both_sides_have_is_nobodys_own():
    authors = ["Núñez, Ana", "ana nunez", "Ana María Núñez", "Luis Gil", ""]
    assert known(authors, ["Ana Núñez", "Luis Gil"], ["Luis Gil"]) == {"Núñez, Ana", "ana nunez"}


def address(name, statement):
    return reverse(f"exchange:{name}", args=[statement.slug])


@pytest.mark.parametrize(
    ("ticked", "expected"),
    [
        ({}, 2),
        ({"take": [1]}, 3),
        ({"take": [1, 3]}, 4),
        ({"take": [7, -1]}, 2),
        ({"ours": ["J. Pérez"]}, 4),
        ({"ours": ["Nobody", ""]}, 2),
    ],
)
def test_the_page_shows_by_whom_and_drafts_what_is_ticked(world, statement, sign_in, ticked, expected):
    data, stranger = drawn(world, statement)
    client = sign_in(world.usa.member)
    page = client.post(address("bring-back", statement), {"file": SimpleUploadedFile("a.docx", data), "language": "en"})
    assert f"<b>{stranger}</b>" in page.text
    assert "2 changes by others" in page.text
    assert "does not say who changed it" in page.text
    assert "checked" not in page.text
    assert re.findall(r'name="take" value="(\d+)"', page.text) == ["1", "3"]
    assert f"{stranger} is one of us (2 changes)" in page.text
    sealed = re.search(r'name="sealed" value="([^"]+)"', page.text)[1]
    done = client.post(address("confirm-return", statement), {"sealed": sealed} | ticked, follow=True)
    assert f"Internal drafts made: {expected}." in done.text
    assert ("Made by others and not ticked" in done.text) == (expected < 4)
