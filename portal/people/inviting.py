"""What a list of people to invite means, line by line."""

from collections.abc import Collection
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from portal.people.lists.columns import Wanted
from portal.people.lists.headings import Meaning
from portal.people.lists.lines import Line, line_of
from portal.people.lists.reading import Reading
from portal.people.lists.wordbook import book
from portal.people.states import Role

# What people call the roles, in both languages: folded, masculine, in the singular.
ROLES = {
    Role.HEAD: (
        "head|head of delegation|head of the delegation|chief|chief of delegation|delegation leader|hod|jefe|jefa"
        "|jefe de delegacion|jefa de delegacion|jefe de la delegacion|jefa de la delegacion|jefatura|jefatura de delegacion"
    ),
    Role.DEPUTY: (
        "deputy|deputy head|deputy head of delegation|deputy head of the delegation|deputy chief of delegation|dhod"
        "|jefe adjunto|jefa adjunto|jefe adjunto de delegacion|jefa adjunto de delegacion|jefe adjunto de la delegacion"
        "|jefa adjunto de la delegacion|jefatura adjunta|jefatura adjunta de la delegacion|jefe alterno|jefa alterno"
        "|subjefe|subjefa"
    ),
    Role.COORDINATOR: "coordinator|coordinador|coordinacion|focal point|punto focal|contact point|punto de contacto|enlace",
    Role.NEGOTIATOR: "negotiator|negociador|negociacion|chief negotiator|lead negotiator|jefe negociador|jefa negociador",
    Role.MEMBER: (
        "member|miembro|delegate|delegado|expert|experto|adviser|advisor|asesor|consejero|tecnico|integrante|titular|alterno"
        "|alternate|suplente|substitute|representative|representante|delegado titular|delegado alterno|delegado suplente"
        "|miembro titular|miembro alterno|representante titular|representante alterno|alternate delegate|alternate member"
        "|alternate representative"
        "|interpreter|interprete|translator|traductor|interpretacion|traduccion"
    ),
    Role.PRESS: (
        "press|press officer|spokesperson|spokesman|spokeswoman|press attache|prensa|oficial de prensa|vocero|portavoz"
        "|agregado de prensa|encargado de prensa|jefe de prensa|comunicacion social"
    ),
    Role.OBSERVER: "observer|observador|observacion",
}
LANGUAGES = {"en": "en|eng|english|ingles", "es": "es|spa|esp|spanish|espanol|castellano"}

WANTED = Wanted(
    kinds=book(ROLES),
    order=(Meaning.NAME, Meaning.KIND),
    keeps=frozenset({Meaning.EMAIL, Meaning.KIND, Meaning.LANGUAGE}),
    languages=book(LANGUAGES),
)


def lines_to_invite(
    reading: Reading,
    *,
    language: str,
    role: str = Role.MEMBER,
    has_account: Collection[str] = (),
    invited: Collection[str] = (),
) -> list[Line]:
    """Every line, ready, skipped or with the sentence that says what is wrong.

    `language` and `role` stand in where a line names none. Who stands in the list twice, has an account or was invited
    already is skipped.
    """
    lines: list[Line] = []
    seen: set[str] = set()
    for entry in reading.entries:
        line = _checked(line_of(entry), language, role)
        if line.is_ready and line.email in seen:
            line = replace(line, skip=_("%(name)s stands in the list twice") % {"name": line.name})
        elif line.is_ready and line.email in has_account:
            line = replace(line, skip=_("%(name)s has an account already") % {"name": line.name})
        elif line.is_ready and line.email in invited:
            line = replace(line, skip=_("%(name)s was invited already") % {"name": line.name})
        if not line.problem:
            seen.add(line.email)
        lines.append(line)
    return lines


def _checked(line: Line, language: str, role: str) -> Line:
    """The line with its address, role and language, or with what is wrong with them."""
    if line.skip:
        return line
    place = _("Line %(number)s") % {"number": line.number}
    if not line.email:
        return (
            line
            if line.name and line.problem
            else replace(line, problem=_("%(place)s: there is no e-mail address") % {"place": place})
        )
    if line.problem:
        return line
    try:
        validate_email(line.email)
    except ValidationError:
        words = {"place": place, "email": line.email}
        return replace(line, problem=_("%(place)s: “%(email)s” is not an e-mail address") % words)
    found = WANTED.kinds.meaning(line.kind) if line.kind else role
    if not found:
        words = {"place": place, "word": line.kind}
        return replace(line, problem=_("%(place)s: “%(word)s” is not a role we know") % words)
    assert WANTED.languages
    spoken = WANTED.languages.meaning(line.language) if line.language else language
    if not spoken:
        words = {"place": place, "word": line.language}
        return replace(line, problem=_("%(place)s: “%(word)s” is not a language of the portal") % words)
    return replace(line, kind=found, language=spoken)
