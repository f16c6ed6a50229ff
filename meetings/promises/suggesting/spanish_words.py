"""Who can undertake something in Spanish, and the small words that part a sentence into clauses."""

import re

from meetings.promises.suggesting.cues import Words
from meetings.promises.suggesting.patterns import word_set

# Verbs after which "que" opens what the actors themselves say: "acordaron que", "anunciamos que".
_SAYING_STEMS_AR = word_set(
    """acord anunci confirm declar señal inform indic afirm reafirm reiter manifest expres asegur garantiz determin
    plante precis"""
)
_SAYING_STEMS_IR = word_set("decid coincid resolv compromet")
_SAYING_FORMS = word_set(
    """acuerdan acuerda convinieron convino convenimos convienen convenido instruyeron instruyó instruimos ordenaron
    ordenó sentado claro dijeron dijo pactaron propusieron proponemos solicitaron pidieron"""
)
_SAYINGS = (
    _SAYING_FORMS
    | {stem + ending for stem in _SAYING_STEMS_AR for ending in ("aron", "ó", "amos", "an", "a", "ado", "ando")}
    | {stem + ending for stem in _SAYING_STEMS_IR for ending in ("ieron", "ió", "imos", "emos", "en", "e", "ido")}
)

SPANISH_WORDS = Words(
    actors=word_set(
        """gobierno gobiernos país países nación naciones estado estados delegación delegaciones parte
        partes ministro ministros ministra ministras presidente presidentes presidenta presidentas
        vicepresidente vicepresidenta secretario secretarios secretaria secretarias subsecretario
        subsecretarios subsecretaria canciller cancilleres líder líderes mandatario mandatarios
        mandataria jefe jefes jefa copresidente copresidentes funcionario funcionarios funcionarias
        autoridad autoridades agencia agencias ministerio ministerios secretaría secretarías dependencia
        dependencias departamento departamentos miembro miembros participante participantes signatario
        signatarios firmantes equipo equipos administración administraciones embajador embajadores
        embajadora embajada embajadas experto expertos experta expertas representante representantes
        socio socios comisionado comisionados comisionada director directores directora policía policías
        fuerzas consulado consulados institución instituciones fiscal fiscales fiscalía fiscalías
        procuraduría negociadores gobernadores gobernador alcaldes coordinador coordinadores titular
        titulares homólogos anfitrión reino instituto cancillería cancillerías congreso parlamento senado
        mandos economías especialistas técnicos asesores asesor dos tres unión primer premier
        viceministro viceministros viceministra aduanas copresidencias presidencia sherpas enlaces
        personal enviado enviados unidos ue eeuu inspectores inspectoras ingenieros jueces magistrados médicos enfermeras
        docentes pilotos guardias científicos diplomáticos institutos universidad universidades gobernante gobernantes
        dignatario dignatarios jefas mandatarias viceministras vicecanciller vicecancilleres subsecretarias dirigentes
        alcalde alcaldesa alcaldesas alcaldía alcaldías municipio municipios gobernación gobernaciones intendentes prefectos
        procurador procuradores procuradora procuradurías defensoría defensorías contraloría contralorías armada armadas
        ejército ejércitos marina marinas guardacostas gendarmería homólogo homóloga homólogas contraparte contrapartes
        copresidentas coordinadora coordinadoras directores directoras comisionadas expresidentes repúblicas república
        aduana suscritos firmante laboratorio laboratorios hospital hospitales peritos operadores
        abogada abogadas abogado abogados arquitecta arquitecto auditor auditora auditores autoridad cantones
        capitanes capitanía capitanías capitán ciudades comunas contador contadora coordinadora cónsul cónsules
        defensor defensora diplomático directiva distritos docente doctor doctora enfermera facilitador facilitadora
        gerente gerentes geólogo geólogos guardia ingeniera ingenieras ingeniero inspector inspectora intérprete
        intérpretes islas juez jueza licenciada licenciado magistrada magistrado miembro médica médico notaria notario
        notarios perita perito piloto provincias rector rectora rectores registrador registradora relator relatora
        relatores tesorera tesorero topógrafo traductor traductora traductoras traductores técnica técnico"""
    ),
    bodies=word_set(
        """comité comités subcomité subcomités grupo grupos subgrupo comisión comisiones consejo consejos
        célula unidad unidades junta mesa mesas panel red redes órgano órganos secretariado tarea
        organismo organismos bloque inspección inspecciones dirección direcciones jefatura jefaturas registro registros
        intendencia superintendencia asamblea directorio secretariados tribunal tribunales"""
    ),
    things=word_set(
        """programa programas plan planes iniciativa iniciativas esfuerzo esfuerzos medida medidas paso
        pasos acción acciones acuerdo acuerdos arreglo declaración declaraciones comunicado memorando
        memorándum marco marcos mecanismo mecanismos estrategia estrategias proyecto proyectos plataforma
        plataformas oficina oficinas centro centros proceso procesos política políticas reunión reuniones
        cumbre conferencia foro foros diálogo diálogos conversaciones consultas ronda rondas sesión
        sesiones visita visitas ejercicio herramienta herramientas sistema sistemas tablero portal sitio
        aplicación tratado tratados convenio convenios convención protocolo pacto carta alianza relación
        relaciones lazos vínculos frontera fronteras recursos fondos fondo asistencia ayuda apoyo
        inversión inversiones comercio migración migrantes personas persona pueblo pueblos ciudadanos
        trabajadores familias refugiados mujeres niños niñas jóvenes comunidad comunidades sociedad
        región hemisferio continente mundo futuro trabajo trabajos avance avances éxito resultado
        resultados reto retos desafío desafíos amenaza prosperidad seguridad crecimiento estabilidad paz
        cooperación colaboración coordinación información datos intercambio vías vía visas visa citas
        servicio servicios infraestructura agenda meta metas objetivo objetivos prioridad prioridades
        compromiso compromisos decisión decisiones intención visión fase etapa campaña sector sectores
        empresas industria bancos donantes enfoque drogas traficantes criminales organizaciones esto ello
        eso este esta estos estas lo cual ley leyes legislación normas recomendaciones informe informes
        estudio análisis evaluación esquema esquemas paquete anuncio creación establecimiento atención
        empresarios empresarias empresario comerciantes productores inversionistas analistas observadores periodistas prensa
        medios sindicatos gremios gremial cámaras víctimas pescadores turistas viajeros usuarios pobladores habitantes población
        poblaciones estudiantes conductores votantes electores consumidores huracán puente carretera
        pandemia clima energía encuentro instrumento instrumentos texto documento hoja nada nadie"""
    ),
    outsiders=word_set(
        "empresarios empresarias empresas analistas observadores gremios sindicatos inversionistas oposición bancos"
    ),
    told=re.compile(r"[a-záéíóúñ]{2,}(?:aron|ieron|jeron|yeron)"),
    actor_pronouns=word_set("ninguno ninguna nosotros nosotras ellos ellas él ella ambos ambas todos todas"),
    thing_pronouns=word_set("esto ello eso este esta estos estas lo"),
    neuters=frozenset(["lo"]),
    relatives=word_set("que quien quienes cual cuales cuyo cuya cuyos cuyas"),
    possessive_relatives=word_set("cuyo cuya cuyos cuyas"),
    relative_prepositions=word_set("con en durante mediante por bajo del tras"),
    subordinators=word_set("si cuando cómo qué porque aunque"),
    clause_openers=word_set("donde mientras"),
    sayings=_SAYINGS,
    views=word_set(
        """reconocemos reconocen reconocieron reconoce reconociendo creemos creen entendemos entienden admitimos sabemos
        saben"""
    ),
    causes=word_set("ya puesto dado vez"),
    hopes=word_set("confía confían confiamos confió confiaron confianza esperanza"),
    days=word_set("lunes martes miércoles jueves viernes sábado domingo"),
    moments=frozenset(),
    reporters=word_set("que"),
    sayings_to=word_set("""informaron informó aseguró aseguraron instruyeron instruyó solicitaron pidieron"""),
    prepositions=word_set(
        """de del entre para por con en a al sobre desde hasta contra hacia según mediante durante ante bajo
        sin tras como conforme respecto través"""
    ),
    determiners=word_set(
        """el la los las un una unos unas nuestro nuestra nuestros nuestras su sus este esta estos estas ese
        esa esos esas ambos ambas cada todo toda todos todas dicho dicha dichos dichas cualquier otro
        otra otros otras ningún ninguno ninguna lo tal tales"""
    ),
    conjunctions=word_set("y e o u ni"),
    copulas=word_set("es son está están fue fueron era eran ha han tiene tienen"),
    before_noun=word_set(
        """dos tres cuatro cinco seis siete ocho diversos diversas varios varias nuevo nueva nuevos nuevas
        próximo próxima próximos próximas primer primera segundo segunda tercer tercera mayor mayores
        respectivos respectivas altos altas distintos distintas propios propias citado citada mencionado
        mencionada gran grandes mismo misma demás futuros futuras"""
    ),
    transparent=word_set("mayoría serie resto conjunto mitad uno una ambos cada ninguno ninguna"),
    common_ending=re.compile(r"(?:s|able|ible|al)$"),
    names_so_ending=word_set(
        """honduras bahamas barbados filipinas laos maldivas seychelles emiratos estados mauricios portugal senegal
        nepal"""
    ),
    adverb=re.compile(
        r"""[a-záéíóúñ]+mente|también|asimismo|además|hoy|ya|no|se|nos|ha|han|hemos|luego|entonces|así|aún|todavía|juntos
        |juntas|les?|primero|tercero|cuarto|quinto|sexto|ayer|siempre|ahora|ambos|ambas|todos|finalmente|por""",
        re.VERBOSE,
    ),
    participle=re.compile(r"[a-záéíóúñ]+(?:ando|iendo|yendo|ados|adas|idos|idas|ado|ada|ido|ida|ar|er|ir)|a"),
    thing_ending=re.compile(r"(?:ción|ciones|sión|siones|mientos?|dad|dades|ismos?|ncias?|ajes?|tud|zación)$"),
    noun_first=True,
)
