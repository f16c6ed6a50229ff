"""The slices of this package, each importing only those before it."""

SLICES = (
    "commitments",
    "actionitems",
    "accounting",
    "progress",
    "handling",
    "requests",
    "gaps",
    "plans",
    "practices",
    "pack",
    "flows",
    "desk",
    "reminders",
)
