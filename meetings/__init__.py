"""Meetings: rounds, agendas, joint statements."""
