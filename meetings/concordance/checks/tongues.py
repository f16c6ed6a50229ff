"""Which of two languages a text is in, by the small words that only one of them has. Pure."""

import re

listed = str.split
# Words that stand in names and titles of the other language too ("Secretaría de…", "State of…") prove nothing alone.
PROOF = {
    "en": frozenset(
        listed(
            "the to that with for is are was were will would shall should our this these those their its from by on at as "
            "have has had been be which who not they we also through between including into an"
        )
    ),
    "es": frozenset(
        listed(
            "que para con por se un una su sus como más al nos nuestro nuestra nuestros nuestras este esta estos estas ese "
            "fue fueron son es está están ha han hemos sido ser también entre desde hasta sobre lo les así cuando donde"
        )
    ),
}
FILLERS = {
    "en": frozenset(listed("of and or the in a")),
    "es": frozenset(listed("de del la las los el y e o en")),
}
WORD = re.compile(r"[^\W\d_]+")
# Spanish in quotation marks or brackets inside English is a name.
QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|\([^)]*\)")
SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
FEWEST_WORDS = 6
FEWEST_PROOFS = 2
OTHER = {"en": "es", "es": "en"}


def strayed(text: str, language: str) -> str | None:
    """The first passage of `text` that is surely in the other language than `language`; None if there is none.

    A whole text is judged from six words on, a single sentence in it from ten.
    """
    if language not in OTHER:
        return None
    plain = QUOTED.sub(" ", text)
    if sum(map(PROOF[OTHER[language]].__contains__, WORD.findall(plain.lower()))) < FEWEST_PROOFS:
        return None
    if _is_in(plain, OTHER[language], FEWEST_WORDS, FEWEST_PROOFS):
        return text
    for sentence in SENTENCE.split(plain):
        if _is_in(sentence, OTHER[language], 10, 4):
            return sentence
    return None


def _is_in(text: str, language: str, words: int, proofs: int) -> bool:
    found = [word.lower() for word in WORD.findall(text)]
    if len(found) < words:
        return False
    sure = sum(word in PROOF[language] for word in found)
    ours = sure + sum(word in FILLERS[language] for word in found)
    other = OTHER[language]
    theirs = sum(word in PROOF[other] or word in FILLERS[other] for word in found)
    return sure >= proofs and ours >= len(found) / 5 and ours >= 4 * theirs
