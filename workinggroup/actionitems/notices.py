"""News of action items, for their owners and for those who coordinate."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.people import Person
from portal.core.reader import Reader, opening
from portal.notifications.kinds import Ways, describe_kind, describe_mandatory
from portal.notifications.news import Occasion, Topic, describe_news, tell_news, tell_news_of_each
from portal.people.models import User
from portal.people.rules import coordinates
from portal.people.states import Role
from workinggroup.actionitems.models import ActionItem, ItemBatch, ItemDependency, ItemFollower
from workinggroup.actionitems.states import OPEN

GONE = gettext_noop("This person may no longer see the action item.")
# So many items one piece of news names.
NAMED = 10
GATHERED = timedelta(minutes=30)
BEHIND = ("commitment__statement__meeting", "agenda_item__agenda__meeting", "counted_from", "assignee")


def _named(item: ActionItem) -> str:
    return f"{item.reference} {item.title}"


def _topic(title: Promise, why: Promise) -> Topic:
    return Topic(
        ActionItem,
        title=title,
        heading=lambda item: item.origin_meeting,
        why=why,
        gone=GONE,
        related=BEHIND,
        name=_named,
    )


def _assigned(occasion: Occasion) -> list[str]:
    """The item and its day; nothing where it was given to somebody else or is done."""
    item = occasion.subject
    if item.assignee_id != occasion.person.pk or item.status not in OPEN:
        return []
    return [_named(item), gettext("Due on %(day)s") % {"day": times.long_day(item.due_on)}]


def _decided(occasion: Occasion) -> list[str]:
    """The item as it stands now; nothing where it is somebody else's."""
    item = occasion.subject
    if item.assignee_id != occasion.person.pk:
        return []
    day = times.long_day(item.due_on)
    return [_named(item), f"{item.get_status_display()}. " + gettext("Due on %(day)s") % {"day": day}]


GIVEN = _topic(
    _("An action item was assigned to you"),
    _(
        "You receive this because a coordinator of your delegation gave you the item. For safety, mails contain no text of"
        " statements."
    ),
)
FINISHED = _topic(
    _("An action item of your delegation is done"), _("You receive this because you coordinate your delegation.")
)
describe_news(
    "workinggroup.actionitem.assigned",
    GIVEN,
    describe_kind("given", _("Action items that are given to me"), usual=Ways(bell=True, mail=True)),
    words=_assigned,
    address=ActionItem.get_absolute_url,
    brief=_("An action item was assigned to you."),
)
describe_news(
    "workinggroup.actionitem.done",
    FINISHED,
    describe_kind("finished", _("Action items of my delegation that are done"), usual=Ways(bell=True, mail=True)),
    words=lambda occasion: [_named(occasion.subject)],
    address=ActionItem.get_absolute_url,
    brief=_("An action item of your delegation is done."),
)
ANSWERED = describe_kind(
    "answered",
    _("What owners in my delegation answer: refused, handed on, blocked, more time"),
    usual=Ways(bell=True, mail=True),
)
ACCEPTED = describe_kind("accepted", _("Action items of my delegation that their owners accept"), usual=Ways(bell=True))
for _event, _kind, _title, _brief in (
    ("accepted", ACCEPTED, _("An action item was accepted"), _("Its owner accepted an action item.")),
    ("refused", ANSWERED, _("An action item was refused"), _("An action item was refused; nobody does it now.")),
    ("handed_on", ANSWERED, _("An action item was handed on"), _("An action item was handed on to a colleague.")),
    ("blocked", ANSWERED, _("An action item is blocked"), _("An action item was reported as blocked.")),
    (
        "more_time_asked",
        ANSWERED,
        _("More time is asked for an action item"),
        _("Its owner asks for more time for an action item."),
    ),
):
    describe_news(
        f"workinggroup.actionitem.{_event}",
        _topic(_title, _("You receive this because you coordinate your delegation.")),
        _kind,
        words=lambda occasion: [_named(occasion.subject)],
        address=ActionItem.get_absolute_url,
        brief=_brief,
    )
DECIDED = describe_kind(
    "decided", _("What my coordinators decide on my action items"), usual=Ways(bell=True, mail=True)
)
describe_news(
    "workinggroup.actionitem.decided",
    _topic(
        _("Your coordinators decided on an action item of yours"),
        _("You receive this because the action item is yours."),
    ),
    DECIDED,
    words=_decided,
    address=ActionItem.get_absolute_url,
    brief=_("Your coordinators decided on an action item of yours."),
)
describe_mandatory(
    "reminders",
    _("What waits on me, and what is overdue"),
    always=Ways(digest=True),
    reason=_("Promises made to other governments are reminded of."),
)


describe_news(
    "workinggroup.actionitem.several",
    Topic(
        ItemBatch,
        title=_("Several action items of yours were changed"),
        heading=lambda batch: batch.get_change_display(),
        why=_("You receive this because the action items are yours."),
        gone=GONE,
        name=lambda batch: batch.get_change_display(),
    ),
    DECIDED,
    words=lambda occasion: [occasion.subject.get_change_display()],
    address=ItemBatch.get_absolute_url,
    brief=_("Your coordinators changed several action items of yours at once."),
)


describe_news(
    "workinggroup.actionitem.left",
    _topic(
        _("Somebody left; their action items have no owner"),
        _("You receive this because you coordinate your delegation."),
    ),
    ANSWERED,
    words=lambda occasion: [_named(occasion.subject)],
    address=lambda item: reverse("actionitems:list") + f"?show=unowned&lead={item.delegation_id}",
    brief=_("Somebody left your delegation; their action items have no owner now."),
)


def _may_begin(occasion: Occasion) -> list[str]:
    """The item and what it waits for still, as its owner sees it; nothing where it is somebody else's or settled."""
    item = occasion.subject
    if item.assignee_id != occasion.person.pk or item.status not in OPEN:
        return []
    rows = ItemDependency.objects.filter(item=item, predecessor__status__in=OPEN).select_related("predecessor")
    waits_for = sorted(row.predecessor.reference for row in rows)
    if not waits_for:
        return [_named(item), gettext("It waits for nothing any more.")]
    return [_named(item), gettext("It waits for %(items)s still.") % {"items": ", ".join(waits_for)}]


describe_news(
    "workinggroup.actionitem.predecessor",
    _topic(
        _("What an action item of yours waited for is settled"),
        _("You receive this because the action item is yours."),
    ),
    describe_kind(
        "predecessor", _("What my action items wait for, when it is done or dropped"), usual=Ways(bell=True, mail=True)
    ),
    words=_may_begin,
    address=ActionItem.get_absolute_url,
    brief=_("What an action item of yours waited for is done or dropped."),
)


def tell_successors(items: Sequence[ActionItem], actor: Person, *, now: datetime) -> None:
    """Tell the owners of what waits for these items that they are settled; each side's as that side sees it."""
    for code in _each_side(items):
        waiting = ItemDependency.objects.filter(predecessor__in=items, item__delegation=code).values("item")
        rows = ActionItem.objects.filter(pk__in=waiting, status__in=OPEN, assignee__isnull=False)
        rows = rows.exclude(assignee=actor.pk).select_related("assignee__membership__delegation")
        news = [(item, [item.assignee]) for item in rows.order_by("pk")]
        tell_news_of_each("workinggroup.actionitem.predecessor", news, now=now)


def _each_side(items: Sequence[ActionItem]) -> Iterator[str]:
    """The sides that may see one of these items, reading as each. Three SQL queries a side, and three more."""
    with opening() as read_as:
        for code in sorted({code for item in items for code in item.releasable_to}):
            read_as(Reader(code))
            yield code


def _moved(occasion: Occasion) -> list[str]:
    """The person's open items that are counted from the meeting, or those without an owner of who coordinates."""
    rows = ActionItem.objects.filter(counted_from=occasion.subject, status__in=OPEN)
    mine = Q(assignee=occasion.person.pk)
    if coordinates(occasion.person):
        mine |= Q(assignee=None, delegation=occasion.person.code)
    found = list(rows.filter(mine).order_by("due_on", "series", "number")[: NAMED + 1])
    words = [f"{_named(item)}: " + gettext("Due on %(day)s") % {"day": times.long_day(item.due_on)} for item in found]
    return [*words[:NAMED], "…"] if len(words) > NAMED else words


describe_news(
    "workinggroup.actionitem.moved",
    Topic(
        Meeting,
        title=_("Dates of action items moved"),
        heading=lambda meeting: meeting,
        why=_("You receive this because action items of yours are due so long before this meeting."),
        gone=gettext_noop("This person may no longer see the meeting."),
        name=str,
    ),
    DECIDED,
    words=_moved,
    address=lambda meeting: reverse("actionitems:list") + "?show=mine",
    brief=_("Dates of your action items are counted from a meeting and moved."),
)


def tell_moved(items: Sequence[ActionItem], *, now: datetime) -> None:
    """Tell whom items are that moved with a meeting, each person once a meeting; of items without owner the coordinators.
    Five SQL queries for each meeting, one more where an item has no owner."""
    for meeting in {item.counted_from for item in items if item.counted_from}:
        there = [item for item in items if item.counted_from_id == meeting.pk]
        owners = User.objects.filter(pk__in={item.assignee_id for item in there if item.assignee_id})
        people = set(owners.select_related("membership__delegation"))
        nobodys = next((item for item in there if not item.assignee_id), None)
        people |= set(_coordinators(nobodys)) if nobodys else set()
        tell_news("workinggroup.actionitem.moved", meeting, sorted(people, key=lambda each: each.pk), now=now)


SUPPORTED = _topic(
    _("You support an action item"), _("You receive this because a colleague named you as supporting the item.")
)
FOLLOWED = _topic(
    _("An action item that you follow changed"), _("You receive this because you support or watch the action item.")
)
FOLLOWING = describe_kind("followed", _("Action items that I support or watch"), usual=Ways(bell=True, digest=True))
describe_news(
    "workinggroup.actionitem.supported",
    SUPPORTED,
    FOLLOWING,
    words=lambda occasion: [_named(occasion.subject)],
    address=ActionItem.get_absolute_url,
    brief=_("You were named as supporting an action item."),
)
describe_news(
    "workinggroup.actionitem.followed",
    FOLLOWED,
    FOLLOWING,
    words=lambda occasion: [
        _named(occasion.subject),
        f"{occasion.subject.get_status_display()}. "
        + gettext("Due on %(day)s") % {"day": times.long_day(occasion.subject.due_on)},
    ],
    address=ActionItem.get_absolute_url,
    brief=_("An action item that you support or watch changed."),
)


describe_news(
    "workinggroup.actionitem.backed",
    _topic(
        _("Another delegation supports an action item"),
        _("You receive this because the action item is yours, or you coordinate its delegation."),
    ),
    describe_kind("backed", _("Other delegations that support our action items"), usual=Ways(bell=True, digest=True)),
    words=lambda occasion: [_named(occasion.subject)],
    address=ActionItem.get_absolute_url,
    brief=_("Another delegation named somebody who supports an action item of your delegation."),
)


def tell_backed(item: ActionItem, *, now: datetime) -> None:
    """Tell the owner and those who coordinate an item that another delegation supports it."""
    people = {person.pk: person for person in (*_coordinators(item), *([item.assignee] if item.assignee else []))}
    tell_news("workinggroup.actionitem.backed", item, [people[key] for key in sorted(people)], now=now)


def tell_supporter(item: ActionItem, person: User, actor: Person, *, now: datetime) -> None:
    """Tell a person that they support an item; nobody is told of what they did themselves."""
    if person.pk != actor.pk:
        tell_news("workinggroup.actionitem.supported", item, [person], now=now)


def tell_followers(items: Sequence[ActionItem], actor: Person | None, *, now: datetime) -> None:
    """Tell those who support or watch these items, each side's people as that side sees them, of all that happens within half
    an hour at its end. Four SQL queries for each side, beside those of reading as it."""
    for code in _each_side(items):
        rows = ItemFollower.objects.filter(item__in=items, person__is_active=True, person__membership__delegation=code)
        people: dict[ActionItem, dict[UUID, User]] = {}
        for row in rows.select_related("item", "person__membership__delegation").order_by("item", "person"):
            if row.person_id not in (row.item.assignee_id, actor.pk if actor else None):
                people.setdefault(row.item, {})[row.person_id] = row.person
        news = [(item, there.values()) for item, there in people.items()]
        tell_news_of_each("workinggroup.actionitem.followed", news, now=now, gather=GATHERED)


def tell_left(item: ActionItem, *, now: datetime) -> None:
    """Tell the coordinators that items lost their owner; `item` is the first of them."""
    tell_news("workinggroup.actionitem.left", item, _coordinators(item), now=now)


def tell_batch(batch: ItemBatch, people: list[User], *, now: datetime) -> None:
    """Tell owners that several items of theirs were changed at once, in one piece of news each."""
    tell_news("workinggroup.actionitem.several", batch, people, now=now)


def tell_assigned(item: ActionItem, actor: Person, *, now: datetime) -> None:
    """Tell the new owner; nobody is told of what they gave themselves."""
    if item.assignee is not None and item.assignee != actor:
        tell_news("workinggroup.actionitem.assigned", item, [item.assignee], now=now)


def tell_decided(item: ActionItem, actor: Person, *, now: datetime) -> None:
    """Tell the owner what a coordinator did: the day, verified, dropped, opened again."""
    if item.assignee is not None and item.assignee != actor:
        tell_news("workinggroup.actionitem.decided", item, [item.assignee], now=now)


def tell_done(item: ActionItem, actor: Person, *, now: datetime) -> None:
    """Tell the coordinators of the same delegation that an item is done."""
    tell_coordinators("done", item, actor, now=now)


def tell_coordinators(event: str, item: ActionItem, actor: Person, *, now: datetime) -> None:
    """Tell the coordinators of the item's delegation what its owner did."""
    tell_news(f"workinggroup.actionitem.{event}", item, _coordinators(item).exclude(pk=actor.pk), now=now)


def _coordinators(item: ActionItem) -> QuerySet[User]:
    side = User.objects.select_related("membership__delegation").filter(membership__delegation_id=item.delegation_id)
    return side.filter(is_active=True, membership__role=Role.COORDINATOR)
