"""What is fetched for several mails at once: for no more of them than leave while it is good."""

from datetime import timedelta

import pytest

from portal.notifications.composing import FRESH, Gathered
from portal.notifications.messages import Message
from portal.notifications.models import OutgoingMail
from tests.factories.work import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("seconds", "most"), [(0, 100), (1, 300), (6, 300)], ids=["at once", "slowly", "one at a time"]
)
def test_where_mails_leave_slowly_little_is_fetched_twice(seconds, most):
    """With a hundred mails of six seconds each, all that are left would be fetched for a hundred times."""
    mails = [OutgoingMail(message="tests/slow") for _ in range(100)]
    asked = []

    def gather(some, *, now):
        asked.append((now, [each.pk for each in some]))
        return {each.pk: now for each in some}

    message = Message("tests/slow", lambda mail, *, now: {}, gather)
    gathered = Gathered(mails)
    for number, mail in enumerate(mails):
        now = NOW + timedelta(seconds=seconds * number)
        found = gathered.of(mail, message, now=now)["gathered"]
        assert timedelta(0) <= now - found[mail.pk] <= FRESH
    assert sum(len(some) for _now, some in asked) <= most
