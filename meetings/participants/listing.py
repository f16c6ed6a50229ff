"""What a list of participants means, line by line."""

from collections.abc import Collection
from dataclasses import replace

from django.utils.translation import gettext as _

from meetings.participants.states import Kind
from portal.people.lists.columns import Wanted
from portal.people.lists.headings import Meaning
from portal.people.lists.lines import Line, line_of
from portal.people.lists.names import same_name
from portal.people.lists.reading import Reading
from portal.people.lists.wordbook import book

LONGEST_FUNCTION = 200

# What lists call the kinds, in both languages: folded, masculine, in the singular.
KINDS = {
    Kind.HEAD: (
        "head|head of delegation|head of the delegation|chief|chief of delegation|leader|delegation leader|hod"
        "|head of mission|jefe|jefa|jefe de delegacion|jefa de delegacion|jefe de la delegacion|jefa de la delegacion"
        "|jefatura|jefatura de delegacion|jefe de mision|jefa de mision|titular de la delegacion|presidente de la delegacion"
    ),
    Kind.MEMBER: (
        "member|delegate|adviser|advisor|expert|alternate|substitute|representative|deputy|counsellor|counselor|staff"
        "|support staff|technical staff|technical adviser|technical advisor|technical expert|principal delegate"
        "|senior adviser|senior advisor|special adviser|special advisor|legal adviser|legal advisor"
        "|alternate delegate|alternate member|alternate representative|alternate head|deputy head|deputy head of delegation"
        "|deputy head of the delegation|vice head|vice head of delegation|negotiator|coordinator|focal point|official"
        "|miembro|delegado|asesor|consejero|experto|tecnico|integrante|titular|alterno|suplente|representante|funcionario"
        "|principal|delegado principal|delegado titular|delegado alterno|delegado suplente|miembro titular|miembro alterno"
        "|miembro suplente|miembro de delegacion|representante titular|representante alterno|representante suplente"
        "|jefe alterno|jefa alterno|jefe adjunto|jefa adjunto|jefe suplente|jefa suplente|subjefe|subjefa"
        "|jefe de delegacion alterno|jefa de delegacion alterno|jefe de delegacion adjunto|jefa de delegacion adjunto"
        "|jefe de delegacion suplente|jefa de delegacion suplente|alternate head of delegation|acting head of delegation"
        "|jefe alterno de delegacion|jefa alterno de delegacion|jefe adjunto de delegacion|jefa adjunto de delegacion"
        "|subjefe de delegacion|subjefa de delegacion|personal de apoyo|personal tecnico|apoyo|apoyo tecnico|asesor tecnico"
        "|asesor juridico|asesor legal|asesor especial|comitiva|negociador|coordinador|punto focal|enlace"
    ),
    Kind.INTERPRETER: (
        "interpreter|translator|interpretation|translation|language staff|conference interpreter|simultaneous interpreter"
        "|official interpreter|interprete|traductor|interpretacion|traduccion|interprete traductor|traductor interprete"
        "|interprete simultaneo|interprete oficial|interprete de conferencia|interprete de enlace|traductor oficial"
        "|interprete consecutivo|interprete de ingles|interprete de espanol|interprete ingles|interprete ingles-espanol"
        "|interprete espanol-ingles|interprete de lengua de sena|sign language interpreter|english interpreter"
        "|spanish interpreter|consecutive interpreter|official translator|traductor jurado"
        "|servicio linguistico|servicio de interpretacion|personal de interpretacion"
    ),
    Kind.SECURITY: (
        "security|security officer|security staff|security agent|security detail|bodyguard|close protection|protection"
        "|seguridad|agente de seguridad|oficial de seguridad|personal de seguridad|equipo de seguridad|jefe de seguridad"
        "|escolta|guardaespaldas|custodio|proteccion"
    ),
    Kind.PRESS: (
        "press|media|journalist|reporter|press officer|photographer|cameraman|camera operator|communication|press attache"
        "|prensa|periodista|reportero|oficial de prensa|jefe de prensa|agregado de prensa|fotografo|camarografo|medio"
        "|medio de comunicacion|comunicador|comunicador social|comunicacion|comunicacion social|corresponsal"
    ),
    Kind.GUEST: (
        "guest|special guest|guest of honour|guest of honor|spouse|companion|accompanying person"
        "|invitado|invitado especial|invitado de honor|acompanante|conyuge|esposo|persona acompanante"
    ),
}
# Functions that nobody has who comes as something else.
TELLING = {
    Kind.HEAD: (
        "head of delegation|head of the delegation|chief of delegation|hod|jefe de delegacion|jefa de delegacion"
        "|jefe de la delegacion|jefa de la delegacion|jefatura de delegacion"
    ),
    Kind.INTERPRETER: KINDS[Kind.INTERPRETER],
    Kind.SECURITY: "security|security agent|security detail|bodyguard|seguridad|agente de seguridad|escolta|guardaespaldas",
    Kind.PRESS: "press|journalist|photographer|cameraman|prensa|periodista|reportero|fotografo|camarografo",
    Kind.GUEST: "special guest|spouse|companion|invitado especial|acompanante|conyuge",
}
WANTED = Wanted(
    kinds=book(KINDS),
    telling=book(TELLING),
    order=(Meaning.NAME, Meaning.FUNCTION, Meaning.KIND),
    keeps=frozenset({Meaning.FUNCTION, Meaning.KIND}),
)


def lines_to_enter(reading: Reading, *, listed: Collection[str] = (), has_head: bool = False) -> list[Line]:
    """Every line, ready, skipped or with the sentence that says what is wrong. `listed` are names already on the list."""
    seen = set(map(same_name, listed))
    lines: list[Line] = []
    for entry in reading.entries:
        line = _checked(line_of(entry))
        if line.is_ready and same_name(line.name) in seen:
            line = replace(line, skip=_("%(name)s is on the list already") % {"name": line.name})
        elif line.is_ready and line.kind == Kind.HEAD and has_head:
            line = replace(line, problem=_("Line %(number)s: a delegation has one head") % {"number": line.number})
        if line.is_ready:
            seen.add(same_name(line.name))
            has_head = has_head or line.kind == Kind.HEAD
        lines.append(line)
    return lines


def _checked(line: Line) -> Line:
    """The line with its kind, or with what is wrong with it."""
    if not line.is_ready:
        return line
    if len(line.function) > LONGEST_FUNCTION:
        too_long = _("Line %(number)s: the function is longer than 200 letters") % {"number": line.number}
        return replace(line, problem=too_long)
    kind = WANTED.kinds.meaning(line.kind) if line.kind else Kind.MEMBER
    if not kind:
        words = {"number": line.number, "word": line.kind}
        return replace(line, problem=_("Line %(number)s: “%(word)s” is not a kind of participant we know") % words)
    return replace(line, kind=kind)
