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
          r" (?:tarea|encomienda) de|(?:\w+ )?(?:instrucciones|órdenes|el encargo|el mandato) (?:de|para))) {to_do}",
          "the instruction as its receiver tells it"),
    _core("queda_acordado", "past", Asks.NOTHING,
          r"(?P<verb>(?:qued(?:a|ó|aron|an)|fue|fueron|está|estaba) (?:acordad|convenid|decidid|establecid|pactad|dispuest"
          r"|entendid|previst)[oa]s?) (?:que|{to_do}"
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
          r"|ponen? a disposición|ponemos a disposición|(?:ponen?|ponemos) a(?:l| su) servicio(?: de (?:\w+ ){1,4}?)?"
          r"|pus(?:o|ieron) a disposición))(?: {adverb})*(?: como \w+(?: de \w+| \w+)??)? (?:(?:a|al|el|la|los|las|una?|dos"
          r"|tres|sus?|nuestr[oa]s?|hasta|más"
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
          r"(?P<verb>se (?:acuerda|aprueba|constituye|crea|establece|instituye|conforma|designa|nombra|dispone|decide|prohíbe"
          r"|prorroga|resuelve"
          r"|conviene|adopta|instala|lanza|suprime|habilita|faculta|autoriza"
          r"|aprobó|constituyó|creó|instituyó|designó|instaló)n?)(?: {adverb})*+ (?!(?:que )?(?:importancia|necesidad)\b)"
          r"(?:(?:en )?{to_do}|(?:el|la|los|las|una?|dos|tres|que)\b)(?![^.;]{0,40}\ben (?:el|los) (?:artículo|párrafo"
          r"|capítulo))",
          "done by saying so, without the doer",
          needs_before=r"^(?!.*\b(?:que|como|cuando|si|donde|según|cual|cuales) (?:\w+ ){0,4}$)"),
    _core("dar_suma", "present", Asks.NO_THING,
          r"(?P<verb>(?:destin|aport|asign|contribu|inviert|invert|don|otorg|reserv|entreg)(?:amos|imos|yen?|uimos|an|en|a|e)"
          r"|est(?:amos|á|án) (?:aportando|destinando|invirtiendo|donando)) (?:(?:otros|hasta|más|de|cerca|alrededor|unos"
          r"|casi|un total|adicionales) ){0,4}"
          r"(?:(?:us|usd)?\s?\$\s?\d|\d[\d.,]* (?:(?:mil|millones|millón) )*(?:de )?(?:dólares|euros|pesos|quetzales"
          r"|lempiras))",
          "a sum given now"),
    _core("ofrecer_cosa", "past", Asks.NO_THING,
          r"(?P<verb>ofrec(?:en|e|ió|ieron|emos|imos)|{has}ofrecido|promet(?:en|e|ió|ieron|emos|imos)|garantiz(?:amos|an|a|ó"
          r"|aron))(?: {adverb})*"
          r" (?!(?:(?:su|sus|el|la|los|las|un|una|nuestr[oa]s?|más|sincer[oa]s?) ){0,3}(?:condolencias|felicitaciones"
          r"|agradecimiento|disculpas|opini(?:ón|ones)"
          r"|puntos?|comentarios|palabras|oportunidad(?:es)?|saludos|bienvenida|apoyo|solidaridad|visi(?:ón|ones)"
          r"|perspectivas?|respeto|paz|resistencia|declaraci(?:ón|ones)|conferencia|entrevista|rueda|recepción|almuerzo|cena"
          r"|detalles|panorama)\b)"
          r"(?:a [^,;.]{2,40}? (?:una?|el|la)\b|una?|el uso|dos|tres|sus?|\d|{to_do}|(?:\w+ )?gratuit\w+|intérpretes"
          r"|(?:asistencia|ayuda|cooperación) (?:\w+ )?para {to_do}|[a-z]+s gratuit\w+)",
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
    _core("texto_encarga", "present", Asks.NOTHING,
          r"(?:acuerdo|declaración|documento|texto|resolución|acta|plan|comunicado) (?P<verb>encomienda|encarga|instruye|ordena"
          r"|mandata) (?:a|al|a (?:los|las|la|sus?)) (?:\w+ ){0,3}?{staff}",
          "the text itself gives the task to one's own officials"),
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
          r"(?P<verb>(?:nos {has}?(?:fijado|propuesto|impuesto|trazado|puesto)|se {has}(?:fijado|impuesto|trazado|puesto)|nos"
          r" (?:fij|traz)amos|se (?:fij|traz)(?:an|aron"
          r"|ó)|se (?:puso|pusieron)|nos pusimos) (?:(?:el|la|las|los|como|un|una) )?(?:\w+ )?(?:objetivo|meta|plazo"
          r"|tarea)s?)\b",
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
          r"(?P<verb>aspiramos a|confiamos en|esperamos(?! (?:con interés|que|ver|contar|poder|seguir|trabajar|colaborar"
          r"|continuar|profundizar)\b)"
          r"|queremos) (?:(?P<link>que)\b(?=[^;.]{0,80}?\b(?:antes|en {month}|para"
          r" (?:{month}|fin|20\d\d)|a más tardar))|(?!ver\b|seguir\b|contar\b){infinitive}(?=[^.;]{0,120}?\b{deadline}))",
          "hope with a day is intention"),
    _core("aprobar_plan", "past", Asks.NO_THING,
          r"(?P<verb>aprob(?:aron|ó|amos)|aprueban?|adopt(?:aron|ó|amos|an)) (?:el|la|los|las|una?|este|esta|sus?"
          r"|nuestr[oa]) (?:\w+ ){0,2}?(?:plan(?:es)?(?: de (?:acción|trabajo))?"
          r"|programas?|presupuestos?|hojas? de ruta|estrategias?|calendarios?|términos de referencia|lineamientos"
          r"|directrices|serie de (?:\w+ )?(?:acuerdos|medidas|acciones))\b"
          r"|(?P<verb_by>aprob(?:aron|ó|amos)) {to_do}",
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
    _core("queda_hecho", "present", Asks.NOTHING,
          r"(?P<verb>(?:qued(?:a|an|ó|aron)|dej(?:an|amos|aron)|d(?:an|amos|ieron) por) (?:(?:por la presente|formalmente"
          r"|desde hoy|así) )?"
          r"(?:instituid|cread|constituid|instalad|suprimid|abolid|designad|nombrad|prohibid|derogad|facultad|autorizad"
          r"|encargad|exent|eximid"
          r"|prorrogad|conformad|integrad|inaugurad|iniciad|obligad)[oa]s?)\b(?! por\b| (?:en el|en la|de) (?:artículo"
          r"|párrafo|anexo))",
          "done by saying that it stands so", needs_before=r"^(?!.*\b(?:que|como|cuando|si|donde|según) (?:\w+ ){0,4}$)"),
    _core("enclitico", "present", Asks.NOTHING,
          r"(?P<verb>(?:(?:desígn|nómbr|encomiénd|apruéb|adópt|acuérd|declár|fíj|facúlt|ordén|suprím|prohíb|asígn|destín"
          r"|otórgu?|concéd|exím|refórm|incorpór|intégr|confórm|habilít|instál|iníci|ábr|remít|renuév|confiér|transfiér"
          r"|exceptú|constitúy|institúy|instrúy|atribúy|encárgu?|prorrógu?|delégu?|derógu?|oblígu?)[ae]"
          r"|cré(?:a|e)|establé(?:ce|zca)|dispón(?:e|ga)|autorí(?:za|ce)|garantí(?:za|ce)|convó(?:ca|que)|modifí(?:ca|que)"
          r"|póng?(?:a|e)|manténga|extiénda|presénte|eléve|realíce|elabóre|publíque|notifíque|aplíque)n?se)\b",
          "the wording of resolutions, 'créase': the verb opens and its doer is not said",
          needs_before=r"(?:^|[.;:] )\W*(?:\(?\w{1,3}[.)]-? )?$"),
    _core("decision_nominal", "present", Asks.NOTHING,
          r"(?P<verb>(?:(?:nuestr[oa]|su|el|la) )(?:\w+ )?(?:decisión|compromiso|determinación|promesa|obligación|acuerdo"
          r"|propósito|intención))"
          r" (?P<link>de) {to_do}(?![^.;]{0,200}\b(?:es|son|está|ha|han|fue|sigue|permanece|constituye|refleja|requiere"
          r"|demuestra|\w+ó|\w+[ai]ron)\b)",
          "a decision as an item of what is declared", needs_before=r"^\W*(?:\(?\w{1,3}[.)]-? )?$"),
    _core("corre_por", "future", Asks.NOTHING,
          r"(?P<verb>corr(?:erá|erán|en|e) (?:por|a) (?:cuenta|cargo)|ser(?:á|án) por cuenta|qued(?:a|an|ará|arán) a cargo"
          r"|ser(?:á|án) (?:responsabilidad|obligación|tarea)|est(?:á|án|ará|arán) a cargo|(?:son|es) (?:responsabilidad"
          r"|obligación))"
          r" (?:del |de (?:(?:la|los|las|cada|ambas|ambos) )?)(?:\w+ ){0,1}?(?:{staff}|partes?|gobiernos?|estados?"
          r"|país(?:es)?|municipios?|presidencia|anfitri)",
          "whose task or whose cost it is"),
    _core("estar_obligado", "present", Asks.ACTOR,
          r"(?P<verb>(?:est(?:á|án|ará|arán)|qued(?:a|an|ará|arán)|se (?:encuentra|encuentran|hallan?)) obligad[oa]s?"
          r"|t(?:ienen?|endrán?) (?:la|por)"
          r" obligaci(?:ón|ones)(?: de)?|(?<=parte\x20)deben?|(?<=partes\x20)deben) (?:a )?(?:(?P<link>de) )?{to_do}", "what"
          " a text obliges its parties to"),
    _core("plazo_para", "present", Asks.NO_THING,
          r"(?P<verb>(?:(?:nos|se) )?d(?:amos|imos|an|ieron|io)(?: al? [^,;.]{2,40}?)? (?:un plazo|hasta|\w+ (?:días|meses"
          r"|semanas|años))|(?:cont(?:ará|arán)"
          r" con|disp(?:ondrá|ondrán) de|tendrán?|tienen?|fij(?:aron|ó|amos)(?: al? [^,;.]{2,40}?)?) (?:un )?(?:plazo"
          r"|término)(?: \w+)? de [^,;.]{2,40}?)"
          r"[^,;.]{0,40}? (?P<link>para) (?:que|{infinitive})", "a time given in which to do it"),
    _core("dar_inicio", "past", Asks.NO_THING,
          r"(?P<verb>d(?:amos|an) (?:inicio|comienzo) a|pon(?:emos|en) (?:fin|término) a|hac(?:emos|en) entrega de"
          r"|renunci(?:amos|an)"
          r" a|desist(?:imos|en) de|prorrog(?:amos|an|aron) (?:el|la|los|las|por)|prohib(?:imos|ieron) |prohíben )"
          r"(?! (?:la|los|las) (?:sesi|reuni|conversaciones|trabajos|cumbre))", "begun, ended or given by saying so"),
    _core("emplazarse", "present", Asks.NO_THING,
          r"(?P<verb>(?:nos|se) (?:emplaz(?:amos|an|aron)|cit(?:amos|an|aron)|d(?:amos|an|ieron) cita)) (?P<link>para|en|el)\b",
          "a day on which the actors meet again"),
    _core("texto_crea", "present", Asks.NOTHING,
          r"(?:memorando|memorándum|acuerdo|arreglo|protocolo|declaración|convenio|instrumento|resolución) (?:\w+"
          r" ){0,2}?(?P<verb>establece|crea|instituye"
          r"|constituye|instaura) (?:una?|dos|el|la) (?:\w+ ){0,1}?(?:grupo|comité|comisión|fondo|mecanismo|programa|mesa"
          r"|registro|red|secretaría|consejo|centro)\b",
          "the text itself sets up a body"),
    _core("ofrecerse_sede", "past", Asks.NO_THING,
          r"(?P<verb>(?:se|nos) (?:ofre(?:ce|cen|ció|cieron|cemos)|postul(?:a|ó|amos|an)|ha ofrecido|han ofrecido|propon(?:e"
          r"|en)) (?:como|para ser|de))"
          r" (?:la |el )?(?:sede|anfitri|mediador|garante|coordinador)", "a part offered"),
    _core("comprometiendose", "past", Asks.NOTHING,
          r"(?<=[,;]\x20)(?:y )?(?P<verb>comprometiéndose|obligándose|acordando|conviniendo|decidiendo|resolviendo"
          r"|instruyendo|encomendando|encargando)"
          r"(?: {adverb})*(?: (?P<link>a|en|que)\b| {to_do})(?! la (?:\w+ )?{importance})",
          "said in the same breath as the main verb"),
    _core("quien_hace", "present", Asks.NOTHING,
          r"(?P<verb>{infinitive})(?! \w+ (?:es|son|será)\b)", "minutes and tables: who stands before what is to be done",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)]-? )?(?!(?:con|sin|en|para|por|a|al|tras|de|del|desde|hasta|según|como|asimismo"
          r"|además|objetivo|objetivos|meta"
          r"|finalidad|propósito|meta|metas|fin|ejemplo|nota|tema|asunto|objeto|alcance)\b)"
          r"(?-i:[A-ZÁÉÍÓÚÑ])[\w.-]*(?: [\w.-]+){0,5}(?: \([^)]{2,30}\))?\s*(?::|\||\u2014|-)\s+(?:\W)?$"),
    _core("habra_hecho", "future", Asks.ACTOR, r"(?P<verb>habrá \w+(?:ado|ido|to|cho)|ha de (?!ser\b|estar\b){infinitive})\b",
          "done by a day to come"),
    _core("etiqueta", "present", Asks.NOTHING,
          r"(?P<verb>(?:decisi(?:ón|ones)|acuerdos?|acci(?:ón|ones)|acordado|así acordado|seguimiento|próximos? pasos?"
          r"|compromisos?|tareas?|entregables?|(?:sede (?:y fecha )?de la )?próxim[oa] (?:reunión|encuentro|ronda|sesión"
          r"|cita)|fecha de la"
          r" próxima (?:reunión|ronda|sesión))(?: (?:n[úu]m\. |n\.º |no\. )?\d{1,2})?)"
          r"\s*(?::|\s\u2014)\s*(?=[\w(])(?!(?:ningun[oa]s?|nada|n/a|no (?:hubo|hay|se (?:tom|adopt|alcanz|acord)\w+)"
          r"|sin (?:\w+ )?(?:novedad|acuerdo|decisi|acci|cambio|compromiso|asunto|pendiente)\w*)\b)",
          "minutes name what follows as decided", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("para_quien", "present", Asks.NOTHING, r"para (?:el |la |los |las )?(?P<verb>(?:\w+"
          r" ){0,3}?\w+)\s*:\s*(?={infinitive})",
          "minutes: for whom the task is", needs_before=r"^\W*$"),
    _core("reconocer_mutuamente", "present", Asks.NOTHING,
          r"(?<=,\x20)(?P<verb>(?:[\w]+ ){1,4}?(?:reconocen|aceptan|aplican|eximen|permiten|conceden|abren|suprimen))\b",
          "a rule that holds from a day on", needs_before=r"^\W*(?:a partir|desde) (?:de|del) [^,;.]{3,40}, $"),
)  # fmt: skip
