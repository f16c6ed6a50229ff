"""Longer pairs that agree, as statements and fact sheets have them; the rest is in `agreeing_notices`."""

from tests.meetings.concordance.checks.agreeing_notices import NOTICES

__all__ = ["LONGER", "NOTICES"]

LONGER = [
    (
        "On February 28, 2024, Secretary of State A. Smith and Secretary of Homeland Security B. Jones "
        "hosted Mexican Foreign Secretary C. López and Guatemalan Foreign Minister D. Pérez in "
        "Washington, D.C. for the inaugural trilateral meeting.",
        "El 28 de febrero de 2024, el secretario de Estado A. Smith y el secretario de Seguridad "
        "Nacional B. Jones recibieron en Washington, D. C., a la secretaria de Relaciones Exteriores de "
        "México C. López y al ministro de Relaciones Exteriores de Guatemala D. Pérez para la primera "
        "reunión trilateral.",
    ),
    (
        "The United States has committed over $578 million in humanitarian, development, and security "
        "assistance since FY 2021, including $25 million for WFP.",
        "Los Estados Unidos han comprometido más de 578 millones de dólares estadounidenses en "
        "asistencia humanitaria, de desarrollo y de seguridad desde el año fiscal 2021, entre ellos "
        "US$25 millones para el PMA.",
    ),
    (
        "Nearly 2,000 people will be resettled by the end of fiscal year 2024 (October 1, 2023 – September 30, 2024).",
        "Casi 2.000 personas serán reasentadas para finales del año fiscal 2024 (del 1 de octubre de "
        "2023 al 30 de septiembre de 2024).",
    ),
    (
        "Mexico will provide up to 30,000 visas a month, a 30-day grace period, and a one-time payment "
        "of 1.2 billion pesos (roughly US$70 million).",
        "México otorgará hasta 30 mil visas al mes, un período de gracia de 30 días y un pago único de "
        "mil 200 millones de pesos (aproximadamente 70 mdd).",
    ),
    (
        "The second quarter of 2024 saw a 12.5% increase year-over-year, from 1.1 to 1.24 million.",
        "En el segundo trimestre de 2024 se registró un aumento interanual de 12,5 %, de 1,1 a 1,24 millones.",
    ),
    (
        "Two-thirds of respondents, or 67 percent, and one in four women agreed.",
        "Dos tercios de las personas encuestadas, es decir, el 67 por ciento, y una de cada cuatro "
        "mujeres estuvieron de acuerdo.",
    ),
    (
        "Our three nations share more than 5,500 miles of border and 500 million people.",
        "Nuestras tres naciones comparten más de 8,800 kilómetros de frontera y 500 millones de habitantes.",
    ),
    (
        "The leaders' call on Monday at 9:30 a.m. EST/8:30 a.m. CST lasted forty-five minutes.",
        "La llamada de los líderes, el lunes a las 9:30 a. m. (hora del Este) / 8:30 a. m. (hora del "
        "Centro), duró 45 minutos.",
    ),
    (
        "Today, the President of the United States and the President of Colombia announced a 60-day "
        "campaign in the Darién.",
        "Hoy, el Presidente de Estados Unidos y el Presidente de Colombia anunciaron una campaña de 60 "
        "días en el Darién.",
    ),
    (
        "Title 42 will be lifted at 11:59 p.m. on May 11, 2023; Title 8 applies thereafter.",
        "El Título 42 se levantará a las 23:59 horas del 11 de mayo de 2023; en lo sucesivo se aplicará el Título 8.",
    ),
    (
        "UN Security Council Resolution 2699 (2023) authorized the mission for twelve months.",
        "La resolución 2699 (2023) del Consejo de Seguridad de las Naciones Unidas autorizó la misión "
        "por un período de doce meses.",
    ),
    (
        "The 10th North American Leaders' Summit took place in Mexico City on January 10, 2023, two "
        "days after the bilateral visit.",
        "La X Cumbre de Líderes de América del Norte tuvo lugar en la Ciudad de México el 10 de enero "
        "de 2023, dos días después de la visita bilateral.",
    ),
    (
        "Each year 1 in 5 children, some 200–300 per day, are screened.",
        "Cada año, uno de cada cinco niños, entre 200 y 300 por día, es examinado.",
    ),
    (
        "They will invest $1 billion over four years, half of which by 2026.",
        "Invertirán mil millones de dólares en cuatro años, la mitad antes de 2026.",
    ),
    ("They will invest one hundred million dollars.", "Invertirán cien millones de dólares."),
    (
        "They arrested 1,523 smugglers, seized 2.5 tons of fentanyl, and 30 kg of heroin.",
        "Detuvieron a mil 523 traficantes y decomisaron 2.5 toneladas de fentanilo y 30 kg de heroína.",
    ),
    ("More than one million, two hundred thousand people.", "Más de un millón doscientas mil personas."),
    (
        "Between 2019 and 2023, remittances grew 3.4 times to $63.3bn.",
        "Entre 2019 y 2023, las remesas se multiplicaron por 3.4 hasta llegar a 63 300 millones de dólares.",
    ),
    (
        "The Governments of Canada, the United States of America, and the Kingdom of Spain will welcome "
        "refugees from Central America.",
        "Los Gobiernos del Canadá, los Estados Unidos de América y el Reino de España acogerán a "
        "refugiados de Centroamérica.",
    ),
    (
        "Mexico and the U.S. reaffirmed the Mexico-U.S. Bicentennial Framework (2021-2023).",
        "México y Estados Unidos reafirmaron el Entendimiento Bicentenario México-Estados Unidos (2021-2023).",
    ),
    (
        "This was the fifth meeting; the first four were virtual.",
        "Esta fue la quinta reunión; las cuatro primeras fueron virtuales.",
    ),
    ("A total of 27 (twenty-seven) offices in 32 states.", "Un total de 27 (veintisiete) oficinas en 32 estados."),
    (
        "The parole process for Cubans, Haitians, Nicaraguans, and Venezuelans (CHNV) admits 30,000 per month.",
        "El proceso de permiso humanitario para cubanos, haitianos, nicaragüenses y venezolanos (CHNV) "
        "admite a 30,000 por mes.",
    ),
    (
        "The Spanish Agency and the French Development Agency (AFD) joined the Inter-American Development Bank.",
        "La Agencia Española y la Agencia Francesa de Desarrollo (AFD) se sumaron al Banco "
        "Interamericano de Desarrollo.",
    ),
    ("Follow @StateDept and call 1-800-555-0199 or 911.", "Siga a @StateDept y llame al 1-800-555-0199 o al 911."),
    ("Between 8:00 a.m. and 5:00 p.m.", "De 8:00 a 17:00 h"),
    (
        "Over 100 countries and dozens of NGOs, hundreds of thousands of people.",
        "Más de cien países y decenas de ONG, cientos de miles de personas.",
    ),
    (
        "As of May 7, the U.S. Government has spent US$ 1,234.56.",
        "Al 7 de mayo, el Gobierno de los EE. UU. había gastado 1.234,56 dólares.",
    ),
    (
        "The Los Angeles Declaration now has 22 endorsing countries, and the 75th anniversary of the "
        "Universal Declaration was marked.",
        "La Declaración de Los Ángeles cuenta ya con 22 países, y se conmemoró el 75.º aniversario de "
        "la Declaración Universal.",
    ),
    (
        "They met twice a year, every 6 months, for a three-day session.",
        "Se reunían dos veces al año, cada seis meses, en una sesión de tres días.",
    ),
    (
        "We commit to net zero by mid-2050 and 30x30.",
        "Nos comprometemos a lograr cero emisiones netas para mediados de 2050 y a la meta 30x30.",
    ),
    (
        "The 2022-2026 plan, $3.2M, covers 5G, Web3, and B1/B2 visas.",
        "El plan 2022-2026, de 3.2 millones de dólares, abarca 5G, Web3 y visas B1/B2.",
    ),
    (
        "Under Section 212(d)(5) and paragraph 4(b), 8 U.S.C. 1182 applies.",
        "Conforme a la sección 212(d)(5) y al párrafo 4 b), se aplica el título 8 U.S.C. 1182.",
    ),
    ("Article I, Annex II, and Chapter 3 stand.", "El artículo I, el anexo II y el capítulo 3 se mantienen."),
    (
        "In early May and late June, temperatures reached 104 °F (40 °C).",
        "A principios de mayo y finales de junio, las temperaturas llegaron a 104 °F (40 °C).",
    ),
    ("The 2024 Summer Games and the April 2025 Summit.", "Los Juegos de Verano de 2024 y la Cumbre de abril de 2025."),
    (
        "Vice President Harris announced $4.2 billion in private-sector commitments from more than 40 "
        "companies in June 2023; now over $5.2 billion.",
        "La vicepresidenta Harris anunció 4200 millones de dólares en compromisos del sector privado de "
        "más de 40 empresas en junio de 2023; ahora superan los 5200 millones.",
    ),
    (
        "The delegation of Saint Vincent and the Grenadines and of Trinidad and Tobago.",
        "La delegación de San Vicente y las Granadinas y la de Trinidad y Tabago.",
    ),
    (
        "The Democratic Republic of the Congo and the Central African Republic.",
        "La República Democrática del Congo y la República Centroafricana.",
    ),
    (
        "The Government of the United Kingdom of Great Britain and Northern Ireland.",
        "El Gobierno del Reino Unido de Gran Bretaña e Irlanda del Norte.",
    ),
    (
        "Chinese and Russian officials visited the People's Republic of China.",
        "Funcionarios chinos y rusos visitaron la República Popular China.",
    ),
    ("At 10 Downing Street, No. 10.", "En el número 10 de Downing Street, n.º 10."),
    (
        "The first-ever meeting will be held no later than 30 days after March 1.",
        "La primera reunión se celebrará a más tardar 30 días después del 1o de marzo.",
    ),
    ("The 1st, 2nd and 3rd pillars.", "Los pilares 1.º, 2.º y 3.º"),
    ("Pillar One: three lines of action. Pillar Two: four.", "Pilar I: tres líneas de acción. Pilar II: cuatro."),
    ("A year and a half later, 18 months on.", "Año y medio después, a los 18 meses."),
    ("about one-third (33%) of the 3,000 km", "cerca de un tercio (33 %) de los 3.000 km"),
    (
        "Through Fiscal Years 2023 and 2024, 40,000 H-2B visas, including 20,000 for nationals of Haiti "
        "and the Northern Triangle.",
        "En los años fiscales 2023 y 2024, 40.000 visas H-2B, incluidas 20.000 para nacionales de Haití "
        "y del Triángulo Norte.",
    ),
    ("They signed 12 MOUs in fiscal years 2021/22.", "Firmaron 12 memorandos en los ejercicios fiscales 2021/2022."),
    (
        "On 7 May, at the 3rd Ministerial in Guatemala City, Guatemala, ministers met.",
        "El 7 de mayo, en la III Reunión Ministerial en Ciudad de Guatemala, las ministras y los "
        "ministros se reunieron.",
    ),
    ("He thanked America and the American people.", "Agradeció al pueblo estadounidense."),
    ("Read the plan in PDF (2 MB).", "Lea el plan en PDF (2 MB)."),
    (
        "We will double funding, triple staff and cut waiting times by half (50 percent).",
        "Duplicaremos los fondos, triplicaremos el personal y reduciremos los tiempos de espera a la mitad (50 %).",
    ),
    ("from $300M to $450M", "de 300 a 450 millones de dólares"),
    ("Q1 of 2025", "primer trimestre de 2025"),
    ("since the 1970s and 1980s", "desde las décadas de los setenta y ochenta"),
    ("a 10-point plan", "un plan de diez puntos"),
    (
        "a zero-tolerance, 24/7 hotline",
        "una línea directa, disponible las 24 horas, los siete días de la semana, de cero tolerancia",
    ),
    ("some 2,000-mile border", "una frontera de unos 3.200 kilómetros"),
    ("by 17:00 GMT (11 a.m. in Guatemala)", "antes de las 17:00 GMT (11:00 en Guatemala)"),
    ("the $1.9-trillion economy", "la economía de 1,9 billones de dólares"),
    ("a C$5 million grant from Canada", "una donación canadiense de 5 millones de dólares canadienses"),
    ("nearly $1 million and 100,000 pounds of aid", "casi un millón de dólares y 100.000 libras de ayuda"),
    ("the 15-20 member groups", "los grupos de 15 a 20 miembros"),
    ("in the next ten to fifteen years", "en los próximos 10 a 15 años"),
    (
        "The program, launched May 2, will run through September 2024",
        "El programa, iniciado el 2 de mayo, se prolongará hasta septiembre de 2024",
    ),
    ("nationals of the Dominican Republic and Haitians", "nacionales dominicanos y de Haití"),
    ("the Federal Republic of Germany", "la República Federal de Alemania"),
    ("El Salvador's, Honduras's and Nicaragua's borders", "las fronteras de El Salvador, Honduras y Nicaragua"),
    ("the Colombian and Panamanian Governments", "los Gobiernos de Colombia y Panamá"),
    (
        "On behalf of the United States, Special Presidential Envoy Ann Roe thanked Ecuador’s Foreign Minister.",
        "En nombre de los Estados Unidos, la enviada presidencial especial Ann Roe agradeció al "
        "ministro de Relaciones Exteriores del Ecuador.",
    ),
    (
        "The Government of Canada will welcome 15,000 migrants; Spain’s program covers 250 Honduran "
        "workers; Mexico’s covers 20,000 Guatemalan workers.",
        "El Gobierno del Canadá recibirá a 15 000 migrantes; el programa de España abarca a 250 "
        "trabajadores hondureños; el de México, a 20 000 trabajadores guatemaltecos.",
    ),
    (
        "Belize, Costa Rica, and Colombia have regularized 1.8 million Venezuelans under 10-year permits.",
        "Belice, Costa Rica y Colombia han regularizado a 1,8 millones de venezolanos con permisos de 10 años.",
    ),
    (
        "In FY2023, from October 1 through September 30, CBP encountered 2.5M.",
        "En el año fiscal 2023, del 1.° de octubre al 30 de septiembre, la CBP registró 2,5 millones de encuentros.",
    ),
]
