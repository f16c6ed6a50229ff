"""Who asks, by which rule they may, and for what: the words of the tables of rights."""

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


def leads_a_side(who: Principal, kind: str) -> bool:
    """A head or coordinator of any delegation or the secretariat."""
    return who.leads and bool(who.code)


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


def says_the_event(who: Principal, kind: str) -> bool:
    """The chair and the host's coordinators, and who speaks to the press for a party."""
    return host(who, kind) or heads_a_delegation(who, kind)


def negotiates(who: Principal, kind: str) -> bool:
    return takes_part(who, kind) and (who.leads or who.role == "negotiator")


def administrator(who: Principal, kind: str) -> bool:
    return who.role == "administrator"


def mends_the_address(who: Principal, kind: str) -> bool:
    """Administrators, those who lead the person's side, and the person, who is `usa.member` or `mex.member`."""
    return who.role == "administrator" or who.leads or who.name.endswith(".member")


def involved(who: Principal, kind: str) -> bool:
    """The shared commitment is led by USA and supported by MEX; the foreign one is led by MEX."""
    return who.leads and who.code in ({"USA", "MEX"} if kind == "shared" else {"MEX"})


def leads_the_commitment(who: Principal, kind: str) -> bool:
    """The shared commitment is led by USA, the foreign one by MEX."""
    return who.leads and who.code == ("MEX" if kind == "foreign" else "USA")


def drafts_the_report(who: Principal, kind: str) -> bool:
    """Whoever works for the lead: USA, of the foreign one MEX."""
    return who.role != "observer" and who.code == ("MEX" if kind == "foreign" else "USA")


def submits_the_report(who: Principal, kind: str) -> bool:
    return drafts_the_report(who, kind) and who.role == "head"


def rates_the_report(who: Principal, kind: str) -> bool:
    """The other parties: MEX and GTM, of the foreign one GTM."""
    return who.leads and who.code in ({"GTM"} if kind == "foreign" else {"MEX", "GTM"})


def agrees_on_the_report(who: Principal, kind: str) -> bool:
    return who.leads and who.code in ({"MEX", "GTM"} if kind == "foreign" else {"USA", "MEX", "GTM"})


def proposes_for_the_report(who: Principal, kind: str) -> bool:
    return agrees_on_the_report(who, kind) or secretariat(who, kind)


def compares_counts(who: Principal, kind: str) -> bool:
    """The secretariat, or whoever leads any delegation; of the shared pair USA or GTM, of the foreign one MEX or GTM."""
    if kind in {"shared", "foreign"}:
        return secretariat(who, kind) or explains_counts(who, kind)
    return secretariat(who, kind) or opens_datasets(who, kind)


def explains_counts(who: Principal, kind: str) -> bool:
    return who.leads and who.code in ({"MEX", "GTM"} if kind == "foreign" else {"USA", "GTM"})


def agrees_on_the_cause(who: Principal, kind: str) -> bool:
    """USA proposed the shared cause, MEX the foreign one; GTM is the other side of both."""
    return who.leads and who.code == "GTM"


def proposed_the_cause(who: Principal, kind: str) -> bool:
    return who.leads and who.code == ("MEX" if kind == "foreign" else "USA")


def heads_any_delegation(who: Principal, kind: str) -> bool:
    return who.role == "head"


def leads_the_item(who: Principal, kind: str) -> bool:
    return who.leads and who.code == ("MEX" if kind == "foreign" else "USA")


def reports_on_the_item(who: Principal, kind: str) -> bool:
    owners = {"shared": "usa.member", "own": "usa.negotiator", "foreign": "mex.member"}
    return leads_the_item(who, kind) or who.name == owners.get(kind)


def supports_the_item(who: Principal, kind: str) -> bool:
    """Whoever reports on it, and those who lead any delegation that sees it."""
    return reports_on_the_item(who, kind) or (who.leads and who.code in SEEN["shared"] and who.code != "SEC")


def owns_the_item(who: Principal, kind: str) -> bool:
    owners = {"shared": "usa.member", "own": "usa.negotiator", "foreign": "mex.member"}
    return who.name == owners.get(kind)


def leads_or_gave(who: Principal, kind: str) -> bool:
    """Members of USA and of MEX acknowledged, are away, and are reminded."""
    return leads_the_item(who, kind) or who.name == ("mex.member" if kind == "foreign" else "usa.member")


def sees_by_side(who: Principal, kind: str) -> bool:
    return who.code in SEEN[kind]


def sees_meeting(who: Principal, kind: str) -> bool:
    """The guest was invited to the shared meeting."""
    return sees_by_side(who, kind) or (who.name == "guest" and kind == "shared")


def sees_item(who: Principal, kind: str) -> bool:
    return who.code == "MEX" if kind == "foreign" else who.code in SEEN[kind]


def sees_figures(who: Principal, kind: str) -> bool:
    """Every delegation and the secretariat see what is published, and what there is."""
    return kind != "missing" and bool(who.code) and who.code != "GUESTS"


def opens_datasets(who: Principal, kind: str) -> bool:
    """Whoever coordinates any delegation, of this text or not."""
    return who.leads and who.code not in {"", "SEC", "GUESTS"}


def brings_figures(who: Principal, kind: str) -> bool:
    """Whoever works for the side that counts."""
    return who.role != "observer" and who.code == ("MEX" if kind == "foreign" else "USA")


def no_observer(who: Principal, kind: str) -> bool:
    return who.role != "observer"


def revises(who: Principal, kind: str) -> bool:
    """USA added the shared and the own document, MEX the foreign one."""
    return who.role != "observer" and who.code == ("MEX" if kind == "foreign" else "USA")


def manages(who: Principal, kind: str) -> bool:
    """A member of USA added the shared document."""
    return leads_the_item(who, kind) or (kind == "shared" and who.name == "usa.member")


def sees_notice(who: Principal, kind: str) -> bool:
    """A notice is one person's: the own one of USA's coordinator, the foreign one of MEX's."""
    return who.name == {"own": "usa.coordinator", "foreign": "mex.coordinator"}.get(kind)


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
ASKED = {"thing": "asked", "argument": "slug", "sees": sees_by_side}
REPORT = {"thing": "report", "argument": "pk", "sees": sees_by_side}
JOINT = {"thing": "joint", "argument": "pk", "sees": sees_by_side}
MIRROR = {"thing": "mirror", "argument": "pk", "sees": sees_by_side}
CAUSE = {"thing": "cause", "argument": "pk", "sees": sees_by_side}
FLOW_SERIES = {"thing": "flow_series", "argument": "pk", "sees": sees_by_side}
NUMBER = {"thing": "number", "argument": "citation", "sees": sees_by_side}
ITEM = {"thing": "item", "argument": "pk", "sees": sees_item}
BATCH = {"thing": "batch", "argument": "pk", "sees": sees_item}
PARTICIPANT = {"thing": "participant", "argument": "pk", "sees": sees_by_side}
CREDENTIALS = {"thing": "credentials", "argument": "pk", "sees": sees_credentials}
DOCUMENT = {"thing": "document", "argument": "pk", "sees": sees_item}
PACK = {"thing": "pack", "argument": "pk", "sees": sees_item}
FOLLOW_UP_PACK = {"thing": "follow_up_pack", "argument": "pk", "sees": sees_item}
PACK_PAPER = {"thing": "pack_paper", "argument": "pk", "sees": sees_item}
DATASET = {"thing": "dataset", "argument": "pk", "sees": sees_figures}
VINTAGE = {"thing": "vintage", "argument": "pk", "sees": sees_item}
LINE = {"thing": "line", "argument": "pk", "sees": sees_item}
ABSENCE = {"thing": "absence", "argument": "pk", "sees": sees_item}
ACKNOWLEDGEMENT = {"thing": "acknowledgement", "argument": "pk", "sees": sees_item}
NOTICE = {"thing": "notice", "argument": "pk", "sees": sees_notice}
WORKDAY = {"thing": "workday", "argument": "pk", "sees": sees_item}
PERSON = {"thing": "person", "argument": "pk", "sees": sees_person}
INVITATION = {"thing": "invitation", "argument": "pk", "sees": sees_invitation}
