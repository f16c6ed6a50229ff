"""Search finds what is said on paragraphs: among all parties, or inside the own side."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.negotiation.models import Comment
from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person


def show(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
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


COMMENTS = find_rows(Finder("comments", _("Comments"), Comment, show, "paragraph__statement__meeting_id"))
