"""The demo's delegations and accounts."""

from datetime import datetime

from portal.core.reader import reading_as
from portal.people import register
from portal.people.models import Delegation, User, WorkdayYear
from portal.people.states import Kind, Role

PASSWORD = "demo-portal"
DOMAIN = "demo.example"

DELEGATIONS = [
    {
        "code": "USA",
        "name": {"en": "United States", "es": "Estados Unidos"},
        "seat": {"en": "Washington", "es": "Washington"},
        "time_zone": "America/New_York",
        "holiday_country": "US",
        "colour": "indigo",
        "order": 10,
    },
    {
        "code": "MEX",
        "name": {"en": "Mexico", "es": "México"},
        "seat": {"en": "Mexico City", "es": "Ciudad de México"},
        "time_zone": "America/Mexico_City",
        "holiday_country": "MX",
        "colour": "maroon",
        "order": 20,
    },
    {
        "code": "GTM",
        "name": {"en": "Guatemala", "es": "Guatemala"},
        "seat": {"en": "Guatemala City", "es": "Ciudad de Guatemala"},
        "time_zone": "America/Guatemala",
        "holiday_country": "GT",
        "colour": "mint",
        "order": 30,
    },
    {
        "code": "SEC",
        "kind": Kind.SECRETARIAT,
        "name": {"en": "Secretariat", "es": "Secretaría"},
        "seat": {"en": "Guatemala City", "es": "Ciudad de Guatemala"},
        "time_zone": "America/Guatemala",
        "holiday_country": "GT",
        "colour": "slate",
        "order": 90,
    },
]

# mailbox, name, role, delegation, language
ACCOUNTS = [
    ("head.usa", "Helen Marchetti", Role.HEAD, "USA", "en"),
    ("deputy.usa", "Warren Castile", Role.DEPUTY, "USA", "en"),
    ("coordinator.usa", "Elena Marsh", Role.COORDINATOR, "USA", "en"),
    ("member.usa", "Daniel Okafor", Role.MEMBER, "USA", "en"),
    ("press.usa", "Naomi Feld", Role.PRESS, "USA", "en"),
    ("head.mex", "Arturo Villaseñor", Role.HEAD, "MEX", "es"),
    ("coordinator.mex", "Pilar Alcaraz", Role.COORDINATOR, "MEX", "es"),
    ("member.mex", "Julián Montaño", Role.MEMBER, "MEX", "es"),
    ("press.mex", "Tomás Urrutia", Role.PRESS, "MEX", "es"),
    ("head.gtm", "Beatriz Ajú", Role.HEAD, "GTM", "es"),
    ("coordinator.gtm", "Marta Ixcoy", Role.COORDINATOR, "GTM", "es"),
    ("member.gtm", "Luis Barrios", Role.MEMBER, "GTM", "es"),
    ("press.gtm", "Clara Tzoc", Role.PRESS, "GTM", "es"),
    ("secretariat", "Inés Duarte", Role.COORDINATOR, "SEC", "en"),
    ("admin", "Robin Castellanos", Role.ADMINISTRATOR, None, "en"),
]


def seed_people(now: datetime) -> dict[str, User]:
    """The accounts by mailbox name."""
    people = {}
    with reading_as(register.ADMINISTRATION):
        for record in DELEGATIONS:
            register.save_delegation(Delegation(**record))
        for mailbox, name, role, code, language in ACCOUNTS:
            user = User(email=f"{mailbox}@{DOMAIN}", name=name, language=language)
            user.set_password(PASSWORD)
            register.add_account(user, role=role, code=code, at=now)
            people[mailbox] = User.objects.select_related("membership__delegation").get(pk=user.pk)
    for mailbox in ("coordinator.usa", "coordinator.mex", "coordinator.gtm", "secretariat"):
        person = people[mailbox]
        with reading_as(person.reader):
            facts = {"year": now.year + 1, "said_by": person.name, "said_at": now}
            WorkdayYear.objects.create(delegation_id=person.code, **facts)
    return people
