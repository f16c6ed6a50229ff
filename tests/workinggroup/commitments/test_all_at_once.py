"""All passages that a page showed are confirmed by one button; one that came meanwhile is not."""

from portal.core.reader import reading_as
from tests.factories.work import make_follow_up, make_statement
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.queries import review_of


def test_what_was_shown_is_confirmed_by_one_button_and_nothing_else(world, sign_in):
    office = world.sec.coordinator
    text = make_statement(office, make_follow_up(office))
    with reading_as(office.reader):
        first, second = [passage.key for passage in review_of(text, office).passages]
    client, path = sign_in(office), f"/commitments/of/{text.slug}/"
    page = client.get(path, secure=True).content.decode()
    assert "Confirm all 2 passages" in page
    assert page.count('name="shown"') == 2
    sent = {"all": "1", "shown": [second], f"lead-{second}": "USA", f"lead-{first}": "MEX"}
    assert client.post(f"{path}confirm/", sent, secure=True).status_code == 302
    with reading_as(office.reader):
        assert list(Commitment.objects.values_list("lead_id", flat=True)) == ["USA"]
    # Without that button nothing counts but the ticks.
    client.post(f"{path}confirm/", {"shown": [first]}, secure=True)
    with reading_as(office.reader):
        assert Commitment.objects.count() == 1
