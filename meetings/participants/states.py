"""What participants come as, what they answer, and the life of credentials."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """In the order in which a delegation's list names them."""

    HEAD = "head", pgettext_lazy("participant", "Head of delegation")
    MEMBER = "member", pgettext_lazy("participant", "Member")
    INTERPRETER = "interpreter", pgettext_lazy("participant", "Interpreter")
    SECURITY = "security", pgettext_lazy("participant", "Security")
    PRESS = "press", pgettext_lazy("participant", "Press")
    GUEST = "guest", pgettext_lazy("participant", "Guest")


# Those who sit at the table and get a place card.
SEATED = {Kind.HEAD, Kind.MEMBER}


class Answer(TextChoices):
    """Any answer may follow any other until the meeting is over."""

    NONE = "none", pgettext_lazy("participant", "Not answered")
    COMING = "coming", pgettext_lazy("participant", "Coming")
    REMOTE = "remote", pgettext_lazy("participant", "Joining remotely")
    NOT_COMING = "not_coming", pgettext_lazy("participant", "Not coming")


# Who comes in one way or the other; asked again when the meeting moves.
ATTENDING = {Answer.COMING, Answer.REMOTE}


class CredentialsStatus(TextChoices):
    """Awaited is what is true of a delegation before there is a note verbale."""

    AWAITED = "awaited", pgettext_lazy("credentials", "Awaited")
    RECEIVED = "received", pgettext_lazy("credentials", "Received")
    ACCEPTED = "accepted", pgettext_lazy("credentials", "Accepted")


NEXT = {
    CredentialsStatus.AWAITED: {CredentialsStatus.RECEIVED},
    CredentialsStatus.RECEIVED: {CredentialsStatus.RECEIVED, CredentialsStatus.ACCEPTED},
    CredentialsStatus.ACCEPTED: set(),
}
