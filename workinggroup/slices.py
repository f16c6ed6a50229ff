"""The slices of this package, each importing only those before it."""

SLICES = (
    "commitments",
    "actionitems",
    "accounting",
    "progress",
    "handling",
    "gaps",
    "plans",
    "pack",
    "flows",
    "desk",
    "reminders",
)
