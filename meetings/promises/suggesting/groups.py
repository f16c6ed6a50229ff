"""Noun groups: which words are the subject of a clause, and what kind of doer their head noun is."""

from collections.abc import Sequence

from meetings.promises.suggesting.cues import Doer, Words

BREAKS = frozenset([";", ":", "\u2014", "-"])


def opens_group(token: str, words: Words) -> bool:
    lowered = token.lower()
    if lowered in words.determiners or lowered in words.before_noun or lowered in words.actor_pronouns:
        return True
    return lowered in words.thing_pronouns or kind_of(token, words) in (Doer.ACTOR, Doer.BODY)


def with_list(tokens: list[str], chain: list[str], words: Words) -> list[str]:
    """Put a list of names together again: "Canada, Mexico, and the United States"."""
    if chain[0].lower() not in words.conjunctions and not is_name(chain[0]):
        return chain
    start = len(tokens) - len(chain)
    while start > 1 and tokens[start - 1] == "," and is_name(tokens[start - 2]):
        end = start - 1
        start = end
        while start > 0 and tokens[start - 1] != "," and tokens[start - 1] not in BREAKS:
            start -= 1
        if tokens[start].lower() in words.relatives:
            start += 1
    return tokens[start:]


def subject_group(chain: list[str], words: Words) -> list[str]:
    """Cut the clause down to the words of its subject: "As a next step the ministers" gives "the ministers"."""
    while chain and _is_filler(chain[0].lower(), words):
        chain = chain[1:]
    if not chain:
        return []
    if not introduces(chain[0], words):
        return chain
    starts = [
        place
        for place in range(1, len(chain))
        if (chain[place].lower() in words.determiners or is_name(chain[place]))
        and chain[place - 1].lower() not in words.prepositions
        and chain[place - 1].lower() not in words.determiners
        and chain[place - 1].lower() not in words.conjunctions - words.moments
        and chain[place - 1].lower() not in words.before_noun
        and not (is_name(chain[place - 1]) and is_name(chain[place]))
        # "Con miras a consolidar esos resultados": the object of what the opening is about.
        and not (words.noun_first and words.participle.fullmatch(chain[place - 1].lower()))
    ]
    if starts:
        return chain[starts[-1] :]
    # "Participating countries": the participle belongs to the noun.
    has_preposition = any(token.lower() in words.prepositions for token in chain)
    return [] if has_preposition else chain[1:]


def _is_filler(lowered: str, words: Words) -> bool:
    if lowered in words.determiners:
        return False
    return lowered in words.conjunctions or words.adverb.fullmatch(lowered) is not None


def introduces(token: str, words: Words) -> bool:
    """Tell whether a clause that begins with this word puts something before its subject: "In May", "Building on"."""
    lowered = token.lower()
    if lowered in words.determiners:
        return False
    if lowered in words.prepositions or lowered in words.subordinators or words.adverb.fullmatch(lowered):
        return True
    if words.participle.fullmatch(lowered) is None:
        return False
    return lowered not in words.actors and lowered not in words.bodies and lowered not in words.things


def read_group(group: list[str], words: Words) -> Doer:
    """Judge a noun group by its head noun."""
    if not group:
        return Doer.NOBODY
    nouns: list[str] = []
    for token in group:
        lowered = token.lower()
        if lowered in words.prepositions:
            if nouns and nouns[-1].lower() not in words.transparent:
                break
            nouns = []
        elif lowered in words.conjunctions or token == ",":
            if nouns and (is_name(nouns[-1]) or kind_of(nouns[-1], words) is Doer.ACTOR):
                continue
        elif lowered not in words.determiners and lowered not in words.before_noun:
            nouns.append(token)
    if not nouns:
        # "the two", "both": numbers alone stand for the parties.
        return Doer.ACTOR if any(token.lower() in words.before_noun for token in group) else Doer.NOBODY
    if words.noun_first:
        kinds = [kind for kind in (kind_of(noun, words) for noun in nouns) if kind is not Doer.UNKNOWN]
        return kinds[0] if kinds else Doer.UNKNOWN
    while (
        len(nouns) > 1 and kind_of(nouns[-1], words) is Doer.UNKNOWN and words.participle.fullmatch(nouns[-1].lower())
    ):
        nouns.pop()
    return kind_of(nouns[-1], words)


def main_doer(tokens: Sequence[str], words: Words) -> Doer:
    """Judge the subject of the whole sentence: the first noun group that no preposition or participle opens."""
    segment: list[str] = []
    for token in [*tokens, ","]:
        if token != "," and token not in BREAKS:
            segment.append(token)
            continue
        if len(segment) > 1 and segment[0].lower() in words.conjunctions:
            segment = segment[1:]
        group = subject_group(segment, words) if segment and introduces(segment[0], words) else segment
        for word in group:
            if words.told.fullmatch(word.lower()):
                # "apoyaron el diálogo y acordaron": nothing behind a verb is the subject of the next.
                break
            if word.lower() in words.actor_pronouns:
                return Doer.ACTOR
            kind = kind_of(word, words)
            if kind is not Doer.UNKNOWN and word.lower() not in words.determiners:
                return kind
            if word.lower() in words.prepositions:
                break
        segment = []
    return Doer.NOBODY


def kind_of(noun: str, words: Words) -> Doer:
    lowered = noun.lower()
    if lowered in words.things or lowered.endswith(("'s", "s'")):
        return Doer.THING
    if lowered in words.bodies:
        return Doer.BODY
    if lowered in words.actors:
        return Doer.ACTOR
    if words.thing_ending.search(lowered):
        return Doer.THING
    return Doer.ACTOR if is_name(noun) else Doer.UNKNOWN


def is_name(token: str) -> bool:
    return token[0].isupper()
