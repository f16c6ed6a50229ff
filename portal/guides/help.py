"""The guides of `docs/guides`, by what each is for; each is written in both languages."""

from functools import cache

from django.conf import settings

from portal.core.addresses import address
from portal.guides.markup import Document, read_document

GUIDES = {
    "members": {"en": "members.md", "es": "miembros.md"},
    "coordinators": {"en": "coordinators.md", "es": "coordinacion.md"},
    "administrators": {"en": "administrators.md", "es": "administracion.md"},
}
NAMES = {file: name for name, files in GUIDES.items() for file in files.values()}


@cache
def guide(name: str, language: str) -> Document:
    """One of the guides in a language."""
    return read_document((settings.BASE_DIR / "docs/guides" / GUIDES[name][language]).read_text(), _address)


def _address(to: str) -> str:
    """Where a link of a guide leads: to another guide, or nowhere."""
    file, mark, anchor = to.partition("#")
    return address("guides:guide", NAMES[file]) + mark + anchor if file in NAMES else ""
