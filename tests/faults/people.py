"""People of three delegations, each with one action item that was due on Friday."""

import random
from datetime import date

from portal.core.reader import Reader, reading_as
from portal.people import register
from portal.people.models import User
from portal.people.register import ADMINISTRATION
from portal.people.states import Role
from tests.factories.people import JOINED, SIDES, close_account, make_world, move, rename_delegation
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement
from workinggroup.actionitems.models import ActionItem

FRIDAY = date(2026, 5, 8)
LED = ("USA", "MEX", "GTM")


def make_people(count: int) -> list[tuple[str, User]]:
    """So many people, evenly in three delegations; returns their addresses with them."""
    world = make_world()
    for code in SIDES:
        rename_delegation(code, *SIDES[code][:2], time_zone="America/Guatemala", holiday_country="GT")
    statement = make_statement(world.sec.coordinator, make_follow_up(world.sec.coordinator))
    made: list[tuple[str, User]] = []
    secretary = world.sec.coordinator
    two = [
        make_commitment(secretary, statement, lead="USA", number=2, supporting=["GTM"]),
        make_commitment(secretary, statement, lead="MEX", number=3),
    ]
    for code, commitment in zip(LED, [*two, two[0]], strict=True):
        side = getattr(world, code.lower())
        first = make_action_item(side.coordinator, commitment, assignee=side.member, due_on=FRIDAY)
        people = [
            User(
                email=f"person.{number}.{code.lower()}@test.example", name=f"Person {number}", language=SIDES[code][-1]
            )
            for number in range(count // 3)
        ]
        with reading_as(ADMINISTRATION):
            for person in people:
                person.set_unusable_password()
                register.add_account(person, role=Role.MEMBER, code=code, at=JOINED)
        with reading_as(Reader(code)):
            ActionItem.objects.bulk_create(
                ActionItem(
                    commitment=commitment, delegation_id=code, series=first.series, number=number, title=f"Item {number}",
                    assignee=person, due_on=FRIDAY, created_at=NOW, releasable_to=first.releasable_to,
                    editable_by=first.editable_by,
                )
                for number, person in enumerate(people, first.number + 1)
            )  # fmt: skip
        made += [(person.email, person) for person in people]
    return made


def close_some(people: list[tuple[str, User]], luck: random.Random) -> set[str]:
    """One in fifty loses access, half by a closed account and half by another delegation; returns their addresses."""
    chosen = luck.sample(people, max(2, len(people) // 50))
    for number, (_address, person) in enumerate(chosen):
        if number % 2:
            close_account(person)
        else:
            move(person, "CAN", role=Role.MEMBER)
    return {address for address, _person in chosen}
