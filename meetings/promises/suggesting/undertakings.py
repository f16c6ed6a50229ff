"""Ask the rules of a language about one sentence: which cues fire, and which are cancelled by what is around them."""

import re
from dataclasses import dataclass
from datetime import date

from meetings.promises.suggesting.clauses import find_doer
from meetings.promises.suggesting.cues import Asks, Cue, Doer, Language, Veto
from meetings.promises.suggesting.dues import SAME_MEETING, names_past_date, opening_day, read_opening_date

# How far around a cue its surroundings are read, in characters: longer than any real sentence, so that the work grows with a
# text and not with its square.
REACH = 2000
# "acordamos": the verb says "we", whatever noun stands before it.
_FIRST_PERSON = re.compile(r"[aei]mos\b", re.IGNORECASE)


@dataclass(frozen=True)
class Hit:
    """A cue that fired in a sentence, with its span in that sentence and the verb to show."""

    cue: Cue
    start: int
    end: int
    verb: str


def find_hits(sentence: str, language: Language, *, meeting_date: date | None = None) -> list[Hit]:
    """Return the cues that fire in a plain sentence and are not cancelled, in order of position."""
    hits: list[Hit] = []
    small = _in_small_letters(sentence)
    for cue in language.cues:
        for match in cue.pattern.finditer(small):
            if _fires(cue, match, sentence, language, meeting_date):
                hits.append(Hit(cue, match.start(), match.end(), _show_verb(match)))
    return sorted(hits, key=lambda hit: (hit.start, hit.end))


def find_vetoes(sentence: str, language: Language) -> list[str]:
    """Return "cue: veto" for every cue of the sentence that a veto cancels: to explain why nothing was suggested."""
    return [
        f"{cue.name}: {veto.name}"
        for cue in language.cues
        for match in cue.pattern.finditer(_in_small_letters(sentence))
        for veto in language.vetoes
        if _speaks(veto, cue, match, sentence)
    ]


def _in_small_letters(sentence: str) -> str:
    small = sentence.lower()
    if len(small) == len(sentence):
        return small
    # A few capitals, such as the Turkish dotted I, become two characters: positions must stay.
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in sentence)


def _fires(cue: Cue, match: re.Match[str], sentence: str, language: Language, meeting_date: date | None) -> bool:
    before = _read_before(sentence, match)
    if cue.needs_before is not None and not cue.needs_before.search(before[-cue.reach :]):
        return False
    if any(_speaks(veto, cue, match, sentence) for veto in language.vetoes):
        return False
    opening = sentence[: min(match.start(), REACH)]
    if cue.tense == "past" and cue.strength == "core" and _opens_with_earlier_date(opening, language, meeting_date):
        return False
    told = sentence[match.start() : match.end() + REACH]
    if cue.name in language.tells_history and meeting_date and names_past_date(told, language.code, meeting_date):
        return False
    return cue.asks is Asks.NOTHING or _can_undertake(cue, match, sentence, language)


def _read_before(sentence: str, match: re.Match[str]) -> str:
    return sentence[max(0, match.start() - REACH) : match.start()]


def _speaks(veto: Veto, cue: Cue, match: re.Match[str], sentence: str) -> bool:
    if not veto.concerns(cue):
        return False
    if veto.where == "after":
        return veto.pattern.match(sentence, match.start()) is not None
    text = _read_before(sentence, match) if veto.where == "before" else sentence[:REACH]
    return veto.pattern.search(text) is not None


def _can_undertake(cue: Cue, match: re.Match[str], sentence: str, language: Language) -> bool:
    before = _read_before(sentence, match)
    doer_before = find_doer(before, language.words)
    doer = _read_doer(doer_before, match["verb"] or "", language)
    if cue.asks is Asks.NO_THING:
        return doer not in (Doer.THING, Doer.RELATIVE) or language.assembly.search(before) is not None
    if cue.asks is Asks.FIRST_PERSON:
        return doer is not Doer.RELATIVE and not language.state.match(sentence, match.start("verb"))
    if cue.asks in (Asks.PARTY, Asks.OFFICE):
        if sentence[match.start("verb")].isupper():
            return False
        office = doer is Doer.BODY and cue.asks is Asks.OFFICE
        return doer is Doer.ACTOR or office or (doer is not Doer.RELATIVE and language.organ.search(before) is not None)
    doer = _stand_in(doer, before, language)
    if cue.asks is Asks.ACTOR:
        told = cue.tense == "past" and cue.name not in language.tells_history
        return doer in (Doer.ACTOR, Doer.BODY) or (told and language.assembly.search(before) is not None)
    verb_at = match.start("verb")
    impersonal = (
        language.drops_subject and doer_before is Doer.NOBODY and sentence[verb_at : verb_at + 3].lower() == "se "
    )
    undertaken = language.undertaking.match(sentence, verb_at) is not None
    if doer is Doer.RELATIVE or (language.state.match(sentence, verb_at) and not undertaken):
        return False
    if doer is Doer.ACTOR or impersonal:
        return True
    if doer is Doer.BODY and not language.effect.match(sentence, verb_at):
        return True
    if doer is Doer.UNKNOWN and language.deed.match(sentence, verb_at):
        return True
    return undertaken


def _read_doer(doer: Doer, verb: str, language: Language) -> Doer:
    return Doer.ACTOR if language.drops_subject and doer is Doer.THING and _FIRST_PERSON.search(verb) else doer


def _stand_in(doer: Doer, before: str, language: Language) -> Doer:
    """Take for a body what acts for a party, and who acts where no subject is in sight."""
    acts_for_a_party = doer is Doer.THING and language.organ.search(before)
    hidden = doer is Doer.NOBODY and (language.drops_subject or not any(each.isalpha() for each in before))
    return Doer.BODY if acts_for_a_party or hidden else doer


def _opens_with_earlier_date(before: str, language: Language, meeting_date: date | None) -> bool:
    """Tell whether the sentence opens with a time before this meeting: "In March, the two countries committed"."""
    opening = language.dated_opening.search(before)
    if opening is None:
        return False
    if meeting_date is None:
        # "On 31 May" may well be the day of the meeting itself; "In March" is not how one names that.
        return opening_day(opening) is None
    last_day = read_opening_date(opening, language.code, meeting_date)
    return last_day is not None and last_day < meeting_date - SAME_MEETING


def _show_verb(match: re.Match[str]) -> str:
    groups = match.groupdict()
    parts = [groups.get("verb") or groups.get("verb_by"), groups.get("link")]
    return " ".join(" ".join(part.lower().split()) for part in parts if part)
