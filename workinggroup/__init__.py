"""The working group between two meetings: commitments, action items, the desk, reminders."""
