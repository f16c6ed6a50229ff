"""A commitment's page lists the gaps, plans and requests that name it: those that its reader reads, and nothing of the rest."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.reader import reading_as
from tests.factories.gaps import act, make_gap, make_measure, make_promise
from tests.factories.plans import make_plan, share
from tests.factories.requests import make_request
from tests.scenes import scene
from workinggroup.gaps.models import Gap
from workinggroup.gaps.queries import gaps_under


@scene
def promise(world):
    return make_promise(world, "MEX")


def mended(world, promise, readers, title):
    """A gap of Mexico's own that it mends under the commitment."""
    gap = make_gap(world.mex.coordinator, ["MEX"], readers, title={"en": title, "es": title})
    act("accept_gap", world.mex.coordinator, gap)
    make_measure(world, gap, world.mex, promise)
    return gap


def page(client, promise):
    return client.get(promise.get_absolute_url(), secure=True).content.decode()


def test_it_lists_what_its_reader_reads(world, promise, sign_in):
    shown, hidden = mended(world, promise, ["GTM"], "Shown gate"), mended(world, promise, ["USA"], "Hidden gate")
    with reading_as(world.sec.coordinator.reader):
        type(promise).objects.filter(pk=promise.pk).update(supporting=["GTM"])
    title = {"en": "Shown plan", "es": "Shown plan"}
    plan = share(world.mex.coordinator, make_plan(world.mex.coordinator, promise, ("GTM",), title=title))
    asked = make_request(world.gtm, "MEX", about=promise, title={"en": "Shown question", "es": "Shown question"})
    for side, sees in ((world.mex, True), (world.gtm, True), (world.usa, False), (world.sec, False)):
        text = page(sign_in(side.coordinator), promise)
        for thing, words in ((shown, "Shown gate"), (plan, "Shown plan"), (asked, "Shown question")):
            assert (words in text) is sees
            assert (thing.get_absolute_url() in text) is sees
        assert ('id="cell"' in text) is (side is not world.sec)
        for said in ("Hidden gate", hidden.get_absolute_url()):
            assert (said in text) is (side in (world.mex, world.usa))


def test_what_is_hidden_changes_no_byte_of_it(world, promise, sign_in):
    mended(world, promise, ["GTM"], "Shown gate")
    client = sign_in(world.gtm.coordinator)
    page(client, promise)
    before = page(client, promise).split('id="cell"')[1].split("</section>")[0]
    mended(world, promise, ["USA"], "Hidden gate")
    assert page(client, promise).split('id="cell"')[1].split("</section>")[0] == before


def test_many_cost_what_one_does(world, promise):
    mended(world, promise, ["GTM"], "Gate 0")

    def spent():
        with reading_as(world.gtm.member.reader), CaptureQueriesContext(connection) as asked:
            found = gaps_under(promise, world.gtm.member)
            assert all(standing.words for _gap, standing in found)
        return len(asked), len(found)

    assert spent() == (1, 1)
    for number in range(1, 3):
        mended(world, promise, ["GTM"], f"Gate {number}")
    assert spent() == (1, 3)
    with reading_as(world.gtm.member.reader):
        assert Gap.objects.filter(commitment=promise).count() == 3
