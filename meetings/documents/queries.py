"""What the document pages need."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from meetings.documents import rules
from meetings.documents.models import Document, Pack, Version
from meetings.documents.states import BOTH, Kind, Marking, PackForm
from meetings.documents.subjects import REGISTERED
from meetings.rounds.models import Meeting
from portal.core.addresses import address_of
from portal.core.asked import key_in
from portal.core.pagination import Page, page
from portal.core.people import Person
from portal.core.questions import Question
from portal.core.texts import in_language


@dataclass
class Line:
    """A document in a list, with its latest version in each language."""

    document: Document
    latest: dict[str, Version] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        """Content languages in which the document does not exist yet."""
        return [] if BOTH in self.latest else [code for code in settings.CONTENT_LANGUAGES if code not in self.latest]


@dataclass(frozen=True)
class DocumentList:
    """One page of documents, the newest first, with counts for the filters.

    `about` says in words what all of them belong to, `more` is the address to add another about it; both "" in other lists.
    """

    lines: list[Line]
    counts: dict[str, int]
    chosen: str
    page: Page
    about: str = ""
    more: str = ""


@dataclass(frozen=True)
class Column:
    """One language of a document: its versions, the newest first."""

    language: str
    versions: list[Version]


@dataclass(frozen=True)
class Papers:
    """The documents about one thing, the newest first, and the address to add one, "" for those who may not."""

    documents: list[Document]
    add: str


def documents_visible_to(user: Person) -> QuerySet[Any]:
    return Document.objects.visible_to(user).select_related("meeting", "added_by")


def document_list(
    user: Person,
    *,
    chosen: str,
    wanted: str | None = None,
    meeting: Meeting | None = None,
    kind: str = "",
    marking: str = "",
    about: str = "",
) -> DocumentList:
    """Documents that the user may see, of one meeting or of all: "all" that stand, "ours", "withdrawn".

    `about` is the key of a thing that documents are about. Unusable filters are passed over. Three SQL queries;
    four about a thing.
    """
    views = {
        "all": Q(withdrawn_at__isnull=True),
        "ours": Q(withdrawn_at__isnull=True, delegation_id=user.code),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
    chosen = chosen if chosen in views else "all"
    rows = documents_visible_to(user)
    rows = rows.filter(meeting=meeting) if meeting else rows
    rows = rows.filter(kind=kind) if kind in Kind.values else rows
    rows = rows.filter(marking=marking) if marking in Marking.values else rows
    if key := key_in(about):
        rows = rows.filter(about_id=key)
    counts = rows.order_by().aggregate(**{name: Count("pk", filter=view) for name, view in views.items()})
    part = page(rows.filter(views[chosen]).order_by("-added_at", "pk"), wanted)
    lines = {document.pk: Line(document) for document in part.rows}
    latest = Version.objects.filter(document__in=list(lines)).order_by("document_id", "language", "-number")
    for version in latest.distinct("document_id", "language"):
        lines[version.document_id].latest[version.language] = version
    words, more = "", ""
    if key and lines:
        first = next(iter(lines.values())).document
        words, more = about_of(first, user), add_address(first.meeting, first.about_kind, key, user)
    return DocumentList(list(lines.values()), counts, chosen, part, words, more)


def columns_of(document: Document) -> list[Column]:
    """A document's versions by language: every content language, and files for both where there are some. One SQL query."""
    versions: dict[str, list[Version]] = {code: [] for code in settings.CONTENT_LANGUAGES}
    for version in document.versions.order_by("-number"):
        versions.setdefault(version.language, []).append(version)
    if BOTH in versions:
        # Next to a file for all languages an empty column would call a language missing that is not.
        versions = {code: found for code, found in versions.items() if found}
    return [Column(language, found) for language, found in versions.items()]


def about_of(document: Document, user: Person) -> str:
    """What the document belongs to besides its meeting, in words, if the user may see that. At most one SQL query."""
    thing = thing_about(document.meeting, document.about_kind, document.about_id, user)
    return f"{REGISTERED[document.about_kind].label}: {thing}" if thing else ""


def thing_about(meeting: Meeting, kind: str | None, key: Any, user: Person) -> Any:
    """The meeting's thing of that kind and key; None where the user sees none. At most one SQL query."""
    key = key_in(str(key))
    subject = REGISTERED.get(kind or "")
    if subject is None or key is None:
        return None
    leads_there = Q(*((lookup, meeting) for lookup in subject.meeting_of), _connector=Q.OR)
    return subject.model.objects.visible_to(user).filter(leads_there, pk=key).first()


COUNTED: Question[tuple[UUID, int]] = Question(
    lambda code, meeting, kind: (
        Document.objects.read_with(code)
        .filter(meeting_id=meeting, about_kind=kind, withdrawn_at__isnull=True)
        .values_list("about_id")
        .annotate(Count("pk"))
        .order_by()
    ),
    "a code",
    UUID(int=1),
    "a kind",
)


TITLED: Question[tuple[UUID, UUID, dict[str, str]]] = Question(
    lambda code, meeting, kind: (
        Document.objects.read_with(code)
        .filter(meeting_id=meeting, about_kind=kind, withdrawn_at__isnull=True)
        .order_by("-added_at", "pk")
        .values_list("about_id", "pk", "title")
    ),
    "a code",
    UUID(int=1),
    "a kind",
)


def counts_about(meeting: Meeting, kind: str, user: Person) -> dict[UUID, int]:
    """How many documents that stand the user may see about each thing of a kind. One SQL query."""
    return dict(COUNTED(user.code, meeting.pk, str(kind))) if user.code else {}


def titles_about(meeting: Meeting, kind: str, user: Person) -> dict[UUID, list[tuple[str, str]]]:
    """The documents that stand about each thing of a kind and that the user may see, the latest first: address and title. One
    SQL query."""
    found: dict[UUID, list[tuple[str, str]]] = {}
    for thing, key, title in TITLED(user.code, meeting.pk, str(kind)) if user.code else []:
        found.setdefault(thing, []).append((address_of("documents:document", key), in_language(title)))
    return found


def papers_about(meeting: Meeting, kind: str, key: UUID, user: Person) -> Papers:
    """The documents that stand about one thing. One SQL query."""
    rows = documents_visible_to(user).filter(about_kind=kind, about_id=key, withdrawn_at__isnull=True)
    return Papers(list(rows.order_by("-added_at", "pk")), add_address(meeting, kind, key, user))


def add_address(meeting: Meeting, kind: str, key: UUID, user: Person) -> str:
    """Where this user adds a document about a thing; "" for those who may not."""
    if not rules.can_add(user, meeting):
        return ""
    return f"{reverse('documents:add', args=[meeting.slug])}?about={kind}&key={key}"


def latest_packs(meeting: Meeting, user: Person) -> list[tuple[PackForm, Pack | None]]:
    """Each form with the pack of that form that the user's side asked for last. One SQL query."""
    packs = Pack.objects.visible_to(user).filter(meeting=meeting).select_related("requested_by")
    found = {pack.form: pack for pack in packs.order_by("form", "-requested_at").distinct("form")}
    return [(form, found.get(form)) for form in PackForm]
