"""Who acts: find the subject that stands before a verb and say what kind of doer it is."""

import re
from collections.abc import Sequence

from meetings.promises.suggesting.cues import Doer, Words
from meetings.promises.suggesting.groups import (
    BREAKS,
    introduces,
    kind_of,
    main_doer,
    opens_group,
    read_group,
    subject_group,
    with_list,
)

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['.-][^\W_]+)*(?:'(?=\s))?|\$|[,;:()\u2014]|(?<=\s)-(?=\s)")
# "5. Asimismo, acordaron": the number of a paragraph is no subject.
_MARK = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)]-?\s+", re.IGNORECASE)
_ASIDES = frozenset([",", "\u2014", "-"])


def read_tokens(text: str) -> list[str]:
    """Return the words and the punctuation that parts clauses, without anything in round brackets."""
    tokens: list[str] = []
    depth = 0
    for token in _TOKEN.findall(text):
        if token == "(":
            depth += 1
        elif token == ")":
            depth = max(0, depth - 1)
        elif depth == 0:
            tokens.append(token)
    return tokens


def find_doer(text_before: str, words: Words) -> Doer:
    """Say what kind of subject the verb right after `text_before` (a sentence's beginning) has.

    A verb joined by "and" takes the subject of its sentence; a verb inside "that ...", "which ..." is RELATIVE
    unless a verb of saying or deciding ("agreed that") governs the clause.
    """
    mark = _MARK.match(text_before)
    read = read_tokens(text_before[mark.end() :] if mark else text_before)
    if read and not read[0].isupper() and words.common_ending.search(read[0]):
        first = read[0].lower()
        read[0] = read[0] if first in words.names_so_ending else first
    tokens = _drop_adverbs(_drop_reporter(read, words), words)
    if words.noun_first and _only_opens(tokens, words):
        return Doer.NOBODY
    tokens, had_aside = _drop_asides(tokens, words)
    if not tokens:
        return Doer.ACTOR if read and read[0].lower() in words.actor_pronouns else Doer.NOBODY
    last = tokens[-1].lower()
    chain, opener_at = _last_clause(tokens, words)
    opened = None if opener_at is None else _read_opened(tokens, chain, opener_at, words)
    if opened is not None:
        return opened
    said = _read_small_word(tokens, opener_at, words)
    if said is not None:
        return said
    if not chain or last in words.conjunctions:
        return main_doer(tokens, words) if last in words.conjunctions or had_aside else Doer.NOBODY
    own = _after_last_verb(chain, words)
    doer = read_group(subject_group(with_list(tokens, own, words), words), words)
    if doer is Doer.UNKNOWN and own != chain:
        doer = read_group(subject_group(with_list(tokens, chain, words), words), words)
    if doer in (Doer.UNKNOWN, Doer.THING) and had_aside:
        main = main_doer(tokens, words)
        return main if main in (Doer.ACTOR, Doer.BODY) else doer
    return doer


def _read_opened(tokens: Sequence[str], chain: Sequence[str], opener_at: int, words: Words) -> Doer | None:
    """Judge a verb in a clause that a word opened, by that word; None when the clause has a subject of its own."""
    if any(token.lower() in words.outsiders for token in tokens[: min(4, opener_at)]):
        # "business leaders announced that they will": they speak for no government.
        return Doer.THING
    opener = tokens[opener_at].lower()
    if _describes(tokens, opener_at, words):
        if tokens[-1].lower() in words.conjunctions:
            return _goes_on(tokens, opener_at, words)
        ends = opener in words.relatives and opener not in words.possessive_relatives
        if ends and chain and not opens_group(chain[0], words):
            # "the countries that share a border will": the relative clause is over, its noun is the subject.
            return find_doer(" ".join(tokens[:opener_at]), words)
        return Doer.RELATIVE
    if not chain:
        # "acordaron que continuarán": those who say it will do it.
        return Doer.ACTOR if opener in words.relatives else Doer.NOBODY
    return None


def _read_small_word(tokens: Sequence[str], opener_at: int | None, words: Words) -> Doer | None:
    """Judge a pronoun or a determiner right before the verb; None when a noun stands there."""
    last = tokens[-1].lower()
    if last in words.actor_pronouns:
        return Doer.ACTOR
    if last in words.determiners and last not in words.thing_pronouns:
        # "for its pledge to": what follows a determiner is a noun.
        return Doer.THING
    if last not in words.thing_pronouns:
        return None
    if last not in words.determiners and len(tokens) > 1 and tokens[-2].lower() in words.prepositions:
        # "Para ello, se abordarán": it opens the sentence and does nothing.
        return Doer.NOBODY
    # "announced that it will": it is the one who announces.
    announced = opener_at is not None and tokens[opener_at].lower() in words.relatives
    return Doer.ACTOR if announced else Doer.THING


def _goes_on(tokens: Sequence[str], opener_at: int, words: Words) -> Doer:
    """Say who acts after the "and" of a describing clause: "we recognise that it is shared and will", "steps we took and"."""
    if opener_at and tokens[opener_at - 1].lower() in words.causes:
        return main_doer(tokens[: opener_at - 1], words)
    if opener_at == 0 or tokens[opener_at - 1].lower() not in words.views:
        return Doer.RELATIVE
    # Without a subject ("reconocemos que") only a verb that says "we" is the seer's.
    return Doer.BODY if main_doer(tokens[: opener_at - 1], words) is Doer.ACTOR else Doer.THING


def _drop_reporter(tokens: list[str], words: Words) -> list[str]:
    """Remove the "that" with which an item goes on a sentence above it: "2. That our navies will answer"."""
    start = next((place for place, token in enumerate(tokens) if not token.isdigit()), 0)
    opens = len(tokens) > start + 1 and tokens[start].lower() in words.reporters
    return tokens[start + 1 :] if opens else tokens


def _only_opens(tokens: list[str], words: Words) -> bool:
    """Tell whether nothing but an opening stands before the verb: in Spanish no comma parts a subject from its verb."""
    if len(tokens) < 2 or tokens[-1] != "," or tokens[0].lower() in words.subordinators:
        return False
    return not {",", *BREAKS} & set(tokens[:-1]) and introduces(tokens[0], words)


def _drop_adverbs(tokens: list[str], words: Words) -> list[str]:
    end = len(tokens)
    while end and words.adverb.fullmatch(tokens[end - 1].lower()):
        end -= 1
    return tokens[:end]


def _drop_asides(tokens: list[str], words: Words) -> tuple[list[str], bool]:
    """Remove what stands between two commas or dashes right before the verb: "Mexico, for its part, will"."""
    dropped = False
    while tokens and tokens[-1] in _ASIDES:
        mark, tokens = tokens[-1], tokens[:-1]
        if mark not in tokens:
            break
        previous = len(tokens) - 1 - tokens[::-1].index(mark)
        if set(tokens[previous + 1 :]) & BREAKS:
            break
        tokens = _drop_adverbs(tokens[:previous], words)
        dropped = True
    return tokens, dropped


def _last_clause(tokens: list[str], words: Words) -> tuple[list[str], int | None]:
    """Return the tokens of the clause that ends here, and the place of the word that opened it, if a word did."""
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place].lower()
        if token == "," or token in BREAKS:
            return tokens[place + 1 :], None
        if (
            token in words.reporters
            and place
            and tokens[place - 1].lower() in words.prepositions
            and not words.noun_first
        ):
            # "to that end": English has no relative "that" behind a preposition.
            continue
        if token in words.prepositions and tokens[place + 1 : place + 2] and tokens[place + 1].lower() in words.moments:
            # "until then the consulates": a time, and no clause.
            continue
        if token in words.relatives or token in words.subordinators or token in words.clause_openers:
            # "this" and "that" also stand before nouns; only a clause opener counts.
            return tokens[place + 1 :], place
    return tokens, None


def _after_last_verb(chain: list[str], words: Words) -> list[str]:
    """Cut off a clause that has its own verb: "the aim is peace and the agencies" leaves "the agencies"."""
    for place in range(len(chain) - 2, 0, -1):
        if chain[place].lower() in words.conjunctions and opens_group(chain[place + 1], words):
            return chain[place + 1 :] if words.copulas & {token.lower() for token in chain[:place]} else chain
    return chain


def _describes(tokens: Sequence[str], opener_at: int, words: Words) -> bool:
    """Tell whether the clause opened at this place describes a noun or sets a condition, so promises nothing."""
    opener = tokens[opener_at].lower()
    if opener in words.clause_openers:
        return False
    if opener in words.subordinators:
        return True
    before = [token.lower() for token in tokens[max(0, opener_at - 9) : opener_at] if token != ","]
    if len(before) > 1 and before[-1] in words.neuters and before[-2] in words.prepositions:
        # "para lo cual se comprometieron": what follows from it all.
        return False
    while before and words.adverb.fullmatch(before[-1]):
        before.pop()
    if len(before) > 1 and before[-1] in words.days:
        # "said on Friday that"
        del before[-2:]
    if not before:
        return True
    if before[-1] in words.relative_prepositions:
        return before[-2:-1] != [] and before[-2] in words.hopes
    if before[-1] in words.sayings:
        return opener not in words.reporters
    if before[-1] in words.conjunctions:
        # "agreed that ... and that ..."
        return not any(token.lower() in words.sayings for token in tokens[:opener_at])
    if len(before) > 1 and before[-1] in words.determiners and before[-2] in words.relative_prepositions:
        return False
    return not any(token in words.sayings_to for token in before[-7:])


def opens_with_doer(text: str, words: Words) -> bool:
    """Tell whether a text begins with an actor or a body, so has a subject of its own: "the two governments ..."."""
    for token in read_tokens(text[:80]):
        lowered = token.lower()
        if lowered in words.actor_pronouns:
            return True
        if lowered not in words.determiners and lowered not in words.before_noun:
            return kind_of(token, words) in (Doer.ACTOR, Doer.BODY)
    return False
