"""The words of the demo's final texts, in both languages; they are invented."""

from typing import Any

RECRUITMENT: dict[str, Any] = {
    "title": {
        "en": "Communiqué on fair recruitment and seasonal work",
        "es": "Comunicado sobre contratación equitativa y trabajo de temporada",
    },
    "en": """
The ministers of Guatemala, Mexico and the United States met in Washington on 28 February 2024 and adopted this communiqué beside their joint statement.

Whoever recruits workers for a season charges them nothing. The three governments will publish the names of agencies that do not keep to this, beginning on 1 July 2024.

The delegations agree to inspect agencies jointly in 12 municipalities before the end of 2024, and to share what they found as aggregate statistics only.

A worker who complains of an agency keeps the permit while the complaint is examined.

The delegations will examine at their next ministerial what was kept of this communiqué.
""",
    "es": """
Las ministras y los ministros de Guatemala, México y los Estados Unidos se reunieron en Washington el 28 de febrero de 2024 y adoptaron este comunicado junto a su declaración conjunta.

Quien contrata a personas trabajadoras para una temporada no les cobra nada. Los tres gobiernos publicarán los nombres de las agencias que no lo cumplan, a partir del 1 de julio de 2024.

Las delegaciones acuerdan inspeccionar conjuntamente agencias en 12 municipios antes de fines de 2024, y compartir lo que encuentren únicamente como estadísticas agregadas.

La persona trabajadora que se queje de una agencia conserva el permiso mientras se examina la queja.

Las delegaciones examinarán en su próxima reunión ministerial qué se cumplió de este comunicado.
""",
}
ENTRIES = [
    {"anchor": "p03", "language": "en", "old": "12 municipalities", "new": "14 municipalities"},
    {"anchor": "p03", "language": "es", "old": "12 municipios", "new": "14 municipios"},
]
REASON = {
    "en": "The list in the annex of the working group names 14; both texts carried the number of an earlier draft.",
    "es": "La lista anexa del grupo de trabajo nombra 14; ambos textos llevaban el número de un borrador anterior.",
}
ENDORSER = {"en": "Belize", "es": "Belice"}
NOTE = {
    "en": "By a note of its Ministry of Foreign Affairs, handed over in Guatemala City.",
    "es": "Por nota de su Ministerio de Relaciones Exteriores, entregada en la Ciudad de Guatemala.",
}
CHILDREN: dict[str, Any] = {
    "title": {
        "en": "Communiqué on children who travel alone",
        "es": "Comunicado sobre la niñez que viaja sola",
    },
    "en": """
The ministers of the three countries agree that a child who travels alone is first of all a child.

Each delegation will name one office by 31 January, reachable day and night, that answers for a child at the crossings within 24 hours.

The delegations will keep no record of a child in this portal; what they share are aggregate statistics.
""",
    "es": """
Las ministras y los ministros de los tres países coinciden en que una niña o un niño que viaja solo es ante todo una niña o un niño.

Cada delegación designará a más tardar el 31 de enero una oficina, localizable día y noche, que responda por una niña o un niño en los cruces en un plazo de 24 horas.

Las delegaciones no guardarán en este portal registro alguno de una niña o un niño; lo que comparten son estadísticas agregadas.
""",
}
DASHBOARD: dict[str, Any] = {
    "title": {
        "en": "Communiqué on the shared dashboard",
        "es": "Comunicado sobre el tablero compartido",
    },
    "en": """
The three delegations open their shared dashboard to the public on the last day of the follow-up ministerial.

It shows monthly figures of the three countries side by side, says where they differ and why, and names no person.

{returns}

Each delegation will send its figures within 30 days of the end of a month.
""",
    "es": """
Las tres delegaciones abren su tablero compartido al público el último día de la reunión ministerial de seguimiento.

Muestra las cifras mensuales de los tres países lado a lado, dice dónde difieren y por qué, y no nombra a ninguna persona.

{returns}

Cada delegación enviará sus cifras en un plazo de 30 días a partir del fin de mes.
""",
}
ENDING = "Two capitals have not answered for a week. If nobody needs this communiqué, we end it."
GO_ON = "Lo necesitamos; nuestra capital responde esta semana."
