"""The Spanish rules for what announces a commitment in so many words."""

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.rules import Rules
from meetings.promises.suggesting.spanish_fragments import SPANISH_FRAGMENTS

_core = Rules(SPANISH_FRAGMENTS).core

SPANISH_CORE = (
    _core("comprometerse_a", "past", Asks.NO_THING,
          r"(?P<verb>se (?:comprometen|compromete|comprometieron|comprometió|{has}comprometido|comprometían"
          r"|comprometía)|nos (?:comprometemos|comprometimos|{has}comprometido)|comprometiéndose|comprometiéndonos"
          r"|se (?:obligan|obliga|obligaron|obligó|{has}obligado)|nos obligamos)(?:{gap} (?P<link>al?)\b|\s*:)",
          "the plainest undertaking"),
    _core("asumir_compromiso", "past", Asks.NO_THING,
          r"(?P<verb>(?:asum(?:en|e|ieron|ió|imos)|adquir(?:ieron|ió|imos)|adquieren|contraj(?:eron|o|imos)|contraen|contraemos"
          r"|{has}(?:asumido|adquirido|contraído)|formul(?:aron|amos|an)|adopt(?:aron|amos|an)){gap} (?:el|los|la|una?"
          r"|las) (?:\w+ ){0,2}?(?:compromisos?|responsabilidad|obligaci(?:ón|ones)|deber|tarea))(?: siguientes)?(?:"
          r" (?P<link>de|para)\b|\s*:)",
          "the undertaking as a noun with its verb"),
    _core("acordar", "past", Asks.NO_THING,
          r"(?P<verb>acordaron|acordó|acuerdan|acordamos|acordando|{has}acordado|se (?:acordó|{has}acordado|acuerda"
          r"|acordaron)|pactaron|pactamos|concertaron|concord(?:aron|amos|ó)){gap}(?: {to_do}| {deed_noun}| (?P<link>en)"
          r" {to_do}| {creation}"
          r"| (?:mayor(?:es)?|más|una?|nuev[oa]s?|dos|tres) (?!(?:\w+ )?{importance})(?!vez\b|gran\b)[a-z]"
          r"| (?:el|la|los|las) (?!{importance})\w+(?:mientos?|ción|ciones|sión|siones|tura)\b"
          r"|\s*:)",
          "an agreed action"),
    _core("acordar_que", "past", Asks.NO_THING,
          r"(?P<verb>acordaron|acordó|acuerdan|acordamos|{has}acordado|se (?:acordó|{has}acordado|acuerda)"
          r"|convinieron(?: en)?|convenimos(?: en)?|decidieron|decidimos|{has}decidido|se (?:decidió|convino(?:"
          r" en)?)){gap} (?P<link>que)\b(?![^;.]{0,60}\b(?:es|son|está|están|constituyen?|representan?|requieren?"
          r"|siguen?|sigue|fue|ha|han|existe|existen)\b)",
          "agreed that something be done, unless what follows only says how things are"),
    _core("convenir_en", "past", Asks.NO_THING,
          r"(?P<verb>convinieron|convino|convienen|convenimos|{has}convenido|se (?:convino"
          r"|conviene|{has}convenido)){gap}(?:(?: (?P<link>en))? (?:{to_do}|{creation}|{deed_noun}|la siguiente)|\s*:)",
          "an agreed action"),
    _core("coincidir_en_hacer", "past", Asks.NO_THING,
          r"(?P<verb>coincidieron|coincidimos|coinciden|coincidió|concordaron|concordamos|quedaron|quedamos"
          r"|(?:estuvieron|estamos|están|se mostraron|se manifestaron) de acuerdo|{has}coincidido)(?: {adverb})*"
          r" (?P<link>en|para) (?!{view_infinitive}){to_do}",
          "agreeing to do is an undertaking; agreeing on an importance is soft"),
    _core("alcanzar_acuerdo", "past", Asks.NO_THING,
          r"(?P<verb>(?:alcanzaron|alcanzamos|llegaron a|llegamos a|lograron|logramos|{has}(?:alcanzado|llegado a|logrado))"
          r" (?:un|el|los siguientes)"
          r" (?:\w+ )?acuerdos?|hubo (?:\w+ )?(?:acuerdo|consenso)|(?:llegaron|llegamos) al acuerdo)(?:"
          r" (?P<link>para|de|sobre|en(?= {to_do}))\b|\s*:)",
          "an agreement to act"),
    _core("decidir", "past", Asks.NO_THING,
          r"(?P<verb>decidieron|decidió|decidimos|deciden|decide|{has}(?:decidido|resuelto)|se (?:decidió"
          r"|{has}decidido)|resolvieron|resuelven?|optaron por|optamos por|resolvimos"
          r"|resolvemos|resolvió|determinaron|establec(?:ieron|ió|imos)|dispusieron|dispuso|disponemos"
          r"|tom(?:aron|ó|amos) la decisión de|{has}(?:dispuesto|determinado)|se (?:resolvió|dispuso|determinó)){gap}(?:"
          r" {to_do}"
          r"| {creation}| {deed_noun}|\s*:)", "a decision to act"),
    _core("we_intend", "present", Asks.FIRST_PERSON,
          r"(?P<verb>pretendemos|prevemos|procuramos|nos proponemos|nos hemos propuesto|nos propusimos|proponemos"
          r"|planeamos|planificamos|buscamos|intentamos|contemplamos|esperamos poder|tenemos (?:previsto|planeado"
          r"|pensado|proyectado|(?:la|el) (?:\w+ )?(?:intención|propósito|objetivo) de|como (?:objetivo|meta"
          r"|propósito))|(?:es|sigue siendo) (?:nuestra|nuestro) (?:\w+ )?(?:intención|propósito"
          r"|objetivo|voluntad|compromiso|meta|determinación)|vamos a){gap} (?:de )?{to_do}",
          "intention in the first person"),
    _core("intend_that", "present", Asks.NO_THING,
          r"(?P<verb>pretende(?:mos|n)|prevemos|prevén|(?:nos|se) propone(?:mos|n)|plane(?:amos|an)|t(?:enemos|ienen)"
          r" (?:previsto|la (?:\w+ )?intención de)) (?P<link>que)\b",
          "intending that others of one's own do it"),
    _core("prever_acto", "present", Asks.ACTOR,
          r"(?P<verb>prevén|prevé|prevemos|planean|planea|planeamos|proyectan|proyectamos|programan|t(?:ienen?|enemos)"
          r" (?:previst|programad|planead)[oa]s?)"
          r"{gap} {deed_noun}", "a thing to be done, foreseen by those who will do it"),
    _core("they_intend_list", "present", Asks.ACTOR,
          r"(?P<verb>se proponen?|se comprometen?|prevén|prevé|pretenden?|planean?|procurarán?|tienen? (?:previsto|la"
          r" intención de))\s*:",
          "the same before a list"),
    _core("compromiso_es", "present", Asks.NOTHING,
          r"(?P<verb>(?:nuestr[oa]|su) (?:\w+ )?(?:compromiso|objetivo|meta|propósito|intención|promesa|plan|ambición)(?: \w+)?"
          r" (?:es|será|sigue siendo)) (?!ser\b|estar\b){to_do}",
          "the undertaking as the subject of the sentence"),
    _core("they_intend", "present", Asks.ACTOR,
          r"(?P<verb>pretenden?|prevén|prevé|procuran?|se proponen?|se propusieron|se han propuesto|proponen"
          r"|planean?|buscan|busca|contemplan?|tienen? (?:previsto|planeado|proyectado|(?:la|el) (?:\w+"
          r" )?(?:intención|propósito|objetivo) de|como (?:objetivo|meta|propósito))|tenían? (?:previsto|la"
          r" intención de)|van? a){gap} {to_do}",
          "intention in the mouth of an actor; 'medidas que buscan reducir' describes the measures"),
    _core("se_preve", "present", Asks.NO_THING,
          r"(?P<verb>se (?:prevé|tiene previsto|planea|contempla|proyecta)|está(?:n)? previst[oa]s?)(?:"
          r" {adverb})?(?: {infinitive}| {creation}| {deed_noun}| (?:la|el|una?) (?:\w+ )?(?:reunión)| (?P<link>que)\b)",
          "an arranged future action, told without its actors"),
    _core("we_intend_list", "present", Asks.FIRST_PERSON,
          r"(?P<verb>pretendemos|prevemos|procuramos|nos proponemos|proponemos|buscamos|tenemos (?:previsto|la"
          r" intención de))\s*:",
          "the same before a list"),
    _core("expresar_intencion", "past", Asks.NO_THING,
          r"(?P<verb>(?:expres|manifest|confirm|declar|señal|indic|comunic|anunci)(?:aron|amos|an|ó|a){gap} (?:su"
          r"|sus|nuestra|nuestras|la|una) (?:\w+ ){0,2}?(?:intención|intenciones|decisión|planes)(?: \w+)?)"
          r" (?P<link>de|para)\b",
          "a declared intention"),
    _core("fijar_meta", "past", Asks.NO_THING,
          r"(?P<verb>(?:fij|establec|traz|plante)(?:aron|ieron|amos|imos|emos|an|en) (?:la|el|como|una?) (?:\w+"
          r" ){0,2}?(?:meta|objetivo)) (?P<link>de)?\b", "a goal set"),
    _core("prometer", "past", Asks.NO_THING,
          r"(?P<verb>prometieron|prometió|prometemos|prometen|garantizamos|ofrecieron|ofreció|ofrecemos|se (?:ofreció"
          r"|ofrecieron|ofrecen?|avien?en?|avinieron|avino|allan?an?"
          r"|ha ofrecido|han ofrecido) a|nos ofrecemos a|nos avenimos a|aceptaron|aceptó|aceptamos|aceptan|{has}(?:prometido"
          r"|ofrecido"
          r"|aceptado)){gap}(?: {to_do}| (?:la|el|su) (?:\w+ )?(?:invitación|encargo|encomienda|tarea|mandato)\b[^,.;]{0,60}?"
          r" (?:de|para|a) {to_do}| (?P<link>(?<=garantizamos\x20)que)\b)", "an undertaking in"
          r" other words"),
    _core("anunciar", "past", Asks.NO_THING,
          r"(?P<verb>anunciaron|anunció|anunciamos|anuncian|anuncia|{has}anunciado|se anunció)\b(?!{done})", "a new"
          r" thing to be done"),
    _core("complacerse_en_anunciar", "present", Asks.NO_THING,
          r"(?P<verb>(?:(?:se complace(?:n)?|se complacieron|se complació|nos complacemos) en|(?:nos|les|le) (?:complace"
          r"|place|enorgullece|alegra|es grato)|t(?:ienen?|enemos|uvieron) el (?:\w+ )?(?:agrado|honor|gusto|placer) de"
          r"|est(?:amos|án?) (?:\w+ )?(?:orgullos|complacid|content)[oa]s? de|es un (?:honor|placer)) (?:anunciar|lanzar"
          r"|dar a conocer|acoger|establecer))\b(?!{done})",
          "announced with a courtesy before the verb"),
    _core("lanzar", "past", Asks.ACTOR,
          r"(?P<verb>lanzaron|lanzamos|lanzan|establecieron|establecemos|establecen|crearon|creamos|crean|instalaron"
          r"|instalamos|constituyeron|constituimos|constituyen|conformaron|conformamos|formaron|pusieron en marcha"
          r"|ponemos en marcha|ponen en marcha)(?: por la presente)? (?:una?|dos|tres|nuev[oa]s?|l[oa]s siguientes)\b",
          "a new body or programme"),
    _core("adoptar", "past", Asks.ACTOR,
          r"(?P<verb>adopt(?:amos|aron|an|ó|a)) (?:por la presente )?(?:el|la|los|las|una?|dos|tres) (?:\w+"
          r" ){0,2}?(?:plan(?:es)?|programas?|hojas? de ruta|estrategias?|lineamientos|código|protocolo|medidas|marco"
          r"|calendario|metas)\b", "a plan adopted is a plan to be carried out"),
    _core("unirse_para", "past", Asks.ACTOR,
          r"(?P<verb>(?:nos unimos|se unen|se unieron|(?:un|aún)(?:imos|en|ieron) (?:nuestr[oa]s |sus )?(?:fuerzas|esfuerzos)"
          r"|sum(?:amos|an|aron) (?:nuestr[oa]s |sus )?(?:fuerzas|esfuerzos))) (?P<link>para) (?!{view_infinitive}){to_do}",
          "acting together"),
    _core("quedar_a_cargo", "past", Asks.ACTOR,
          r"(?P<verb>qued(?:ó|aron|a|an) (?:a cargo|encargad[oa]s?|responsables?) de|asum(?:ió|ieron|imos|en|e)"
          r" (?:la responsabilidad|la tarea|el encargo) de) {to_do}", "a task taken on"),
    _core("proximos_pasos", "present", Asks.NOTHING,
          r"(?P<verb>(?:(?:próxim[oa]|siguiente|inmediat[oa])s? (?:pasos?|acci(?:ón|ones)|etapas?)"
          r"|(?:pasos?|acciones|medidas) (?:siguientes?"
          r"|inmediat[oa]s?|acordad[oa]s?)|camino a seguir)(?: (?!p[uo]d|debe)[\w-]+){0,8}?(?:, que)? (?:inclu(?:irán?"
          r"|yen?)|comprende(?:rán?|n)?"
          r"|consist(?:irán?|en?) en|(?:será|serán|es|son)(?=\s*:| {to_do}| (?:la|el) \w+(?:ción|miento)\b))"
          r"|entre (?:los (?:próximos pasos|pasos siguientes)|l[oa]s (?:\w+ )?(?:medidas|acciones|acuerdos|compromisos"
          r"|decisiones)"
          r" (?:\w+mente )?(?:adoptad|acordad|alcanzad|asumid|tomad|convenid|suscrit|firmad|lograd|anunciad|establecid"
          r"|pactad)[oa]s)"
          r",? (?:{adverb} )?(?:figuran?|están?|destacan?|se (?:incluyen?|cuentan?|encuentran?))"
          r"|(?:otro|uno) de los (?:puntos|acuerdos|compromisos|resultados) (?:que se (?:concertó|acordó|pactó|convino"
          r"|alcanzó|alcanzaron|acordaron|concertaron)|(?:acordad|pactad|convenid|concertad|alcanzad)os) (?:fue|es|será"
          r"|consiste en)(?= {to_do}))",
          "what comes next is going to be done"),
    _core("comprometido_a_entregar", "present", Asks.NO_THING,
          r"(?P<verb>(?:está|están|estamos) (?:{adverb} )?comprometid[oa]s?) (?P<link>a|con) (?:{deliver}"
          r"|{infinitive}(?=[^.;]{0,160}?\b{deadline})|(?:la|el) \w+ de\b(?=[^.;]{0,160}?\b{deadline}))",
          "'están comprometidos a' with a thing to deliver or a time; without them it is an attitude"),
    _core("exhortar_a_propios", "past", Asks.NO_THING,
          r"(?P<verb>(?:exhort|inst|invit|llam|autoriz|facult)(?:amos|aron|an|ó|a)|hac(?:emos|en) un llamado|hicieron un"
          r" llamado|hizo un llamado){gap} (?:a (?:sus?|nuestr[oa]s?) (?!(?:\w+ )?socios\b)(?:\w+ ){0,3}?{staff}"
          r"|al (?:grupo de trabajo|comité|secretariado)|a la (?:secretaría|comisión|copresidencia))",
          "a call on one's own ministers is an instruction; a call on others is none"),
    _core("instruir", "past", Asks.NO_THING,
          r"(?P<verb>instruyeron|instruyó|instruimos|instruyen|instruye|se instruyó|{has}(?:instruido|ordenado"
          r"|encomendado|encargado|mandatado|comisionado)|mandatan|comisionan|comisionamos|ordenaron|ordenó|ordenamos|ordenan"
          r"|encomendaron|encomendó|encomendamos"
          r"|encomiendan|encargaron|encargó|encargamos|encargan|mandataron|mandatamos|comisionaron)\b(?! por)",
          "an instruction to one's own officials"),
    _core("pedir_a_equipos", "past", Asks.NO_THING,
          r"(?P<verb>{has}(?:pedido|solicitado)|se (?:pidió|solicitó)|pidieron|pidió|pedimos|piden|solicitaron"
          r"|solicitó|solicitamos|solicitan)"
          r"{gap} (?:al|a (?:sus?"
          r"|los|las|la|nuestr[oa]s)) (?:\w+ ){0,3}?{staff}(?! de (?:(?:los|las|diez|dos|tres|otros|todos|varios) )*(?:países"
          r"|naciones"
          r"|empresas|organizaciones|bancos)\b)", "a request to one's own officials is an instruction"),
    _core("dar_instrucciones", "past", Asks.NO_THING,
          r"(?P<verb>(?:giraron|giró|giramos|giran|dieron|dio|damos|dimos|dan|impart(?:ieron|ió|imos|en)|emitieron"
          r"|{has}(?:girado|dado|impartido"
          r"|emitido)) (?:\w+ )?(?:instrucciones|órdenes))\b",
          "the same as a noun with its verb"),
    _core("comprometer_recursos", "past", Asks.ACTOR,
          r"(?P<verb>comprometen|compromete|comprometieron|comprometió|comprometemos) (?:\w+ ){0,3}?(?:us"
          r"|usd)?\s?\$?\s?\d",
          "a sum put on the table"),
    _core("we_will", "future", Asks.FIRST_PERSON,
          r"(?P<verb>(?:(?:nos|se|lo|la|los|las|le|les) )?{not_future}[a-záéíóúñ]+(?:ar|er|ir|dr|br|rr)emos)\b",
          "our future action"),
    _core("they_will", "future", Asks.UNDERTAKING,
          r"(?P<verb>(?:(?:se|le|les|lo|los|la|las) )?(?!teherán|terán)[a-záéíóúñ]+(?:ar|er|ir|dr|br|rr)án?)\b",
          "an actor's future action"),
    _core("acordar_condicional", "future", Asks.UNDERTAKING,
          r"(?P<verb>(?:se )?[a-záéíóúñ]+(?:ar|er|ir|dr|br|rr)ían?)\b", "the future of a report: agreed that X would",
          needs_before=r"(?:acord|decid|conv[ei]n|anunci|instru|comprom|inform|resolv|determin|señal|dij|afirm"
                r"|manifest|confirm|declar)\w*\b[^;]{0,200}?\bque\b"),
    _core("fijar_reunion", "present", Asks.NO_THING,
          r"(?P<verb>fijaron|programaron|convocaron|agendaron|calendarizaron|fijamos|programamos|se (?:fijó|programó|convocó"
          r"|agendó)"
          r"|confirm(?:aron|ó|amos) (?:la|las) (?:realización|celebración|fechas?)|convocamos)\b[^.;]{0,60}?{meeting}",
          "a meeting put into the calendar"),
    _core("proxima_reunion", "future", Asks.NOTHING,
          r"(?:próxim[oa]|siguiente|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|séptim[oa]|octav[oa]"
          r"|noven[oa]|(?:un|duo)?décim[oa]|vigésim[oa]|trigésim[oa]|[ivxl]{1,6}) (?:[\w-]+"
          r" ){0,4}?{meeting}[^.;]{0,80}? (?P<verb>se (?:celebrar|llevar|realizar|efectuar)(?:á|ía)|tendr(?:á|ía)"
          r" lugar|tendrá (?:por|como) sede|será en|está (?:prevista|programada|convocada|fijada))\b",
          "where and when the actors meet again"),
)  # fmt: skip
