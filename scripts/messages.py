"""Translations without gettext's tools: read the sources, bring the .po files up to date, say what is missing.

python scripts/messages.py update   add new texts, drop those no longer used
python scripts/messages.py check    exit with 1 and a list where a text is missing, fuzzy or out of date
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("PORTAL_BUILDING", "1")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import polib  # noqa: E402
from babel.messages.extract import extract_python  # noqa: E402
from django.conf import settings  # noqa: E402
from django.utils.translation.template import templatize  # noqa: E402

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str, str, str]


def texts_of(path: Path) -> Iterator[Key]:
    """Every translatable text of a source as (context, singular, plural)."""
    source = path.read_text(encoding="utf-8")
    if path.suffix in {".html", ".txt"}:
        # What templatize makes is read as Python, to which a template's indentation would mean something.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    for _line, function, messages, _comments in extract_python(
        io.BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        parts = [messages] if isinstance(messages, str) else [part for part in messages or () if isinstance(part, str)]
        if not parts or not parts[0]:
            continue
        context = parts.pop(0) if function and function.startswith(("pgettext", "npgettext")) else ""
        plural = parts[1] if function and "ngettext" in function.replace("np", "n") and len(parts) > 1 else ""
        yield context, parts[0], plural


def sources() -> Iterator[Path]:
    for folder in ("portal", "meetings", "workinggroup"):
        yield from sorted((ROOT / folder).rglob("*.py"))
    for suffix in ("*.html", "*.txt"):
        yield from sorted((ROOT / "templates").rglob(suffix))


def wanted() -> dict[Key, list[str]]:
    """Every text of the sources with the files it stands in."""
    found: dict[Key, list[str]] = {}
    for path in sources():
        for key in texts_of(path):
            places = found.setdefault(key, [])
            name = str(path.relative_to(ROOT))
            if name not in places:
                places.append(name)
    return found


def catalogue(language: str) -> Path:
    return ROOT / "locale" / language / "LC_MESSAGES/django.po"


def languages() -> list[str]:
    """The languages that need translations: English is the language of the sources."""
    return [code for code, _name in settings.LANGUAGES if code != "en"]


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def update(language: str) -> None:
    path = catalogue(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    there = {key_of(entry): entry for entry in polib.pofile(str(path))} if path.is_file() else {}
    book = polib.POFile(wrapwidth=110)
    book.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Language": language,
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key, places in sorted(wanted().items(), key=lambda pair: (pair[1][0], pair[0])):
        context, singular, plural = key
        entry = there.get(key) or polib.POEntry(msgid=singular, msgid_plural=plural, msgctxt=context or None)
        if plural and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        entry.occurrences = [(place, "") for place in places]
        book.append(entry)
    book.save(str(path))
    print(f"{path.relative_to(ROOT)}: {len(book)} texts, {len(problems(language))} to translate")


def problems(language: str) -> list[str]:
    """What is missing, fuzzy or unused in one language, a sentence each."""
    found = []
    there = {key_of(entry): entry for entry in polib.pofile(str(catalogue(language)))}
    for key, places in wanted().items():
        entry = there.pop(key, None)
        if entry is None:
            found.append(f"{language}: not in the catalogue: {key[1]!r} ({places[0]})")
        elif entry.fuzzy:
            found.append(f"{language}: fuzzy: {key[1]!r}")
        elif not (all(entry.msgstr_plural.values()) if key[2] else entry.msgstr):
            found.append(f"{language}: not translated: {key[1]!r} ({places[0]})")
        else:
            found += places_differ(language, entry) + numbers_differ(language, entry)
    found += [f"{language}: no longer used: {key[1]!r}" for key in there]
    return found


def places_differ(language: str, entry: polib.POEntry) -> list[str]:
    """A translation must fill in the same named places as its source."""
    named = re.compile(r"%\((\w+)\)s")
    sources = set(named.findall(entry.msgid)) | set(named.findall(entry.msgid_plural or ""))
    wrong = []
    for text in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
        strange = set(named.findall(text)) - sources
        if strange:
            wrong.append(f"{language}: {entry.msgid!r} names places its source does not: {', '.join(sorted(strange))}")
        if not entry.msgid_plural and set(named.findall(text)) != sources:
            wrong.append(f"{language}: {entry.msgid!r} does not fill the same places as its source")
    return wrong


def numbers_differ(language: str, entry: polib.POEntry) -> list[str]:
    """A translation writes the thousands of its source as the portal does in each of its languages: "5,000"."""
    written = re.findall(r"\b\d{1,3}(?:,\d{3})+\b", entry.msgid)
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return [
        f"{language}: {entry.msgid!r} has {each}, which its translation writes otherwise"
        for each in written
        if not all(each in text for text in texts)
    ]


def main() -> None:
    if sys.argv[1:] == ["update"]:
        for language in languages():
            update(language)
        return
    found = [problem for language in languages() for problem in problems(language)]
    print("\n".join(found) or "translations complete")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
