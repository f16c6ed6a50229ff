"""Notices in words, as their reader may see them now: a few queries, however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.core import texts
from portal.core.people import Person
from portal.notifications.models import Notice
from portal.notifications.news import DESCRIBED, News, Topic

WAITS = _("Something waits for you in the portal")
WHY = _(
    "You receive this because it concerns your delegation. For safety, mails say nothing of what is narrowly marked."
)


@dataclass(frozen=True)
class Line:
    """One notice in words, as a page of the portal or, `mailed`, a mail has it. `subject` is None where the person may no longer
    see the thing: then nothing of it is told."""

    notice: Notice
    news: News | None = None
    subject: Any = None
    mailed: bool = False

    @property
    def is_hushed(self) -> bool:
        """Whether this is a mail about what is restricted."""
        return bool(self.mailed and self.news and self.subject and self.news.topic.is_restricted(self.subject))

    @property
    def title(self) -> str:
        return str(WAITS) if self.is_hushed else str(self.news.title) if self.news else ""

    @property
    def why(self) -> str:
        return str(WHY) if self.is_hushed else str(self.news.topic.why) if self.news else ""

    @property
    def heading(self) -> str:
        return str(self.news.topic.heading(self.subject)) if self.news and self.subject else ""

    @property
    def words(self) -> str:
        if self.is_hushed:
            return f"{WAITS}."
        return (self.acted or str(self.news.brief)) if self.news and self.subject else ""

    @property
    def acted(self) -> str:
        """What is said of whose act it was, where that is known and has words."""
        side = self.notice.acted_by
        if not side or self.news is None or self.news.acted is None:
            return ""
        return str(self.news.acted) % {"side": capfirst(texts.in_sentence(texts.in_language(side)))}

    @property
    def name(self) -> str:
        return str(self.news.topic.name(self.subject)) if self.news and self.subject else ""

    @property
    def address(self) -> str:
        if self.is_hushed:
            return reverse("bell:list")
        return self.news.address(self.subject) if self.news and self.subject else ""


def lines_of(notices: Iterable[Notice], person: Person, *, mailed: bool = False) -> list[Line]:
    """These notices in words, in their order, as pages or mails have them. One SQL query for each kind of thing."""
    rows = list(notices)
    topics: dict[type[Any], Topic] = {}
    wanted: dict[type[Any], set[Any]] = {}
    for row in rows:
        if told := DESCRIBED.get(row.event):
            topics.setdefault(told.topic.model, told.topic)
            wanted.setdefault(told.topic.model, set()).add(row.subject_id)
    seen = {model: _visible(topics[model], keys, person) for model, keys in wanted.items()}
    lines = []
    for row in rows:
        told = DESCRIBED.get(row.event)
        lines.append(Line(row, told, seen[told.topic.model].get(row.subject_id), mailed) if told else Line(row))
    return lines


def _visible(topic: Topic, keys: set[Any], person: Person) -> dict[Any, Any]:
    rows = topic.model.objects.visible_to(person).select_related(*topic.related)
    return {row.pk: row for row in rows.filter(pk__in=keys)}
