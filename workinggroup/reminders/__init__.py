"""Reminders before the follow-up ministerial: when they go, for whom, what went."""
