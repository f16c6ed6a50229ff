"""The demo's joint statement, written for the demo, in both languages."""

TITLE = {
    "en": "Joint statement of the trilateral ministerial on migration",
    "es": "Declaración conjunta de la reunión ministerial trilateral sobre migración",
}

ENGLISH = """
The ministers of Guatemala, Mexico and the United States met in Washington on 28 February 2024 to review their common work on migration and to agree on the next steps of the working group.

They recalled the talks held in Mexico City on 27 December 2023 and on 19 January 2024, and reaffirmed their commitment to migration that is safe, orderly and humane.

## Root causes

The ministers agreed to expand vocational training for young people in the departments and states from which most people leave, beginning with six municipalities.

Guatemala and Mexico will hold a joint fair for small producers by 30 June 2024. The fair is expected to bring together more than two hundred cooperatives.

The United States announced a new fund for water and irrigation projects in the Dry Corridor.

## Lawful pathways

The delegations commit to:

- publish one common guide to temporary work permits in Spanish, English and four Mayan languages;

- inspect recruitment agencies jointly at least twice a year;

- shorten the time in which family reunification requests are answered.

The three governments intend to open a second regional office for advice on lawful pathways before the end of 2024.

## Protection and border management

The ministers underscored that border management and protection go together. They noted with appreciation the work of the civil organizations at the crossings.

Mexico and Guatemala decided to set up a shared contact list for unaccompanied children at every crossing within three months.

The delegations will exchange the capacity figures of their reception centres every week, as aggregate statistics only.

## Working group and follow-up

The ministers established a trilateral working group, and instructed it to present a shared data dashboard at its next meeting.

The dashboard will help the public to understand how the figures of the three countries are made.

The ministers agreed to meet again in Guatemala City to assess what was kept of these commitments.
"""

SPANISH = """
Las ministras y los ministros de Guatemala, México y los Estados Unidos se reunieron en Washington el 28 de febrero de 2024 para revisar su labor común en materia de migración y acordar los próximos pasos del grupo de trabajo.

Recordaron las conversaciones celebradas en la Ciudad de México el 27 de diciembre de 2023 y el 19 de enero de 2024, y reafirmaron su compromiso con una migración segura, ordenada y humana.

## Causas estructurales

Las ministras y los ministros acordaron ampliar la formación profesional de jóvenes en los departamentos y estados de los que parte la mayoría de las personas, comenzando por seis municipios.

Guatemala y México celebrarán una feria conjunta de pequeños productores a más tardar el 30 de junio de 2024. Se espera que la feria reúna a más de doscientas cooperativas.

Los Estados Unidos anunciaron un nuevo fondo para proyectos de agua y riego en el Corredor Seco.

## Vías legales

Las delegaciones se comprometen a:

- publicar una guía común sobre permisos de trabajo temporal en español, en inglés y en cuatro idiomas mayas;

- inspeccionar conjuntamente las agencias de contratación al menos dos veces al año;

- reducir el plazo en que se responden las solicitudes de reunificación familiar.

Los tres gobiernos tienen la intención de abrir una segunda oficina regional de orientación sobre vías legales antes de fines de 2024.

## Protección y gestión de fronteras

Las ministras y los ministros subrayaron que la gestión de fronteras y la protección van de la mano. Tomaron nota con aprecio de la labor de las organizaciones civiles en los cruces.

México y Guatemala decidieron establecer una lista de contactos compartida para niñas y niños no acompañados en cada cruce en un plazo de tres meses.

Las delegaciones intercambiarán cada semana las cifras de capacidad de sus centros de acogida, únicamente como estadísticas agregadas.

## Grupo de trabajo y seguimiento

Las ministras y los ministros establecieron un grupo de trabajo trilateral y le encomendaron presentar un tablero de datos compartido en su próxima reunión.

El tablero ayudará al público a comprender cómo se elaboran las cifras de los tres países.

Las ministras y los ministros acordaron reunirse de nuevo en la Ciudad de Guatemala para evaluar qué se cumplió de estos compromisos.
"""
