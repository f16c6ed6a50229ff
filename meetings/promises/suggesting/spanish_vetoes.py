"""What takes a Spanish cue back: words around it that make of a promise a report, a hope or a state."""

from meetings.promises.suggesting.rules import CORE_ONLY, PAST, Rules
from meetings.promises.suggesting.spanish_fragments import SPANISH_FRAGMENTS

_veto = Rules(SPANISH_FRAGMENTS).veto

SPANISH_VETOES = (
    _veto("rule_of_itself", "before", r"^\W*(?:\d+[.)] )?{of_itself}"
          r" $", "what a text says of its own force is promised by nobody",
          cues=frozenset(["regla_del_mandato", "caso_del_mandato"])),
    _veto("of_this_text", "after", r"\w+(?: \w+){0,3}? (?:en )?(?:registrar|plasmar|consignar|recoger|emitir|publicar|expedir"
          r"|formular|suscribir|adoptar|dejar constancia|dar a conocer)\b[^.;]{0,80}?\b(?:(?:este|esta|el presente|la presente|el"
          r" siguiente|la siguiente) (?:comunicado|declaración|documento|acta|texto)"
          r"|(?:el|la|lo) siguiente\W*$)", "what is agreed is the text itself",
          tenses=PAST),
    _veto("question", "sentence", r"^.*\?\W*$", "who asks promises nothing"),
    _veto("asked", "before", r"(?:cuánt[oa]s?|qué|cómo|quién(?:es)?|cuál(?:es)?"
          r"|dónde)\b[^,;:]*$", "a question inside the sentence"),
    _veto("not_done", "before", r"(?:no|nunca|ni|tampoco) (?:(?:se|nos) )?$", "not undertaken", tenses=PAST),
    _veto("works_so", "after", r"(?:se reúne|sesiona|informa|recibe|revisa) (?:(?:al menos|por lo menos) )?(?:una vez"
          r"|dos veces|tres veces"
          r"|cada|anualmente|trimestralmente|mensualmente|semanalmente|periódicamente)\b",
          "how a body that is there works is told, unless by its rules",
          cues=frozenset(["hace_ahora", "hace_en", "nombre_hace"])),
    _veto("told_that", "before", r"(?:señala|recuerda|observa|informa|explica|subraya|destaca|menciona|afirma|indica|apunta"
          r"|comenta)n? que [^;]*$",
          "what somebody tells of how things are",
          cues=frozenset(["hace_ahora", "hace_en", "nombre_hace", "y_hace"])),
    _veto("recalled", "before", r"(?:como|según|lo que|tal como|tal y como|conforme|recordaron que(?: \w+){0,5}) $",
          "refers to an earlier agreement", tenses=PAST),
    _veto("analysts", "sentence", r"^.*?, (?:según|de acuerdo con|a juicio de|en opinión de) (?:(?:los|las|el|la|algunos"
          r"|varios|fuentes|unos)"
          r" )?(?:analistas?|observadores|expertos|críticos|prensa|medios|fuentes|empresarios|encuestas|cálculos)\b|^.*?,"
          r" (?:advirti(?:eron|ó)|adviert(?:en|e)|opin(?:an|a|aron|ó)|estim(?:an|a|aron|ó)|pronostic(?:an|a|aron|ó)"
          r"|vaticin(?:an|ó)|calcul(?:an|ó))\b[^,.;]{0,60}[,.]",
          "said by the way by somebody who reports", tenses=frozenset(["future"])),
    _veto("of_itself", "before", r"^\W*(?:\d+[.)] )?{of_itself},? (?:no )?$",
          "what a text says of its own force is promised by nobody", tenses=frozenset(["future"])),
    _veto("others_envoy", "before", r"(?:representantes?|funcionari[oa]s?|director(?:a|es)?|jef[ea]) del? (?:la |los "
          r"|las )?{others}\b"
          r"[^,;:]{0,60}$",
          "who speaks for an organisation of others promises nothing for the parties", strengths=CORE_ONLY),
    _veto("believed", "before", r"(?:convicción|confianza|certeza|seguridad|esperanza|convencid[oa]s?|confiad[oa]s?|segur[oa]s?)"
          r" de que\b[^;]*$", "what somebody believes will be is no deed", tenses=frozenset(["future"])),
    _veto("gathering", "sentence", r"^.*?{meeting}[^;]{0,120}?,? (?:a )?(?:donde|la que|el que|al que)"
          r" (?:también )?(?:acudir|asistir|viajar|participar|concurrir|estar)án?\b",
          "who will come to a meeting is told of the meeting", tenses=frozenset(["future"]), strengths=CORE_ONLY),
    _veto("so_it_gets", "sentence", r"^\W*(?:con (?:ello|esto|eso|lo (?:cual|anterior)|(?:l[oa]s|est[eao]s?"
          r"|dich[oa]s?)(?: \w+){1,3}?)|de es[ta]\w+ (?:manera|modo|forma)"
          r"|así),? se "
          r"(?:reduc|mejor|facilit|agiliz|aument|fortalec|evit|permit|ahorr|acort|garantiz|asegur|increment|contribu|logr|elev)",
          "what comes of a deed is no deed", tenses=frozenset(["future"])),
    _veto("day_of_it", "before", r"(?:fecha|lugar|sede|hora|forma|modo|manera|medida) en (?:el|la|los|las) (?:que|cual(?:es)?)\b"
          r"[^,;:]*$", "the day on which something will be is no deed", tenses=frozenset(["future"]), strengths=CORE_ONLY),
    _veto("turns_into", "after", r"se (?:traducir|reflejar|plasmar|materializar)(?:á|án)\b",
          "what becomes of a result is no deed", tenses=frozenset(["future"]), strengths=CORE_ONLY),
    _veto("earlier_word", "before", r"(?:previamente|anteriormente|ya|recientemente|originalmente) (?:(?:se|nos) )?$",
          "reports an earlier promise", tenses=PAST),
    _veto("earlier_opening", "before",
          r"(?<![^,;])\s*(?:(?:en|durante) )?(?:(?:el|la|su|nuestra) )?(?:(?:mes|año|semana|verano|{meeting})"
          r" {past_meeting}|{past_meeting} (?:mes|año|semana|verano|{meeting}))[^;]*$|(?<![^,;])\s*(?:desde"
          r"|hace)\b[^;]*$|(?:el )?pasado (?:\d{1,2} de )?{month}[^;]*$",
          "'En la pasada cumbre se comprometieron': an earlier promise", tenses=PAST, strengths=CORE_ONLY),
    _veto("earlier_date", "after",
          r"(?:se |nos )?(?:han |ha |hemos )?\w+ (?:en|el) (?:pasado (?!lunes|martes|miércoles|jueves|viernes|sábado"
          r"|domingo)|mes de |{month}|\d|20\d\d)",
          "'se comprometieron en marzo a': an earlier promise", tenses=PAST),
)  # fmt: skip
