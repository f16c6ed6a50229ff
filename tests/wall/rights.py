"""Every address and who may do what there: the rights of the portal as a table.

An address of the portal that is not listed here fails the run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.core.doors import Door
from tests.wall.stage import SEEN

PUBLIC, SIGNED_IN, MEMBERS, ADMINISTRATORS = Door.PUBLIC, Door.SIGNED_IN, Door.MEMBERS, Door.ADMINISTRATORS
GUESTS, COLLEAGUES = Door.GUESTS, Door.COLLEAGUES


@dataclass(frozen=True)
class Principal:
    """A kind of person. `is_let_in` is False for those who must sign in or set up a second factor first."""

    name: str
    code: str = ""
    role: str = ""
    is_let_in: bool = True

    @property
    def leads(self) -> bool:
        return self.role in {"head", "coordinator"}


PRINCIPALS = [
    Principal("anonymous", is_let_in=False),
    Principal("deactivated", "USA", "coordinator", is_let_in=False),
    Principal("without factor", "USA", "coordinator", is_let_in=False),
    *(Principal(f"usa.{role}", "USA", role) for role in ("head", "coordinator", "negotiator", "member", "observer")),
    Principal("mex.coordinator", "MEX", "coordinator"),
    Principal("mex.member", "MEX", "member"),
    Principal("gtm.coordinator", "GTM", "coordinator"),
    Principal("sec.coordinator", "SEC", "coordinator"),
    Principal("sec.member", "SEC", "member"),
    Principal("can.coordinator", "CAN", "coordinator"),
    Principal("guest", "GUESTS", "observer"),
    Principal("administrator", "", "administrator"),
]

Rule = Callable[[Principal, str], bool]


def anybody(who: Principal, kind: str) -> bool:
    return True


def nobody(who: Principal, kind: str) -> bool:
    return False


def secretariat(who: Principal, kind: str) -> bool:
    return who.code == "SEC" and who.leads


def host_or_secretariat(who: Principal, kind: str) -> bool:
    return who.code in {"SEC", "GTM"} and who.leads


def host(who: Principal, kind: str) -> bool:
    """The host delegation's head, who chairs, and its coordinators."""
    return who.code == "GTM" and who.leads


def leads_a_delegation(who: Principal, kind: str) -> bool:
    return who.leads and who.code in {"USA", "MEX", "GTM"}


def delegation_leads(who: Principal, kind: str) -> bool:
    return who.leads and takes_part(who, kind)


def takes_part(who: Principal, kind: str) -> bool:
    return who.code in {"USA", "MEX", "GTM"}


def works_for_a_delegation(who: Principal, kind: str) -> bool:
    return takes_part(who, kind) and who.role != "observer"


def opens_texts(who: Principal, kind: str) -> bool:
    """Whoever could speak for some host, and the secretariat's coordinators; the form offers meetings of theirs alone."""
    return who.role in {"head", "coordinator", "negotiator"}


def speaks_or_chairs(who: Principal, kind: str) -> bool:
    return works_for_a_delegation(who, kind) or host_or_secretariat(who, kind)


def comments(who: Principal, kind: str) -> bool:
    return works_for_a_delegation(who, kind) or secretariat(who, kind)


def heads_a_delegation(who: Principal, kind: str) -> bool:
    return takes_part(who, kind) and who.role == "head"


def negotiates(who: Principal, kind: str) -> bool:
    return takes_part(who, kind) and (who.leads or who.role == "negotiator")


def administrator(who: Principal, kind: str) -> bool:
    return who.role == "administrator"


def involved(who: Principal, kind: str) -> bool:
    """The shared commitment is led by USA and supported by MEX; the foreign one is led by MEX."""
    return who.leads and who.code in ({"USA", "MEX"} if kind == "shared" else {"MEX"})


def leads_the_item(who: Principal, kind: str) -> bool:
    return who.leads and who.code == ("MEX" if kind == "foreign" else "USA")


def reports_on_the_item(who: Principal, kind: str) -> bool:
    owners = {"shared": "usa.member", "own": "usa.negotiator", "foreign": "mex.member"}
    return leads_the_item(who, kind) or who.name == owners.get(kind)


def sees_by_side(who: Principal, kind: str) -> bool:
    return who.code in SEEN[kind]


def sees_meeting(who: Principal, kind: str) -> bool:
    """The guest was invited to the shared meeting."""
    return sees_by_side(who, kind) or (who.name == "guest" and kind == "shared")


def sees_item(who: Principal, kind: str) -> bool:
    return who.code == "MEX" if kind == "foreign" else who.code in SEEN[kind]


def no_observer(who: Principal, kind: str) -> bool:
    return who.role != "observer"


def revises(who: Principal, kind: str) -> bool:
    """USA added the shared and the own document, MEX the foreign one."""
    return who.role != "observer" and who.code == ("MEX" if kind == "foreign" else "USA")


def manages(who: Principal, kind: str) -> bool:
    """A member of USA added the shared document."""
    return leads_the_item(who, kind) or (kind == "shared" and who.name == "usa.member")


def sees_person(who: Principal, kind: str) -> bool:
    if kind == "missing":
        return False
    return who.role == "administrator" or who.code == ("MEX" if kind == "foreign" else "USA")


def sees_invitation(who: Principal, kind: str) -> bool:
    return who.role == "administrator" and kind != "missing"


def enters_the_list(who: Principal, kind: str) -> bool:
    return who.leads and who.code in SEEN[kind]


def sends_credentials(who: Principal, kind: str) -> bool:
    return enters_the_list(who, kind) and who.code != "SEC"


def sees_credentials(who: Principal, kind: str) -> bool:
    """Those of USA at the shared meeting, those of MEX at the foreign one; the host is GTM."""
    return who.code in {"shared": {"USA", "GTM", "SEC"}, "foreign": {"MEX", "GTM", "SEC"}}.get(kind, set())


@dataclass(frozen=True)
class Address:
    """The rights at one address. `thing` and `argument` say which thing the address names."""

    door: Door
    get: Rule | None = None
    post: Rule | None = None
    thing: str = ""
    argument: str = ""
    sees: Rule = anybody
    more: tuple[tuple[str, str], ...] = ()
    statuses: frozenset[int] = frozenset({200, 302})


def page(door: Door, **rules: Rule) -> Address:
    return Address(door, get=rules.get("get", anybody), post=rules.get("post"), statuses=frozenset({200, 302}))


def library(door: Door = SIGNED_IN) -> Address:
    """A page of the sign-in library: it answers with pages, redirects, refusals of state, or 404 for keys not one's own."""
    return Address(door, get=anybody, post=anybody, statuses=frozenset({200, 302, 400, 403, 404, 405, 409}))


# A thing inside the meeting that is not there: whoever may act learns just that.
GONE = frozenset({404})
MISSING_ID = "00000000-0000-4000-8000-000000000000"
SERIES = {"thing": "series", "argument": "pk", "sees": sees_by_side}
MEETING = {"thing": "meeting", "argument": "slug", "sees": sees_meeting}
STATEMENT = {"thing": "statement", "argument": "slug", "sees": sees_by_side}
NEGOTIATION = {"thing": "negotiation", "argument": "slug", "sees": sees_by_side}
PARAGRAPH: dict[str, Any] = NEGOTIATION | {"more": (("anchor", "p01"),)}
PROPOSAL: dict[str, Any] = NEGOTIATION | {"more": (("pk", MISSING_ID),), "statuses": GONE}
COMMITMENT = {"thing": "commitment", "argument": "pk", "sees": sees_by_side}
ITEM = {"thing": "item", "argument": "pk", "sees": sees_item}
PARTICIPANT = {"thing": "participant", "argument": "pk", "sees": sees_by_side}
CREDENTIALS = {"thing": "credentials", "argument": "pk", "sees": sees_credentials}
DOCUMENT = {"thing": "document", "argument": "pk", "sees": sees_item}
PACK = {"thing": "pack", "argument": "pk", "sees": sees_item}
PERSON = {"thing": "person", "argument": "pk", "sees": sees_person}
INVITATION = {"thing": "invitation", "argument": "pk", "sees": sees_invitation}

RIGHTS: dict[str, Address] = {
    "desk": page(SIGNED_IN),
    "calendar": page(MEMBERS, post=anybody),
    "calendar-withdraw": Address(MEMBERS, post=anybody),
    "calendar-feed": Address(PUBLIC, get=anybody, more=(("secret", "forged"),), statuses=frozenset({404})),
    "language": Address(PUBLIC, post=anybody),
    "healthz": page(PUBLIC),
    "readyz": Address(PUBLIC, get=anybody, statuses=frozenset({200, 503})),
    "security-txt": page(PUBLIC),
    "audit:list": page(COLLEAGUES),
    # People
    "people:list": page(COLLEAGUES),
    "people:me": page(SIGNED_IN, post=anybody),
    "people:invite": page(ADMINISTRATORS, post=anybody),
    "people:invite-many": page(ADMINISTRATORS, post=anybody),
    "people:delegations": page(ADMINISTRATORS),
    "people:delegation-new": page(ADMINISTRATORS, post=anybody),
    "people:delegation": Address(ADMINISTRATORS, get=anybody, post=anybody, more=(("code", "USA"),)),
    "people:person": Address(COLLEAGUES, get=anybody, post=administrator, **PERSON),
    "people:deactivate": Address(ADMINISTRATORS, post=anybody, **PERSON),
    "people:reactivate": Address(ADMINISTRATORS, post=anybody, **PERSON),
    "people:reset-second-factor": Address(ADMINISTRATORS, post=anybody, **PERSON),
    "people:renew-invitation": Address(ADMINISTRATORS, post=anybody, **INVITATION),
    "people:withdraw-invitation": Address(ADMINISTRATORS, post=anybody, **INVITATION),
    "people:accept": Address(
        PUBLIC, get=anybody, post=anybody, more=(("token", "forged"),), statuses=frozenset({409, 410})
    ),
    # Meetings
    "rounds:list": page(MEMBERS),
    "rounds:new": Address(MEMBERS, get=secretariat, post=secretariat),
    "rounds:series": Address(MEMBERS, get=anybody, **SERIES),
    "rounds:change": Address(MEMBERS, get=host_or_secretariat, post=host_or_secretariat, **MEETING),
    "rounds:deadlines": Address(MEMBERS, get=host_or_secretariat, post=host_or_secretariat, **MEETING),
    "rounds:advance": Address(MEMBERS, post=host_or_secretariat, **MEETING, statuses=frozenset({302, 404})),
    "rounds:ics": Address(GUESTS, get=anybody, **MEETING),
    "rounds:move": Address(MEMBERS, get=host_or_secretariat, post=host_or_secretariat, **MEETING),
    "participants:list": Address(MEMBERS, get=anybody, **MEETING),
    "participants:enter": Address(MEMBERS, get=enters_the_list, post=enters_the_list, **MEETING),
    "participants:import": Address(MEMBERS, get=enters_the_list, post=enters_the_list, **MEETING),
    "participants:credentials": Address(MEMBERS, get=sends_credentials, post=sends_credentials, **MEETING),
    "participants:list-pdf": Address(MEMBERS, get=anybody, **MEETING),
    "participants:badges-pdf": Address(MEMBERS, get=host_or_secretariat, **MEETING),
    "participants:place-cards-pdf": Address(MEMBERS, get=host_or_secretariat, **MEETING),
    "participants:change": Address(MEMBERS, get=leads_the_item, post=leads_the_item, **PARTICIPANT),
    "participants:answer": Address(MEMBERS, post=leads_the_item, **PARTICIPANT),
    "participants:remove": Address(MEMBERS, post=leads_the_item, **PARTICIPANT),
    "participants:note": Address(MEMBERS, get=anybody, **CREDENTIALS),
    "participants:accept": Address(MEMBERS, post=host_or_secretariat, **CREDENTIALS),
    "agendas:meeting": Address(GUESTS, get=anybody, **MEETING),
    "agendas:agenda": Address(GUESTS, get=anybody, **MEETING),
    "agendas:export": Address(GUESTS, get=anybody, **MEETING, more=(("form", "docx"),)),
    "records:records": Address(MEMBERS, get=anybody, **MEETING),
    "records:export": Address(MEMBERS, get=anybody, **MEETING, more=(("form", "pdf"),)),
    "records:outcome": Address(
        MEMBERS, post=host_or_secretariat, **MEETING, more=(("item", MISSING_ID),), statuses=GONE
    ),
    "records:remove": Address(MEMBERS, post=host_or_secretariat, **MEETING, more=(("pk", MISSING_ID),), statuses=GONE),
    "records:amend": Address(MEMBERS, post=leads_a_delegation, **MEETING),
    "records:answer": Address(MEMBERS, post=secretariat, **MEETING, more=(("pk", MISSING_ID),), statuses=GONE),
    "records:readout": Address(MEMBERS, post=leads_a_delegation, **MEETING),
    "records:circulate": Address(MEMBERS, post=secretariat, **MEETING),
    "records:schedule": Address(MEMBERS, post=secretariat, **MEETING),
    "records:approve": Address(MEMBERS, post=secretariat, **MEETING),
    "documents:list": page(MEMBERS),
    "documents:meeting": Address(GUESTS, get=anybody, **MEETING),
    "documents:add": Address(MEMBERS, get=no_observer, post=no_observer, **MEETING),
    "documents:ask-for-pack": Address(GUESTS, post=anybody, **MEETING),
    "documents:document": Address(GUESTS, get=anybody, **DOCUMENT),
    "documents:download": Address(GUESTS, get=anybody, **DOCUMENT, more=(("number", 1),)),
    "documents:revise": Address(MEMBERS, get=revises, post=revises, **DOCUMENT),
    "documents:mark": Address(MEMBERS, get=manages, post=manages, **DOCUMENT),
    "documents:withdraw": Address(MEMBERS, get=manages, post=manages, **DOCUMENT),
    "documents:pack": Address(GUESTS, get=anybody, **PACK),
    "documents:download-pack": Address(GUESTS, get=anybody, **PACK),
    "guests:list": Address(MEMBERS, get=host_or_secretariat, post=host_or_secretariat, **MEETING),
    "guests:dismiss": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:edit": Address(MEMBERS, get=host_or_secretariat, **MEETING),
    "agendas:item": Address(MEMBERS, get=host_or_secretariat, post=host_or_secretariat, **MEETING),
    "agendas:section": Address(MEMBERS, get=host_or_secretariat, post=host_or_secretariat, **MEETING),
    "agendas:move": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:take-off": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:put-back": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:defer": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:end-section": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:adopt": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:issue": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:revisions": Address(GUESTS, get=anybody, **MEETING),
    "agendas:proposals": Address(MEMBERS, get=anybody, post=delegation_leads, **MEETING),
    "agendas:answer": Address(MEMBERS, post=delegation_leads, **MEETING),
    "agendas:withdraw": Address(MEMBERS, post=delegation_leads, **MEETING),
    "agendas:accept": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:ours": Address(MEMBERS, get=takes_part, post=works_for_a_delegation, **MEETING),
    "agendas:live": Address(GUESTS, get=anybody, **MEETING),
    "agendas:live-start": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:live-next": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:live-pause": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:live-resume": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:live-extend": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:live-stop": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:ask-floor": Address(MEMBERS, post=speaks_or_chairs, **MEETING),
    "agendas:give-floor": Address(MEMBERS, post=host_or_secretariat, **MEETING),
    "agendas:end-speech": Address(MEMBERS, post=speaks_or_chairs, **MEETING),
    "statements:list": page(MEMBERS),
    "statements:new": Address(MEMBERS, get=secretariat, post=secretariat),
    "negotiation:statement": Address(MEMBERS, get=anybody, **STATEMENT),
    "statements:add-language": Address(MEMBERS, get=secretariat, post=secretariat, **STATEMENT),
    "negotiation:open": Address(MEMBERS, get=opens_texts, post=opens_texts),
    "revisions:revisions": Address(MEMBERS, get=anybody, post=host_or_secretariat, **NEGOTIATION),
    "revisions:revision": Address(MEMBERS, get=anybody, **NEGOTIATION, more=(("number", 1),), statuses=GONE),
    "revisions:compare": Address(MEMBERS, get=anybody, **NEGOTIATION),
    "negotiation:stage": Address(MEMBERS, get=anybody, **NEGOTIATION),
    "negotiation:begin": Address(MEMBERS, post=host, **NEGOTIATION),
    "negotiation:align": Address(MEMBERS, post=host, **NEGOTIATION),
    "negotiation:suspend": Address(MEMBERS, post=host, **NEGOTIATION),
    "negotiation:resume": Address(MEMBERS, post=host, **NEGOTIATION),
    "negotiation:abandon": Address(MEMBERS, post=host, **NEGOTIATION),
    "negotiation:opt-out": Address(MEMBERS, post=heads_a_delegation, **NEGOTIATION),
    "negotiation:front-and-end": Address(MEMBERS, get=host_or_secretariat, post=host_or_secretariat, **NEGOTIATION),
    "negotiation:insert": Address(MEMBERS, get=works_for_a_delegation, post=works_for_a_delegation, **NEGOTIATION),
    "negotiation:insert-tabled": Address(MEMBERS, get=negotiates, post=negotiates, **NEGOTIATION),
    "negotiation:draft": Address(MEMBERS, get=works_for_a_delegation, post=works_for_a_delegation, **PROPOSAL),
    "negotiation:draft-tabled": Address(MEMBERS, get=negotiates, post=negotiates, **PROPOSAL),
    "negotiation:proposal": Address(MEMBERS, get=anybody, **PROPOSAL),
    "negotiation:answer": Address(MEMBERS, post=negotiates, **PROPOSAL),
    "negotiation:withdraw": Address(MEMBERS, post=works_for_a_delegation, **PROPOSAL),
    "negotiation:table": Address(MEMBERS, post=negotiates, **PROPOSAL),
    "negotiation:instruct": Address(MEMBERS, post=host, **PROPOSAL),
    "negotiation:carry-out": Address(MEMBERS, post=secretariat, **PROPOSAL),
    "negotiation:paragraph": Address(MEMBERS, get=anybody, **PARAGRAPH),
    "negotiation:propose": Address(MEMBERS, get=works_for_a_delegation, post=works_for_a_delegation, **PARAGRAPH),
    "negotiation:propose-tabled": Address(MEMBERS, get=negotiates, post=negotiates, **PARAGRAPH),
    "negotiation:bracket": Address(MEMBERS, get=negotiates, post=negotiates, **PARAGRAPH),
    "negotiation:position": Address(MEMBERS, post=negotiates, **PARAGRAPH),
    "negotiation:comment": Address(MEMBERS, post=comments, **PARAGRAPH),
    "negotiation:comment-inside": Address(MEMBERS, post=works_for_a_delegation, **PARAGRAPH),
    "negotiation:support": Address(MEMBERS, post=negotiates, **PARAGRAPH),
    "negotiation:add-option": Address(MEMBERS, post=negotiates, **PARAGRAPH),
    "negotiation:resolve": Address(MEMBERS, post=negotiates, **PARAGRAPH),
    "negotiation:delete": Address(MEMBERS, post=negotiates, **PARAGRAPH),
    "exchange:export": Address(MEMBERS, get=anybody, **NEGOTIATION),
    "exchange:bring-back": Address(MEMBERS, get=works_for_a_delegation, post=works_for_a_delegation, **NEGOTIATION),
    "exchange:confirm-return": Address(MEMBERS, post=works_for_a_delegation, **NEGOTIATION),
    "concordance:glossary": page(MEMBERS),
    "concordance:word-new": Address(MEMBERS, get=secretariat, post=secretariat, more=(("kind", "terms"),)),
    "concordance:word": Address(
        MEMBERS, get=secretariat, post=secretariat, more=(("kind", "terms"), ("pk", MISSING_ID)), statuses=GONE
    ),
    "concordance:word-remove": Address(
        MEMBERS, post=secretariat, more=(("kind", "verbs"), ("pk", MISSING_ID)), statuses=GONE
    ),
    "concordance:concordance": Address(MEMBERS, get=anybody, **NEGOTIATION),
    "alignment:blockers": Address(MEMBERS, get=anybody, **NEGOTIATION),
    "concordance:waive": Address(MEMBERS, post=negotiates, **NEGOTIATION),
    "concordance:second": Address(MEMBERS, post=negotiates, **NEGOTIATION),
    "concordance:lift": Address(MEMBERS, post=negotiates, **NEGOTIATION),
    "alignment:alignment": Address(MEMBERS, get=anybody, **NEGOTIATION),
    "alignment:reviewer-name": Address(MEMBERS, post=delegation_leads, **NEGOTIATION),
    "alignment:reviewer-remove": Address(MEMBERS, post=delegation_leads, **NEGOTIATION),
    # No reviewer is named on the stage.
    "alignment:edit-answer": Address(MEMBERS, post=nobody, **NEGOTIATION),
    "alignment:edit-withdraw": Address(MEMBERS, post=nobody, **NEGOTIATION),
    "alignment:reviewed": Address(MEMBERS, post=nobody, **NEGOTIATION),
    "alignment:certify": Address(MEMBERS, post=nobody, **NEGOTIATION),
    "alignment:language-edit": Address(
        MEMBERS, get=nobody, post=nobody, **NEGOTIATION, more=(("anchor", "p02"), ("language", "es"))
    ),
    "alignment:freeze": Address(MEMBERS, post=secretariat, **NEGOTIATION),
    # The working group
    "commitments:list": page(MEMBERS),
    "commitments:review": Address(MEMBERS, get=anybody, **STATEMENT),
    "commitments:confirm": Address(MEMBERS, post=secretariat, **STATEMENT),
    "commitments:set-aside": Address(MEMBERS, post=secretariat, **STATEMENT),
    "commitments:commitment": Address(MEMBERS, get=anybody, post=secretariat, **COMMITMENT),
    "actionitems:list": page(MEMBERS),
    "actionitems:assign": Address(MEMBERS, get=involved, post=involved, **(COMMITMENT | {"argument": "commitment"})),
    "actionitems:item": Address(MEMBERS, get=anybody, post=reports_on_the_item, **ITEM),
    "actionitems:change": Address(MEMBERS, get=leads_the_item, **ITEM),
    "actionitems:reassign": Address(MEMBERS, post=leads_the_item, **ITEM),
    "actionitems:reschedule": Address(MEMBERS, post=leads_the_item, **ITEM),
    "actionitems:reopen": Address(MEMBERS, post=leads_the_item, **ITEM),
    "reminders:list": page(MEMBERS),
    # Signing in
    "account_login": library(PUBLIC),
    "account_logout": library(PUBLIC),
    "account_inactive": library(PUBLIC),
    "account_reauthenticate": library(),
    "account_email_verification_sent": library(PUBLIC),
    "account_change_password": library(),
    "account_reset_password": library(PUBLIC),
    "account_reset_password_done": library(PUBLIC),
    "account_reset_password_from_key": Address(
        PUBLIC, get=anybody, post=anybody, more=(("uidb36", "0"), ("key", "x")), statuses=frozenset({200, 302})
    ),
    "account_reset_password_from_key_done": library(PUBLIC),
    "usersessions_list": library(),
    "mfa_index": library(),
    "mfa_authenticate": library(PUBLIC),
    "mfa_reauthenticate": library(),
    "mfa_activate_totp": library(),
    "mfa_deactivate_totp": library(),
    "mfa_view_recovery_codes": library(),
    "mfa_generate_recovery_codes": library(),
    "mfa_download_recovery_codes": library(),
    "mfa_list_webauthn": library(),
    "mfa_add_webauthn": library(),
    "mfa_login_webauthn": library(PUBLIC),
    "mfa_reauthenticate_webauthn": library(),
    "mfa_edit_webauthn": Address(
        SIGNED_IN, get=anybody, post=anybody, more=(("pk", 1),), statuses=frozenset({404, 302})
    ),
    "mfa_remove_webauthn": Address(
        SIGNED_IN, get=anybody, post=anybody, more=(("pk", 1),), statuses=frozenset({404, 302})
    ),
}
