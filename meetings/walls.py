"""Which tables of this package are not behind the wall, and why."""

OPEN_TABLES = {
    "meetings_forceterm": "words of the trade, the same for everybody",
    "meetings_glossaryterm": "words of the trade, the same for everybody",
    "meetings_theme": "titles that sections may take, the same for everybody",
}
