"""The slices of this package, each importing only those before it."""

SLICES = ("rounds", "participants", "documents", "agendas", "statements", "records", "guests")
