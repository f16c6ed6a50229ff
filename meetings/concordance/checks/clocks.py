"""Times of day in a text, with each hour that can be meant. Pure."""

import re

TIME = re.compile(
    r"\b(?:(?P<hour>2[0-4]|[01]?\d)(?!\d)(?:[:.](?P<minute>[0-5]\d)(?!\d|[.,]\d))?"
    r"|(?P<hour4>[01]\d|2[0-4])(?P<minute4>[0-5]\d)(?:(?= ?(?:h\b|hrs?\b|hs\b|hours\b|horas\b))"
    # "At 0300", "at 1310", "2359Z", "between 1100 and 1200 hours".
    r"|(?<=\b(?:at|to) \d{4})(?![\d/-]|[.,]\d)|(?<=\bfrom 0\d{3})(?![\d/-]|[.,]\d)|(?=Z\b)"
    r"|(?= (?:and|to) (?:[01]\d|2[0-4])[0-5]\d ?(?:h|hrs?|hours)\b)))"
    r"(?: ?(?P<half>[ap]) ?\. ?m\b\.?| ?(?P<half2>[ap]m)\b| de la (?P<part>mañana|tarde|noche)\b"
    r"| ?(?P<h>hrs?|hs|h)\b\.?| (?P<h2>horas|hours)\b)?",
    re.IGNORECASE,
)


# "Entre las 11.00 y las 12.00 horas": the hours of the second are those of the first.
JOINED = re.compile(r" (?:y|a|hasta) (?:las? )?\d{1,2}[.:]\d\d (?:horas|hs?\b)")


def is_time(match: re.Match[str]) -> bool:
    """Whether a match of `TIME` is a time and no bare number."""
    marked = any(match[name] for name in ("half", "half2", "part", "h", "hour4"))
    if marked or (match["minute"] is not None and (":" in match.group() or match["h2"])):
        return True
    return match["minute"] is not None and JOINED.match(match.string, match.end()) is not None


def times_in(match: re.Match[str]) -> frozenset[str]:
    """Each way in which a match of `TIME` can be read; a full hour also as its number."""
    hour, minute = int(match["hour"] or match["hour4"]), match["minute"] or match["minute4"] or "00"
    half = (match["half"] or match["half2"] or "").lower()[:1]
    if match["part"]:
        half = "a" if match["part"].lower() == "mañana" else "p"
    hours = {hour % 12 + (12 if half == "p" else 0)} if half and hour <= 12 else {hour}
    if not (half or match["h"] or match["h2"] or match["hour4"]) and 0 < hour < 12:
        hours.add(hour + 12)
    if hour == 12 and not half:
        hours.add(0)
    readings = {f"{one % 24}:{minute}" for one in hours}
    if match["hour4"]:
        # "1200 hours" can be as many hours, too.
        readings.add(str(int(match["hour4"] + match["minute4"])))
    return frozenset(readings | ({str(one) for one in hours} if minute == "00" else set()))


# Times that have a word.
_NOON, _MIDNIGHT = frozenset({"12:00", "12"}), frozenset({"0:00", "0", "24"})
TIMES = {"noon": _NOON, "midday": _NOON, "mediodía": _NOON, "midnight": _MIDNIGHT, "medianoche": _MIDNIGHT}
