"""Agendas: what is spoken of, in which order, for how long."""
