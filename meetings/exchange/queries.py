"""Whose hand a Word file shows."""

import re
import unicodedata
from collections.abc import Iterable

from meetings.statements.models import Statement
from portal.core.people import Person
from portal.people.models import Delegation, Membership

WORD = re.compile(r"[^\W_]+")


def own_authors(authors: Iterable[str], *, statement: Statement, actor: Person) -> frozenset[str]:
    """Those authors of tracked changes who are the actor's delegation: by its code or name, or one of its people, by name
    in whichever order or by e-mail address. Everybody else counts as another. Two SQL queries.
    """
    people = Membership.objects.filter(delegation__in=[*statement.parties, actor.code])
    facts = people.values_list("delegation_id", "user__name", "user__email")
    own = [word for code, name, email in facts for word in (name, email) if code == actor.code]
    others = [name for code, name, _email in facts if code != actor.code]
    for each in Delegation.objects.filter(code=actor.code):
        own += [each.code, *each.name.values()]
    return known(authors, own, others)


def known(authors: Iterable[str], own: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    """Those authors who bear one's own names; a name that others bear as well is nobody's own."""
    keys = set(map(_key, own)) - set(map(_key, others)) - {frozenset()}
    return frozenset(author for author in authors if _key(author) in keys)


def _key(name: str) -> frozenset[str]:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return frozenset(WORD.findall("".join(each for each in letters if not unicodedata.combining(each))))
