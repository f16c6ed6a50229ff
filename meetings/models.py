"""Index of the slices' models."""

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
from meetings.records.models import Amendment, Outcome, Readout, Records
from meetings.revisions.models import RevisionLine, TextRevision
from meetings.rounds.models import Deadline, Meeting, Series
from meetings.statements.models import Bracket, Paragraph, ParagraphVersion, Party, Reviewer, Statement

__all__ = [
    "Agenda",
    "Amendment",
    "Annotation",
    "Answer",
    "Bracket",
    "Certificate",
    "Comment",
    "Credentials",
    "Deadline",
    "Document",
    "ForceTerm",
    "GlossaryTerm",
    "Instruction",
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
    "Position",
    "Proposal",
    "ProposalReply",
    "Readout",
    "Records",
    "Reviewer",
    "Revision",
    "RevisionLine",
    "RevisionRow",
    "Section",
    "Series",
    "Speaker",
    "Statement",
    "TextProposal",
    "TextRevision",
    "Theme",
    "Version",
    "Waiver",
]
