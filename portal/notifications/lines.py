"""Notices in words, as their reader may see them now: a few queries, however many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from portal.core import texts
from portal.core.people import Person
from portal.notifications.models import Notice
from portal.notifications.news import DESCRIBED, News, Topic


@dataclass(frozen=True)
class Line:
    """One notice in words. `subject` is None where the person may no longer see the thing: then nothing of it is told."""

    notice: Notice
    news: News | None = None
    subject: Any = None

    @property
    def heading(self) -> str:
        return str(self.news.topic.heading(self.subject)) if self.news and self.subject else ""

    @property
    def words(self) -> str:
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
        return self.news.address(self.subject) if self.news and self.subject else ""


def lines_of(notices: Iterable[Notice], person: Person) -> list[Line]:
    """These notices in words, in their order. One SQL query for each kind of thing that they are about."""
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
        lines.append(Line(row, told, seen[told.topic.model].get(row.subject_id)) if told else Line(row))
    return lines


def _visible(topic: Topic, keys: set[Any], person: Person) -> dict[Any, Any]:
    rows = topic.model.objects.visible_to(person).select_related(*topic.related)
    return {row.pk: row for row in rows.filter(pk__in=keys)}
