"""Which tables of this package are not behind the wall, and why."""

OPEN_TABLES = {
    "people_delegation": "names and time zones, the same for everybody; written by the wall's functions alone",
    "people_workdaychange": "on which days a delegation works, the same for everybody; changed by that delegation alone",
    "people_workdayyear": "that a delegation's calendar is complete, the same for everybody; said by that delegation alone",
    "people_session": "sign-in: read before the reader is known; a hash of the key, and data that the key alone opens",
    "people_membership": "sign-in: which delegation a person reads for; written by the wall's functions alone",
    "people_user": "sign-in: who a session belongs to; written by the wall's functions alone, but for the times of visits",
}
