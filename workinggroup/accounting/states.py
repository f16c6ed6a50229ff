"""What can become of a commitment, and when that is said."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from meetings.statements.states import UNFINISHED
from meetings.statements.states import Status as TextStatus


class Outcome(TextChoices):
    """What the next text does with a commitment of an earlier round."""

    KEPT = "kept", pgettext_lazy("accounting", "Kept")
    AMENDED = "amended", pgettext_lazy("accounting", "Amended")
    DONE = "done", pgettext_lazy("accounting", "Done")
    DROPPED = "dropped", pgettext_lazy("accounting", "Dropped")


# Nobody is told that a promise changed without being told why.
REASONED = {Outcome.AMENDED, Outcome.DROPPED}
# With these a commitment is over: once such a text is released, later ones account for it no more.
CLOSED = (Outcome.DONE, Outcome.DROPPED)
# As long as a text may still become another one, it is said what becomes of commitments in it; then what was said stays.
OPEN = (*UNFINISHED, TextStatus.FINAL_TEXT)
# While it is worked on, it waits on people.
WAITING = (TextStatus.NEGOTIATING, TextStatus.ALIGNMENT, TextStatus.FINAL_TEXT)
