"""The accounting as people use it: by page and form, without script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.statements.models import Statement
from portal.core.reader import reading_as
from workinggroup.accounting.models import CommitmentAccount
from workinggroup.accounting.operations import account_for
from workinggroup.commitments.models import Commitment, reference_of


def address(text, more=""):
    return f"/statements/{text.slug}/accounting/{more}"


def page_of(client, text, more=""):
    return client.get(address(text, more), secure=True).content.decode()


def test_a_coordinator_says_it_line_by_line_and_sees_what_others_said(world, sign_in, promised, text):
    usa, mex, _nobody = promised
    client = sign_in(world.usa.coordinator)
    page = page_of(client, text)
    assert "0 of 3 commitments accounted for" in page
    for each in promised:
        assert each.reference in page
        for words in each.quote.values():
            assert words in page
    # One form for its own, none for others'.
    assert page.count('value="kept"') == 1
    assert page_of(client, text, "?show=mine").count('class="passage account"') == 1
    said = client.post(address(text, f"{usa.pk}/"), {"outcome": "kept", "after": "0"}, secure=True, follow=True)
    assert "1 of 3 commitments accounted for" in said.content.decode()
    assert "Nothing waits for you here." in page_of(client, text, "?show=mine")
    form = address(text, f"{usa.pk}/")
    again = {"outcome": "amended", "anchor": "p02", "after": "1"}
    refused = client.post(form, again, secure=True).content.decode()
    assert "Say why, in a sentence; all parties read it." in refused
    client.post(form, again | {"reason": "New words <b>"}, secure=True)
    other = sign_in(world.mex.member)
    page = page_of(other, text)
    assert "New words &lt;b&gt;" in page
    assert f"/statements/{text.slug}/p/p02/" in page
    assert "no-print" not in page.split('class="passages"')[1]
    assert page_of(other, text, f"{usa.pk}/").count("<form") == page_of(other, text, f"{mex.pk}/").count("<form")
    shown = other.get(usa.get_absolute_url(), secure=True).content.decode()
    assert "En textos posteriores" in shown
    assert "New words &lt;b&gt;" in shown


def test_many_are_kept_by_one_press_and_each_only_where_nothing_is_said(world, sign_in, promised, text):
    _usa, mex, _nobody = promised
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.filter(pk=mex.pk).update(lead="USA")
    client = sign_in(world.usa.head)
    assert "Kept: all 2 that wait for me here" in page_of(client, text)
    keys = [str(each.pk) for each in promised]
    page = client.post(address(text, "keep/"), {"commitment": [*keys, "x"]}, secure=True, follow=True).content.decode()
    assert "2 commitments are kept." in page
    assert "2 of 3 commitments accounted for" in page
    page = client.post(address(text, "keep/"), {"commitment": keys}, secure=True, follow=True).content.decode()
    assert "Nothing was marked" in page


def test_others_are_turned_away_and_outsiders_find_nothing(world, sign_in, promised, text):
    usa = promised[0]
    words = {"outcome": "kept", "after": "0"}
    for person, status in [
        (world.mex.coordinator, 403), (world.usa.member, 403), (world.sec.coordinator, 403), (world.can.coordinator, 404),
        (world.admin, 403),
    ]:  # fmt: skip
        client = sign_in(person)
        assert client.post(address(text, f"{usa.pk}/"), words, secure=True).status_code == status, person
        if person in {world.can.coordinator, world.admin}:
            assert client.get(address(text), secure=True).status_code in {403, 404}
            assert client.get(address(text, f"{usa.pk}/"), secure=True).status_code in {403, 404}
    with reading_as(world.usa.head.reader):
        assert not CommitmentAccount.objects.exists()


def test_a_text_without_anything_to_account_for_says_so(world, sign_in, promised, text, earlier):
    with reading_as(world.sec.coordinator.reader):
        Statement.objects.filter(pk=text.pk).update(dated=earlier.dated)
    page = page_of(sign_in(world.usa.coordinator), text)
    assert "There is nothing to account for" in page
    assert "No earlier text of this series" in page


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_for_any_number(world, sign_in, promised, text, count):
    one = promised[0]
    with reading_as(world.usa.head.reader):
        account_for(statement=text, commitment=one, actor=world.usa.head, now=one.decided_at, outcome="kept")
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.filter(pk__in=[each.pk for each in promised[1:]]).update(status="undecided")
        names = ("quote", "spans", "strength", "status", "releasable_to", "editable_by", "decided_by", "decided_at")
        values = {name: getattr(one, name) for name in names} | {"statement": one.statement, "paragraph": one.paragraph}
        Commitment.objects.bulk_create(
            Commitment(
                place=f"en:{number}-0",
                number=number,
                reference=reference_of(2026, "Q", number),
                lead_id="USA",
                **values,
            )
            for number in range(10, 9 + count)
        )
    client = sign_in(world.usa.coordinator)
    page_of(client, text)
    with CaptureQueriesContext(connection) as asked:
        page = page_of(client, text)
    assert page.count('class="passage account"') == min(count, 50)
    assert f"1 of {count} commitment" in page
    assert len(asked) == QUERIES


QUERIES = 13
