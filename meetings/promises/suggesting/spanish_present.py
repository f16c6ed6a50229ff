"""The Spanish rules for what a party or its organ does, said in the plain present: "México presta dos cocinas hasta junio"."""

from meetings.promises.suggesting.cues import Asks
from meetings.promises.suggesting.patterns import any_of, word_set
from meetings.promises.suggesting.rules import Rules
from meetings.promises.suggesting.spanish_fragments import SPANISH_FRAGMENTS

# What somebody does to a thing in order to keep a promise; third persons, with "n" for several. Verbs of being, holding a view,
# saying or growing are none; nor are those that as often tell how things work ("opera", "mejora").
DEEDS = word_set(
    """abandona abona abre acelera acepta acorta acredita activa actualiza adelanta adjudica adjunta admite adopta adquiere
    ajusta alberga alimenta alinea aloja alquila amplía anota anticipa anula apaga aparta aplaza aplica aporta
    aprueba archiva arregla arrienda asegura asigna audita autoriza baja bloquea borda borra busca calibra cambia
    canaliza cancela canjea capacita carga cataloga cede certifica cierra circula codifica cofinancia coloca
    comisiona compensa completa compra comunica concede condona conecta confecciona congela conserva construye
    consulta contesta contrata convierte copia costea crea cubre cultiva cumple cura custodia da dedica deja demuele
    deposita deroga desactiva desarrolla desbloquea descarga descuenta desembarga designa desmonta despliega destaca
    destapa destina destruye devuelve difunde digitaliza dirime dispensa distribuye divide divulga dona dota draga
    duplica edita efectúa ejecuta elabora elige elimina emite emplea emprende encamina encarga enciende encuaderna
    engancha ensancha enseña entrega envía equipa equipara escanea escolta establece estaciona etiqueta evacúa
    examina exime exonera expide extiende fabrica facilita fija financia firma forma fumiga funde fusiona garantiza
    graba habilita hereda iguala ilumina implanta imprime incauta incluye incorpora indemniza indulta inscribe
    inspecciona instala instruye integra interna introduce invierte jubila lacra lanza legaliza levanta libera
    licita lija limita limpia manda mapea marca mide moderniza modifica monta mueve multiplica negocia nivela nombra
    notifica numera obliga ofrece ordena organiza otorga paga patrocina pavimenta permite pesa pinta planta
    plastifica poda pone posterga prepara presenta presta procura prohíbe prolonga promulga proporciona prorroga
    provee publica pule quita ratifica reabre reactiva readapta reajusta realiza reasigna recicla recluta recoge
    reconoce reconstruye reconvierte rectifica reduce reelabora reembolsa reemplaza reescribe reforesta reforma
    refrenda refuerza regala registra regulariza rehabilita reimprime reinstala reintegra releva remite remoza
    remunera renueva renuncia reorganiza repara reparte repatría repone rescata resella reserva resguarda responde
    restablece restaura restituye retira retransmite reubica reutiliza revisa revoca rinde rota rotula saca salda
    sanea sella separa señaliza siembra somete subasta subcontrata subvenciona suelta sufraga suma suministra
    suprime suspende sustenta sustituye tala tapa tasa termina tiende tiñe toma traduce tramita transfiere transmite
    traslada trasplanta trata triplica unifica vacuna valida vende ventila verifica viste zarpa"""
)
# These tell as often what is going on: they ask for a time ahead, or for how often.
DATED = word_set(
    """acoge acompaña acude adopta analiza apoya asiste atiende ayuda comenta comienza comparte convoca coordina cruza
    cuenta decide dedica dirige discute empieza encabeza entra escribe estudia evalúa explica hace informa ingresa
    inicia intercambia invita lee lidera llega lleva mantiene monitorea muestra opera participa pasa patrulla
    preside procesa prueba reanuda recibe redacta regresa retoma reúne sale sesiona sigue sirve somete supervisa
    trabaja trae usa utiliza va viaja vigila visita vuelve"""
)

_FRAGMENTS = {
    **SPANISH_FRAGMENTS,
    "does": "(?:(?:se |la |lo |las |los |le "
    "|les )?(?:" + any_of(DEEDS) + ")n?|corre(?= con )|se hace(?= cargo)|hace(?= (?:entrega|frente|efectiv))"
    "|se encarga(?= de )|pone(?= [^.;]{3,80}?\\b(?:a disposición"
    r"|en (?:servicio|uso|marcha|operación|circulación)|al servicio))|mantienen? (?:\\w+[ai]d|abiert)[oa]s?)",
    "dated_does": "(?:(?:se |la |lo |las |los |le |les )?(?:" + any_of(DATED | DEEDS) + ")n?)",
    # Any other word with the ending of a verb and its object behind it, but those of being, seeing, holding and saying.
    "any_does": r"(?:(?:se |la |lo |las |los |le |les )?(?!(?:es|son|está|tiene|tienen|hay|para|contra|hasta|sobre|entre"
    r"|durante|desde|ante|que"
    r"|se|le|de|sea|sean|esta|este|fuera|dentro|cerca|parte|tarde|noche|siempre|una?|ella|cada|toda|nunca|ahora|enfrenta"
    r"|considera|cree"
    r"|estima|espera|desea|necesita|requiere|quiere|opina|piensa|siente|teme|ve|ven|sabe|conoce|entiende|valora|aprecia"
    r"|agradece|saluda"
    r"|celebra|lamenta|condena|rechaza|comparte|goza|sufre|sigue|continúa|permanece|queda|vive|crece|aumenta|disminuye"
    r"|depende|cuenta"
    r"|pertenece|contiene|incluye|comprende|consiste|significa|representa|refleja|muestra|revela|sugiere|propone|insta"
    r"|exhorta|llama"
    r"|pide|solicita|exige|insiste|reafirma|reitera|expresa|destaca|subraya|resalta|afirma|prefiere|duda|advierte|aconseja"
    r"|recomienda"
    r"|exporta|importa|produce|debe|posee|carece|cuesta|recibe|acoge|pretende|prevé|busca|procura|planea|señala|indica"
    r"|informa|reporta"
    r"|observa|conmemora|registra|atiende|dice|recuerda|apoya|respalda|mantiene|puede|suele|parece|hace|va|confía)n?\b)"
    r"[a-záéíóúñ]{2,}(?<!an)(?<!eñ)(?<!tec)(?<!es)(?<!ari)(?<!ori)(?<!iv)(?<!ad)(?<!id)(?<!os)(?<!nt)(?<!br)(?<!bl)(?:a|e|an"
    r"|en)\b"
    r"(?= (?:el(?! \d)|la|los|las|una?|su|sus|tod[oa]s|cada|al|a (?:l[oa]s|sus?|tod[oa]s)|dos|tres|cuatro|cinco|seis|siete"
    r"|ocho|nueve|diez"
    r"|veinte|cuarenta|\d\S*)(?!\w))(?! (?:la|lo|las|los|se|le|les) (?:\w+ó|\w+(?:aron|ieron|aba|aban|ía|ían))\b))",
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
    "ahead": r"(?:a más tardar|dentro de|antes del? (?:fin|termin|conclu|próximo|\d)\w*|{regular}|(?<=\|\x20){month}|(?:en"
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

_core = Rules(_FRAGMENTS).core
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
           r"|\w{2,}ó"
           r"|\w{2,}(?:aron|ieron|jeron))\b[^;:,]*$)"
           + _NOT_AFTER + r"[^;:]{1,160}?[\w,)] (?:no )?$")  # fmt: skip
_SECOND = _CLAUSE.replace(_NOT_AFTER, "").replace("[\\w,)] (?:no )?$", r"\w y $")
_STILL = r"(?![^.;]{0,160}\b(?:el (?:año|mes) pasado|la semana pasada|ayer|desde (?:hace|\d{4}))\b)"

SPANISH_PRESENT = (
    _core("hace_ahora", "present", Asks.PARTY, r"(?P<verb>{does})\b{no_deed}" + _STILL,
          "a party does it from now on", needs_before=_CLAUSE),
    _core("hace_en", "present", Asks.OFFICE, r"(?P<verb>{dated_does})\b{no_deed}(?=[^;]{0,200}?\b{ahead})" + _STILL,
          "a party does it at a time to come", needs_before=_CLAUSE),
    _core("en_hace", "present", Asks.OFFICE, r"(?P<verb>{dated_does})\b{no_deed}" + _STILL,
          "the same with the time before it",
          needs_before=r"^\W*(?:y |así )?{ahead}[^;:]{0,80}?" + _CLAUSE.replace(r"(?:^|[;:|] |", "(?:|", 1)),
    _core("hace_algo_en", "present", Asks.OFFICE,
          r"(?P<verb>{any_does}){no_deed}(?=[^;]{0,200}?\b{ahead})(?![^;]{0,200}?\b\w{2,}(?:aron|ieron|ó)\b)" + _STILL,
          "whatever a party does at a time to come", needs_before=_CLAUSE),
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
          r"(?P<verb>{does}|(?:cobra|exige|pide|usa|retiene|detiene|guarda)n?)\b",
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
          r"|los) (?:" + any_of(DEEDS | DATED) + r")n?)(?= (?!(?:de|en|por|para|con|que|se|como|a|al|y)\b)\w)"
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
