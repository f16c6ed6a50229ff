"""What the meetings package tells those above it, and asks them."""

from django.dispatch import Signal

# Sent inside the transaction that moved a meeting or changed its state. Arguments: meeting, actor, now.
meeting_moved = Signal()

# Asked before a meeting moves; receivers answer with a list of `meetings.rounds.moving.Move`.
# Arguments: meeting, user, starts_on (the day it would be on), hours (what `Meeting.place` takes), now.
meeting_moving = Signal()

# Asked when a pack is printed as one PDF, and again before it is given out; receivers answer with what stands before its
# papers, a `meetings.documents.packing.Leaf`. Arguments: meeting, user, now.
pack_opening = Signal()

# Asked when a final text is about to leave for silence or sign-off, and by the pages that show what it lacks; receivers answer
# with what must be settled first, a list of `meetings.statements.blocking.Blocker`, as far as the user sees it.
# Arguments: statement, user.
statement_closing = Signal()

# Sent inside the transaction in which a text becomes public. Arguments: statement, released (the `ReleasedText`), now.
statement_released = Signal()

# Asked when a meeting's page lists texts; receivers answer with what comes of them at an instant, a dict of
# `meetings.statements.blocking.Coming` by the texts' keys. Arguments: statements, user.
texts_coming = Signal()
