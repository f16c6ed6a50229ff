"""How large a text that is brought in, or a file that comes back, may be."""

from django.utils.translation import gettext_lazy

from portal.core.errors import Refused

LARGEST_TEXT = 1024 * 1024
LARGEST_FILE = 10 * 1024 * 1024


class TooLarge(Refused):
    """More than any statement has."""

    sentence = gettext_lazy(
        "The text is larger than 1 MB. A joint statement is never that long; choose the right file."
    )


class LargeFile(TooLarge):
    """More than 10 MB."""

    sentence = gettext_lazy("The file is larger than 10 MB. Take large pictures out of it and choose it again.")
