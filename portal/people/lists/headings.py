"""What the columns of a list hold, by what stands above them."""

import re
from enum import StrEnum

from portal.people.lists.names import fold


class Meaning(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    HONORIFIC = "honorific"
    NAME = "name"
    FAMILY_FIRST = "family_first"
    NAME_AND_FUNCTION = "name_and_function"
    GIVEN = "given"
    FAMILY = "family"
    FUNCTION = "function"
    KIND = "kind"
    EMAIL = "email"
    LANGUAGE = "language"
    TELEPHONE = "telephone"
    UNKNOWN = "unknown"


NAMES = {Meaning.NAME, Meaning.FAMILY_FIRST, Meaning.NAME_AND_FUNCTION, Meaning.GIVEN, Meaning.FAMILY}

# Folded, without dots and brackets. "apellidos" is found by "apellido", too.
WORDS = {
    Meaning.NUMBER: "no|n|nº|n°|nro|num|numero|number|nr|#|item|orden|correlativo",
    Meaning.HONORIFIC: "tratamiento|honorific|salutation|prefix|prefijo|mr/ms|mr/mrs|sr/sra|titulo academico|grado academico",
    Meaning.NAME: (
        "name|nombre|full name|complete name|nombre completo|nombre y apellido|nombres y apellidos|name and surname"
        "|participante|participant|persona|person|funcionario|official|delegate name|integrante|asistente|attendee"
    ),
    Meaning.GIVEN: (
        "given name|first name|1st name|2nd name|nombre 1|nombre 2|1er nombre|2do nombre"
        "|forename|christian name|first|given|middle|middle name|second name|nombre de pila|primer nombre"
        "|segundo nombre|otros nombres|other names|tercer nombre|nombre propio"
    ),
    Meaning.FAMILY: (
        "surname|last name|family name|second surname|first surname|maiden name|last|family|apellido|primer apellido"
        "|segundo apellido|apellido paterno|apellido materno|paterno|materno|apellido de casada|apellido 1|apellido 2"
        "|1er apellido|2do apellido|2º apellido|1º apellido|1° apellido|2° apellido|1er apellido|father's surname"
    ),
    Meaning.FUNCTION: (
        "function|position|title|job title|post|designation|office|occupation|current position|official title|job"
        "|cargo|funcion|puesto|cargo actual|cargo oficial|puesto actual|titulo|cargo que desempena|ocupacion|cargo o puesto"
    ),
    Meaning.KIND: (
        "kind|type|role|category|capacity|comes as|attends as|participates as|participation|delegate type|participant type"
        "|type of participant|type of participation|role in the delegation|role in delegation|status in the delegation"
        "|tipo|rol|calidad|categoria|viene como|asiste como|participa como|asiste en calidad de|participa en calidad de"
        "|en calidad de|tipo de participante|tipo de participacion|calidad de participacion|calidad en que participa"
        "|condicion|rol en la delegacion|funcion en la delegacion|papel|acreditacion|tipo de acreditacion|tipo de delegado"
    ),
    Meaning.EMAIL: (
        "mail|email|e-mail|e mail|email address|e-mail address|mail address|electronic mail|address|contact email|work email"
        "|official email|correo|correo electronico|direccion de correo|direccion de correo electronico|direccion electronica"
        "|correo institucional|correo oficial|correo electronico institucional|correo-e|c electronico"
    ),
    Meaning.LANGUAGE: "language|preferred language|working language|idioma|lengua|idioma preferido|idioma de preferencia",
    Meaning.TELEPHONE: (
        "telephone|phone|tel|telephone number|phone number|mobile|cell|cell phone|cellphone|mobile phone|mobile number|fax"
        "|whatsapp|contact number|telefono|numero de telefono|no de telefono|celular|movil|telefono movil|telefono celular"
        "|numero de celular|telefono de contacto|telefono oficina|telefono directo|num de telefono|no telefono|extension"
    ),
}
KNOWN = {word: meaning for meaning, words in WORDS.items() for word in words.split("|")}
BOTH = {frozenset({Meaning.GIVEN, Meaning.FAMILY}), frozenset({Meaning.NAME, Meaning.FAMILY})}
OF_WHOM = re.compile(
    r" (?:del?|de la|de los|de las|of|of the|of each) (?:\w+ )?(?:participante|funcionario|persona|delegado|delegada|integrante"
    r"|representante|invitado|asistente|miembro|participant|delegate|official|person|representative|member|attendee|guest)s?$"
)
# Quotation marks that show a cell torn at the wrong sign.
PIECE = re.compile(r'"\s*[;|,\t]\s*"')
ENDINGS = re.compile(r"\((?:s|es|a|as|os|o)\)|/(?:s|es|a|as|os|o)(?=$|\W)")
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
PARTS = re.compile(r"\s*[/|,&]\s*|\s+[-–—]\s+|\s+(?:y|e|and|u|o|or)\s+")
LATER = re.compile(r"segundo|second|middle|otros|other|materno|casada|maiden|tercer|2")
LONGEST = 200
# What is said of a column behind its heading, with which the heading means the same.
MANNER = re.compile(
    r" (?:tal )?como (?:aparece|figura|consta|esta|en)\b.*| as (?:it|they|in|shown|per|stated|written|on)\b.*| segun .*"
)
ABOUT = re.compile(r" (?:del?|en|dentro|que|para|of|in|at|within|for|held)\b.*")
WHATEVER_FOLLOWS = {Meaning.FUNCTION, Meaning.EMAIL, Meaning.TELEPHONE, Meaning.LANGUAGE}
# What also stands in a list's cells: alone it heads no column.
WEAK = frozenset(
    str.split("participante participant persona person funcionario official integrante asistente attendee")
)


def meaning_of(heading: str) -> Meaning:
    """What a heading says, in either language or both; `UNKNOWN` where nothing is understood."""
    text = ENDINGS.sub("", fold(heading))
    if not text or len(text) > LONGEST or heading.count('"') % 2 or PIECE.search(heading):
        return Meaning.UNKNOWN
    aside = [found.strip("()[] ") for found in ASIDE.findall(text)]
    bare = _bare(ASIDE.sub(" ", text))
    for tried in (_bare(text), bare):
        if found := _one(tried):
            return found
    parts = [_one(_bare(part)) for part in PARTS.split(ASIDE.sub(" ", text)) if part.strip()]
    return _of_parts([part for part in [*parts, *map(_one, map(_bare, aside))] if part])


def is_later(heading: str) -> bool:
    """Whether of two columns of given or of family names this one holds the second."""
    return bool(LATER.search(fold(heading)))


def is_role(heading: str) -> bool:
    """Whether a heading is the portal's own word for a role, which elsewhere means a function."""
    return _singular(_bare(fold(heading))) in {"funcion", "function"}


def is_weak(heading: str) -> bool:
    """Whether a heading is a word that may as well be what a cell says of a person."""
    return _singular(_bare(fold(heading))) in WEAK


def _of_parts(parts: list[Meaning]) -> Meaning:
    """What a heading of several parts says: two languages, or two things in one column."""
    told = list(dict.fromkeys(parts))
    if not told:
        return Meaning.UNKNOWN
    if frozenset(told[:2]) in BOTH:
        return Meaning.FAMILY_FIRST if told[0] == Meaning.FAMILY else Meaning.NAME
    if told[0] == Meaning.NAME and Meaning.FUNCTION in told:
        return Meaning.NAME_AND_FUNCTION
    return Meaning.EMAIL if Meaning.EMAIL in told else told[0]


def _one(text: str) -> Meaning | None:
    text = MANNER.sub("", text)
    for tried in (text, OF_WHOM.sub("", text)):
        for form in (tried, _singular(tried)):
            if form in KNOWN:
                return KNOWN[form]
    found = KNOWN.get(_singular(ABOUT.sub("", text)))
    return found if found in WHATEVER_FOLLOWS else None


def _bare(text: str) -> str:
    return " ".join(text.replace(".", "").replace("_", " ").strip(" :*•-\"'").split())


def _singular(text: str) -> str:
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in text.split())
