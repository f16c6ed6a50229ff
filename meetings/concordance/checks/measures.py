"""What a figure is measured in: money, spans of time, imperial and metric measures. Pure."""

import re
from decimal import Decimal

# A sign or a code of money before a figure. Letters of a country stand at the sign: "a $5" is no "A$5".
SIGN = (
    r"(?-i:U\.S\.|US|USD|CAN|CAD|CA|C|MXN|MX|AU|A|NZ|R|Q|GTQ|EUR) ?[$€£¥] ?|\$(?-i:US|USD|CAN|CA|C|AU|A|NZ|MX) ?(?=\d)"
    r"|[$€£¥] ?|(?-i:\bQ(?=\d))|(?-i:\b(?:USD|EUR|MXN|CAD|GTQ|GBP|CHF|JPY|AUD|NZD|HNL"
    r"|SEK|NOK|DKK|INR|CNY|ZAR|CRC|NIO|PAB|BRL|COP|CLP|ARS|DOP|UYU|PEN|BZD|PHP|PYG|VES) ?)"
)
# Whose money it is, by the beginning of the word that says so.
WHOSE = {
    "US": r"U\.?S\.?|American|United States|estadounidenses?|american[oa]s?|de (?:los )?(?:Estados Unidos|EE\. ?UU\.)",
    "CA": r"Canadian|canadienses?|del Canadá|de Canadá", "MX": r"Mexican|mexican[oa]s?", "AU": r"Australian|australian[oa]s?",
    "NZ": r"New Zealand|neozeland[eé]s(?:es)?|neocelandes(?:es)?", "CO": r"Colombian|colombian[oa]s?",
    "CL": r"Chilean|chilen[oa]s?", "AR": r"Argentine|argentin[oa]s?", "DO": r"Dominican|dominican[oa]s?",
    "UY": r"Uruguayan|uruguay[oa]s?", "PH": r"Philippine|filipin[oa]s?", "CH": r"Swiss|suiz[oa]s?",
    "GB": r"British|sterling|esterlinas?", "BZ": r"Belize|beliceñ[oa]s?",
}  # fmt: skip
COINS = {
    "dollar": "US", "dólar": "US", "dolar": "US", "peso": "MX", "euro": "EU", "quetzal": "GT", "lempira": "HN",
    "franc": "CH", "franco": "CH", "yen": "JP", "colón": "CR", "colon": "CR", "córdoba": "NI", "cordoba": "NI",
    "balboa": "PA", "rupee": "IN", "rupia": "IN", "yuan": "CN", "rand": "ZA",
    "krona": "NK", "kronor": "NK", "krone": "NK", "kroner": "NK", "corona": "NK",
    "guaraní": "PY", "guarani": "PY", "bolívar": "VE", "bolivar": "VE",
}  # fmt: skip
# A pound and a "libra" are money with their second word only.
_WHOSE = "|".join(WHOSE.values())
_COINS = "|".join(sorted(COINS, key=len, reverse=True))
COIN = {
    "en": rf"(?: |-)(?:(?P<whose>{_WHOSE}) )?(?P<coin>(?:{_COINS})(?:e?s)?|pounds? sterling)\b",
    "es": rf" (?:de )?(?P<coin>(?:{_COINS})(?:e?s)?|libras? esterlinas?)\b(?: (?P<whose>{_WHOSE})(?!\w))?",
}
SIGNS = {
    "€": "EU", "£": "GB", "¥": "JP", "us$": "US", "usd": "US", "usd$": "US", "$us": "US", "cad": "CA", "can$": "CA",
    "cad$": "CA", "ca$": "CA", "c$": "CA", "$c": "CA", "$can": "CA", "$ca": "CA", "mxn": "MX", "mx$": "MX", "mxn$": "MX",
    "au$": "AU", "a$": "AU", "aud": "AU", "$a": "AU", "$au": "AU", "nz$": "NZ", "nzd": "NZ", "$nz": "NZ", "q": "GT",
    "gtq": "GT", "eur": "EU", "gbp": "GB", "chf": "CH", "jpy": "JP", "hnl": "HN", "r$": "BR",
    "sek": "NK", "nok": "NK", "dkk": "NK", "inr": "IN", "cny": "CN", "zar": "ZA", "crc": "CR", "nio": "NI", "pab": "PA",
    "brl": "BR", "cop": "CO", "clp": "CL", "ars": "AR", "dop": "DO", "uyu": "UY", "pen": "PE", "bzd": "BZ", "php": "PH",
    "pyg": "PY", "ves": "VE", "mdd": "US", "mdp": "MX",
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
    """Whose money it is, as a country's code ("EU" for the euro), where it is said.

    A bare "$" is dollars in English, and in Spanish may be pesos.
    """
    sign = re.sub(r"[ .]", "", match["money"] or "").lower()
    if sign in SIGNS:
        return SIGNS[sign]
    if whose := match["whose"]:
        return next(code for code, words in WHOSE.items() if re.fullmatch(words, whose, re.IGNORECASE))
    coin = (match["coin"] or "").lower()
    if coin.startswith(("pound", "libra")):
        return "GB"
    if coin:
        return COINS[next(name for name in (coin, coin[:-1], coin[:-2]) if name in COINS)]
    short = SIGNS.get((match["short"] or "").lower(), "")
    return short or ("US" if sign and language == "en" else "")
