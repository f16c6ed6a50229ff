"""The Spanish rules: what announces a commitment."""

from meetings.promises.suggesting.cues import Language
from meetings.promises.suggesting.patterns import compile_pattern
from meetings.promises.suggesting.spanish_acts import SPANISH_ACTS
from meetings.promises.suggesting.spanish_core import SPANISH_CORE
from meetings.promises.suggesting.spanish_fragments import SPANISH_FRAGMENTS
from meetings.promises.suggesting.spanish_papers import SPANISH_CHARTER, SPANISH_PAPERS
from meetings.promises.suggesting.spanish_present import SPANISH_PRESENT
from meetings.promises.suggesting.spanish_soft import SPANISH_SOFT
from meetings.promises.suggesting.spanish_vetoes import SPANISH_VETOES
from meetings.promises.suggesting.spanish_words import SPANISH_WORDS

SPANISH = Language(
    code="es",
    words=SPANISH_WORDS,
    cues=SPANISH_CORE + SPANISH_ACTS + SPANISH_PAPERS + SPANISH_PRESENT + SPANISH_SOFT,
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
        r"|ser(?:á|án) (?:\w+mente )?\w+[oa]s?(?: [^.;,]{1,60}?)? (?:{by_actor}|por (?-i:[A-ZÁÉÍÓÚ][a-záéíóúñ]+\b(?! Unidas)))"
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
        r"|(?:veterinari|sanitari|fitosanitari|zoosanitari|meteorológic|penitenciari|diplomátic|jurídic|estadístic"
        r"|hidrográfic|geológic)[oa]s?"
        r"|forestal(?:es)?"
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
    item_goes_on=compile_pattern(
        r"\W*(?:(?:\w+ ){0,4}\w+, |(?:asimismo|también|además) )?{infinitive} ", SPANISH_FRAGMENTS, start=""
    ),
    of_itself=compile_pattern(r"\W*(?:\d+[.)] )?{of_itself}\b", SPANISH_FRAGMENTS, start=""),
    list_announcement=compile_pattern(
        r"^(?!.*\b(?:discut|examin|analiz|record|pod[rí]|present|inform|propon[eí]|propus|sugi|tom\w+ nota|consider|coment"
        r"|destac|subray|señal\w+ (?:los|las) )).*?\b(?P<what>siguientes? (?:\w+,? (?:[ye] )?){0,3}?(?:compromisos|acuerdos"
        r"|decisiones"
        r"|acciones|medidas|mandatos|resoluciones|hoja de ruta|calendario|plan|elementos|puntos|tareas"
        r"|programa))\b[^.;]{0,200}:$",
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
    operative=compile_pattern(
        r"(?:(?:por tanto|por lo tanto|en consecuencia|por ello),? )?(?:acuerdan?|acordaron|acordamos|resuelven?|resolvieron"
        r"|resolvemos|deciden?|decidieron|decidimos|convienen|convinieron|convenimos|aprobaron|aprueban)(?: lo siguiente)?"
        r"\s*[:.]?$|[^.:;]{0,80}\bconcluy(?:ó|eron) lo siguiente\s*:$",
        {},
    ),
    viewed_item=compile_pattern(
        r"(?:\(?\w{1,3}[.)]-? )?(?:reconocer|reafirmar|reiterar|destacar|subrayar|resaltar|saludar|agradecer|expresar"
        r"|manifestar|felicitar|valorar|condenar|lamentar|tomar nota|acoger con|congratularse|(?:renovar|refrendar|ratificar)"
        r" (?:(?:el|su|nuestro) (?:\w+ )?compromiso|la (?:importancia|necesidad|vigencia))) ",
        {},
        start=r"^\W*",
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
        r"|comprenden?|constan? de|se compone"
        r"|(?:con|tiene por|tendrá por|tendrá como|cuyos?) (?:(?:el|los|las|la) )?(?:siguientes? )?(?:objetivos?|funciones|fines"
        r"|propósitos?|atribuciones|finalidad|objeto))\b[^:]{0,80}:?\s*$",
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
    tells_history=frozenset(["anunciar", "lanzar", "fila_de_calendario", "hace_en", "en_hace", "nombre_hace"]),
    drops_subject=True,
    inherited_verb="{verb} (encabezado p{paragraph})",
)
