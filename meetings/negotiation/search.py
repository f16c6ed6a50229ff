"""Search finds what is said on paragraphs, among all parties or inside the own side, what is proposed, and open brackets."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from meetings.negotiation.models import Comment, TextProposal
from meetings.statements.models import Bracket
from meetings.statements.present import marked_label
from meetings.statements.queries import labels_in
from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person


def show_comments(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = Comment.objects.visible_to(user).select_related("paragraph__statement").filter(pk__in=keys)
    return {
        each.pk: Found(
            each.author_name,
            reverse("negotiation:paragraph", args=[each.paragraph.statement.slug, each.paragraph.anchor]),
            languages_of(each.text),
            about=str(each.paragraph.statement),
            side=each.delegation_id,
        )
        for each in rows
    }


def show_proposals(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """On the page of the paragraph, and where it proposes a new one, on its own. Two SQL queries."""
    rows = list(TextProposal.objects.visible_to(user).select_related("statement", "paragraph").filter(pk__in=keys))
    labels = labels_in(each.statement_id for each in rows)
    found = {}
    for each in rows:
        slug, title = each.statement.slug, capfirst(str(each.get_kind_display()))
        address = reverse("negotiation:proposal", args=[slug, each.pk])
        if each.paragraph:
            address = reverse("negotiation:paragraph", args=[slug, each.paragraph.anchor])
            title = f"{title}: {marked_label(labels[each.paragraph_id])}" if each.paragraph_id in labels else title
        found[each.pk] = Found(
            title,
            address,
            languages_of(*each.texts, each.rationale),
            about=str(each.statement),
            side=each.delegation_id,
            note=str(each.get_status_display()),
        )
    return found


def show_brackets(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """Two SQL queries."""
    rows = list(Bracket.objects.visible_to(user).select_related("paragraph__statement").filter(pk__in=keys))
    labels = labels_in(each.paragraph.statement_id for each in rows)
    return {
        each.pk: Found(
            marked_label(labels[each.paragraph_id], begins=True),
            reverse("negotiation:paragraph", args=[each.paragraph.statement.slug, each.paragraph.anchor]),
            languages_of(*(option["texts"] for option in each.options)),
            about=str(each.paragraph.statement),
            note=", ".join(sorted(each.sponsors)),
        )
        for each in rows
        if each.paragraph_id in labels
    }


MEETING = "paragraph__statement__meeting_id"
COMMENTS = find_rows(Finder("comments", _("Comments"), Comment, show_comments, MEETING))
PROPOSALS = find_rows(Finder("proposals", _("Proposals"), TextProposal, show_proposals, "statement__meeting_id"))
BRACKETS = find_rows(Finder("brackets", _("Brackets"), Bracket, show_brackets, MEETING))
