"""The life of a plan, of its versions, and what is said in it by choice."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """A plan; its first version is tabled and agreed with it, a later one while it stays in force."""

    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    TABLED = "tabled", pgettext_lazy("plan", "Tabled for consent")
    AGREED = "agreed", pgettext_lazy("plan", "Agreed")
    ACTIVE = "active", pgettext_lazy("plan", "In force")
    SUSPENDED = "suspended", pgettext_lazy("plan", "Suspended")
    COMPLETED = "completed", pgettext_lazy("plan", "Carried out")
    EVALUATED = "evaluated", pgettext_lazy("plan", "Evaluated")
    CLOSED = "closed", pgettext_lazy("plan", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("plan", "Withdrawn")


NEXT: dict[Status, set[Status]] = {
    Status.DRAFT: {Status.TABLED, Status.WITHDRAWN},
    Status.TABLED: {Status.AGREED, Status.DRAFT},
    Status.AGREED: {Status.ACTIVE, Status.WITHDRAWN},
    Status.ACTIVE: {Status.SUSPENDED, Status.COMPLETED},
    Status.SUSPENDED: {Status.ACTIVE, Status.COMPLETED},
    Status.COMPLETED: {Status.EVALUATED},
    Status.EVALUATED: {Status.CLOSED},
    Status.CLOSED: set(),
    Status.WITHDRAWN: set(),
}
# The parties are bound by what they agreed.
IN_FORCE = (Status.ACTIVE, Status.SUSPENDED)
# A version may be tabled, and is answered.
ASKING = (Status.TABLED, Status.AGREED, *IN_FORCE)
# Nothing follows any more.
OVER = (Status.CLOSED, Status.WITHDRAWN)


class Stage(TextChoices):
    """A version of a plan. What is tabled never changes; what the parties do not agree to gives way to the next version."""

    DRAFTING = "drafting", pgettext_lazy("version of a plan", "Being drafted")
    TABLED = "tabled", pgettext_lazy("version of a plan", "Tabled")
    AGREED = "agreed", pgettext_lazy("version of a plan", "Agreed")
    REFUSED = "refused", pgettext_lazy("version of a plan", "Refused")
    LAPSED = "lapsed", pgettext_lazy("version of a plan", "Lapsed")
    SUPERSEDED = "superseded", pgettext_lazy("version of a plan", "Superseded")


class Answer(TextChoices):
    """What a head of delegation says to a tabled version."""

    YES = "yes", pgettext_lazy("consent to a plan", "consents")
    AD_REF = "ad_referendum", pgettext_lazy("consent to a plan", "consents ad referendum")
    NO = "no", pgettext_lazy("consent to a plan", "does not consent")


class Kind(TextChoices):
    """What one task waits for in another."""

    FS = "FS", _("begins after the end of")
    SS = "SS", _("begins after the beginning of")
    FF = "FF", _("ends after the end of")
    SF = "SF", _("ends after the beginning of")


class Means(TextChoices):
    """What a side brings in."""

    STAFF = "staff", pgettext_lazy("resource", "Staff")
    VEHICLE = "vehicle", pgettext_lazy("resource", "Vehicles")
    VESSEL = "vessel", pgettext_lazy("resource", "Vessels")
    AIRCRAFT = "aircraft", pgettext_lazy("resource", "Aircraft")
    EQUIPMENT = "equipment", pgettext_lazy("resource", "Equipment")
    PREMISES = "premises", pgettext_lazy("resource", "Premises")
    INTERPRETERS = "interpreters", pgettext_lazy("resource", "Interpreters")


class Rank(TextChoices):
    """At which level a function works."""

    STRATEGIC = "strategic", pgettext_lazy("level of command", "Strategic")
    OPERATIONAL = "operational", pgettext_lazy("level of command", "Operational")
    LOCAL = "local", pgettext_lazy("level of command", "Local")


class Every(TextChoices):
    """How often one side tells another."""

    AT_ONCE = "at_once", pgettext_lazy("rhythm", "At once")
    DAILY = "daily", pgettext_lazy("rhythm", "Every day")
    WEEKLY = "weekly", pgettext_lazy("rhythm", "Every week")
    MONTHLY = "monthly", pgettext_lazy("rhythm", "Every month")


class Category(TextChoices):
    """What is counted by month: numbers alone."""

    RESCUE = "rescue", pgettext_lazy("count of a plan", "Persons rescued")
    INJURY = "injury", pgettext_lazy("count of a plan", "Injuries")
    DEATH = "death", pgettext_lazy("count of a plan", "Deaths")
    FORCE = "force", pgettext_lazy("count of a plan", "Uses of force")
    COMPLAINT = "complaint", pgettext_lazy("count of a plan", "Complaints")
    VIOLATION = "violation", pgettext_lazy("count of a plan", "Alleged violations of rights")
    SEIZURE = "seizure", pgettext_lazy("count of a plan", "Seizures")


# With one of these the portal asks at once whether the plan is to be suspended.
GRAVE = frozenset({Category.DEATH, Category.FORCE, Category.VIOLATION})


class Moment(TextChoices):
    """An objective is rated by each side alone, then by all together."""

    BLIND = "blind", pgettext_lazy("evaluation", "Each side alone")
    JOINT = "joint", pgettext_lazy("evaluation", "Together")


class Result(TextChoices):
    """How far an objective was reached."""

    DONE = "P", pgettext_lazy("evaluation", "Done")
    SOME = "S", pgettext_lazy("evaluation", "Done with some challenges")
    MAJOR = "M", pgettext_lazy("evaluation", "Done with major challenges")
    UNDONE = "U", pgettext_lazy("evaluation", "Not done")


# These ask for an improvement, or for a reason why it is accepted.
WEAK = frozenset({Result.MAJOR, Result.UNDONE})


class Element(TextChoices):
    """What an improvement changes."""

    PLAN = "plan", pgettext_lazy("improvement", "Plan")
    ORGANISATION = "organisation", pgettext_lazy("improvement", "Organisation")
    EQUIPMENT = "equipment", pgettext_lazy("improvement", "Equipment")
    TRAINING = "training", pgettext_lazy("improvement", "Training")
    EXERCISE = "exercise", pgettext_lazy("improvement", "Exercise")


class Part(TextChoices):
    """The sections of a plan, in order, as they are required to table it, and what a side keeps for itself."""

    AIM = "aim", pgettext_lazy("section of a plan", "Situation and aim")
    DURATION = "duration", pgettext_lazy("section of a plan", "Duration")
    AREA = "area", pgettext_lazy("section of a plan", "Area")
    TASKS = "tasks", pgettext_lazy("section of a plan", "Tasks")
    PARTICIPANTS = "participants", pgettext_lazy("section of a plan", "Participants")
    COMMAND = "command", pgettext_lazy("section of a plan", "Command and contact")
    MEANS = "means", pgettext_lazy("section of a plan", "Equipment, and who pays")
    LAW = "law", pgettext_lazy("section of a plan", "Each side’s legal basis")
    RIGHTS = "rights", pgettext_lazy("section of a plan", "Rights")
    INCIDENTS = "incidents", pgettext_lazy("section of a plan", "Immediate reports")
    RHYTHM = "rhythm", pgettext_lazy("section of a plan", "Rhythm of reports")
    DATA = "data", pgettext_lazy("section of a plan", "Data that are not exchanged")
    PRESS = "press", pgettext_lazy("section of a plan", "Press")
    EVALUATION = "evaluation", pgettext_lazy("section of a plan", "Evaluation")
    SUSPENSION = "suspension", pgettext_lazy("section of a plan", "Suspension")
    ANNEX = "annex", pgettext_lazy("section of a plan", "National annex")


# All but the annex are bound by consent.
BOUND = tuple(part for part in Part if part is not Part.ANNEX)
# What a section is to say, as the page asks for it.
ASKED = {
    Part.AIM: _("What is the matter, in figures and without names, and what is to be different afterwards?"),
    Part.DURATION: _("From when until when; how it is prolonged."),
    Part.AREA: _("Sectors and crossings, in words."),
    Part.TASKS: _("What is done, by which service."),
    Part.PARTICIPANTS: _("Which services take part."),
    Part.COMMAND: _("Functions, never names or ranks: who decides, who is reached, when."),
    Part.MEANS: _("What each side brings, and who pays."),
    Part.LAW: _("On which law each side acts."),
    Part.RIGHTS: _(
        "Referral of persons in need of protection, non-refoulement, children, complaints, independent observer."
    ),
    Part.INCIDENTS: _("What is reported at once, to whom."),
    Part.RHYTHM: _("Who reports to whom, how often."),
    Part.DATA: _("Which data do not cross a border."),
    Part.PRESS: _("Who speaks, with whose agreement."),
    Part.EVALUATION: _("How it is known afterwards whether it worked."),
    Part.SUSPENSION: _("When it stops, and who says so."),
    Part.ANNEX: _("What your side keeps for itself: no part of what the others consent to."),
}
