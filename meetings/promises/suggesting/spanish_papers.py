"""The Spanish rules for papers that promise in their form: tables, charters, pledges, letters, words to the press."""

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.rules import Rules
from meetings.promises.suggesting.spanish_fragments import SPANISH_FRAGMENTS

_core = Rules(SPANISH_FRAGMENTS).core

SPANISH_PAPERS = (
    _core("cargo_del_mandato", "present", Asks.NOTHING,
          r"(?P<verb>(?:se )?(?:reúnen?|rota|rotan|pasan?|llevan?|mantienen?|atienden?|responden?|informan?|presentan?|remiten?"
          r"|envían?|publican?|revisan?|acogen?|proporcionan?|pagan?|cubren?|sufragan?|notifican?|distribuyen?|preparan?"
          r"|redactan?|actualizan?|emiten?|designan?|eligen?|renuevan?|elaboran?|contestan?|entregan?|rinden?|convocan?"
          r"|asignan?|nombran?|deciden?|alternan?|turnan?))(?=[^.;]{0,160}?\b{regular})",
          "what an office of the group does again and again or within days is its charge",
          needs_before=r"(?:^|[;:] )\W*(?:\(?\w{1,3}[.)] )?(?:el|la|los|las|sus?|cada|todos los|todas las) (?:\w+"
                r" ){0,2}?{office}"
          r"(?: del? (?:la |los |las )?(?:\w+ ){1,3}?)?\s+(?:\w+mente )?(?:[^.;]{3,90}? y )?$"),
    _core("disposicion_medida", "present", Asks.ACTOR,
          r"(?P<verb>(?:(?:est(?:á|án|oy|amos)|se (?:muestra|muestran|declara|declaran|encuentra|encuentran)) (?:dispuest|list"
          r"|preparad|anuent)[oa]s?|se (?:pone|ponen) a (?:la |su )?disposición|queda(?:n|mos)? a (?:la |su )?disposición"
          r"|nos ponemos a disposición)) (?P<link>a|para|de|en) (?!(?:discutir|considerar|conversar|dialogar|escuchar|cooperar"
          r"|colaborar|trabajar|apoyar|continuar|seguir|reanudar|ayudar|contribuir|explorar|examinar|analizar)\b)"
          r"(?=[^.;]{3,140}?\b(?:{measure}|{deadline}|sin costo|gratuitamente|de forma gratuita|sin cargo))",
          "readiness with a number or a day is an offer; without them it is an attitude"),
    _core("nadie_tendra_que", "future", Asks.NOTHING,
          r"(?P<verb>(?:nadie|ningun[oa]|ningún)\b[^;.]{0,90}?\b(?:tendrán? que|deberán?|habrán? de|necesitarán?|hará falta"
          r"|tienen? que|necesitan?))\b",
          "a duty lifted from a day on",
          needs_before=r"(?:^|[;:.] |que )\W*(?:(?:a partir|desde|después|una vez|cuando) [^;.]{2,60}, )$"),
    _core("dejara_de", "future", Asks.NOTHING,
          r"(?P<verb>dejar(?:á|án|emos|é) de (?!(?:ser|existir|estar|tener|lado)\b){infinitive}|ya no (?:se )?(?:ser(?:á|án)"
          r" (?:\w+mente )?)?(?:(?:cobr|exig|requer|ped"
          r"|aplic|deten|solicit|impon)\w*(?:á|án|emos|id[oa]s?|ad[oa]s?)))\b",
          "what ceases by the will of those who speak"),
    _core("habra_de", "future", Asks.NOTHING,
          r"(?P<verb>habrán? de {infinitive}|han? de (?=\w+(?:ar|er|ir)se\b|ser \w+[aio]d[oa]s?\b){infinitive})"
          r"(?! (?:reconocid|recordad|celebrad[oa]s? con|bienvenid|lamentad)[oa]?)",
          "what is to be done, whoever does it",
          needs_before=r"^(?!.*\b(?:si|cómo|cuándo|donde|qué|que|quien|porque|cuando) (?:\w+ ){0,8}$)"),
    _core("poner_fin_ahora", "present", Asks.ACTOR,
          r"(?P<verb>est(?:á|án|amos|oy) (?:\w+mente )?(?:poniendo (?:fin|término) a|suprimiendo|eliminando|aboliendo"
          r"|levantando"
          r"|duplicando|triplicando|cerrando|enviando|retirando|suspendiendo|entregando|poniendo a disposición|reduciendo))"
          r" (?:el|la|los|las|al|una?|nuestr[oa]s?|sus?|tod[oa]s?|dos|tres|\d)",
          "done by saying so, in the present, by those who speak"),
    _core("dar_dias", "past", Asks.NO_THING,
          r"(?P<verb>(?:(?:les|le|nos|se les) )?(?:{has}dado|dieron|dio|dimos|damos|dan|{has}fijado|fijaron|fijamos|concedieron"
          r"|concedimos))(?: a (?:sus?|nuestr[oa]s?|l[oa]s) (?:\w+ ){0,3}?{staff})? (?:hasta|un plazo|de plazo"
          r"|(?:\w+ ){1,2}?(?:días|semanas|meses|años?))\b",
          "a time given to one's own in which to do it"),
    _core("dejar_en_manos", "past", Asks.NOTHING,
          r"(?P<verb>se (?:dej(?:a|ó|an|aron)|remit(?:e|ió|en)|deleg(?:a|ó|an)|traslad(?:a|ó)|turn(?:a|ó))(?: (?:en manos de|a"
          r" cargo de|al? cuidado de|al?|en))(?:l)?) (?:(?:los|las|la|el|sus) )?(?:\w+ ){0,2}?(?:vice)?(?:{staff})"
          r"[^.;]{0,60}?(?:{infinitive}|(?:la|el) \w+(?:ción|miento|sión|tura))",
          "a matter handed to one's own officials"),
    _core("quedar_comprometido", "past", Asks.NO_THING,
          r"(?P<verb>qued(?:an|a|aron|ó|amos) (?:\w+mente )?(?:comprometid|obligad|emplazad|encargad)[oa]s?){gap}"
          r" (?P<link>a|de|en|para) {to_do}",
          "the undertaking as the state that it leaves"),
    _core("confirmo_que", "past", Asks.NOTHING,
          r"(?P<verb>(?:confirmo|aseguro|garantizo|anuncio|comunico|informo|hago saber|me complace (?:comunicar|informar"
          r"|anunciar"
          r"|confirmar)(?:le|les)?|puedo (?:confirmar|asegurar|anunciar)(?:le|les)?)(?: {adverb})*(?: a [^,;.]{2,30}?)?"
          r"(?: de)?) (?P<link>que)\b[^;]{2,120}?\b(?:[a-záéíóúñ]+(?:ar|er|ir|dr|br|rr)(?:á|án|emos))\b",
          "a letter says in the first person what will be done"),
    _core("aporte_consiste", "future", Asks.NOTHING,
          r"(?:contribución|aporte|aportación|parte|donación|participación|cuota)\b[^.;,]{0,50}? (?P<verb>(?:consistirá en"
          r"|será de|será(?= \w+ (?:mil|millones|dólares|euros|pesos|veh|camion|equip))|ascenderá a|tomará la forma de"
          r"|se destinará a|cubrirá|adoptará la forma de))",
          "what is given, told by its form"),
    _core("igualar_suma", "present", Asks.ACTOR,
          r"(?P<verb>aportan?|aportamos|igualan?|igualamos|duplican?|cofinancian?|adelantan?|completan?|ponen?|da|dan)"
          r" (?:una?|otro"
          r"|otra|cada|la mitad|el mismo|la misma|el doble|el monto|todo) (?:\w+ ){0,3}?(?:dólar(?:es)?|euros?|pesos?"
          r"|quetzal(?:es)?|contribuci(?:ón|ones)|suma|monto|cuota|costos?|gastos?|tarifa)\b",
          "a sum given now, measured by what others give"),
    _core("linea_de_promesa", "present", Asks.NOTHING,
          r"(?P<verb>(?:\d[\d.,]*|una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|quince|veinte|treinta|cuarenta"
          r"|cincuenta"
          r"|sesenta|medio)(?: (?:\w+ ){0,2}?(?:cientos|mil|millones|millón))?(?: de)?) (?:dólares|euros|pesos|libras"
          r"|francos|yenes"
          r"|quetzales|lempiras)\b",
          "minutes of a pledging session: who, and how much",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?(?-i:[A-ZÁÉÍÓÚÑ])[\w.' -]{2,50}\s*(?::|\u2014|-)\s+(?:(?:hasta|otros|un"
                r" total de"
          r"|unos|más de) )?$"),
    _core("dinero_nuevo", "present", Asks.NOTHING,
          r"(?P<verb>\d[\d.,]*(?: (?:mil|millones|millón))*(?: de)?) (?:(?:dólares|euros|pesos) )?(?:[a-záéíóú]+ )?(?:de |en"
          r" )?(?:(?:nuev|fresc|adicional)\w* (?:\w+ )?(?:financiamiento|fondos|recursos|dinero|apoyo|ayuda|créditos?)"
          r"|(?:financiamiento|fondos|recursos|dinero|apoyo|ayuda|crédito) (?:nuev|fresc|adicional)\w*|(?:adicionales|nuevos)"
          r" (?:para|en)\b)",
          "an item that opens with new money",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?(?:(?:hasta|otros|unos|más de) )?(?:US|USD)?\s?[$\u20ac]?\s?$"),
    _core("cosa_que_abrira", "future", Asks.NOTHING,
          r"(?P<verb>que (?:se )?(?:abrir|comenzar|iniciar|empezar|entrar|funcionar|operar|arrancar|reunir|inaugurar|instalar"
          r"|publicar|realizar|celebrar)(?:á|án))(?=[^.;]{0,60}?\b(?:en|a partir|antes|desde|el|para|cada|a más tardar)\b)",
          "an item that names a thing and when it starts",
          needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?(?:una?|el|la|los|las|dos|tres|cuatro|cinco|primer[oa]?s?|nuev[oa]s?|\d+)"
                r" (?!.*\b"
          r"(?:es|son|fue|fueron|ha|han|hay|está|están|\w{3,}(?:aron|ieron|emos|amos|imos|ó))\b)[^.;:]{2,140}?,? $"),
    _core("regla_para_todos", "future", Asks.NOTHING,
          r"(?P<verb>(?:se )?(?:conservan?|guardan?|pagan?|retienen?|almacenan?|cobran?|informan?|envían?|devuelven?|registran?"
          r"|notifican?|divulgan?|transfieren?|detienen?|comunican?|atienden?|responden?|examinan?|anotan?|destruyen?|borran?"
          r"|entregan?|exigen?|reciben? (?:la |una )?(?:respuesta|copia|constancia|acuse|notificación)|contestan?"
          r"|tramitan?))\b",
          "what holds for every case or for none is a rule",
          needs_before=r"(?:^|[;:] )\W*(?:\(?\w{1,3}[.)] )?(?:tod[oa]|cualquier|ningún|ninguna|cada) (?!(?:país|persona"
                r"|pueblo|nación|uno"
          r"|una|vez|día|año)\b)(?:\w+ ){1,6}?$"),
    _core("no_se_cobra", "present", Asks.NOTHING,
          r"(?P<verb>no se (?:cobran?|exigen?|piden?|divulgan?|conservan?|retienen?|detiene|aplican?|requieren?|devuelve"
          r"|guardan?))\b",
          "the same without a doer", needs_before=r"(?:^|[;:] )\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("hito", "present", Asks.NOTHING,
          r"(?P<verb>(?:para|antes de|a más tardar (?:en|el)|a finales de|a mediados de) [\w ]{3,30}?|(?:primer|segundo"
          r"|tercer|cuarto"
          r"|último) (?:trimestre|semestre) (?:de )?20\d\d)\s*(?::|\s\u2014|\s\u2013)\s*(?=\w)",
          "a road map names a day and what is there by then", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("por_cuenta_nuestra", "future", Asks.NOTHING,
          r"(?P<verb>(?:se )?(?!podrán?\b|serán?\b|habrán?\b|deberán?\b)[a-záéíóúñ]+(?:ar|er|ir|dr|br|rr)(?:á|án"
          r"|emos))\b(?=[^.;]{3,160}?"
          r"\b(?:por (?:nuestra|su) cuenta|por cuenta (?:nuestra|propia)|a (?:nuestro|su) (?:cargo|costa)|a (?:nuestra|su)"
          r" costa"
          r"|corriendo (?:nosotros|los gobiernos) con)\b)",
          "whoever does it, those who speak pay"),
    _core("preaviso", "present", Asks.NOTHING,
          r"(?P<verb>(?:avisa|avisan|lo comunica|lo comunican|lo notifica|lo notifican|notifica|da aviso|dan aviso|dará aviso))"
          r"(?= [^.;]{0,60}?\b(?:con|de) (?:\w+ ){1,3}?(?:días|semanas|meses)\b)",
          "how one leaves is part of what is agreed"),
    _core("concedido_hasta", "past", Asks.NOTHING,
          r"(?P<verb>se (?:le|les) (?:{has}(?:concedido|dado|otorgado|fijado)|concedió|concedieron|dio|otorgó|da|concede))"
          r" (?:hasta|un"
          r" plazo|plazo|(?:\w+ ){1,2}?(?:días|semanas|meses))\b",
          "a time given in which to do it"),
    _core("para_ello", "future", Asks.NOTHING,
          r"(?P<verb>(?!podrán\b|serán\b|habrán\b|deberán\b|estarán\b|tendrán\b|permitirán\b|contribuirán\b|ayudarán\b"
          r"|servirán\b)"
          r"[a-záéíóúñ]+(?:ar|er|ir|dr|br|rr)án)\b",
          "what those of the sentence before will do to that end",
          needs_before=r"^\W*(?:para (?:ello|tal(?:es)? (?:fin(?:es)?|efecto)|este fin|ese fin|lograrlo|conseguirlo)|con"
                r" (?:ese|este|tal)"
          r" (?:fin|propósito|objetivo|objeto)|a tal (?:fin|efecto)),? $"),
    _core("regla_del_mandato", "present", Asks.NOTHING,
          r"(?P<verb>no (?:se )?(?!(?:existen?|aplican?|afectan?|significan?|constituyen?|saben?|creen?|incluyen?|es|son|hay"
          r"|está|están"
          r"|fue|fueron|ha|han)\b)[a-záéíóúñ]{2,}(?:an?|en?)|se (?:limita|restringe|reserva)n? (?:a|al)|se (?!(?:compone"
          r"|basa|apoya|divide"
          r"|llama|trata|refiere|encuentra|halla|entiende|inspira|fund)\w*\b)[a-záéíóúñ]{3,}(?:an?|en?)|procuran|pasan?"
          r" a)\b(?! por última"
          r" vez)",
          "under the heading of rules the present tense commands"),
    _core("caso_del_mandato", "present", Asks.NOTHING,
          r"(?P<verb>(?:cuando|si|en caso de|siempre que|una vez) [^,.;]{3,90}), (?=[^.;]{3,90}\w)(?!\w+(?:aron|ieron)\b)",
          "the same, for a case", needs_before=r"^\W*(?:\(?\w{1,3}[.)] )?$"),
    _core("luz_verde", "past", Asks.NO_THING,
          r"(?P<verb>(?:dieron|dio|dan|damos|dimos|{has}dado) (?:(?:la|el|su|nuestr[oa]) )?(?:luz verde|visto bueno|aprobación"
          r"|consentimiento|conformidad) (?:a|para)|(?:descart|renunci)(?:aron|amos|an|ó|a) (?:a )?(?:tod[oa]|cualquier|una?"
          r"|el|la"
          r"|nuev[oa]s?|toda posibilidad)|retir(?:aron|amos|an|ó) (?:su|nuestra|la) (?:objeción|reclamación|demanda"
          r"|oposición))\b",
          "a yes or a no that binds whoever says it"),
    _core("promesa_de", "past", Asks.NOTHING,
          r"(?P<verb>con (?:la|el|una?) (?:\w+ )?(?:promesa|compromiso|acuerdo|entendimiento|seguridad)) (?P<link>de)"
          r" (?:que\b|{to_do})",
          "the promise beside the main verb",
          needs_before=r"(?:se (?:despid|separ)\w+|concluy\w+|termin\w+|cerr\w+|salieron|salimos|finaliz\w+"
                r"|regres\w+)\b[^;.]{0,60}? $"),
    _core("pueden_esperar", "present", Asks.NOTHING,
          r"(?P<verb>puede[ns]?(?: ustedes?)? (?:esperar|contar con) (?:de nosotros |de nuestra parte )?(?:una?|el|la"
          r"|nuestr[oa])"
          r" [^;.]{2,90}?\b(?:antes|en|dentro|para|a más tardar)\b)",
          "what those who are spoken to may expect is promised"),
    _core("asumir_cosa", "present", Asks.ACTOR,
          r"(?P<verb>asumen?(?: a su (?:costa|cargo)| por su cuenta)? (?:la|el|los|las) (?!(?:idea|riesgo|culpa)\b)\w+)\b",
          "what is undertaken, said as a noun"),
    _core("efecto_inmediato", "present", Asks.FIRST_PERSON,
          r"(?P<verb>[a-záéíóúñ]{3,}(?:amos|imos|emos))\b(?=[^;.]{0,90}?\s*(?:con efecto inmediato|con efecto (?:a|desde)|a"
          r" partir de"
          r" (?:hoy|ahora|este)|desde (?:hoy|ahora mismo|este (?:día|momento))))",
          "in force from the moment it is said"),
    _core("se_ha_indicado", "past", Asks.NOTHING,
          r"(?P<verb>se (?:ha|han) (?:pedido|indicado|ordenado|instruido|encargado|encomendado|solicitado|mandado)) (?:(?:ya"
          r"|también) )?"
          r"al? [^,;.]{2,60}? (?P<link>que)\b",
          "the instruction without its giver"),
    _core("salir_con", "past", Asks.NO_THING,
          r"(?P<verb>(?:sal(?:imos|ieron|en)|regres(?:amos|aron|an)|nos vamos|se fueron|volv(?:imos|ieron)) con (?:los"
          r" siguientes"
          r" |las siguientes |\w+ (?:\w+ )?)(?:tareas|compromisos|decisiones|encargos|deberes|promesas))\b",
          "what one comes away with is to be done"),
    _core("cosa_en_plazo", "future", Asks.NOTHING,
          r"(?P<verb>(?:estará|estarán) (?:abiert|disponibl|list|operativ|instalad|en (?:servicio|funcionamiento|marcha|uso"
          r"|operación))\w*|habrá)\b(?=[^.;]{0,80}?\b(?:a más tardar|antes de|a partir de|en un plazo|dentro de|desde el)\b)",
          "una cosa que está en un día"),
    _core("en_plazo_cosa", "future", Asks.NOTHING,
          r"(?P<verb>(?:estará|estarán) (?:abiert|disponibl|list|operativ|instalad|en (?:servicio|funcionamiento|marcha|uso"
          r"|operación))\w*|habrá)\b",
          "lo mismo con el día por delante",
          needs_before=r"^\W*(?:y )?(?:a más tardar|antes de|a partir de|desde|para el|en un plazo|dentro de) [^;.]{3,60}?,"
          r" [^;.,]{0,50}$"),
)  # fmt: skip

# These speak only under a heading of rules.
SPANISH_CHARTER = frozenset(["regla_del_mandato", "caso_del_mandato"])
