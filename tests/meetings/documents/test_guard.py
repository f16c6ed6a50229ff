"""By raw SQL: a document is the side's that adds it; nobody else widens, moves or signs it, or downloads what is not for them."""

import pytest
from django.urls import reverse

from portal.core.reader import reading_as
from tests.attempts import rows, tries
from tests.factories.documents import make_document
from tests.factories.work import make_meeting

COLUMNS = """kind, title, marking, about_kind, added_by_id, added_at, withdrawn_by, withdrawn_why, meeting_id"""
COPY = f"""INSERT INTO meetings_document (id, releasable_to, editable_by, delegation_id, {COLUMNS})
    SELECT gen_random_uuid(), %s, %s, %s, {COLUMNS} FROM meetings_document WHERE id = %s"""


@pytest.fixture
def document(world):
    """A paper of Mexico that Guatemala reads."""
    meeting = make_meeting(world.sec.coordinator)
    return make_document(world.mex.coordinator, meeting, readers=["GTM"])


def test_a_document_is_widened_moved_and_signed_by_its_side_alone(world, document):
    mex, gtm, usa = world.mex.coordinator, world.gtm.coordinator, world.usa.coordinator
    assert rows(usa, "SELECT count(*) FROM meetings_document WHERE id = %s", document.pk) == [(0,)]
    for change in (
        "releasable_to = releasable_to || '{USA}'::varchar[]",
        "marking = 'CLEAR'",
        "delegation_id = 'GTM'",
        "editable_by = editable_by || '{GTM}'::varchar[]",
        "withdrawn_at = now(), withdrawn_by = 'x', withdrawn_why = 'x'",
    ):
        for person in (gtm, usa, world.sec.coordinator):
            assert tries(person, f"UPDATE meetings_document SET {change} WHERE id = %s", document.pk) in {0, None}, (
                change
            )
    for person in (gtm, usa):
        assert tries(person, "DELETE FROM meetings_document WHERE id = %s", document.pk) in {0, None}
    # In another's name, or to be changed by another.
    both = ["GTM", "MEX"]
    assert tries(gtm, COPY, both, ["GTM"], "MEX", document.pk) is None
    assert tries(gtm, COPY, both, both, "GTM", document.pk) is None
    assert tries(gtm, COPY, both, ["GTM"], "GTM", document.pk) == 1
    for change in (
        "delegation_id = 'GTM'",
        "editable_by = '{GTM,MEX}'",
        "marking = 'X'",
        "added_at = now()",
        "id = gen_random_uuid()",
        "releasable_to = releasable_to || NULL::varchar",
    ):
        assert tries(mex, f"UPDATE meetings_document SET {change} WHERE id = %s", document.pk) is None, change
    assert tries(mex, "UPDATE meetings_document SET releasable_to = '{MEX}' WHERE id = %s", document.pk) == 1
    gone = "UPDATE meetings_document SET withdrawn_at = now(), withdrawn_by = 'x', withdrawn_why = 'x' WHERE id = %s"
    back = "UPDATE meetings_document SET withdrawn_at = NULL, withdrawn_by = '', withdrawn_why = '' WHERE id = %s"
    assert tries(mex, gone, document.pk) == 1
    assert tries(mex, back, document.pk) is None


def test_a_file_is_downloaded_by_whom_its_document_is_for_alone(world, document, sign_in):
    with reading_as(world.mex.coordinator.reader):
        address = reverse("documents:download", args=[document.pk, document.versions.get().number])
    for person, status in ((world.gtm.member, 200), (world.usa.head, 404), (world.can.coordinator, 404)):
        assert sign_in(person).get(address, secure=True).status_code == status
    with reading_as(world.mex.coordinator.reader):
        type(document).objects.filter(pk=document.pk).update(releasable_to=["MEX"])
    assert sign_in(world.gtm.member).get(address, secure=True).status_code == 404
