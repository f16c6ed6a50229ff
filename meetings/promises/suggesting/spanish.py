"""The Spanish rules: what announces a commitment."""

from meetings.promises.suggesting.cues import Asks, Language
from meetings.promises.suggesting.patterns import compile_pattern
from meetings.promises.suggesting.rules import Rules
from meetings.promises.suggesting.spanish_acts import SPANISH_ACTS
from meetings.promises.suggesting.spanish_fragments import SPANISH_FRAGMENTS
from meetings.promises.suggesting.spanish_papers import SPANISH_CHARTER, SPANISH_PAPERS
from meetings.promises.suggesting.spanish_present import SPANISH_PRESENT
from meetings.promises.suggesting.spanish_soft import SPANISH_SOFT
from meetings.promises.suggesting.spanish_vetoes import SPANISH_VETOES
from meetings.promises.suggesting.spanish_words import SPANISH_WORDS

_core = Rules(SPANISH_FRAGMENTS).core

_CORE = (
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
          r" (?:\w+mente )?(?:adoptad|acordad|alcanzad|asumid|tomad|convenid|suscrit|firmad|lograd|anunciad)[oa]s)"
          r" (?:figuran?|están?|destacan?|se (?:incluyen?|cuentan?|encuentran?)))",
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

SPANISH = Language(
    code="es",
    words=SPANISH_WORDS,
    cues=_CORE + SPANISH_ACTS + SPANISH_PAPERS + SPANISH_PRESENT + SPANISH_SOFT,
    vetoes=SPANISH_VETOES,
    undertaking=compile_pattern(
        r"(?:comenzar|iniciar|empezar|arrancar|abrir|sesionar|rendir)(?:á|án|ía|ían)\b|entrar(?:á"
        r"|án) en|tendr(?:á|án) (?:list|terminad|preparad|concluid)[oa]s?\b|continuar(?:á|án) (?=en |hasta |el |la próxima)"
        r"|tendr(?:á|án|ía) lugar|dar(?:á|án) inicio|se (?:reunir"
        r"|celebrar|realizar|llevar|establecer|crear"
        r"|lanzar|instalar|aplicar|implementar|presentar|publicar|convocar|abrir|iniciar|comenzar|ampliar|extender"
        r"|constituir|conformar|organizar|destinar|asignar|pondr|desarrollar|ejecutar|definir|elaborar|adoptar"
        r"|compartir|revisar|informar|suscribir|firmar|finalizar|designar|nombrar|evaluar|efectuar|integrar|invitar"
        r"|continuar|dar|har|reforzar|intensificar|promover|impulsar|programar|utilizar|usar|cobrar|devolver|entregar|divulgar"
        r"|conservar|destruir|transferir|retirar|suprimir|eliminar|levantar|pagar|sufragar|financiar|construir|reparar"
        r"|capacitar"
        r"|contratar|traducir|notificar|examinar|supervisar|verificar|auditar|elegir|renovar|restablecer|reabrir|cerrar"
        r"|suspender"
        r"|modificar|aprobar|conceder|expedir|aceptar|permitir|eximir|separar|detener|deportar|denegar|distribuir|consultar"
        r"|tramitar"
        r"|recopilar|seleccionar)(?:á|án|ía|ían)\b|(?:ser(?:á|án|ía"
        r"|ían)|quedar(?:á|án)) (?:\w+mente )?(?:establecid|cread|lanzad|celebrad|realizad|implementad|ampliad"
        r"|presentad|puest|convocad|abiert|instalad|publicad|llevad|organizad|desplegad|anunciad|firmad|compartid"
        r"|destinad|asignad|definid|elaborad|revisad|extendid|constituid|examinad|utilizad|usad|devuelt|entregad|divulgad"
        r"|destruid"
        r"|transferid|retirad|suprimid|eliminad|levantad|pagad|sufragad|financiad|construid|reparad|capacitad|contratad"
        r"|traducid"
        r"|notificad|supervisad|verificad|auditad|elegid|renovad|reabiert|cerrad|suspendid|modificad|aprobad|concedid|expedid"
        r"|aceptad|eximid|separad|detenid|deportad|denegad|distribuid|consultad|evaluad|designad|nombrad|integrad)[oa]s?\b"
        r"|ser(?:á|án) (?:\w+mente )?\w+[oa]s?(?: [^.;,]{1,60}?)? {by_actor}"
        # "toda duda la resolverán los directores"
        r"|(?:la|lo|las|los) \w+rá?n? (?:(?:el|la|los|las|ambos|ambas) )+(?:{staff}|partes?|gobiernos?)"
        r"|se {office_deed}(?:á|án|ía|ían)\b|ser(?:á|án|ía|ían) (?:\w+mente )?{office_done}[oa]s?\b",
        SPANISH_FRAGMENTS,
        start="",
    ),
    effect=compile_pattern(
        r"(?<!no\x20)(?:se )?(?:permitir|facilitar|contribuir|ayudar|servir|beneficiar|complementar|representar|incluir"
        r"|comprender|constar|coadyuvar|propiciar|generar|ser|estar|tendr|quedar|permanecer|jugar|reducir|brindar"
        r"|dar|har|asistir|participar|mejorar|fortalecer|profundizar|aumentar|incrementar|asegurar|garantizar|acelerar|agilizar"
        r"|promover|fomentar|elevar|reforzar|estrechar|crecer)(?:á|án|ía|ían)\b",
        {},
        start="",
    ),
    state=compile_pattern(
        r"(?:se )?(?:ver(?:emos|á|án) (?:si|qué|cómo|quién)\b|(?:olvidar|recordar|ser|estar|podr|habr(?!\w+ de )|querr"
        r"|beneficiar|enfrentar|necesitar|requerir|depender"
        r"|ganar"
        r"|sufrir|contar)(?:á|án|ía|ían|emos)\b)|tendr(?:á|án|emos) (?:que|acceso|la oportunidad)|(?:seguir|continuar"
        r"|permanecer|mantendr)(?:á|án|emos) (?:\w+ )?(?:siendo|comprometid)",
        {},
        start="",
    ),
    assembly=compile_pattern(
        r"(?:la|el|esta|este) (?:reunión|conferencia|foro|asamblea|plenaria|cumbre) (?:{adverb} )*$",
        SPANISH_FRAGMENTS,
        start=r"(?<![\w ] )\b",
    ),
    organ=compile_pattern(
        r"(?:servicios?|oficinas?|centros?|delegaci(?:ón|ones)|puestos?|ventanillas?|aduanas?) (?:de (?:la |los |las )?\w+"
        r"|del \w+"
        r"|nacional(?:es)?|general(?:es)?|regional(?:es)?|consular(?:es)?|migratori[oa]s?|aduaner[oa]s?|postal(?:es)?"
        r"|mexican[oa]s?"
        r"|\w+(?:eñ[oa]|an[oa]|ense|in[oa])s?)(?: \w+)? (?:no )?$",
        {},
    ),
    deed=compile_pattern(
        r"(?:(?:expedir|emitir|nombrar|designar|publicar|firmar|presentar|distribuir|convocar|redactar|inspeccionar|capacitar"
        r"|informar|notificar|consultar|finalizar|desplegar|contratar|adquirir|realizar|efectuar)(?:á|án|ía|ían)|se (?:vender"
        r"|comprar|pagar|expedir|emitir|cobrar|entregar|distribuir)(?:á|án|ía|ían))\b",
        {},
        start="",
    ),
    dated_opening=compile_pattern(
        # "En marzo", "En Quito en 2020", "En la cumbre de enero", "Durante la sesión celebrada en mayo de 2024"
        r"(?:(?:en (?:(?-i:[A-ZÁÉÍÓÚÑ])[\w.'-]+ ){1,4})?(?:en|el)(?: mes de)?|(?:en|durante|al margen"
        r" de)(?=[^,;]{0,120}?\b{meeting})(?: [\w.'-]+){0,10}? (?:de|del|en)) (?:(?:(?P<day>\d{1,2}) de"
        r" )?(?P<month>{month})(?: del?)?(?: (?P<year>\d{4}))?"
        r"|(?P<year_alone>\d{4})\b)",
        SPANISH_FRAGMENTS,
        start=r"^\W*",
    ),
    ordinal=compile_pattern(
        r"(?:y )?(?:uno|dos|tres|cuatro|cinco|seis|siete|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]"
        r"|séptim[oa]|octav[oa]|noven[oa]"
        r"|décim[oa]|en (?:primer|segundo|tercer|cuarto|quinto|sexto|último) (?:lugar|término)|por último"
        r"|finalmente)\s*[,:]",
        {},
    ),
    ordinal_lead_in=compile_pattern(
        r":\s*(?:$|\(?\w{1,3}[.)])|\b(?:siguientes?|tareas|pasos|medidas|acciones|compromisos|puntos|elementos|áreas"
        r"|prioridades|pilares|ejes|frentes)\b",
        {},
        start="",
    ),
    item_opening=compile_pattern(
        r"\(?(?:(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]-?|\d{1,2}(?:\.\d{1,2})+) |[-\u2022*] |(?-i:[a-záéíóúñ])"
        r"|(?:[a-záéíóúüñ]+(?:ar|er|ir|ír)(?:se)? )",
        {},
        start="",
    ),
    of_itself=compile_pattern(r"\W*(?:\d+[.)] )?{of_itself}\b", SPANISH_FRAGMENTS, start=""),
    list_announcement=compile_pattern(
        r"^(?!.*\b(?:discut|examin|analiz|record|pod[rí]|present|inform|propon[eí]|propus|sugi|tom\w+ nota|consider|coment"
        r"|destac|subray|señal\w+ (?:los|las) )).*?\b(?P<what>siguientes? (?:\w+,? (?:[ye] )?){0,3}?(?:compromisos|acuerdos"
        r"|decisiones"
        r"|acciones|medidas|mandatos|resoluciones|hoja de ruta|calendario|plan))\b[^.;:]{0,90}:$",
        {},
        start="",
    ),
    commitment_heading=compile_pattern(
        r"(?:\d{1,2}[.)]? )?(?:(?:anexo|apéndice)(?: \w{1,4})?(?:[.:,]| -| \u2014) )?(?:[\w ]{2,30}(?::|\s\u2014"
        r"|\s-) )?(?:(?:nuestros|nuevos|principales|lista de|cuadro de|matriz de"
        r"|resumen de|los|las) )*(?:compromisos|acciones|matriz|resultados|anuncios|promesas(?: de contribuci(?:ón|ones))?"
        r"|tareas|qué (?:hace|hará|aporta|trae) cada (?:uno|quien|cual|país|parte|delegación)|quién \w+ qué|lo (?:logrado"
        r"|decidido|convenido|prometido)|acuerdos|próximos pasos|siguientes pasos"
        r"|plan(?:es)? de (?:acción|trabajo)(?: \d{4}(?:-\d{2,4})?)?|hoja de ruta|mandatos|resoluciones"
        r"|pasos (?:siguientes|a seguir)|(?:acciones|medidas) (?:acordadas|a seguir|de seguimiento)|(?:puntos|pasos)"
        r" acordados|lo acordado|(?:el )?camino a seguir|seguimiento|decisiones|entregables)(?: (?:alcanzados|asumidos"
        r"|adoptad[oa]s|conjuntos))?(?: (?:y|para|sobre|en materia de|de|del|hacia|al?|por) [\w ]{1,60})?(?:, (?:anexo"
        r"|apéndice)(?: \w{1,4})?| \((?:anexo"
        r"|apéndice)(?: \w{1,4})?\))?\s*:?$",
        {},
    ),
    numbered_text=compile_pattern(
        r"\W*(?:\(?\w{1,3}[.)] )?(?:el |la |los |las )?(?:resoluci(?:ón|ones)|decisi(?:ón|ones)|mandatos?|acuerdos?"
        r"|compromisos?|entregables?|plan(?:es)? de (?:acción|trabajo)) (?:n[úu]ms?\. |n\.º |no\. |números? )?"
        r"\d{1,4}(?:[/-]\d{1,4})?(?= [a-zñ(])",
        {},
        start="",
    ),
    table_label=compile_pattern(
        r"(?P<verb>a cargo del?(?= \w)|(?:responsables?|a cargo|encargad[oa]s?|líder|lidera|institución responsable|plazo"
        r"|fecha (?:límite|de entrega)|vencimiento|ejecuta|apoya|cumplimiento)(?=\s*:\s*\w))",
        {},
        start=r"(?:^\W*|[(;|\u2014]\s*)",
    ),
    told_item=compile_pattern(
        r"(?:desde|hasta la fecha|hasta ahora|en 20\d\d|en el pasado|entre)\b(?:[^.;]|\.\d)*?\b(?:ha|han|había|fue|fueron"
        r"|\w{2,}(?:aron|ieron))\b"
        r"|nadie |(?:el|la|los|las|nuestr[oa]s|ambos|ambas|más de|casi|est[oa]s) (?:\w+ ){1,4}?(?:se \w+ó|es|son|fue|fueron"
        r"|ha|han|comparten?|gozan?|datan?"
        r"|celebr(?:aron|ó)|tom(?:aron|ó) nota|conversaron|revis(?:aron|ó)|agradeci(?:eron|ó)|expres(?:aron|ó)"
        r"|reconoci(?:eron|ó))\b"
        r"|(?:costos?|presupuesto|fuentes?|notas?|observaciones|antecedentes|contactos?|véase|ver)\b\s*(?:[:(]|cuadro|anexo"
        r"|página)"
        r"|[^.;:]{2,90}?\b(?:cerró|terminó|ascendió|costó|tuvo|sumó|(?:estim|calcul|inform|advirti|señal|record)(?:ó|aron"
        r"|eron)|suelen?|normalmente|por lo general)\b",
        {},
        start=r"^\W*",
    ),
    charter_heading=compile_pattern(
        r"(?:\d{1,2}[.)]? )?.{0,40}?\b(?:términos de referencia|mandato (?:de|del)|reglas|reglamento|pautas|lineamientos"
        r"|directrices"
        r"|métodos de trabajo|modalidades|código de conducta|normas|protocolo|procedimientos?|carta complementaria"
        r"|estatutos?|memorando|memorándum|arreglo|convenio)\b",
        {},
        start="",
    ),
    charter_cues=SPANISH_CHARTER,
    heading_verb="compromisos",
    describing_chapeau=compile_pattern(
        r"(?:discutieron|conversaron|dialogaron|revisaron|destacaron|señalaron|reconocieron|incluyen?|tales como"
        r"|por ejemplo|incluía"
        r"|comprenden?|constan? de|se compone)\b[^:]{0,80}:?\s*$",
        {},
    ),
    hollow_chapeau=compile_pattern(
        r"(?:[\s,:]|\b(?:trabajar|trabajando|cooperar|colaborar|actuar|seguir|continuar|tomar|adoptar|implementar"
        r"|impulsar|emprender|realizar|llevar|cabo|avanzar|juntos|juntas|conjuntamente|estrechamente|de|manera|forma"
        r"|conjunta|coordinada|en|el|la|los|las|lo|a|al|largo|del|hemisferio|región|nuestra|siguientes?|nuev[oa]s"
        r"|concret[oa]s|específic[oa]s|áreas?|pasos?|acciones|medidas|compromisos|puntos|metas|objetivos|prioridades"
        r"|una?|serie|conjunto|para|por|con|que|y|e|fin|esfuerzos|sus|iniciativas|entre|sí|todos|países|ambos|tal"
        r"|inmediat[oa]s?|esto|ello|entre|particularmente|especialmente|particular|principalmente)\b)*",
        {},
        start="",
    ),
    tells_history=frozenset(["anunciar", "lanzar", "fila_de_calendario", "hace_en", "en_hace", "hace_algo_en"]),
    drops_subject=True,
    inherited_verb="{verb} (encabezado p{paragraph})",
)
