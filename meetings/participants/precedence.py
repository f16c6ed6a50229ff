"""The order of precedence of delegations: alphabetical in one language, the host at an end, the secretariat after all.

Each language version of a list has its own order (alternat), so that no language's alphabet decides for all.
"""

import unicodedata
from collections.abc import Iterable, Mapping

# Letters that an alphabet sorts as its own, after the plain one.
OWN_LETTERS = {"es": {"ñ": "n\uffff"}}


def alphabetical(name: str, language: str) -> str:
    """A sort key for a name as the language's alphabet has it: case and accents do not matter, ñ comes after n."""
    key = name.casefold()
    for letter, after in OWN_LETTERS.get(language, {}).items():
        key = key.replace(letter, after)
    plain = unicodedata.normalize("NFKD", key)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def in_order(
    names: Mapping[str, Mapping[str, str]],
    *,
    language: str,
    host: str,
    host_first: bool = False,
    after: Iterable[str] = (),
) -> list[str]:
    """The codes in `names` (code → language → name) in order of precedence.

    Alphabetical by the name in `language`, the host last (or first); the codes in `after` follow all delegations. A
    side without a name in that language is placed by its code.
    """
    last = set(after)

    def place(code: str) -> tuple[int, str, str]:
        group = 2 if code in last else (-1 if host_first else 1) if code == host else 0
        return group, alphabetical(names[code].get(language) or code, language), code

    return sorted(names, key=place)
