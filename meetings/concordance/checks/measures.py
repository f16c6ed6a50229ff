"""What a figure is measured in: money, spans of time, imperial and metric measures. Pure."""

import re
from decimal import Decimal

CURRENCIES = {
    "dollar": "USD", "dólar": "USD", "peso": "MXN", "quetzal": "GTQ", "euro": "EUR", "€": "EUR", "usd": "USD",
    "mxn": "MXN", "gtq": "GTQ", "eur": "EUR", "us$": "USD", "lempira": "HNL", "cad": "CAD", "mdd": "USD", "mdp": "MXN",
    "q": "GTQ", "£": "GBP", "u.s.$": "USD",
}  # fmt: skip
SPANS = {"year": ("mo", 12), "año": ("mo", 12), "month": ("mo", 1), "mes": ("mo", 1), "week": ("h", 168),
         "semana": ("h", 168), "day": ("h", 24), "día": ("h", 24), "hour": ("h", 1), "hora": ("h", 1),
         "minute": ("min", 1), "minuto": ("min", 1)}  # fmt: skip
AMOUNT_ABBREVIATIONS = {
    "k": 10**3,
    "m": 10**6,
    "mm": 10**6,
    "mn": 10**6,
    "mdd": 10**6,
    "mdp": 10**6,
    "b": 10**9,
    "bn": 10**9,
}
# Measures that are converted in the other language, in metres, kilogrammes or square metres.
MEASURES = {
    "mile": 1609.3, "feet": 0.3048, "foot": 0.3048, "pound": 0.4536, "acre": 4046.9,
    "kilo": 1000.0, "km": 1000.0, "metr": 1.0, "kg": 1.0, "hect": 10000.0, "mill": 1609.3, "pies": 0.3048, "libr": 0.4536,
}  # fmt: skip
IMPERIAL = {"mile", "feet", "foot", "poun", "acre", "mill", "pies", "libr"}
ROUNDING = 0.05
# Idioms for spans: "two weeks" is "quince días", "one week" "ocho días".
IDIOMS = {("week", 2): "360h", ("semana", 2): "360h", ("week", 1): "192h", ("semana", 1): "192h"}


def measure_in(match: re.Match[str], number: Decimal) -> tuple[str, float] | None:
    """The system (imperial or metric) and the size of a measure such as "2,000 miles"; None for all other figures."""
    unit = (match["measure"] or "").lower().replace("ó", "o")
    factor = next((factor for name, factor in MEASURES.items() if unit.startswith(name)), None)
    if factor is None or not number:
        return None
    factor = 1.0 if unit.startswith(("kilogr", "kg")) or unit == "kilos" else factor
    return "imperial" if unit[:4] in IMPERIAL else "metric", float(number) * factor


def currency_in(match: re.Match[str], language: str) -> str:
    """The currency, where it is said: a bare "$" is dollars in English, and in Spanish may be pesos."""
    sign = (match["money"] or "").replace(" ", "").replace(".", "").lower()
    if sign and sign != "$":
        return CURRENCIES.get(sign, CURRENCIES.get(sign.rstrip("$€£"), ""))
    short = (match["short"] or "").lower()
    coin = (match["coin"] or "").lower().replace("dolar", "dólar")
    text = match.group()
    if coin in {"dólar", "dollar"}:
        return "CAD" if re.search("Canadian", text, re.I) else "USD"
    dollars = "USD" if sign and language == "en" else ""
    return CURRENCIES.get(coin, CURRENCIES.get(short, dollars))
