"""Index of the slices' models."""

from workinggroup.accounting.models import CommitmentAccount
from workinggroup.actionitems.models import (
    ActionItem,
    ChainTemplate,
    ItemBatch,
    ItemChange,
    ItemDependency,
    ItemFollower,
    ItemNote,
    ItemReport,
    ItemStep,
    SavedFilter,
    TimeRequest,
)
from workinggroup.commitments.models import (
    Commitment,
    CommitmentIndicator,
    CommitmentMilestone,
    IndicatorFigure,
    LeadAnswer,
)
from workinggroup.flows.editions import Edition
from workinggroup.flows.models import (
    Dataset,
    FlowSeries,
    Observation,
    PublishedFigure,
    Vintage,
    VintageFile,
)
from workinggroup.flows.pairs import MirrorPair, MirrorReason
from workinggroup.flows.ties import IndicatorTie
from workinggroup.handling.models import Export, ExportedPassage, Grant, ReleaseAnswer, ReleaseRequest
from workinggroup.pack.models import FollowUpPack, PackPaper
from workinggroup.progress.models import (
    JointAnswer,
    JointRating,
    PartnerRating,
    ProgressReport,
    ReportDraft,
    Reporter,
    ReportingRound,
)
from workinggroup.reminders.models import (
    Absence,
    Acknowledgement,
    ChosenCadence,
    DigestNote,
    GroupCadence,
    Reminder,
    ReminderTurn,
)

__all__ = [
    "Absence",
    "Acknowledgement",
    "ActionItem",
    "ChainTemplate",
    "ChosenCadence",
    "Commitment",
    "CommitmentAccount",
    "CommitmentIndicator",
    "CommitmentMilestone",
    "Dataset",
    "DigestNote",
    "Edition",
    "Export",
    "ExportedPassage",
    "FlowSeries",
    "FollowUpPack",
    "Grant",
    "GroupCadence",
    "IndicatorFigure",
    "IndicatorTie",
    "ItemBatch",
    "ItemChange",
    "ItemDependency",
    "ItemFollower",
    "ItemNote",
    "ItemReport",
    "ItemStep",
    "JointAnswer",
    "JointRating",
    "LeadAnswer",
    "MirrorPair",
    "MirrorReason",
    "Observation",
    "PackPaper",
    "PartnerRating",
    "ProgressReport",
    "PublishedFigure",
    "ReleaseAnswer",
    "ReleaseRequest",
    "Reminder",
    "ReminderTurn",
    "ReportDraft",
    "Reporter",
    "ReportingRound",
    "SavedFilter",
    "TimeRequest",
    "Vintage",
    "VintageFile",
]
