"""Spanish words about time."""

import re

from meetings.promises.suggesting.patterns import compile_pattern
from meetings.promises.suggesting.time_words import DuePattern, TimeWords

_FRAGMENTS = {
    "not_before": r"(?:más allá del?|después del?|con posterioridad al?|no antes del?|posteriormente al|pasado el)"
    r" (?:\d{1,2} de {month_name}(?: del? 20\d\d)?|{month_name} del? 20\d\d|(?:final(?:es)? de )?20\d\d)",
    "month": r"(?P<month>{month_name})\b",
    "month_name": r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
    r"|diciembre)",
    "day": r"(?:(?P<day>\d{1,2})(?:\.?[º°])?|primero)(?:\s?(?:-|al|y|a)\s*(?:el )?(?P<last_day>\d{1,2}))?(?!\d)",
    "year": r"(?P<year>20\d\d)\b",
    "number": r"(?P<number>\d{1,3}|{number_word}|una?|un)",
    "number_word": r"(?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|dieciocho|veinte|treinta"
    r"|cuarenta y cinco|cuarenta|sesenta|noventa)",
    "unit": r"(?P<unit>días?|semanas?|mes(?:es)?|años?)\b",
    "elsewhere": r"(?P<elsewhere> (?:siguientes |posteriores |contados )?(?:de|desde|después de|a partir de|tras|al?)l?"
    r" (?!(?:hoy|ahora|esta (?:reunión|fecha|declaración)|la (?:presente )?(?:reunión|fecha|declaración)(?!"
    r" de))\b)[^,;.]{1,80})",
    "before": r"(?:antes de|previo a|previamente a|en vísperas de|al margen de|en los márgenes de|en ocasión de|con"
    r" ocasión de)",
    "meeting": r"(?:reuni(?:ón|ones)|cumbre|conferencia|asamblea|sesi(?:ón|ones)|diálogo|ministerial|foro|rondas?"
    r"|encuentros?|consejo|congreso|comité|comisión|revisión|período de sesiones)\b",
    "occasion": r"(?:reunión|cumbre|conferencia|asamblea|sesión|ministerial|ronda|encuentro|congreso|aniversario"
    r"|COP\s?\d*|elecciones)\b",
    # What follows the meeting's name belongs to it up to a comma or a purpose.
    "rest": r"(?:\.(?=\w)|(?! (?:para|con el fin|a fin|con miras|así como|y (?:se|a|para)|los|las)\b)[^,;.:()])*",
    "season": r"(?:primavera|verano|otoño|invierno)\b",
}


def _due(name: str, kind: str, reads: str, pattern: str) -> DuePattern:
    return DuePattern(name, kind, reads, compile_pattern(pattern, _FRAGMENTS))


SPANISH_DUES = TimeWords(
    patterns=(
        _due("day_month", "date", "day", r"(?P<due>{day} de {month}(?:,? (?:del? )?{year})?)"),
        _due("iso_date", "date", "iso_day", r"(?P<due>{year}-(?P<month>\d\d)-(?P<day>\d\d))\b"),
        _due("month_year", "month", "month",
             r"(?P<due>(?:(?:principios|inicios|comienzos|mediados|fin|fines|final|finales|el transcurso) de"
             r" )?(?:mes de )?{month}(?: del?)? {year})"),
        _due("month", "month", "month",
             r"(?:en|para|durante|antes de|hasta|fines de|finales de|mediados de|principios de|próximo mes de"
             r"|próximo) (?:el mes de )?(?P<due>{month})(?!\s*\d)(?P<year>(?!))?"),
        _due("part_of_year", "month", "part_of_year",
             r"(?P<due>(?:el )?(?P<which>primer|segundo|tercer|cuarto|último) (?P<part>trimestre|semestre"
             r"|cuatrimestre) (?:del?) (?:{year}|(?:este |presente )?año))"),
        _due("end_of_year", "year_end", "year",
             r"(?P<due>(?:(?:a|para|antes de(?:l)?|hacia|hasta(?: el)?) )?(?:fin|fines|final|finales|cierre|término)"
             r" de(?:l)? (?:(?:este |presente |el )?(?:año )?{year}|(?:este |presente |el )?año(?P<next> próximo|"
             r" siguiente| entrante)?\b)|antes de que (?:termine|finalice|concluya) el (?:presente )?año)"),
        _due("before_year", "year_end", "year", r"(?P<due>(?P<before>antes de(?:l)?)(?: año)? {year})"),
        _due("by_year", "year_end", "year",
             r"(?P<due>(?:para|en|durante|hasta|hacia|a lo largo de)(?: el)?(?: año)? (?:principios de |mediados de"
             r" )?{year})"),
        _due("this_year", "year_end", "year",
             r"(?P<due>(?:(?:en|durante|dentro de|en el (?:curso|transcurso) de|más adelante|antes de que termine|a"
             r" lo largo de) )?(?:este (?:mismo )?año|el (?:presente|año en curso)(?: año)?|el (?P<next>próximo) año"
             r"|el año (?:próximo|entrante|que viene)))\b"),
        _due("within", "relative", "relative",
             r"(?P<due>(?:dentro de|en|durante|a más tardar (?:en|dentro de)|antes de(?: transcurridos)?) (?:(?:un"
             r"|el) (?:plazo|periodo|período|término|lapso)(?: máximo| no mayor| no superior)? (?:de|a) )?(?:los "
             r"|las |el |la )?(?:próxim[oa]s? |siguientes? |primer[oa]s? |aproximadamente |unos |unas )*(?:(?:\d+|un"
             r"|dos|tres)\s?(?:-|a|o)\s?)?{number}(?: \([\w\x20-]+\))? {unit}(?P<working> hábiles)?{elsewhere}?)"),
        _due("number_after", "relative", "relative",
             r"(?P<due>{number} {unit}(?P<working> hábiles)? (?:después de|a partir de|tras)(?:{elsewhere}| (?:hoy"
             r"|esta (?:reunión|fecha|declaración)|la (?:presente )?(?:reunión|fecha|declaración))))"),
        _due("next_unit", "relative", "next_unit",
             r"(?P<due>(?:el|la) (?=(?:próxim[oa] )?(?P<unit>semana|mes)\b)(?:próxim[oa] \w+(?! de)"
             r"|\w+ (?:próxim[oa]|entrante|que viene)))\b"),
        _due("season", "season", "nothing",
             r"(?P<due>(?:est[ea]|el próximo|la próxima|el|la) (?:próxim[oa] )?{season}(?: del? (?:20\d\d|este año"
             r"|próximo año))?)"),
        _due("next_meeting", "event", "nothing",
             r"(?P<due>(?:en|durante|para|hasta|{before})(?:l)? (?:(?:la|el|las|los|una|nuestra|su) )?(?:[\w-]+"
             r" ){0,3}?(?:próxim[oa]s?|siguientes?|futur[oa]s?|venider[oa]s?) (?:[\w.-]+ ){0,5}?{meeting}{rest})"),
        _due("before_event", "event", "nothing",
             r"(?P<due>{before}l? (?:(?:la|el|las|los|nuestra|su) )?(?:[\w.-]+ ){0,5}?{occasion}{rest})"),
        _due("phase", "duration", "nothing",
             r"(?P<due>(?:fase|etapa|programa|proyecto|período|periodo|plan)(?: piloto| inicial)* de (?:\d{1,3}"
             r"|{number_word}) (?:días|semanas|meses|años))"),
        _due("for_time", "duration", "nothing",
             r"(?P<due>(?:por|durante|a lo largo de) (?:un (?:periodo|período|plazo) de |los próximos |las próximas "
             r"|otros |al menos )?{number} {unit}(?: más| adicionales)?)"),
        _due("recurring", "continuous", "nothing",
             r"(?P<due>de (?:manera|forma) (?:permanente|continua|periódica|regular|anual|mensual|trimestral"
             r"|semestral|semanal)|(?:anual|mensual|trimestral|semestral|semanal|periódica|regular|permanente"
             r"|continua)mente|cada (?:(?:dos|tres|cuatro|seis|\d+) )?(?:días?|semanas?|mes(?:es)?|trimestre"
             r"|semestre|años?)|(?:una vez|dos veces|tres veces) (?:al|por) (?:año|mes|semana)|con regularidad|con"
             r" carácter (?:permanente|anual|periódico))\b"),
        _due("not_before", "not_before", "nothing", r"(?P<due>{not_before})"),
        _due("at_once", "none", "nothing",
             r"(?P<due>inmediatamente|de (?:manera|forma) inmediata|de inmediato|sin (?:más )?(?:demora|dilación"
             r"|tardanza)|a la (?:mayor )?brevedad(?: posible)?|lo antes posible|cuanto antes|tan pronto como sea"
             r" posible|en cuanto sea posible)\b"),
        _due("vague", "none", "nothing",
             r"(?P<due>en (?:el|un) futuro (?:próximo|cercano|inmediato)|próximamente|en el (?:corto|mediano) plazo"
             r"|a (?:corto|mediano|medio) plazo|en (?:los|las) (?:próxim[oa]s|siguientes) (?:días|semanas|meses"
             r"|años)|en breve|en su momento|oportunamente|pronto)\b"),
    ),
    not_before=compile_pattern("{not_before}", _FRAGMENTS),
    dates_something_done=re.compile(
        r"(?<!ser )(?<!sean )\b(?:anunciad|lanzad|firmad|suscrit|adoptad|celebrad|establecid|acordad|concluid"
        r"|alcanzad|organizad|aprobad|cread|emitid|publicad|iniciad|realizad)[oa]s?\s+(?:(?:en"
        r"|a)\s+[A-ZÁÉÍÓÚ][\w\x20]{1,40}?\s+)?(?:el\s+(?:pasado\s+)?|en\s+(?:el\s+mes\s+de\s+)?"
        r"|desde\s+)?(?:el\s+)?$|\b(?:desde|pasado|pasada)\s+(?:el\s+)?$|\b(?:reunión|cumbre|visita|declaración"
        r"|comunicado|acuerdo|memorando)\s+del?\s+(?:mes\s+de\s+)?$",
        re.IGNORECASE,
    ),
    months={
        "ene": 1, "feb": 2, "mar": 3, "abr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "sep": 9, "set": 9, "oct": 10,
        "nov": 11, "dic": 12,
    },
    numbers={
        "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
        "diez": 10, "once": 11, "doce": 12, "quince": 15, "dieciocho": 18, "veinte": 20, "treinta": 30, "cuarenta": 40,
        "cuarenta y cinco": 45, "sesenta": 60, "noventa": 90,
    },
    units={
        "día": "day", "días": "day", "semana": "week", "semanas": "week", "mes": "month", "meses": "month",
        "año": "year", "años": "year",
    },
    ordinals={"primer": 1, "segundo": 2, "tercer": 3, "cuarto": 4, "último": 4},
    year_parts={"trimestre": 3, "cuatrimestre": 4, "semestre": 6},
)  # fmt: skip
