"""The Spanish rules for promises that are not said with a verb of promising: deeds, charges, arrangements, assurances."""

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.rules import Rules
from meetings.promises.suggesting.spanish_fragments import SPANISH_FRAGMENTS

_core = Rules(SPANISH_FRAGMENTS).core

SPANISH_ACTS = (
    _core("instruir_a_propios", "past", Asks.NO_THING,
          r"(?P<verb>{has}?(?:pedido|solicitado|encargado|confiado|encomendado)|pidieron|pidió|pedimos|piden|solicit(?:aron|ó"
          r"|amos|an)"
          r"|confi(?:aron|ó|amos|an)|encarg(?:aron|ó|amos|an)){gap} al? (?:(?:sus?|nuestr[oa]s?) (?!(?:\w+ )?(?:socios"
          r"|donantes)\b)"
          r"[^,;.:]{2,60}?|(?:instituto|dirección|oficina|inspección|registro)\b[^;.:]{0,80}?) (?P<link>que|la (?:tarea"
          r"|elaboración)|el encargo)\b",
          "what is one's own is instructed, whatever it is called"),
    _core("se_encarga", "present", Asks.NOTHING,
          r"(?P<verb>se (?:encarga|encomienda|ordena|pide|solicita|instruye|mandata|confía|encargó|encomendó|ordenó|confió"
          r"|ruega))"
          r"{gap} (?:al?|que|la|el)\b",
          "the instruction without its giver"),
    _core("mandato_recibido", "past", Asks.NO_THING,
          r"(?P<verb>(?:{has}recibido|recib(?:ieron|ió|en|e)) (?:el |la |un |una )?(?:\w+ )?(?:instrucci(?:ón|ones)|mandato"
          r"|encargo|orden|tarea) (?:de|para)"
          r"|t(?:ienen?|enemos|endrán?) hasta (?:el |la |fin(?:es|ales)? de )?(?:[\w]+ ){1,5}?para|t(?:ienen?|enemos"
          r"|endrán?) (?:a su cargo|la"
          r" (?:tarea|encomienda) de)) {to_do}",
          "the instruction as its receiver tells it"),
    _core("queda_acordado", "past", Asks.NOTHING,
          r"(?P<verb>(?:qued(?:a|ó|aron|an)|fue|fueron) (?:acordad|convenid|decidid|establecid|pactad)[oa]s?) (?:que|{to_do}"
          r"|{creation})",
          "the passive hides the actors, not the undertaking"),
    _core("aceptar_que", "past", Asks.NO_THING,
          r"(?P<verb>acept(?:aron|ó|amos|an|a)|consient(?:en|e)|consentimos|consintieron|convien(?:en|e)|accedieron"
          r"|acced(?:emos|en)|admit(?:en|imos))"
          r"{gap} (?:en |a )?(?P<link>que)\b"
          r"(?![^;.]{0,60}\b(?:es|son|está|están|constituyen?|representan?|siguen?|sigue|fue|ha|han|existe|existen|hay)\b)",
          "leave given to the other side"),
    _core("resolver_que", "past", Asks.NO_THING,
          r"(?P<verb>resolv(?:ieron|ió|imos|emos)|resuelven?|{has}(?:resuelto|dispuesto|convenido(?: en)?)|dispusieron"
          r"|dispuso|determin(?:aron|ó|amos)|convien(?:en|e) en) (?P<link>que)\b"
          r"(?![^;.]{0,60}\b(?:es|son|está|están|constituyen?|representan?|requieren?|siguen?|sigue|fue|ha|han|existe|existen"
          r"|hay)\b)",
          "resolved that something be done"),
    _core("por_la_presente", "present", Asks.NO_THING,
          r"(?P<verb>(?:por (?:este medio|la presente|este acto)(?:, )? )?(?:design(?:amos|an|a)|nombr(?:amos|an|a)"
          r"|suprim(?:imos|en|e)|elimin(?:amos|an|a)"
          r"|destin(?:amos|an|a)|asign(?:amos|an|a)|reserv(?:amos|an|a)|exim(?:imos|en|e)|deleg(?:amos|an|a)"
          r"|ponen? a disposición|ponemos a disposición"
          r"|pus(?:o|ieron) a disposición))(?: {adverb})* (?:(?:a|al|el|la|los|las|una?|dos|tres|sus?|nuestr[oa]s?|hasta|más"
          r"|otros)\b|us\$|\$|\d)"
          r"(?! (?:duda|tiempo|atención|importancia)\b)",
          "done by saying so, in the present"),
    _core("cada_uno", "present", Asks.ACTOR,
          r"(?P<verb>designa|nombra|paga|sufraga|aporta|mantiene|envía|presenta|informa|comparte|cubre|contribuye|proporciona"
          r"|facilita|capacita|presta"
          r"|acoge|notifica|publica|abre|lleva|remite|entrega)\b",
          "what each side does from now on, said in the present",
          needs_before=r"(?:^|[,:;]|que|y)\W*cada (?:un[oa] de (?:\w+ ){1,3})?(?:[\w-]+ ){0,3}$"),
    _core("lanzar_ahora", "present", Asks.NO_THING,
          r"(?P<verb>(?:hoy|ahora|por (?:este medio|la presente)),? (?:{adverb} )?(?:lanzamos|establecemos|creamos"
          r"|instituimos|inauguramos|abrimos|ponemos en marcha)"
          r"|lanzamos|instituimos|inauguramos|ponemos en marcha|est(?:amos|án?) (?:\w+mente )?(?:lanzando|creando"
          r"|estableciendo|poniendo en marcha|abriendo))"
          r" (?:la|el|los|las|nuestr[oa]|una?|dos|tres|nuev[oa]s?)\b",
          "begun by saying so"),
    _core("se_constituye", "present", Asks.NOTHING,
          r"(?P<verb>se (?:acuerda|aprueba|constituye|crea|establece|instituye|conforma|designa|nombra|dispone|decide"
          r"|conviene|adopta|instala|lanza|suprime"
          r"|aprobó|constituyó|creó|instituyó|designó|instaló)n?) (?!(?:que )?(?:importancia|necesidad)\b)"
          r"(?:(?:en )?{to_do}|(?:el|la|los|las|una?|dos|tres|que)\b)(?![^.;]{0,40}\ben (?:el|los) (?:artículo|párrafo"
          r"|capítulo))",
          "done by saying so, without the doer",
          needs_before=r"^(?!.*\b(?:que|como|cuando|si|donde|según|cual|cuales) (?:\w+ ){0,4}$)"),
    _core("dar_suma", "present", Asks.NO_THING,
          r"(?P<verb>(?:destin|aport|asign|contribu|inviert|invert|don|otorg|reserv|entreg)(?:amos|imos|yen?|uimos|an|en|a|e)"
          r"|est(?:amos|á|án) (?:aportando|destinando|invirtiendo|donando)) (?:(?:otros|hasta|más|de|cerca|alrededor|unos"
          r"|casi|un total|adicionales) ){0,4}"
          r"(?:(?:us|usd)?\s?\$\s?\d|\d[\d.,]* (?:(?:mil|millones|millón) )*(?:de )?(?:dólares|euros|pesos|quetzales|lempiras))",
          "a sum given now"),
    _core("ofrecer_cosa", "past", Asks.NO_THING,
          r"(?P<verb>ofrec(?:en|e|ió|ieron|emos|imos)|{has}ofrecido|promet(?:en|e|ió|ieron|emos|imos)|garantiz(?:amos|an|a|ó"
          r"|aron))(?: {adverb})*"
          r" (?!(?:(?:su|sus|el|la|los|las|un|una|nuestr[oa]s?|más|sincer[oa]s?) ){0,3}(?:condolencias|felicitaciones"
          r"|agradecimiento|disculpas|opini(?:ón|ones)"
          r"|puntos?|comentarios|palabras|oportunidad(?:es)?|saludos|bienvenida|apoyo|solidaridad|visi(?:ón|ones)"
          r"|perspectivas?|respeto|paz|resistencia)\b)"
          r"(?:a [^,;.]{2,40}? (?:una?|el|la)\b|una?|el uso|dos|tres|sus?|\d|{to_do}|(?:\w+ )?gratuit\w+|intérpretes"
          r"|[a-z]+s gratuit\w+)",
          "a thing offered, promised or guaranteed"),
    _core("concertar_acuerdo", "past", Asks.NO_THING,
          r"(?P<verb>(?:suscrib|conclu|firm|celebr|concert|alcanz)(?:ieron|ió|aron|ó|amos|imos|en|an|yeron|yó)|optaron por"
          r"|llegaron a|se llegó a|adoptaron) (?:una?|el|la|los|dos|tres)"
          r" (?:\w+ ){0,2}?(?:acuerdos?|memorando|memorándum|arreglo|protocolo|convenio|carta de intención|tratado|pacto"
          r"|formulario|procedimiento|calendario|método)\b"
          r"[^;.]{0,60}?(?:(?P<link>para|de) {to_do}|en virtud del cual|por el (?:que|cual)|mediante el cual|que obliga|común"
          r"|conjunto)",
          "an agreement that says what will be done"),
    _core("texto_obliga", "present", Asks.NOTHING,
          r"(?:memorando|memorándum|acuerdo|arreglo|protocolo|plan|texto|declaración|carta|convenio) (?:\w+ )?(?P<verb>obliga"
          r"|compromete) (?:a )?(?:ambas|las|los|todas|cada|l[oa]s dos|nos)\b"
          r"[^;.]{0,60}? (?P<link>a)\b",
          "the text itself binds its parties"),
    _core("corresponde_a", "present", Asks.NOTHING,
          r"(?P<verb>(?:le |les )?correspond(?:e|erá|en|erán|ió)(?: a (?!ello|esto)(?:\w+ ){1,4}?)?"
          r"|toca(?:rá)? a (?:\w+ ){1,3}?|compete a (?:\w+ ){1,3}?)\s*{to_do}"
          r"|(?:tarea|labor|redacción|preparación|traducción|elaboración|coordinación|responsabilidad|organización"
          r"|secretaría)\b[^;.]{0,80}? (?P<verb_by>recae(?:rá)? en"
          r"|qued(?:a|ó|ará) a cargo de|queda en manos de|estará a cargo de|se (?:encarga|encomienda|confía) a)\b",
          "whose task it is"),
    _core("asumir_papel", "present", Asks.ACTOR,
          r"(?P<verb>asum(?:en|e|ieron|ió|imos|irán?) (?:la|el) (?:[\w]+ )?(?:presidencia|conducción|liderazgo|secretaría"
          r"|coordinación|tarea|dirección|redacción|organización)"
          r"|encabez(?:a|an|ará|arán) la (?:redacción|preparación|elaboración)|toma(?:n|rá|rán)? a su cargo)\b",
          "a part taken on"),
    _core("asegurar_que", "past", Asks.NO_THING,
          r"(?P<verb>(?:asegur|garantiz|confirm)(?:amos|aron|an|ó|a)(?: al? [^,;.]{2,50}?)?|d(?:amos|ieron|io"
          r"|an) (?:nuestra palabra|su palabra|(?:la )?seguridad(?:es)?|garantías) de)"
          r" (?P<link>que)\b[^;]{2,120}?\b(?:no )?(?:(?!(?:ser|estar|podr|habr|ayudar|depender|beneficiar|mejorar|crecer"
          r"|requerir|necesitar|permanecer|seguir|tendr)(?:á|án|ía|ían)\b)"
          r"[a-záéíóúñ]+(?:ar|er|ir|dr|br|rr)(?:á|án|ía|ían)|ser(?:á|án|ía|ían) \w+[oa]s?)\b",
          "an assurance of what will be done"),
    _core("fijarse_meta", "past", Asks.NO_THING,
          r"(?P<verb>(?:nos {has}?(?:fijado|propuesto|impuesto)|se {has}(?:fijado|impuesto)|nos fij(?:amos)|se fij(?:an|aron"
          r"|ó)) (?:el|la|como|un|una) (?:\w+ )?(?:objetivo|meta|plazo|tarea))\b",
          "a goal set to oneself"),
    _core("habremos", "future", Asks.NO_THING, r"(?P<verb>habremos \w+[aei]do|habrán \w+[aei]do|hemos de (?!ser\b"
          r"|estar\b){infinitive}|han de (?!ser\b|estar\b){infinitive})",
          "done by a day to come, or to be done"),
    _core("es_proposito", "present", Asks.NOTHING,
          r"(?P<verb>(?:(?:nuestr[oa]|su) (?:\w+ )?(?:intención|objetivo|meta|propósito|voluntad|plan|compromiso) es"
          r"|es (?:nuestr[oa]|su) (?:\w+ )?(?:intención|voluntad"
          r"|propósito|objetivo|meta|compromiso)|(?:el|la) (?:plan|objetivo|meta|intención|propósito) (?:común "
          r"|compartid[oa] )?es)) (?:(?P<link>que)\b|(?!ser\b|estar\b){to_do})"
          r"(?! (?:es|son|está|hay)\b)",
          "the intention as the subject of the sentence", needs_before=r"(?:^|[,;:.] |y )\W*$"),
    _core("aspirar_a", "present", Asks.FIRST_PERSON,
          r"(?P<verb>aspiramos a|confiamos en|esperamos(?! (?:con interés|que|ver|contar|poder|seguir)\b)"
          r"|queremos) (?:(?P<link>que)\b(?=[^;.]{0,80}?\b(?:antes|en {month}|para"
          r" (?:{month}|fin|20\d\d)|a más tardar))|(?!ver\b|seguir\b|contar\b){infinitive}(?=[^.;]{0,120}?\b{deadline}))",
          "hope with a day is intention"),
    _core("aprobar_plan", "past", Asks.NO_THING,
          r"(?P<verb>aprob(?:aron|ó|amos)|aprueban?|adopt(?:aron|ó|amos|an)) (?:el|la|los|las|una?|este|esta|sus?"
          r"|nuestr[oa]) (?:\w+ ){0,2}?(?:plan(?:es)?(?: de (?:acción|trabajo))?"
          r"|programas?|presupuestos?|hojas? de ruta|estrategias?|calendarios?|términos de referencia|lineamientos"
          r"|directrices)\b",
          "a plan approved is a plan to be carried out"),
    _core("habra", "future", Asks.NOTHING,
          r"(?P<verb>habrá) (?:una?|dos|tres|nuev[oa]s|más) (?:\w+ ){0,2}?(?:revisi(?:ón|ones)|reuni(?:ón|ones)|consultas?"
          r"|rondas?|sesi(?:ón|ones)|inspecci(?:ón|ones)|auditorías?"
          r"|patrullajes?|talleres|taller|intercambios?|evaluaci(?:ón|ones)|informes?|visitas?|registro)\b",
          "an arrangement without its actors",
          needs_before=r"^(?!.*\b(?:subray|destac|record|señal|observ|not)\w+ (?:\w+ ){0,3}que\b)"),
    _core("reunion_que", "future", Asks.NOTHING,
          r"(?:próxim[oa]|siguiente|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]) (?:[\w-]+ ){0,4}?{meeting},? (?:[^.;]{0,60}? )?"
          r"(?P<verb>(?:que|la cual) (?:\w+ ){1,3}?(?:acogerá|organizará|celebrará|convocará|será sede)|se (?:celebra|realiza"
          r"|lleva a cabo|reúne)|tiene lugar|a celebrarse|que (?:se celebrará|tendrá lugar))\b"
          r"|(?P<verb_by>ser(?:á|án)) (?:la )?(?:sede|anfitri(?:ón|ona|ones)) (?:de|del)\b",
          "where and when the actors meet again, told beside something else"),
    _core("etiqueta", "present", Asks.NOTHING,
          r"(?P<verb>(?:decisi(?:ón|ones)|acuerdos?|acci(?:ón|ones)|acordado|así acordado|seguimiento|próximos? pasos?"
          r"|compromisos?|tareas?|entregables?)(?: \d{1,2})?)"
          r"\s*(?::|\s\u2014)\s*(?=[\w(])",
          "minutes name what follows as decided", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("para_quien", "present", Asks.NOTHING, r"para (?:el |la |los |las )?(?P<verb>(?:\w+ ){0,3}?\w+)\s*:\s*(?={infinitive})",
          "minutes: for whom the task is", needs_before=r"^\W*$"),
    _core("reconocer_mutuamente", "present", Asks.NOTHING,
          r"(?<=,\x20)(?P<verb>(?:[\w]+ ){1,4}?(?:reconocen|aceptan|aplican|eximen|permiten|conceden|abren|suprimen))\b",
          "a rule that holds from a day on", needs_before=r"^\W*(?:a partir|desde) (?:de|del) [^,;.]{3,40}, $"),
)  # fmt: skip
