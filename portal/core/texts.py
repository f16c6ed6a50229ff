"""Text that exists in several equally valid languages: one JSON object, a language code for each key."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

# The names of countries and unions that English sentences give an article.
WITH_ARTICLE = re.compile(
    r"^(United|Union|Kingdom|Republic|Commonwealth|State|Co-operative Republic|Federal Republic|European Union|Holy See"
    r"|Secretariat|Bahamas|Comoros|Gambia|Maldives|Netherlands|Philippines)\b|\b(Republic|Kingdom|Emirates|Federation|Union|Islands)$"
)


class LocalizedTextField(models.JSONField):
    """`{"en": "…", "es": "…"}`; further content languages need no new column."""

    description = "Text in the content languages"

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise ValidationError(_("Give a text for each language."))


def in_language(value: Mapping[str, str] | None, language: str | None = None) -> str:
    """The text in `language` (default: the reader's), or the first content language that has one; "" if none has."""
    if not value:
        return ""
    if text := value.get(language or (get_language() or "en")[:2]):
        return text
    return next((value[code] for code in settings.CONTENT_LANGUAGES if value.get(code)), "")


def in_sentence(name: str) -> str:
    """The name of a place or a country as it stands inside a sentence of the reader's language: in Spanish "la Ciudad de
    Guatemala", in English "the United States"."""
    language = (get_language() or "en")[:2]
    if language == "es" and name.startswith("Ciudad "):
        return f"la {name}"
    return f"the {name}" if language == "en" and WITH_ARTICLE.search(name) else name


def name_of_language(code: str) -> str:
    """A language's own name for itself, also of one that the pages do not speak."""
    own = dict(settings.LANGUAGES).get(code)
    return own or (_info(code)["name_local"].capitalize() if _info(code) else code)


def word_for_language(code: str) -> str:
    """A language's name in the reader's language, as it stands inside a sentence."""
    english = (_info(code) or {}).get("name", "")
    name = gettext(english) if english else code
    return name if (get_language() or "en").startswith("en") else name.lower()


def content_languages() -> list[tuple[str, str]]:
    """The content languages as choices, each by its own name."""
    return [(code, name_of_language(code)) for code in settings.CONTENT_LANGUAGES]


def _info(code: str) -> Mapping[str, Any]:
    try:
        return get_language_info(code)
    except KeyError:
        return {}
