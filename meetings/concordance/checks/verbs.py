"""Forms of English and Spanish verbs, from the form a dictionary has to a pattern that finds all that statements use. Pure."""

import re
from functools import lru_cache

EN_IRREGULAR = {
    "seek": "seek|seeks|sought|seeking",
    "be": "is|are|was|were|be|been|being",
    "will": "will",
    "undertake": "undertake|undertakes|undertook|undertaken|undertaking",
    "uphold": "uphold|upholds|upheld|upholding",
    "have": "have|has|had|having",
    "make": "make|makes|made|making",
    "take": "take|takes|took|taken|taking",
    "hold": "hold|holds|held|holding",
    "give": "give|gives|gave|given|giving",
}
# Of irregular Spanish verbs, the beginnings of their forms; a compound ("proponer") has those of its base ("poner").
ES_IRREGULAR = {
    "tener": r"ten\w+|tien\w+|tuv\w+|teng\w+",
    "poner": r"pon\w+|pus\w+|puest\w+|pong\w+",
    "venir": r"ven\w+|vien\w+|vin\w+|veng\w+",
    "hacer": r"hac\w+|hag\w+|hic\w+|hiz\w+|hech\w+|har\w+",
    "ver": r"ve|v[eéií]\w*",
    "decir": r"dec\w+|dic\w+|dij\w+|dig\w+|dich\w+|dir\w+",
}
CHANGES = (("o", "ue"), ("e", "ie"), ("e", "i"), ("u", "ue"))
ENDINGS = {
    "a": r"(?:ar|a|an|amos|o|as|e|en|emos|é|ó|aron|aba|aban|ábamos|ando|ad[oa]s?|ar[áé]n?|aremos|aría\w*|ase\w*|ara\w*)",
    "e": r"(?:[ei]r|e|en|emos|imos|o|a|an|amos|í|ió|ieron|ía|ían|íamos|iendo|id[oa]s?|[ei]r[áé]n?|[ei]remos|[ei]ría\w*|iera\w*)",
}
# What may stand between the words of a phrase: "tenemos además la intención de".
BETWEEN = (
    r"(?:,? (?:además|también|asimismo|firmemente|conjuntamente|further|also|jointly|together|fully|both|all),?)? "
)


@lru_cache(maxsize=512)
def english(phrase: str) -> re.Pattern[str]:
    """A pattern for an English phrase that begins with a verb, in all its forms: "commit to", "agree on the importance"."""
    head, *rest = phrase.split() or [""]
    forms = EN_IRREGULAR.get(head) or _english_forms(head)
    after = "".join(BETWEEN + re.escape(word) for word in rest)
    return re.compile(rf"\b(?:{forms}){after}\b", re.IGNORECASE)


@lru_cache(maxsize=512)
def spanish(phrase: str) -> re.Pattern[str]:
    """A pattern for a Spanish phrase: a verb in its infinitive, reflexive or not, with what belongs to it; or any words."""
    head, *rest = phrase.split() or [""]
    after = "".join(BETWEEN + re.escape(word) for word in rest)
    verb = re.fullmatch(r"(\w+?)([aeií])r(se)?", head)
    if verb is None:
        return re.compile(rf"\b{re.escape(head)}(?:e?s)?{after}\b", re.IGNORECASE)
    infinitive = verb[1] + verb[2] + "r"
    forms = _spanish_forms(verb[1], "a" if verb[2] == "a" else "e", infinitive)
    if not verb[3]:
        return re.compile(rf"\b(?:{forms})(?!\w){after}", re.IGNORECASE)
    apart = rf"\b(?:nos|se|me) (?:(?:han|ha|hemos|había|habían) )?(?:{forms})"
    joined = rf"\b{verb[1]}(?:[aeéiáí]r|[aeiíé]+ndo)(?:se|nos)"
    return re.compile(rf"(?:{apart}|{joined})(?!\w){after}", re.IGNORECASE)


def _english_forms(verb: str) -> str:
    if verb.endswith("e"):
        stem = verb[:-1]
        forms = rf"{stem}(?:e|es|ed|ing)"
    elif re.search(r"[^aeiou]y$", verb):
        forms = rf"{verb[:-1]}(?:y|ies|ied|ying)"
    else:
        forms = rf"{verb}(?:s|es|{verb[-1:]}?ed|{verb[-1:]}?ing)?"
    return f"{forms}|{forms.replace('iz', 'is')}" if "iz" in forms else forms


def _spanish_forms(root: str, vowel: str, infinitive: str) -> str:
    for base, forms in ES_IRREGULAR.items():
        if infinitive.endswith(base) and (infinitive == base or len(infinitive) > len(base) + 1):
            before = re.escape(infinitive.removesuffix(base))
            return "|".join(before + form for form in forms.split("|"))
    roots = {root}
    for plain, changed in CHANGES:
        where = root.rfind(plain)
        if where > 0:
            roots.add(root[:where] + changed + root[where + len(plain) :])
    roots |= {re.sub(r"c$", "zc", one) for one in roots} | {re.sub(r"g$", "j", one) for one in roots}
    roots |= {re.sub(r"z$", "c", one) for one in roots} | {re.sub(r"c$", "qu", one) for one in roots}
    return rf"(?:{'|'.join(map(re.escape, sorted(roots)))}){ENDINGS[vowel]}"
