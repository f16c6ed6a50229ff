"""The slices of this package, each importing only those before it."""

SLICES = (
    "rounds",
    "participants",
    "documents",
    "agendas",
    "texts",
    "statements",
    "revisions",
    "concordance",
    "promises",
    "negotiation",
    "alignment",
    "exchange",
    "records",
    "adoption",
    "release",
    "guests",
)
