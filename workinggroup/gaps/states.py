"""The life of a gap, what kinds there are, and how its measures are verified."""

from django.db.models import TextChoices
from django.utils.translation import pgettext, pgettext_lazy


class Status(TextChoices):
    """A draft of one side is raised, answered by its owners, mended or borne, and closed by a side that never owned it."""

    DRAFT = "draft", pgettext_lazy("gap", "Draft")
    RAISED = "raised", pgettext_lazy("gap", "Raised")
    CONTESTED = "contested", pgettext_lazy("gap", "Contested")
    ACCEPTED = "accepted", pgettext_lazy("gap", "Accepted")
    TREATING = "treating", pgettext_lazy("gap", "Being mended")
    CLAIMED = "claimed", pgettext_lazy("gap", "Claimed as mended")
    TOLERATED = "tolerated", pgettext_lazy("gap", "Tolerated")
    CLOSED = "closed", pgettext_lazy("gap", "Closed")
    DROPPED = "dropped", pgettext_lazy("gap", "Dropped")


# `workinggroup_check_gap` in guards.sql holds the same, and who does it.
NEXT = {
    Status.DRAFT: {Status.RAISED, Status.DROPPED},
    Status.RAISED: {Status.ACCEPTED, Status.CONTESTED},
    Status.CONTESTED: {Status.RAISED, Status.ACCEPTED, Status.DROPPED},
    Status.ACCEPTED: {Status.TREATING, Status.TOLERATED},
    Status.TREATING: {Status.CLAIMED, Status.TOLERATED},
    Status.CLAIMED: {Status.CLOSED, Status.TREATING},
    # Accepted again where no commitment was named yet.
    Status.TOLERATED: {Status.TREATING, Status.ACCEPTED},
    Status.CLOSED: {Status.TREATING},
    Status.DROPPED: set(),
}
SETTLED = {Status.CLOSED, Status.DROPPED}
OPEN = [status for status in Status if status not in SETTLED and status != Status.DRAFT]
# In these a gap is rated as it is; once it is claimed, by what is left of it.
RATED = {Status.RAISED, Status.CONTESTED, Status.ACCEPTED, Status.TREATING, Status.TOLERATED}

# In working days of the owner's calendar: to answer, and to verify.
ANSWERED_WITHIN = VERIFIED_WITHIN = 20
# In working days of the owner's calendar a round of ratings stays blind, unless all are in before.
BLIND_FOR = 10
# In calendar months.
TOLERATED_AT_MOST = 12


class Kind(TextChoices):
    """What is weak."""

    COVERAGE = "coverage", pgettext_lazy("kind of gap", "Coverage of a sector or crossing")
    PROCEDURE = "procedure", pgettext_lazy("kind of gap", "Procedure")
    INFORMATION = "information", pgettext_lazy("kind of gap", "Exchange of information")
    EQUIPMENT = "equipment", pgettext_lazy("kind of gap", "Equipment or premises")
    STAFF = "staff", pgettext_lazy("kind of gap", "Staff and training")
    LAW = "law", pgettext_lazy("kind of gap", "Law or agreement")
    PROTECTION = "protection", pgettext_lazy("kind of gap", "Protection of persons")


class PlaceKind(TextChoices):
    """What kind of place it is."""

    SECTOR = "sector", pgettext_lazy("kind of place", "Sector")
    CROSSING = "crossing", pgettext_lazy("kind of place", "Crossing")
    COAST = "coast", pgettext_lazy("kind of place", "Coast")
    AIRPORT = "airport", pgettext_lazy("kind of place", "Airport")
    INLAND = "inland", pgettext_lazy("kind of place", "Inland")


class Part(TextChoices):
    """What a passage of a gap tells."""

    DESCRIPTION = "description", pgettext_lazy("part of a gap", "What is weak")
    CONSEQUENCE = "consequence", pgettext_lazy("part of a gap", "What follows from it")
    EXISTING = "existing", pgettext_lazy("part of a gap", "Measures that exist")
    EVIDENCE = "evidence", pgettext_lazy("part of a gap", "Evidence")


class Moment(TextChoices):
    """When a gap is rated: as it is, or what is left of it once its owner says that it is mended."""

    CURRENT = "current", pgettext_lazy("moment of a rating", "As it is")
    RESIDUAL = "residual", pgettext_lazy("moment of a rating", "What is left")


def moment_of(status: str) -> Moment | None:
    """In which moment's last round there is something to say now; None where nothing is rated."""
    if status in RATED:
        return Moment.CURRENT
    return Moment.RESIDUAL if status == Status.CLAIMED else None


class Confidence(TextChoices):
    """How sure a side is of its rating."""

    LOW = "low", pgettext_lazy("confidence", "Low: few or old signs")
    MEDIUM = "medium", pgettext_lazy("confidence", "Medium: several signs, some of them checked")
    HIGH = "high", pgettext_lazy("confidence", "High: checked by more than one source")


class Level(TextChoices):
    """How grave a gap is, as looked up in the scale's grid."""

    LOW = "L", pgettext_lazy("level of a gap", "Low")
    MEDIUM = "M", pgettext_lazy("level of a gap", "Medium")
    HIGH = "H", pgettext_lazy("level of a gap", "High")
    VERY_HIGH = "V", pgettext_lazy("level of a gap", "Very high")

    @property
    def letter(self) -> str:
        """What stands for it in a cell or beside its name, in the reader's language: one letter, or two."""
        return {
            Level.LOW: pgettext("letter of a level: low", "L"),
            Level.MEDIUM: pgettext("letter of a level: medium", "M"),
            Level.HIGH: pgettext("letter of a level: high", "H"),
            Level.VERY_HIGH: pgettext("letter of a level: very high", "V"),
        }[self]


class Method(TextChoices):
    """How it was verified that a gap is mended."""

    DOCUMENTS = "documents", pgettext_lazy("verified by", "Documents")
    VISIT = "visit", pgettext_lazy("verified by", "A visit")
    EXERCISE = "exercise", pgettext_lazy("verified by", "An exercise")
    DATA = "data", pgettext_lazy("verified by", "Data")


class Outcome(TextChoices):
    """What came of a verification."""

    CLOSED = "closed", pgettext_lazy("verification", "Mended: the gap is closed")
    RETURNED = "returned", pgettext_lazy("verification", "Not mended: returned to its owner")


class Act(TextChoices):
    """What was done to a gap, as its history and the trail have it; the words follow on who did it."""

    RAISED = "raised", pgettext_lazy("a side, of a gap", "raised it")
    REWORDED = "reworded", pgettext_lazy("a side, of a gap", "raised it anew")
    ACCEPTED = "accepted", pgettext_lazy("a side, of a gap", "accepted it")
    CONTESTED = "contested", pgettext_lazy("a side, of a gap", "contested it")
    DROPPED = "dropped", pgettext_lazy("a side, of a gap", "dropped it")
    RATED = "rated", pgettext_lazy("a side, of a gap", "rated it")
    ROUND = "round_opened", pgettext_lazy("a side, of a gap", "asked all sides to rate it anew")
    JOINTLY = "joint_asked", pgettext_lazy("a side, of a gap", "proposed a joint rating")
    JOINTLY_YES = "joint_yes", pgettext_lazy("a side, of a gap", "agreed to the joint rating")
    JOINTLY_NO = "joint_no", pgettext_lazy("a side, of a gap", "does not agree to the joint rating")
    JOINTLY_RATED = "joint_rated", pgettext_lazy("a side, of a gap", "agreed last: it is rated jointly")
    SOONER = "due_sooner", pgettext_lazy("a side, of a gap", "brought the day of its measure forward: its level rose")
    TREATING = "measured", pgettext_lazy("a side, of a gap", "added a measure")
    DONE = "done", pgettext_lazy("a side, of a gap", "said that its own measures are done")
    NOT_DONE = "not_done", pgettext_lazy("a side, of a gap", "took back that its own measures are done")
    CLAIMED = "claimed", pgettext_lazy("a side, of a gap", "claimed that it is mended")
    CLOSED = "closed", pgettext_lazy("a side, of a gap", "verified that it is mended, and closed it")
    VERIFIED = "verified", pgettext_lazy("a side, of a gap", "verified what the other owners did")
    RETURNED = "returned", pgettext_lazy("a side, of a gap", "returned it to its owner")
    PROPOSED = "tolerate_asked", pgettext_lazy("a side, of a gap", "proposed to tolerate it")
    DECLINED = "tolerate_refused", pgettext_lazy("a side, of a gap", "does not consent to tolerate it")
    OVERTAKEN = (
        "tolerate_over",
        pgettext_lazy("a side, of a gap", "can consent no more: the day came, a rating or the readers changed"),
    )
    CONSENTED = "consented", pgettext_lazy("a side, of a gap", "consented to tolerate it")
    TOLERATED = "tolerated", pgettext_lazy("a side, of a gap", "gave the last consent: it is tolerated")
    RESUMED = "resumed", pgettext_lazy("a side, of a gap", "ended the toleration")
    LAPSED = "lapsed", pgettext_lazy("a side, of a gap", "tolerates it no more: the day came, or a rating changed")
    TABLED = "tabled", pgettext_lazy("a side, of a gap", "proposed it for an agenda")
    REOPENED = "reopened", pgettext_lazy("a side, of a gap", "opened it again")
    HANDING = "handover_asked", pgettext_lazy("a side, of a gap", "proposed other owners")
    AGREED = "handover_agreed", pgettext_lazy("a side, of a gap", "agreed to other owners")
    REFUSED = "handover_refused", pgettext_lazy("a side, of a gap", "refused other owners")
    HANDED = "handed_over", pgettext_lazy("a side, of a gap", "agreed: it has other owners now")
