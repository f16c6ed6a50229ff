"""What this slice's acts are called in the audit trail, and the paragraphs they are about."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.negotiation.models import Comment, Ending, Position, TextProposal
from meetings.statements.models import Bracket, Party
from meetings.statements.naming import A_PARAGRAPH, by_paragraph
from portal.audit.words import Name, Varied, by_row, describe, name_things

A_NEW_ONE = _("a new paragraph")


def _proposed(row: TextProposal) -> Name:
    return Name(str(A_NEW_ONE), reverse("negotiation:proposal", args=[row.statement.slug, row.pk]))


name_things("Party", by_row(Party, "statement"), _("a statement"))
name_things("Ending", by_row(Ending, "statement"), _("a statement"))
name_things("TextProposal", by_paragraph(TextProposal, "paragraph", _proposed), A_NEW_ONE)
name_things("Position", by_paragraph(Position, "version__paragraph"), A_PARAGRAPH)
name_things("Comment", by_paragraph(Comment, "paragraph"), A_PARAGRAPH)
name_things("Bracket", by_paragraph(Bracket, "paragraph"), A_PARAGRAPH)

describe(
    {
        "meetings.statement.opened": _("opened the statement %(thing)s"),
        "meetings.statement.begun": _("opened the negotiation of %(thing)s"),
        "meetings.statement.aligning": _("closed the negotiation of %(thing)s for alignment"),
        "meetings.statement.suspended": _("suspended the negotiation of %(thing)s"),
        "meetings.statement.resumed": _("resumed the negotiation of %(thing)s"),
        "meetings.statement.abandoned": _("ended the negotiation of %(thing)s without a text"),
        "meetings.statement.ending_proposed": _("proposed to end %(thing)s without a text"),
        "meetings.statement.ending_consent": _("consented to ending %(thing)s without a text"),
        "meetings.statement.ending_decline": _("did not consent to ending %(thing)s without a text"),
        "meetings.statement.ending_withdrawn": _("withdrew the proposal to end %(thing)s without a text"),
        "meetings.statement.opted_out": _("opted out of %(thing)s as a party"),
        "meetings.statement.drafted": _("drafted inside the delegation a proposal on %(thing)s"),
        "meetings.statement.draft_changed": _("changed an internal draft on %(thing)s"),
        "meetings.statement.tabled": Varied(
            "kind",
            {
                "": _("tabled a proposal on %(thing)s"),
                "replace": _("proposed other words for %(thing)s"),
                "insert": _("proposed %(thing)s"),
                "delete": _("proposed to delete %(thing)s"),
                "move": _("proposed to move %(thing)s"),
                "split": _("proposed to split %(thing)s"),
                "merge": _("proposed to merge with the next one %(thing)s"),
                "unbracket": _("proposed to resolve a bracket in %(thing)s"),
            },
        ),
        "meetings.statement.proposal_withdrawn": _("withdrew the proposal on %(thing)s"),
        "meetings.statement.proposal_consent": _("consented to the proposal on %(thing)s"),
        "meetings.statement.proposal_decline": _("did not consent to the proposal on %(thing)s"),
        "meetings.statement.instructed": _("instructed in session to carry out the proposal on %(thing)s"),
        "meetings.statement.accepted": _("carried out the proposal on %(thing)s"),
        "meetings.statement.bracketed": _("put words in brackets in %(thing)s"),
        "meetings.statement.bracket_supported": _("supported an option of the bracket in %(thing)s"),
        "meetings.statement.option_added": _("added an option to the bracket in %(thing)s"),
        "meetings.statement.position": Varied(
            "value",
            {
                "": _("took a position on %(thing)s"),
                "agree": _("agreed to %(thing)s"),
                "agree_ad_ref": _("agreed ad ref to %(thing)s"),
                "reserve": _("reserved its position on %(thing)s"),
                "object": _("objected to %(thing)s"),
            },
        ),
        "meetings.statement.commented": _("commented on %(thing)s"),
    }
)
