"""Guests: people from outside the delegations who see one meeting."""
