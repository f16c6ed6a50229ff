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
    "pack",
    "flows",
    "desk",
    "reminders",
)
