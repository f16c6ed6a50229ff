"""Practices as people use them: by page and form, without script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.reader import reading_as
from tests.factories.gaps import make_gap
from tests.factories.pages import seen_on
from tests.factories.practices import fail, make_practice
from tests.scenes import scene
from workinggroup.practices.models import Adoption, Practice
from workinggroup.practices.states import NEEDS


@scene
def practice(world):
    return make_practice(world.gtm, ["MEX", "USA"])


def page_of(client, path):
    return client.get(path, secure=True).content.decode()


def sent(client, path, **words):
    return client.post(path, words, secure=True, follow=True).content.decode()


def test_a_practice_is_drafted_written_shared_and_reported_on_by_forms_alone(world, sign_in):
    member, head, mex = sign_in(world.usa.member), sign_in(world.usa.head), sign_in(world.mex.coordinator)
    assert "0 practices are shared" in page_of(head, "/practices/")
    assert "No practice is shared yet." in page_of(head, "/practices/")
    said = {"title_en": "Lanes <b>", "problem": "procedure", "evidence": "1", **dict.fromkeys(NEEDS, "partly")}
    page = sent(member, "/practices/new/", **said)
    assert "Lanes &lt;b&gt;" in page
    with reading_as(world.usa.member.reader):
        practice = Practice.objects.get()
    address = practice.get_absolute_url()
    for part, words in (("problem", "Queues."), ("done", "Appointments.")):
        write = f"/handling/practice/{practice.pk}/write/"
        page = sent(member, write, part=part, text_en=words, marking="AMBER", trace="silent")
    assert "Queues." in page
    assert "No text in this language yet" in page
    assert "Your delegation has 1 draft." in page_of(head, "/practices/")
    assert "Shared." in sent(head, f"{address}share/", sides=["MEX"])
    assert "PRA-USA-" in page_of(mex, "/practices/")
    assert sign_in(world.gtm.head).get(address, secure=True).status_code == 404
    assert "confirmada por MEX" in sent(mex, f"{address}confirm/")
    gap = make_gap(world.usa.coordinator, ["MEX"])
    assert gap.reference in sent(mex, f"{address}gaps/", gap=gap.pk)
    assert "se nombró para esta brecha" in page_of(mex, f"/practices/?gap={gap.pk}")
    failed = {"status": "trying", "result": "worse", "said_es": "Nadie pidió cita.", "assessed_on": "2026-09-01"}
    page = sent(mex, f"{address}here/", **failed, seen=seen_on(mex, f"{address}here/"))
    assert "Nadie pidió cita." in page
    shown = page_of(head, address)
    assert "It failed here" in shown
    assert "Failed elsewhere" in shown
    assert "1 practice is shared; 1 failed elsewhere" in " ".join(page_of(head, "/practices/").split())
    assert "It failed here" in page_of(head, "/practices/?show=failed&problem=procedure")
    assert "No practice is shared against this problem." in page_of(head, "/practices/?problem=law")
    assert "It holds for another two years." in sent(head, f"{address}review/", holds="yes")
    assert "Withdrawn." in sent(head, f"{address}withdraw/")


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_list_costs_the_same_queries_for_any_number(world, sign_in, practice, count):
    fail(world.mex, practice)
    with reading_as(world.gtm.member.reader):
        names = [each.attname for each in Practice._meta.concrete_fields if each.attname not in {"id", "number"}]
        values = {name: getattr(practice, name) for name in names}
        own = {name: ["GTM"] for name in ("releasable_to", "editable_by", "originators")}
        draft = {"status": "draft", "review_by": None, "shared_at": None}
        Practice.objects.bulk_create(Practice(**values | own | draft) for _number in range(count - 1))
    client = sign_in(world.gtm.coordinator)
    for path, rows in (("/practices/", 1), ("/practices/?show=drafts", min(count - 1, 50))):
        page_of(client, path)
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client, path)
        assert page.count('<td class="fold-first">') == rows
        assert len(queries) == (LIST if rows else LIST - 2)


def test_a_practice_with_much_said_of_it_costs_no_more_queries(world, sign_in, practice):
    client, counts = sign_in(world.usa.coordinator), []
    for said in range(3):
        page_of(client, practice.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            page_of(client, practice.get_absolute_url())
        counts.append(len(queries))
        fail(world.mex, practice, status="stopped", said={"en": f"No, {said}."})
    with reading_as(world.usa.head.reader):
        assert Adoption.objects.count() == 3
    assert counts == [ONE] * 3


# Eight of them are those of any page.
LIST, ONE = 11, 15


def test_a_review_that_says_neither_archives_nothing(world, sign_in, practice):
    head = sign_in(world.gtm.head)
    for said in ({}, {"holds": ""}, {"holds": "perhaps"}):
        assert "Diga si sigue siendo válida." in sent(head, f"{practice.get_absolute_url()}review/", **said)
    with reading_as(world.gtm.head.reader):
        assert Practice.objects.get(pk=practice.pk).status == "shared"
