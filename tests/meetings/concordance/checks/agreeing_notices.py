"""Longer pairs that agree, as notices have them."""

NOTICES = [
    (
        "The first trilateral meeting at the vice-ministerial level took place on 19 January 2024 in Washington, D.C.",
        "La primera reunión trilateral a nivel viceministerial tuvo lugar el 19 de enero de 2024 en Washington D. C.",
    ),
    (
        "The second meeting will occur in the first quarter, or by March 31 at the latest.",
        "La segunda reunión se celebrará en el primer trimestre o, a más tardar, el 31 de marzo.",
    ),
    (
        "They will reconvene within the next 60-90 days.",
        "Volverán a reunirse en los próximos 60 a 90 días.",
    ),
    (
        "They will meet every two years and every six months.",
        "Se reunirán cada dos años y semestralmente.",
    ),
    (
        "They will meet quarterly.",
        "Se reunirán cada tres meses.",
    ),
    (
        "They will meet annually, i.e., once a year.",
        "Se reunirán anualmente, es decir, una vez al año.",
    ),
    (
        "The North American partners—Canada, Mexico, and the United States—agreed.",
        "Los socios norteamericanos, el Canadá, los Estados Unidos y México, acordaron.",
    ),
    (
        "The Trilateral Statement of Mexico, Guatemala, and the U.S.",
        "Declaración trilateral de México, Guatemala y EE. UU.",
    ),
    (
        "By the end of 2024 (no later than 12/31/2024), 3/4 of posts are filled.",
        "Para fines de 2024 (a más tardar el 31/12/2024), 3/4 de los puestos estarán cubiertos.",
    ),
    (
        "5 million people (approx. 8% of total population of 62,500,000).",
        "5 millones de personas (aprox. el 8 % de la población total de 62.500.000).",
    ),
    (
        "The Summit on 6-10 June 2022.",
        "La Cumbre celebrada del 6 al 10 de junio de 2022.",
    ),
    (
        "The meetings on June 6, 7, and 8, 2022.",
        "Las reuniones de los días 6, 7 y 8 de junio de 2022.",
    ),
    (
        "The meetings on June 6 and July 8 and 9, 2022.",
        "Las reuniones del 6 de junio y del 8 y 9 de julio de 2022.",
    ),
    (
        "Thursday, May 9, 2024 – 3:15 PM CST",
        "Jueves 9 de mayo de 2024, 15:15 h (hora del Centro)",
    ),
    (
        "from May to September 2024",
        "de mayo a septiembre de 2024",
    ),
    (
        "between March and May",
        "entre marzo y mayo",
    ),
    (
        "up to two hundred thousand dollars (US$200,000.00)",
        "hasta doscientos mil dólares (US$ 200.000,00)",
    ),
    (
        "USD 1,000,000 (one million United States dollars)",
        "USD 1.000.000 (un millón de dólares de los Estados Unidos)",
    ),
    (
        "more than a million people, hundreds of millions of dollars",
        "más de un millón de personas, cientos de millones de dólares",
    ),
    (
        "a multi-million dollar, multi-year effort",
        "un esfuerzo plurianual y multimillonario",
    ),
    (
        "one hundred percent renewable",
        "100 % renovable",
    ),
    (
        "a zero percent rate",
        "una tasa del cero por ciento",
    ),
    (
        "fewer than ten countries; over a dozen agencies",
        "menos de 10 países; más de una docena de organismos",
    ),
    (
        "The four pillars: (1) stability; (2) pathways; (3) management; (4) response.",
        "Los cuatro pilares: 1) estabilidad; 2) vías; 3) gestión; 4) respuesta.",
    ),
    (
        "The four pillars: (i) stability; (ii) pathways; (iii) management; and (iv) response.",
        "Los cuatro pilares: i) estabilidad; ii) vías; iii) gestión; y iv) respuesta.",
    ),
    (
        "Homeland Security Investigations dismantled 1 network; the FBI, two.",
        "Homeland Security Investigations desmanteló una red; el FBI, dos.",
    ),
    (
        "One network was dismantled.",
        "Se desmanteló 1 red.",
    ),
    (
        "Executive Order 14010 and Proclamation No. 10,773",
        "Decreto 14010 y Proclamación n.º 10 773",
    ),
    (
        "Track 1.5 dialogues, version 2.0, ISO 9001:2015",
        "Diálogos de vía 1.5, versión 2.0, ISO 9001:2015",
    ),
    (
        "SDG 10.7 and Target 8.8",
        "ODS 10.7 y meta 8.8",
    ),
    (
        "UNSCR 1325 and A/RES/73/195",
        "la resolución 1325 del Consejo de Seguridad y el documento A/RES/73/195",
    ),
    (
        "32 of 35 OAS Member States",
        "32 de los 35 Estados miembros de la OEA",
    ),
    (
        "the Group of Seven (G7) and APEC",
        "el Grupo de los Siete (G7) y el APEC",
    ),
    (
        "Barrio 18 (18th Street) and MS-13",
        "Barrio 18 y la MS-13",
    ),
    (
        "the COVID-19 pandemic",
        "la pandemia de COVID-19",
    ),
    (
        "Visit us at 1201 E. Main St., Suite 500, Washington, DC 20005.",
        "Visítenos en 1201 E. Main St., Suite 500, Washington, DC 20005.",
    ),
    (
        "The US-Mexico border; U.S.-Mexico talks; the US–Mexico–Guatemala group.",
        "La frontera entre los Estados Unidos y México; las conversaciones México-EE. UU.; el grupo "
        "Estados Unidos-México-Guatemala.",
    ),
    (
        "Guatemala’s southern border with Honduras and El Salvador.",
        "La frontera sur guatemalteca con Honduras y El Salvador.",
    ),
    (
        "the Central American Integration System (SICA) and Panama’s Darién Province",
        "el Sistema de la Integración Centroamericana (SICA) y la provincia del Darién en Panamá",
    ),
    (
        "The Panama Canal and the Dominican Republic–Central America FTA (CAFTA-DR).",
        "El Canal de Panamá y el Tratado entre la República Dominicana y Centroamérica (CAFTA-DR).",
    ),
    (
        "Korean, Japanese, and Indian officials",
        "Funcionarios de Corea del Sur, el Japón y la India",
    ),
    (
        "the Secretary of State of the Kingdom of the Netherlands",
        "el secretario de Estado del Reino de los Países Bajos",
    ),
    (
        "the Republic of Trinidad and Tobago, Saint Lucia, Grenada",
        "la República de Trinidad y Tobago, Santa Lucía, Granada",
    ),
    (
        "Jordan and Chad, and Georgia, and Niger",
        "Jordania, el Chad, Georgia y el Níger",
    ),
    (
        "The Secretariat (SRE) of Mexico, the Ministry (MINEX) of Guatemala, and the Department of "
        "State of the United States.",
        "La Secretaría de Relaciones Exteriores de México, el Ministerio de Relaciones Exteriores de "
        "Guatemala y el Departamento de Estado de los Estados Unidos.",
    ),
    (
        "We, the Presidents of the Republic of Guatemala and the United Mexican States",
        "Nosotros, los Presidentes de la República de Guatemala y de los Estados Unidos Mexicanos",
    ),
    (
        "At 8:00 p.m., Guatemala time (10:00 p.m. EDT).",
        "A las 20:00 horas, hora de Guatemala (22:00 EDT).",
    ),
    (
        "at noon on May 7",
        "a las 12:00 horas del 7 de mayo",
    ),
    (
        "before midnight",
        "antes de la medianoche",
    ),
    (
        "We reduced wait times from 12 weeks to 10 days.",
        "Redujimos los tiempos de espera de doce semanas a diez días.",
    ),
    (
        "from three to six months",
        "de tres a seis meses",
    ),
    (
        "a two- to three-year programme",
        "un programa de dos a tres años",
    ),
    (
        "18-24-month-old children",
        "niños de 18 a 24 meses",
    ),
    (
        "since January of last year",
        "desde enero del año pasado",
    ),
    (
        "in the early 2000s",
        "a principios de la década de 2000",
    ),
    (
        "the 21st Conference of the Parties (COP21)",
        "la vigésima primera Conferencia de las Partes (COP21)",
    ),
    (
        "the 50th anniversary and the twenty-fifth session",
        "el quincuagésimo aniversario y el vigésimo quinto período de sesiones",
    ),
    (
        "the XXIX Ibero-American Summit",
        "la 29.ª Cumbre Iberoamericana",
    ),
    (
        "Phase II and Phase III",
        "la segunda y la tercera fase",
    ),
    (
        "for the first time in twenty years",
        "por primera vez en 20 años",
    ),
    (
        "thirty-two (32) and 1,001 nights",
        "treinta y dos (32) y 1.001 noches",
    ),
    (
        "a 3,145-kilometer (1,954-mile) border",
        "una frontera de 3.145 kilómetros (1.954 millas)",
    ),
    (
        "Page 2 of 3",
        "Página 2 de 3",
    ),
    (
        "Secretary Blinken announced that the U.S. will provide an additional $69 million.",
        "El secretario Blinken anunció que Estados Unidos aportará 69 millones de dólares adicionales.",
    ),
    (
        "They agreed on 7 of 18 points, i.e. seven.",
        "Acordaron 7 de 18 puntos, es decir, siete.",
    ),
    (
        "10 million vaccines: 5.5 million to Haiti and 4.5 to Honduras",
        "10 millones de vacunas: 5,5 millones a Haití y 4,5 a Honduras",
    ),
    (
        "a US$ 25-million loan and a 2.5-fold rise",
        "un préstamo de 25 millones de dólares y un aumento de 2,5 veces",
    ),
    (
        "Each 1% adds $1.",
        "Cada 1 % añade 1 dólar.",
    ),
    (
        "$1, $2 and $3 million",
        "1, 2 y 3 millones de dólares",
    ),
    (
        "tens of billions of dollars",
        "decenas de miles de millones de dólares",
    ),
    (
        "$3.5 billion",
        "3.500 millones de dólares estadounidenses",
    ),
    (
        "€10bn; £3m",
        "10.000 millones de euros; 3 millones de libras",
    ),
    (
        "Q250 million (quetzales)",
        "250 millones de quetzales",
    ),
    (
        "MXN $1,500",
        "1,500 pesos mexicanos",
    ),
]
