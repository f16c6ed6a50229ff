"""Pieces of Spanish wording that the Spanish rules name."""

SPANISH_FRAGMENTS = {
    # "acordaron también, de conformidad con su legislación, reunirse"; "acordaron los ministros reunirse"
    # Two such groups at most: more would make the pattern try every way to share the words out among them.
    "gap": r"(?: {adverb})*+(?: (?:los|las|ambos|ambas|en|durante|ante|con) (?!que\b)(?:\w+ ){0,4}?\w+(?<!\bde)(?<!\bpara)"
    r"(?<!\bpor)(?<!\ba)){0,2}?(?: {adverb})*+(?:{aside}(?: {adverb})*+)?",
    "aside": r"(?:\s*[,(]|\s+\u2014|\s-(?=\s))[^;:]{1,120}?(?:[,)\u2014]|\s-(?=\s))",
    "to_do": r"(?:(?:no s[oó]lo|no|nunca|jamás|tanto|ni) )?{infinitive}",
    "adverb": r"(?:por (?:este medio|la presente|medio de la presente)|también|asimismo|además|igualmente|a su vez|en"
    r" particular|hoy|nuevamente|de nuevo|por ello|en consecuencia|de (?:manera|forma) (?:conjunta|coordinada)|en"
    r" principio|por unanimidad|por consenso|entre sí|mutuo|así|no s[oó]lo|no|nunca|jamás|tanto|ni|(?:(?:est)?e[l]?"
    r" (?:pasado )?)?(?:lunes|martes"
    r"|miércoles|jueves|viernes|sábado|domingo)|(?:\w+ [yeo] )?[a-záéíóúñ]+mente)\b",
    "infinitive": r"(?!(?:lugar|poder|deber|mujer|hogar|taller|militar)\b)[a-záéíóúüñ]+(?:ar|er|ir|ír)"
    r"(?:se|lo|la|los|las|le|les|nos)?\b",
    # "coincidieron en destacar" shares a view; it promises nothing.
    "view_infinitive": r"(?:señalar|reconocer|destacar|subrayar|resaltar|reiterar|reafirmar|valorar|considerar"
    r"|manifestar|expresar|afirmar|apreciar|condenar|celebrar el|saludar|lamentar|agradecer)\b",
    "creation": r"(?:(?:la|el|un|una|los|las|lo) )?(?:\w+ ){0,2}?(?:creación|establecimiento|instalación|conformación"
    r"|integración|lanzamiento|implementación|realización|celebración|elaboración|puesta en marcha|ampliación"
    r"|adopción|desarrollo|inicio|hoja de ruta|plan|programa|siguientes?|agenda de trabajo|calendario|mecanismo"
    r"|grupo de trabajo|medidas|acciones|pasos)\b",
    # "la apertura de un consulado": what is done, said as a noun.
    "deed_noun": r"(?:(?:el|la|los|las|una?) (?!{importance}|(?:presente|mism[oa])\b)(?:\w+ )?\w*(?:mientos?|ción|ciones|sión"
    r"|siones"
    r"|turas?|ajes?|monitoreo|envío|cierre|canje|despliegue|reparto|traslado|retiro|retorno|apoyo a|uso|entrega|firma|venta"
    r"|compra"
    r"|puesta|toma|visita|campaña|intercambio|reparto|estudio|registro|taller|curso|fondo|centro|pago|cobro|alza|rebaja)\b)",
    "of_itself": r"(?:el presente|la presente|este|esta) (?:memorando|memorándum|acuerdo|arreglo|declaración|comunicado"
    r"|instrumento"
    r"|documento|convenio|resolución|decisión|nota|protocolo|entendimiento)(?: conjunt[oa]| de entendimiento)?",
    # What offices do, in the passive: as infinitives and as participles without their ending.
    "office_deed": r"(?:acoger|acreditar|adelantar|adquirir|alojar|aplazar|archivar|arrendar|atender|calcular|cancelar|ceder"
    r"|certificar|circular|colocar|comprar|comunicar|condonar|consignar|contabilizar|controlar|cubrir|custodiar"
    r"|demoler|depositar|destruir|digitalizar|dirimir|divulgar|dragar|emitir|enviar|extraditar|fijar|habilitar"
    r"|homologar|iluminar|imprimir|incorporar|inspeccionar|instalar|interrumpir|investigar|liberar|manejar"
    r"|monitorear|numerar|otorgar|patrullar|pavimentar|prestar|prorratear|reconocer|reemplazar|reforestar"
    r"|registrar|rehabilitar|remitir|rendir|repartir|repatriar|resguardar|resolver|restaurar|rotular|sancionar"
    r"|señalizar|someter|sustituir|trabajar|tramitar|transmitir|trasladar|tratar|unificar|vacunar|validar"
    r"|vender|vigilar)",
    "office_done": r"(?:acogid|acreditad|adelantad|adquirid|alojad|aplazad|archivad|arrendad|atendid|calculad|cancelad|cedid"
    r"|certificad|circulad|colocad|comprad|comunicad|condonad|consignad|contabilizad|controlad|cubiert"
    r"|custodiad|demolid|depositad|destruid|digitalizad|dirimid|divulgad|dragad|emitid|enviad|extraditad|fijad"
    r"|habilitad|homologad|iluminad|impres|incorporad|inspeccionad|instalad|interrumpid|investigad|liberad"
    r"|manejad|monitoread|numerad|otorgad|patrullad|pavimentad|prestad|prorratead|reconocid|reemplazad"
    r"|reforestad|registrad|rehabilitad|remitid|rendid|repartid|repatriad|resguardad|resuelt|restaurad|rotulad"
    r"|sancionad|señalizad|sometid|sustituid|trabajad|tramitad|transmitid|trasladad|tratad|unificad|vacunad"
    r"|validad|vendid|vigilad)",
    "staff": r"(?:equipos?|funcionari[oa]s|autoridades|ministr[oa]s|secretari[oa]s|ministerios|secretarías?"
    r"|expert[oa]s|técnic[oa]s|grupos? de trabajo|grupos?|delegaciones|cancillerías?|cancilleres|agencias"
    r"|dependencias|comités?|comisi(?:ón|ones)|coordinador(?:es|as?)?|representantes|embajador(?:es|as?)?"
    r"|negociadores|gabinetes?|subcomités?|instituciones|armadas?|ejércitos?|policías?|guardia|director(?:es|as?)|jef[ea]s"
    r"|fiscal(?:es|ías?)"
    r"|copresident[ea]s|consulados?|institutos?|registros?)\b",
    "importance": r"(?:importancia|necesidad|urgencia|valor|relevancia|conveniencia|pertinencia|prioridad"
    r"|centralidad)\b",
    "others": r"(?:fao|oms|ops|onu|pnud|unicef|acnur|oim|oea|bid|oit|oie|iica|cepal|unesco|fmi|naciones unidas|banco mundial"
    r"|cruz roja"
    r"|(?:cámara|federación|asociación)(?: \w+){0,4})",
    "has": r"(?:(?:han|ha|hemos|he) (?:{adverb} )?)",
    "month": r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
    r"|diciembre)\b",
    "done": r"(?:\s*[,.;]| (?:(?:la|el|las|los) )?(?:\w+ )?(?:detenci(?:ón|ones)|arrestos?|decomisos?|resultados"
    r"|conclusión|extradici(?:ón|ones)|avances)\b)",
    "deliver": r"(?:abrir|publicar|completar|concluir|finalizar|establecer|lanzar|firmar|ratificar|celebrar|convocar"
    r"|nombrar|designar|presentar|contratar|desplegar|duplicar|derogar)\b",
    "deadline": r"(?:a más tardar|antes de(?:l| que) (?:fin|termin|conclu|próximo|{month}|20)|en {month}|para (?:{month}|fin"
    r"|20\d\d)|dentro de|(?<!agenda\x20)\d(?!\d*\.?[ªº]))",
    "meeting": r"(?:reuni(?:ón|ones)|cumbre|ronda|sesión|encuentro|visita|conferencia|ministerial)\b",
    # Who acts in a passive: "será resuelta por las Partes".
    "by_actor": r"por (?:(?:la|el|los|las|sus?|nuestr[oa]s?|ambas|ambos|cada|dich[oa]s?|un|una|dos|tres|propi[oa]s?)"
    r" )*(?:partes?|gobiernos?|estados?"
    r"|países|país|{staff})\b",
    "past_meeting": r"(?:anterior|pasad[oa]|últim[oa]|previ[oa]|precedente|de (?:primavera|verano|otoño|invierno))",
    # Not the present or subjunctive of a verb in -rer, -rar: "queremos", "que logremos".
    "not_future": r"(?!(?:queremos|requeremos|esperemos|consideremos|celebremos|logremos|aseguremos|mejoremos"
    r"|entremos|operemos|superemos|generemos|preparemos|declaremos|mostremos|adquiramos|refiramos|podremos|seremos"
    r"|estaremos|habremos)\b)",
    # How often, or within what time: "cada seis meses", "en un plazo de cinco días hábiles", "por turno".
    "regular": r"(?:cada (?:\w+ ){0,2}?(?:días?|semanas?|mes(?:es)?|trimestres?|semestres?|años?|primavera|verano|otoño|invierno"
    r"|sesión|reunión)|todos los (?:días|meses|años)|todas las semanas|(?:una vez|dos veces|tres veces) (?:al|por|cada)|por"
    r" lo menos"
    r"|al menos (?:una|dos)|en (?:un )?(?:plazo|término) de|dentro de \w+ (?:\w+ )?(?:horas|días|semanas|meses)|a más tardar"
    r"|anualmente|trimestralmente|mensualmente|semanalmente|diariamente|por turnos?|por rotación|(?:al|por) (?:mes|trimestre"
    r"|año"
    r"|semana|semestre))\b",
    # The offices and parts of a group that has a charter.
    "office": r"(?:presidencia|copresidencia|president[ea]|copresident[ea]s|secretaría|secretariado|grupo|comité|comisión|panel"
    r"|junta|consejo|miembros?|delegaci(?:ón|ones)|partes?|anfitri(?:ón|ona)|relator(?:es|a|as)?|mesa|unidad|célula|equipo"
    r"|puntos?"
    r" focal(?:es)?|coordinaci(?:ón|ones)|coordinador(?:es|a|as)?|participantes?|gobiernos?|dirección|oficina)",
    # A number of things: "hasta cuatrocientos trabajadores de temporada".
    "measure": r"(?:\d[\d.,]*|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|treinta|cuarenta|cincuenta"
    r"|sesenta"
    r"|setenta|ochenta|noventa|cien|\w*(?:cientos|cientas)|quinient[oa]s|mil|docena|mitad)\b",
}
