"""Web addresses, mail addresses and telephone numbers in a text, made comparable. Pure."""

import re

WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|gov|gob|int|edu|info|eu|us|mx|gt|ca)"
    r"(?:\.[a-z]{2})?(?:/[^\s<>\"“”«»]*)?(?![\w@])",
    re.IGNORECASE,
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<!\w)(?:\+\d{1,3}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,5}\d|\(\d{2,4}\) ?\d{3,4}[ .-]\d{4}|(?:1-)?\d{3}-\d{3}-\d{4})(?!\w)"
)
# What a text must have for the slower search to be worth while.
MAIL_SIGN, WEB_SIGN, PHONE_SIGN = re.compile("@"), re.compile(r"\w[.:][\w/]"), re.compile(r"\d{3}|\+\d")
LANGUAGE = re.compile(
    r"(?<=[/.=_-])(?:en|es|eng|spa|english|spanish|español|espanol|en-us|es-es|es-mx|translations)(?=[/.&_-]|$)|^(?:en|es|espanol|spanish)\.",
    re.I,
)


def addresses(text: str) -> tuple[dict[str, str], str]:
    """The addresses of a text as {comparable form: as written}, and the text with blanks in their place.

    A page that differs only by a mark of language counts as the same page; where such a mark stands, the host alone
    is compared, as the rest of the path may be translated too.
    """
    found: dict[str, str] = {}
    for pattern, sign in ((MAIL, MAIL_SIGN), (WEB, WEB_SIGN), (PHONE, PHONE_SIGN)):
        if not sign.search(text):
            continue
        for match in pattern.finditer(text):
            written = match.group().rstrip(".,;:!?)")
            found[_comparable(written, pattern)] = written
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return found, text


def missing(ours: dict[str, str], theirs: dict[str, str]) -> list[str]:
    """The addresses of `ours`, as written, that `theirs` does not have."""
    hosts = {key.split("/")[0] for key in theirs if key.endswith("/*")}
    return [
        written
        for key, written in ours.items()
        if key not in theirs
        and key.split("/")[0] not in hosts
        and not (key.endswith("/*") and any(other.split("/")[0] == key.split("/")[0] for other in theirs))
    ]


def _comparable(written: str, pattern: re.Pattern[str]) -> str:
    if pattern is PHONE:
        return re.sub(r"\D", "", written).lstrip("0")
    if pattern is MAIL:
        return written.lower()
    plain = re.sub(r"^https?://", "", written.lower())
    neutral = LANGUAGE.sub("", re.sub(r"^www\.", "", plain))
    host = neutral.split("/")[0].strip(".")
    if neutral != re.sub(r"^www\.", "", plain):
        return f"{host}/*"
    return neutral.rstrip("/")
