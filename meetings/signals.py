"""What the meetings package tells those above it, and asks them."""

from django.dispatch import Signal

# Sent inside the transaction that moved a meeting or changed its state. Arguments: meeting, actor, now.
meeting_moved = Signal()

# Asked before a meeting moves; receivers answer with a list of `meetings.rounds.moving.Move`.
# Arguments: meeting, user, starts_on (the day it would be on).
meeting_moving = Signal()
