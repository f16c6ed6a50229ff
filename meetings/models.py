"""Index of the slices' models."""

from meetings.adoption.models import InterpretativeStatement, SignOff, Silence, SilenceBreak, SilenceNotice
from meetings.agendas.models import (
    Agenda,
    Annotation,
    Answer,
    Item,
    Live,
    Proposal,
    Revision,
    RevisionRow,
    Section,
    Speaker,
    Theme,
)
from meetings.alignment.models import Certificate, LanguageReview
from meetings.concordance.models import ForceTerm, GlossaryTerm, Waiver
from meetings.documents.models import Document, Pack, Version
from meetings.negotiation.models import Comment, Instruction, Position, ProposalReply, TextProposal
from meetings.participants.models import Credentials, Needs, Participant
from meetings.promises.models import Promise
from meetings.records.models import Amendment, Outcome, Readout, Records
from meetings.release.models import (
    CorrigendumSignOff,
    Dissociation,
    EmbargoAccess,
    EmbargoGrant,
    Endorsement,
    Hold,
    PlanWord,
    ReleasedFile,
    ReleasedText,
    ReleasePlan,
    TextCorrigendum,
)
from meetings.revisions.models import RevisionLine, TextRevision
from meetings.rounds.models import Deadline, Meeting, Series
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Party, Reviewer, Statement, Wrapper

__all__ = [
    "Agenda",
    "Amendment",
    "Annotation",
    "Answer",
    "Bracket",
    "Certificate",
    "Comment",
    "CorrigendumSignOff",
    "Credentials",
    "Deadline",
    "Dissociation",
    "Document",
    "EmbargoAccess",
    "EmbargoGrant",
    "Endorsement",
    "ForceTerm",
    "GlossaryTerm",
    "Hold",
    "Instruction",
    "InterpretativeStatement",
    "Item",
    "LanguageReview",
    "Live",
    "Meeting",
    "Needs",
    "Outcome",
    "Pack",
    "Paragraph",
    "ParagraphVersion",
    "Participant",
    "Party",
    "PlanWord",
    "Position",
    "Promise",
    "Proposal",
    "ProposalReply",
    "Readout",
    "Records",
    "ReleasePlan",
    "ReleasedFile",
    "ReleasedText",
    "Reviewer",
    "Revision",
    "RevisionLine",
    "RevisionRow",
    "Section",
    "Series",
    "SignOff",
    "Silence",
    "SilenceBreak",
    "SilenceNotice",
    "Speaker",
    "Statement",
    "TextCorrigendum",
    "TextProposal",
    "TextRevision",
    "Theme",
    "Version",
    "Waiver",
    "Wrapper",
]
