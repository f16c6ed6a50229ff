"""Which tables of this package are not behind the wall, and why."""

OPEN_TABLES = {
    "people_delegation": "names and time zones, the same for everybody",
    "people_membership": "sign-in: which delegation a person reads for",
    "people_user": "sign-in: who a session belongs to",
}
