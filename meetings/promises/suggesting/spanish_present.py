"""The Spanish rules for what a party or its organ does, said in the plain present: "México presta dos cocinas hasta junio"."""

from functools import partial

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.patterns import any_of, word_set
from meetings.promises.suggesting.rules import Rules
from meetings.promises.suggesting.spanish_fragments import SPANISH_FRAGMENTS
from meetings.promises.suggesting.spanish_words import SPANISH_WORDS as WORDS

# The closed class of what is no deed, in the third person: being, having, seeing, holding a view, saying, feeling, growing.
STATES = word_set(
    """abarca aborrece abunda aconseja acuerda acusa admira advierte afirma agradece alaba alega alude ama apela aplaude
    aprecia apuesta argumenta asegura aspira atañe atrae atraviesa atribuye aumenta avala ayuda añora aúna busca
    carece causa celebra coincide combina comparte compite comprende comprueba concibe concierne concluye concuerda
    condena configura confirma confía congratula conmemora conoce considera consiste consta constata constituye
    contiene continúa contrae contrasta contribuye conviene corresponde crece cree critica cuenta cuesta cumple debe
    declara defiende define demanda demuestra denota denuncia depende desconoce describe desea desempeña destaca dice
    difiere disfruta disiente disminuye distingue distrae domina duda elogia encarna encomia encuentra enfatiza
    enfrenta engloba enorgullece entiende entraña envidia equivale es escucha espera estima está evidencia evoca
    excede exhorta exige existe explica exporta expresa extraña figura fundamenta genera goza gravita habita habla
    hace hay honra ignora ilustra impera implica importa impulsa incide incluye indica influye insiste inspira insta
    intenta interesa interpreta invita invoca juega justifica juzga lamenta limita llama llora logra manifiesta
    mantiene marca media menciona merece mira motiva muestra nace necesita niega nota obedece objeta observa obtiene
    ocupa ocurre odia ofende opina oye padece parece percibe permanece persigue pertenece pide piensa planea plantea
    pondera posee precisa predice prefiere preocupa presencia pretende prevé proclama procura produce prolifera
    pronostica propicia propone puede queda quiere radica reafirma recalca rechaza recomienda reconoce recuerda
    refiere refleja refuerza registra rehúsa reina reitera reivindica relata repite reporta representa reprueba
    requiere resalta reside respalda respeta resulta revela rige rinde rodea sabe saluda señala siente significa sigue
    simboliza sirve sobresale solicita son sorprende sostiene subraya subsiste sucede suele sueña sufre sugiere supera
    supone surge sustenta teme tiende tiene tolera trata une urge valora ve vela viola vislumbra visualiza vive"""
)
# These tell as often what is going on: they ask for a time ahead, or for how often.
HABITS = word_set(
    """acelera acoge acompaña actualiza actúa acude adopta afianza alienta ameniza amplía analiza apoya asiste atiende
    aumenta avanza cambia comenta comienza comparte compite concentra conserva consolida controla convoca coopera
    coordina crea cruza cuenta cuida cultiva da decide dedica desarrolla dirige discute educa ejecuta ejerce elige
    empieza emplea encabeza enriquece enseña entra escribe estimula estudia evalúa exige explora facilita favorece
    financia fortalece garantiza gestiona gobierna hace incorpora incrementa informa ingresa inicia intensifica
    intercambia invierte invita lanza lee lidera limita llega lleva maneja mantiene mejora mide moderniza monitorea
    muestra nombra ofrece opera organiza orienta participa pasa patrulla permite pone potencia preside previene
    procesa profundiza promueve protege prueba realiza reanuda recauda recibe recluta recoge redacta reduce regresa
    regula requiere retoma reúne sale sesiona sigue simplifica sirve somete supervisa toma trabaja trae transforma
    tutela usa utiliza va vela vende viaja vigila vincula visita vive vuelve"""
)
# Words with the ending of a verb that are none where a verb may stand, beside those that act.
_NO_VERB = (
    WORDS.actors
    | WORDS.bodies
    | WORDS.things
    | WORDS.prepositions
    | WORDS.determiners
    | WORDS.conjunctions
    | WORDS.before_noun
    | word_set(
        """además adonde agenda agente agricultura ahora ahí alcance allí alta ambas ambiente andina ante antes apenas aquí
    argentina asamblea así aunque avance ayer aún baja bajo balance base bien bilateral cada calle carta casi cerca
    cien ciencia cinco cincuenta clase clave como conforme conjunta conmigo contra corriente corta costa cuarenta
    cuatro cultura cumbre cuota de defensa dentro desde después deuda diez doble doce donde durante e economía ella
    empresa encuesta energía enlace entrada entre era eran escuela esta este etapa excepto familia fase fiesta
    filipina firme foto frecuente frente fue fuente fuera fueron fuerza gente grave guerra ha habrá había habían han
    hasta hombre hoy importante incluso industria infancia intercambio isla la larga latina le libre llave llegada
    luego línea madre mal materia mañana me mediante mesa mientras minería misma mixta mucha nave ni noche nombre
    norte nueva nueve nunca o occidente ocho ojalá oriente otra padre palestina para parte paz pena permanente pero
    pese plaza plena plenaria poca política porque posible presente previa primera propia propuesta provincia próxima
    puente pues puesta que quince quizá reciente república respuesta restante romance ruta sala salida se sea sean
    sede segunda seis semana siempre siete siguiente sino sobre tal tanta tarde tarifa te tercera tierra toda todavía
    torre treinta triple un una va valle van veinte vigente villa vuelta vía y ya zona área época última"""
    )
)


_FRAGMENTS = {
    **SPANISH_FRAGMENTS,
    "does": r"(?:{phrase}|(?:la|lo|las|los) (?!(?:{not_now})n?\b){third}(?= (?!(?:la|lo|los|las|el|una?)\b)\w)"
    r"|(?:(?:se|le|les) )?(?!(?:{not_now})n?\b){third}\b(?={thing}))",
    "dated_does": r"(?:{phrase}|(?:{clitic})?(?!(?:{not_by})n?\b){third}\b(?={thing}|{some}))",
    "clitic": "(?:se|la|lo|las|los|le|les) ",
    "phrase": r"(?:corren?(?= con )|(?:se )?hacen?(?= (?:cargo|entrega|frente|efectiv))|se encargan?(?= de )"
    r"|dan?(?= de (?:baja|alta))"
    r"|ponen?(?= [^.;]{3,80}?\b(?:a disposición|en (?:servicio|uso|marcha|operación|circulación)|al servicio))"
    r"|se ven?(?= (?:un|cada|los|el|en)\b)|mantienen? (?:\w+[ai]d|abiert)[oa]s?)",
    "third": r"(?:(?:env|reenv|ampl|gu|desv|f)ían?|financian?"
    r"|[a-záéíóúñ]+(?:(?<!í)(?<!ab)(?<!anci)(?<!enci)(?<!an)(?<!eñ)(?<!tec)(?<!ari)(?<!ori)(?<!iv)(?<!ad)(?<!id)(?<!os)an?"
    r"|(?<!nt)(?<!abl)(?<!ibl)(?<!ens)en?))",
    "not_now": any_of(STATES | HABITS | _NO_VERB),
    "not_by": any_of(STATES - HABITS | _NO_VERB),
    # Something bounded that it is done to, or something, if no other verb can be the sentence's.
    "thing": r" (?:el(?! \d)|la|los|las|una?|sus?|tod[oa]s?|cada|al|a (?:l[oa]s|sus?|tod[oa]s|ambas?)|otr[oa]s?|dos|tres"
    r"|cuatro|cinco|seis|siete"
    r"|ocho|nueve|diez|veinte|cuarenta|\d\S*)(?!\w)(?! (?:la|lo|las|los|se|le|les) \w+)",
    "some": r" (?!(?:y|e|o|u|ni|que|del?|como|más|no|se)\b)"
    r"(?![^;,]{0,80}?\b(?:\w{2,}(?:aron|ieron|ó)|será|serán|fue|fueron|es|son)\b)\w",
    # What makes of the verb a noun or of the sentence a view, a courtesy or a figure of how things are.
    "no_deed": r"(?! (?:nota\b|(?:es|son|fue|fueron|está|están|ha|han|había|debe|deben|puede|pueden|que|de(?! (?:baja|alta"
    r"|inmediato)\b)"
    r"|del|cómo|si)\b"
    r"|(?:(?:sus?|el|la|los|las|un|una|gran|mucha|especial|particular|alta|mayor|más|cordial(?:es)?|sincer[oa]s?) ){0,3}"
    r"(?:condolencias|felicitaciones|saludos?|cumplidos|agradecimientos?|gracias|homenaje|atención|importancia|énfasis|valor"
    r"|confianza|esperanzas?|prioridad|mensaje|señal(?:es)?|ejemplo|impresión|opinión|aumento|alza|motivo|testimonio|dudas?"
    r"|relaciones|lazos|vínculos|incremento|caída|crecimiento|oportunidad(?:es)?|nota de|parte en|cuenta|solidaridad|pésame"
    r"|satisfacción|posición|postura|compromiso|voluntad|papel|esfuerzos|presente que)\b"
    r"|(?:\w+ ){0,3}?(?:siguiente|este|esta|presente) (?:\w+ )?(?:comunicado|declaración|conclusiones|texto|acta|carta|nota"
    r"|informe|documento)\b"
    r"|(?:más de|casi|cerca de|alrededor de|unos|unas|aproximadamente|entre) (?:un |una )?(?:\d|mill|cien|mil|dos|tres|cuatro)"
    r"|(?:a )?(?:miles|cientos|millones|decenas|[\d.,]+ millones de (?!dólares|euros|pesos))\b"
    r"|(?:su|el|la) (?:carta|discurso|intervención|palabras|visita)\b"
    r"|[\d.,]+ (?:\w+ ){0,3}?(?:al|por|cada) (?:día|semana|mes|año)))"
    r"(?= [\w$\"\u00bf])",
    "ahead": r"(?:a más tardar|en el plazo de|dentro de|antes del? (?:fin|termin|conclu|próximo|\d)\w*|{regular}"
    r"|(?<=\|\x20){month}|(?:en"
    r"|desde|hasta|para|antes de|a partir de|durante|de) (?:el |la |los |las )?(?:\d{1,2} de )?"
    r"(?:principios de |finales de |fines de |mediados de )?{month}|próxim[oa]s?|hasta(?! ahora| la fecha)|desde (?:el|la|ahora"
    r"|mañana)"
    r"|a partir de|mañana|est[ea] (?:semana|mes|invierno|verano|primavera|otoño|año)|en (?:el|la) (?:primer|segund|tercer|cuart"
    r"|últim)\w*|antes de|un \w+ sí y otro no|cada dos \w+|(?:todos )?los (?:lunes|martes|miércoles|jueves|viernes)"
    r"|el (?:próximo )?(?:lunes|martes"
    r"|miércoles|jueves|viernes|sábado|domingo)|(?:esta|este) (?:semana|mes|trimestre|semestre)|de nuevo|cada (?:mañana"
    r"|noche|tarde|lunes|martes|miércoles|jueves|viernes|sábado|domingo)|gratis|sin costo|por"
    r" escrito|por su cuenta|a su costa|también los fines de semana|cuando (?:lo |la )?\w+|durante (?:\w+ ){1,2}?(?:días"
    r"|semanas"
    r"|meses|años)|en \w+(?: y \w+)? horas)\b",
}  # fmt: skip

# A clause is read no farther back than this: any word may be its verb.
_core = partial(Rules(_FRAGMENTS).core, reach=320)
_NOT_AFTER = (r"(?![^;:]*\b(?:del?|al?|el|la|los|las|una?|sus?|y|e|o|u|ni|para|por|con|sin|en|est[ea]|cada|sobre|ya|según"
          r"|hasta|desde"
              r"|entre|como|toda|cuya) $)")  # fmt: skip
# One clause from its beginning: an opening ("Desde el 1 de febrero"), a subject, an aside.
_CLAUSE = (r"(?:^|[;:|] |, (?:y|e|pero|mientras) |(?<=\w) y (?=el |la |los |las |(?-i:[A-ZÁÉÍÓÚ])))\W*(?:\(?\w{1,3}[.)] )?"
           r"(?![^;:]*\b(?:si|cuando|aunque|porque|pues|que|quien|quienes|cual|cuales|cuy[oa]s?|donde|como(?= (?:lo|se)\b)|qué"
           r"|cómo)\b[^;:]*$)"
           r"(?![^;:]*\b(?:ya|actualmente|tradicionalmente|normalmente|generalmente|habitualmente|todavía|suelen?|es|son"
           r"|está|están"
           r"|era|eran|fue|fueron|ha|han|había|habían|hay|será|serán|debe|deben|puede|pueden|podrá|podrán|quiere|quieren"
           r"|tuvo|tuvieron)\b[^;:,]*$)(?![^;:]*\b(?:\w{2,}(?:ó|aron|ieron|jeron|tuvo|puso)|hizo|dijo|dio|hubo|vino)\b[^;:]*$)"
           + _NOT_AFTER + r"[^;:]{1,160}?[\w,)] (?:no )?$")  # fmt: skip
_SECOND = _CLAUSE.replace(_NOT_AFTER, "").replace("[\\w,)] (?:no )?$", r"\w y $")
_STILL = r"(?![^.;]{0,160}\b(?:el (?:año|mes) pasado|la semana pasada|ayer|desde (?:hace|\d{4}))\b)"
_NO_PAST = r"(?![^;]{0,200}?\b\w{2,}(?:aron|ieron|ó)\b)"

SPANISH_PRESENT = (
    _core("hace_ahora", "present", Asks.PARTY, r"(?P<verb>{does})\b{no_deed}" + _STILL,
          "a party does it from now on", needs_before=_CLAUSE),
    _core("hace_en", "present", Asks.OFFICE, r"(?P<verb>{dated_does})\b{no_deed}(?=[^;]{0,200}?\b{ahead})" + _STILL + _NO_PAST,
          "a party does it at a time to come", needs_before=_CLAUSE),
    _core("en_hace", "present", Asks.OFFICE, r"(?P<verb>{dated_does})\b{no_deed}" + _STILL + _NO_PAST,
          "the same with the time before it",
          needs_before=r"^\W*(?:y |así )?{ahead}[^;:]{0,80}?" + _CLAUSE.replace(r"(?:^|[;:|] |", "(?:|", 1)),
    _core("nombre_hace", "present", Asks.PARTY,
          r"(?P<verb>(?:se )?(?!(?:{not_now})n?\b){third}\b(?= [a-záéíóúñ]+s\b)(?={some})){no_deed}" + _STILL,
          "somebody named does it to something",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?(?:el |la )?(?-i:[A-ZÁÉÍÓÚ])[\w.-]+ (?:(?:y |del? "
          r"|de la )?(?-i:[A-ZÁÉÍÓÚ])[\w.-]+ ){0,3}$"),
    _core("ningun_tal", "future", Asks.NOTHING, r"(?P<verb>(?:se )?[a-záéíóúñ]{2,}[ae])\b(?= [^.;]{2,90}?\b(?:hasta que|sin \w+"
          r"|antes de|mientras no|salvo que)\b)",
          "what nobody and nothing may do first",
          needs_before=r"(?:^|[;:|] )\W*(?:\(?\w{1,3}[.)] )?(?:ningún|ninguna) (?:\w+ ){1,6}?$"),
    _core("tiene_lugar", "present", Asks.NOTHING,
          r"(?P<verb>tienen? lugar|se celebran?|se realizan?|comienzan?|empiezan?|arrancan?|se inician?|se abren?"
          r"|se reanudan?)\b"
          r"(?=[^.;]{0,90}?\b(?:revisi(?:ón|ones)|reuni(?:ón|ones)|rondas?|sesi(?:ón|ones)|patrullajes?|patrullas?|cursos?"
          r"|campañas?"
          r"|trabajos|obras|inspecci(?:ón|ones)|fase|prueba|servicio|registro|entregas?|ejercicios?|talleres|taller|evaluación"
          r"|auditoría|capacitaci(?:ón|ones)|ensayo)\b)",
          "a thing of the parties' making that begins or is held at a time to come, the verb before it",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?{ahead}[^.;]{0,60}$"),
    _core("lugar_tiene", "present", Asks.NOTHING,
          r"(?P<verb>tienen? lugar|se celebran?|se realizan?|comienzan?|empiezan?|arrancan?|se inician?|se abren?"
          r"|se reanudan?)\b"
          r"(?=[^.;]{0,80}?\b{ahead})",
          "the same, the thing before its verb",
          needs_before=r"(?:^|[;:] )\W*(?:\(?\w{1,3}[.)] )?(?:el|la|los|las|una?|dos|tres|su) (?:primer[oa]?s? "
          r"|segund[oa]s? |próxim[oa]s?"
          r" )?(?:revisi(?:ón|ones)|reuni(?:ón|ones)|ronda|sesi(?:ón|ones)|patrullajes?|patrullas|curso|campaña|trabajos|obras"
          r"|inspecci(?:ón|ones)|fase|prueba|servicio|registro|entregas?|ejercicio|taller|evaluación|auditoría|capacitación)"
          r" (?:\w+ ){0,5}?$"),
    _core("ninguno_hace", "future", Asks.NOTHING,
          r"(?P<verb>{does}|(?!(?:{not_by})n?\b){third}|(?:cobra|exige|pide)n?)\b",
          "what none of them does, or no longer, is forborne",
          needs_before=r"(?:^|[;:] )\W*(?:\(?\w{1,3}[.)] )?(?:(?:ninguno|ninguna) (?:de (?:los|las) )?(?:\w+ ){0,3}?"
          r"|(?:el|la|los|las|nuestr[oa]s?|su) (?:\w+ ){1,4}?ya no (?:se )?)$"),
    _core("y_hace", "present", Asks.PARTY,
          r"(?<=\by\x20)(?P<verb>{does})\b{no_deed}(?= (?:el|la|los|las|una?|sus?|al?|tod[oa]s?|cada|allí|ahí|dos|tres"
          r"|cuatro|cinco|seis"
          r"|diez|\d))" + _STILL,
          "the second thing that the same party does", needs_before=_SECOND),
    _core("la_hace", "present", Asks.NOTHING,
          r"(?P<verb>(?:la|lo|las"
          r"|los) (?!(?:{not_by})n?\b){third})(?= (?!(?:de|en|por|para|con|que|se|como|a|al|y)\b)\w)"
          r"(?=[^;]{0,200}?\b(?:{ahead}|{staff}))",
          "the thing before its verb, and who does it behind", needs_before=r"(?:^|[;:] )\W*(?:el|la|los|las) (?:\w+ ){1,5}$"),
    _core("fila_de_plan", "present", Asks.NOTHING,
          r"(?P<verb>(?!(?:acci(?:ón|ones)|actividad(?:es)?|tareas?|qué|costos?|fuente)\b)[^|]{4,240}?) \|(?=.*\b{ahead}|.*\d)",
          "a row of a plan: what, by whom, by when", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("hacemos_en", "present", Asks.FIRST_PERSON,
          r"(?P<verb>(?!(?:estamos|somos|tenemos|creemos|reconocemos|esperamos|deseamos|consideramos|agradecemos|sabemos"
          r"|vemos|podemos|debemos"
          r"|queremos|necesitamos|seguimos|vivimos|compartimos|hablamos|fuimos|dimos|hicimos|vimos|tuvimos|estuvimos"
          r"|celebramos|saludamos"
          r"|invitamos|instamos|exhortamos|pedimos|proponemos|analizamos|discutimos|examinamos"
          r"|revisamos)\b)[a-záéíóúñ]{2,}(?:amos|emos|imos))\b"
          r"(?=[^.;]{0,160}?\b(?:próxim[oa]|mañana|a más tardar|antes de(?:l)? (?:fin|\d|próxim|{month})|desde (?:mañana"
          r"|el \d)|a partir de))",
          "what we do at a time to come"),
    _core("mantenemos", "present", Asks.NOTHING, r"(?P<verb>(?:mantenemos|conservamos|dejamos) (?:\w+[ai]d|abiert|cerrad"
          r"|libr)\w+)\b",
          "a state that we uphold by doing it", needs_before=r"^(?!.*\bque\b).*$"),
    _core("fila_con_rotulo", "present", Asks.NOTHING,
          r"(?P<verb>(?!(?:lugar|sede|hora|cuándo|fecha|presentes|tiempo|agenda|costos?|fuente"
          r"|notas?)\b)(?:\w+ ){0,2}\w+)\s*:(?= [^;]{3,160}?\b"
          r"(?:desde|hasta|a partir del?|a más tardar|antes del?|para) (?:el |fines de )?(?:próximo )?(?:\d{1,2} de {month}"
          r"|{month}|lunes|martes"
          r"|miércoles|jueves|viernes|sábado|domingo))(?!.*\b(?:es|son|está|están|ha|han|fue|fueron)\b)",
          "minutes name a thing and what holds for it from a day on", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("proxima_fila", "present", Asks.NOTHING,
          r"(?P<verb>(?:próxim[oa]|siguiente|segund[oa]|tercer[oa]?) (?:\w+ ){0,2}?(?:reunión|llamada|sesión|ronda|visita"
          r"|revisión|informe))\s*"
          r"(?::|\s\u2014|\s\|)(?= [^;]{0,80}?\d)", "where and when it goes on, as minutes have it",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("fila_de_calendario", "present", Asks.NOTHING,
          r"(?P<verb>(?:(?:para|desde|antes de|hasta) )?(?:el |la )?(?:(?:fines|finales|mediados|principios"
          r"|comienzos) de )?(?:\d{1,2} de )?{month}"
          r"(?: de(?:l)? \d{4}| \d{4})?(?: (?:a|y|-) [\w ]{1,22})?)\s*(?::|\s\u2014|\s-|\s\|)(?= \w)(?!.*\b(?:fue|fueron"
          r"|tuvo|\w{2,}(?:aron|ieron|ó))\b)",
          "a calendar names a day and what is done by then", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("cada_uno_hace", "present", Asks.NOTHING, r"(?P<verb>{does})\b{no_deed}" + _STILL,
          "what each of those who speak does from now on",
          needs_before=r"(?:^|[;:,] )\W*(?:y )?(?:con (?:este|ese|tal) fin,? |para ello,? )?cada (?:un[oa]|parte|gobierno"
          r"|delegación"
          r"|institución|instituto|servicio|ministerio|secretaría|estado|país|lado)(?: de (?:nosotros|ellos|ellas"
          r"|l[oa]s (?:\w+ )?\w+))? $"),
)  # fmt: skip
