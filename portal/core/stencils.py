"""Templates that are rendered once, and afterwards only have values set into them.

A template is rendered once for each language and for each set of values that are there at all, with marks in place of the
values. It may print a value and ask whether it is there; whatever else it would do with one, it would do with the mark. What
depends on more, such as a plural, is put into words before.
"""

import re
from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

# Characters that Unicode gives no meaning, around a value's name.
BEGIN, END = "\ue000", "\ue001"
MARK = re.compile(f"{BEGIN}([a-z_]+){END}")


class NotPrinted(ValueError):
    """A template does more with a value than to print it."""


def filled(template: str, language: str, /, **values: str) -> SafeString:
    """The template in a language with these values: in HTML what is not marked as safe is escaped, else as it is."""
    parts = _parts(template, language, tuple([name for name, value in values.items() if value]))
    found = list(parts)
    as_text = _escaped if template.endswith(".html") else str
    found[1::2] = [as_text(values[name]) for name in parts[1::2]]
    return SafeString("".join(found))


def _escaped(value: str) -> str:
    """As Django's `conditional_escape` does it, which asks each time whether the value is a promise."""
    return value if isinstance(value, SafeString) else escape(str(value))


@lru_cache(maxsize=1024)
def _parts(template: str, language: str, there: tuple[str, ...]) -> tuple[str, ...]:
    """What stands around the values, and their names, by turns."""
    marks = {name: SafeString(f"{BEGIN}{name}{END}") for name in there}
    with translation.override(language):
        parts = tuple(MARK.split(render_to_string(template, marks)))
    if any(BEGIN in part or END in part for part in parts):
        raise NotPrinted(template)
    return parts
