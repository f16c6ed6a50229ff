"""The people page over many accounts: bounded, counted right, and everybody within reach."""

import re
from datetime import timedelta

import pytest

from portal.core.pagination import PAGE
from portal.core.reader import PORTAL, reading_as
from portal.people import register
from portal.people.models import DeadAddress, Invitation, User
from portal.people.queries import Narrowed, account_counts, people_list
from portal.people.register import ADMINISTRATION
from tests.factories.people import JOINED, close_account, make_factor
from tests.factories.work import NOW

ROW = re.compile(r"<tr>\s*<td class=\"fold-first\">")


def many(count: int, code: str = "USA", names: str = "Person {}") -> list[User]:
    people = [
        User(email=f"{code.lower()}{number}@test.example", name=names.format(number), password="!")
        for number in range(count)
    ]
    with reading_as(ADMINISTRATION):
        for user in people:
            register.add_account(user, role="member", code=code, at=JOINED)
    return people


def invite(world, count: int) -> None:
    with reading_as(world.admin.reader):
        Invitation.objects.bulk_create(
            Invitation(
                email=f"invited{number}@test.example", name=f"Invited {number}", delegation_id="USA", role="member",
                created_at=NOW, expires_at=NOW + timedelta(days=7), releasable_to=["USA"],
            )
            for number in range(count)
        )  # fmt: skip


def listed(user, **asked):
    with reading_as(user.reader):
        return people_list(user, now=NOW, **({"chosen": "all"} | asked))


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_and_shows_as_much_for_any_number(
    world, sign_in, count, django_assert_num_queries
):
    many(count)
    invite(world, count)
    client = sign_in(world.admin)
    for path, queries in (("/people/", 10), ("/people/?show=no-factor", 9), ("/", 8)):
        client.get(path, secure=True)
        with django_assert_num_queries(queries, info=path):
            page = client.get(path, secure=True).content.decode()
        assert len(ROW.findall(page)) <= PAGE
        assert len(page) < 100_000


def test_everybody_is_on_some_page_and_the_counts_are_right_beyond_a_page(world):
    many(120)
    invite(world, 70)
    everybody = User.objects.filter(membership__isnull=False).count() + 70
    first = listed(world.admin)
    assert first.counts["all"] == everybody
    assert first.page.last == -(-everybody // PAGE)
    seen: list[str] = []
    for number in range(1, first.page.last + 1):
        part = listed(world.admin, wanted=str(number))
        assert 0 < len(part.people) + len(part.invitations) <= PAGE
        seen += [each.email for each in (*part.people, *part.invitations)]
    assert len(seen) == len(set(seen)) == everybody
    assert len(listed(world.usa.member).people) == PAGE
    assert listed(world.usa.member).counts["all"] == 5 + 120 + 70
    assert listed(world.mex.member).counts["all"] == 5


def test_each_kind_is_counted_and_shown(world):
    people = many(60)
    User.objects.filter(pk__in=[user.pk for user in people]).update(last_seen_at=NOW)
    for user in people[:3]:
        close_account(user)
    User.objects.filter(pk__in=[user.pk for user in people[3:7]]).update(last_seen_at=NOW - timedelta(days=61))
    for user in people[7:57]:
        make_factor(user)
    with reading_as(PORTAL):
        for user in people[8:10]:
            DeadAddress.objects.create(address=user.email, person=user, since=NOW, releasable_to=["USA", PORTAL.code])
    with reading_as(world.usa.head.reader):
        counts = account_counts(world.usa.head, now=NOW)
    # Five of the delegation's people have no factor and were never seen since they joined.
    assert counts == {"all": 65, "closed": 3, "away": 4 + 5, "no-factor": 4 + 3 + 5, "returned": 2, "invited": 0}
    for kind in ("closed", "away", "no-factor", "returned"):
        assert len(listed(world.usa.head, chosen=kind).people) == counts[kind]
    # The same over everybody, counted at once: closed accounts with a factor are nowhere twice.
    make_factor(people[0])
    with reading_as(world.admin.reader):
        everybody = account_counts(world.admin, now=NOW)
        assert everybody == account_counts(world.admin, Narrowed(words="@"), now=NOW)
    assert (everybody["closed"], everybody["all"] - everybody["closed"] - everybody["no-factor"]) == (3, 50)


def test_a_letter_holds_names_with_and_without_accents(world):
    many(1, names="Álvaro {}")
    many(1, "MEX", names="alva {}")
    many(1, "GTM", names="Ñandú {}")
    many(1, "CAN", names="4 Eyes {}")
    many(60, "SEC", names="Zoe {}")
    names = lambda **narrowed: [each.name for each in listed(world.admin, narrowed=Narrowed(**narrowed)).people]  # noqa: E731
    assert {"alva 0", "Álvaro 0", "admin"} == set(names(letter="A"))
    assert names(letter="A") == ["admin", "alva 0", "Álvaro 0"]
    assert "Ñandú 0" in names(letter="N")
    assert names(letter="other") == ["4 Eyes 0"]
    assert names(letter="A", side="MEX") == ["alva 0"]
    assert names(words="eyes") == ["4 Eyes 0"]
    letters = listed(world.admin).letters
    total = sum(listed(world.admin, narrowed=Narrowed(letter=letter)).counts["all"] for letter in letters)
    assert total == listed(world.admin).counts["all"]


def test_a_short_list_stands_in_the_order_of_roles(world):
    assert [each.role for each in listed(world.usa.member).people] == [
        "head", "coordinator", "negotiator", "member", "observer",
    ]  # fmt: skip
    assert listed(world.usa.member).letters == []
