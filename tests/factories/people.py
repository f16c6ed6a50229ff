"""People for tests: plain functions, each makes one thing."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from allauth.mfa.models import Authenticator

from portal.core.reader import Reader, reading_as
from portal.notifications.models import OutgoingMail
from portal.people import register
from portal.people.models import Delegation, User, WorkdayYear
from portal.people.readers import everybody
from portal.people.register import ADMINISTRATION
from portal.people.states import Kind, Role

PASSWORD = "a sentence for the tests"
JOINED = datetime(2024, 1, 2, 12, tzinfo=UTC)

SIDES = {
    "USA": ("United States", "Estados Unidos", "Washington", "Washington", "America/New_York", "US", "indigo", "en"),
    "MEX": ("Mexico", "México", "Mexico City", "Ciudad de México", "America/Mexico_City", "MX", "maroon", "es"),
    "GTM": ("Guatemala", "Guatemala", "Guatemala City", "Ciudad de Guatemala", "America/Guatemala", "GT", "mint", "es"),
    "SEC": (
        "Secretariat",
        "Secretaría",
        "Guatemala City",
        "Ciudad de Guatemala",
        "America/Guatemala",
        "GT",
        "slate",
        "en",
    ),
    "CAN": ("Canada", "Canadá", "Ottawa", "Ottawa", "America/Toronto", "CA", "gold", "en"),
}
ROLES = {"head": Role.HEAD, "coordinator": Role.COORDINATOR, "negotiator": Role.NEGOTIATOR, "member": Role.MEMBER}
ROLES |= {"observer": Role.OBSERVER}


@dataclass(frozen=True)
class World:
    """`usa.coordinator`, `mex.member`, … , `sec.coordinator`, `can.coordinator`, `admin`."""

    usa: Any
    mex: Any
    gtm: Any
    sec: Any
    can: Any
    admin: User


def make_delegation(code: str) -> Delegation:
    name, nombre, seat, sede, zone, country, colour, _language = SIDES[code]
    side = Delegation(
        code=code,
        kind=Kind.SECRETARIAT if code == "SEC" else Kind.DELEGATION,
        name={"en": name, "es": nombre},
        seat={"en": seat, "es": sede},
        time_zone=zone,
        holiday_country=country,
        colour=colour,
    )
    with reading_as(ADMINISTRATION):
        register.save_delegation(side)
    # So that what waits on a desk is the same in every month; who tests the coming year takes it away.
    with reading_as(Reader(code)):
        WorkdayYear.objects.bulk_create(
            WorkdayYear(delegation=side, year=year, said_by="x", said_at=JOINED) for year in range(2024, 2036)
        )
    return side


def rename_delegation(code: str, english: str, spanish: str, **facts: Any) -> None:
    """Another name, and other facts, for a delegation."""
    side = Delegation.objects.get(code=code)
    side.name = {"en": english, "es": spanish}
    for field, value in facts.items():
        setattr(side, field, value)
    with reading_as(ADMINISTRATION):
        register.save_delegation(side)


def make_user(email: str, *, role: str, code: str | None = None, name: str = "", language: str = "en") -> User:
    """An account with a verified address and its membership, loaded as a request loads it."""
    user = User(email=email, name=name or email.partition("@")[0], language=language)
    user.set_password(PASSWORD)
    with reading_as(ADMINISTRATION):
        register.add_account(user, role=role, code=code, at=JOINED)
    return reload_user(user)


def close_account(user: User) -> None:
    with reading_as(ADMINISTRATION):
        register.set_open(user.pk, is_open=False)


def move(user: User, code: str | None, *, role: str) -> None:
    """Another place for a person."""
    with reading_as(ADMINISTRATION):
        register.give_place(user.pk, role=role, code=code, at=JOINED)


def prefer(user: User, **facts: str) -> None:
    """Another name, language or time zone for a person."""
    fresh = reload_user(user)
    for field, value in facts.items():
        setattr(fresh, field, value)
    with reading_as(fresh.reader):
        register.save_preferences(fresh)


def mails() -> list[OutgoingMail]:
    """Every mail in the outbox, whoever may read it."""
    found: list[OutgoingMail] = []
    for reader in everybody():
        with reading_as(reader):
            found += OutgoingMail.objects.select_related("recipient")
    return list({mail.pk: mail for mail in found}.values())


def reload_user(user: User) -> User:
    return User.objects.select_related("membership__delegation").get(pk=user.pk)


def make_world() -> World:
    sides = {}
    for code, facts in SIDES.items():
        make_delegation(code)
        people = {
            name: make_user(f"{name}.{code.lower()}@test.example", role=role, code=code, language=facts[-1])
            for name, role in ROLES.items()
        }
        sides[code.lower()] = SimpleNamespace(code=code, **people)
    return World(**sides, admin=make_user("admin@test.example", role=Role.ADMINISTRATOR))


# What the authenticator app of everybody who has one knows.
SECRET = "JBSWY3DPEHPK3PXP"


def make_factor(user: User) -> Authenticator:
    """An authenticator app for a user, as if it had been set up."""
    from allauth.mfa.totp.internal.auth import TOTP

    with reading_as(user.reader):
        return TOTP.activate(user, SECRET).instance


def code_now() -> str:
    """What the authenticator app shows now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    return str(format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time())))))
