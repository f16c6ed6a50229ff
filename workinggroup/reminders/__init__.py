"""Reminders before the follow-up ministerial: when they ring, for whom, what went."""
