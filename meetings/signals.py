"""What the meetings package tells those above it."""

from django.dispatch import Signal

# Sent inside the transaction that moved a meeting. Arguments: meeting, actor, now.
meeting_moved = Signal()
