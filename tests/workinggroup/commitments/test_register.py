"""The register of commitments: every one is on some page, and counts are right."""

from datetime import date, timedelta

from meetings.statements.models import Paragraph, Statement
from portal.core.reader import reading_as
from tests.factories.work import (
    NOW,
    make_action_item,
    make_commitment,
    make_follow_up,
    make_meeting,
    make_report,
    make_round,
    make_statement,
)
from tests.scenes import scene
from workinggroup.actionitems.operations import report_progress
from workinggroup.commitments.filtering import CommitmentFilter
from workinggroup.commitments.listing import commitments_for
from workinggroup.commitments.models import Commitment, reference_of


@scene
def statement(world):
    return make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))


def many(statement, one, numbers, **facts):
    """Copies of a commitment in another text, under these numbers."""
    paragraph = Paragraph.objects.filter(statement=statement).first()
    values = {
        name: getattr(one, name) for name in ("quote", "spans", "strength", "status", "releasable_to", "editable_by")
    }
    values |= {"lead_id": "USA", "decided_by": "x", "decided_at": NOW} | facts
    Commitment.objects.bulk_create(
        Commitment(
            statement=statement,
            paragraph=paragraph,
            place=f"en:{number}-0",
            number=number,
            reference=reference_of(2024, statement.pk.hex[:8], number),
            **values,
        )
        for number in numbers
    )


def test_every_commitment_is_on_one_page_under_its_statement(world, sign_in, statement):
    """More than four hundred: the latest text first, in the order of their numbers, counted right in every view."""
    secretariat = world.sec.coordinator
    older = make_statement(secretariat, make_meeting(secretariat, date(2025, 2, 1)))
    one = make_commitment(secretariat, statement)
    with reading_as(secretariat.reader):
        Statement.objects.filter(pk=older.pk).update(dated=date(2025, 2, 1))
        many(statement, one, range(2, 61), lead_id=None)
        many(older, one, range(1, 421), supporting=["MEX"])
    seen = []
    with reading_as(world.usa.member.reader):
        for number in range(1, 11):
            found = commitments_for(
                world.usa.member, asked=CommitmentFilter("all"), today=date(2026, 4, 10), wanted=str(number)
            )
            seen += [
                (text.slug, text.count, int(line.reference[-3:].lstrip("-")))
                for text, lines in found.groups
                for line in lines
            ]
            assert (found.page.number, found.page.last) == (number, 10)
    slugs = {statement.slug: 60, older.slug: 420}
    assert seen == [(slug, count, number) for slug, count in slugs.items() for number in range(1, count + 1)]
    assert found.counts == {"all": 480, "ours": 421, "leaderless": 59, "unaccepted": 0, "overdue": 0}
    client = sign_in(world.usa.member)
    page = client.get(f"/commitments/?show=ours&statement={older.slug}&page=9", secure=True).content.decode()
    assert page.count("table__title voice") == 20
    assert "page 9 of 9" in page
    assert f"show=ours&amp;statement={older.slug}&amp;page=8" in page
    page = client.get(f"/commitments/?show=leaderless&statement={older.slug}", secure=True).content.decode()
    assert "No commitment is in this view." in page
    assert "All commitments" in page


def test_the_register_counts_and_shows_what_the_reader_sees(world, statement):
    one = make_commitment(world.sec.coordinator, statement, supporting=["MEX"])
    item = make_action_item(world.usa.coordinator, one, only_us=True)
    make_action_item(world.mex.coordinator, one)

    def lines(user):
        with reading_as(user.reader):
            found = commitments_for(user, asked=CommitmentFilter("all"), today=date(2026, 4, 10))
        return [(line.key, line.items, line.open_items) for _text, lines in found.groups for line in lines]

    assert lines(world.usa.member) == [(one.pk, 2, 2)]
    assert lines(world.mex.member) == [(one.pk, 1, 1)]
    assert lines(world.can.member) == []
    with reading_as(world.usa.coordinator.reader):
        report_progress(item=item, actor=world.usa.coordinator, now=NOW, standing="done", text="x")
    assert lines(world.usa.member) == [(one.pk, 2, 1)]


def test_the_register_is_narrowed_by_what_leads_report_last(world, statement):
    coming = make_meeting(world.sec.coordinator, date(2026, 9, 1), follows=statement.meeting)
    one = make_commitment(world.sec.coordinator, statement)
    other, asked = (
        make_commitment(world.sec.coordinator, statement, number=3),
        make_round(world.sec.coordinator, coming),
    )
    make_report(world.usa, asked, one, completion="complete")
    make_report(world.usa, asked, one, completion="limited", now=NOW + timedelta(days=1))
    for reported, keys in (("limited", {one.pk}), ("complete", set()), ("none", {other.pk}), ("", {one.pk, other.pk})):
        with reading_as(world.mex.member.reader):
            found = commitments_for(
                world.mex.member, asked=CommitmentFilter.read({"reported": reported}), today=date(2026, 4, 10)
            )
        assert {line.key for _text, lines in found.groups for line in lines} == keys
