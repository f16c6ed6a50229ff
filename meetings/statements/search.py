"""Search finds statements, and their paragraphs as they are now."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.statements.models.text import plain
from meetings.statements.present import marked_label
from meetings.statements.queries import labels_in
from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person


def show_texts(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = Statement.objects.visible_to(user).select_related("meeting").filter(pk__in=keys)
    return {
        each.pk: Found(
            str(each),
            each.get_absolute_url(),
            languages_of(each.title),
            about=str(each.meeting),
            note=str(each.get_status_display()),
        )
        for each in rows
    }


def show_paragraphs(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """Two SQL queries."""
    newest = ParagraphVersion.objects.visible_to(user).filter(paragraph=OuterRef("pk")).order_by("-seq")
    rows = list(
        Paragraph.objects.visible_to(user)
        .select_related("statement")
        .filter(pk__in=keys)
        .annotate(nodes=Subquery(newest.values("nodes")[:1]))
    )
    labels = labels_in(each.statement_id for each in rows)
    return {
        each.pk: Found(
            marked_label(labels[each.pk], begins=True),
            reverse("negotiation:paragraph", args=[each.statement.slug, each.anchor]),
            languages_of({language: plain(each.nodes, language) for language in each.nodes}),
            about=str(each.statement),
        )
        for each in rows
        if each.pk in labels and each.nodes
    }


TEXTS = find_rows(Finder("statements", _("Statements"), Statement, show_texts, "meeting_id"))
PARAGRAPHS = find_rows(
    Finder("paragraphs", _("Paragraphs of statements"), Paragraph, show_paragraphs, "statement__meeting_id")
)
