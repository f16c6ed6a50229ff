"""The shapes of the rules: cues that announce a commitment, vetoes that cancel a cue, and the words of a language."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Doer(Enum):
    """What stands before a verb as its subject."""

    ACTOR = auto()  # a government, its people, "we", a name
    BODY = auto()  # a committee, a working group: made by actors, acts for them
    THING = auto()  # a programme, an effort, an effect
    UNKNOWN = auto()  # a noun no list knows
    NOBODY = auto()  # no subject in sight
    RELATIVE = auto()  # "that", "which", "who": the verb describes a noun


class Asks(Enum):
    """What a cue asks of its subject."""

    NOTHING = auto()  # impersonal wording: "it was agreed that"
    FIRST_PERSON = auto()  # the verb says "we": only a relative clause or a state cancels it
    NO_THING = auto()  # anybody but a programme, a tool or an effect
    ACTOR = auto()  # an actor or a body, for verbs that are also nouns or that things can do
    PARTY = auto()  # an actor that is named: for the plain present, which as often tells what is so
    OFFICE = auto()  # the same, or a body: with a time ahead
    UNDERTAKING = auto()  # an actor; a body or a thing only with verbs of starting, meeting, being set up


@dataclass(frozen=True)
class Cue:
    """One wording that announces a commitment.

    `pattern` is written in small letters and asked about a sentence in small letters: that is twice as fast as ignoring
    case. It names the groups `verb` and, optionally, `link` ("to"): together they are the verb shown to people.
    `tense` ("past", "present", "future") says which vetoes apply. `needs_before`, when given, must be found in
    the sentence before the cue, in its last `reach` characters.
    """

    name: str
    strength: str
    tense: str
    asks: Asks
    pattern: re.Pattern[str]
    reason: str
    needs_before: re.Pattern[str] | None = None
    reach: int = 2000


@dataclass(frozen=True)
class Veto:
    """One context that cancels a cue.

    `where` says what the pattern reads: "before" (the sentence up to the cue), "after" (from the cue's first character)
    or "sentence". `tenses`, `strengths` and `cues` limit the veto to cues of these tenses, strengths and names; empty
    is all.
    """

    name: str
    where: str
    pattern: re.Pattern[str]
    reason: str
    tenses: frozenset[str] = frozenset()
    strengths: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()

    def concerns(self, cue: Cue) -> bool:
        """Tell whether this veto is to be asked about a cue."""
        return (
            (not self.tenses or cue.tense in self.tenses)
            and (not self.strengths or cue.strength in self.strengths)
            and (not self.cues or cue.name in self.cues)
        )


@dataclass(frozen=True)
class Words:
    """The words by which the subject of a verb is found and judged. All in lower case."""

    actors: frozenset[str]
    bodies: frozenset[str]
    things: frozenset[str]
    outsiders: frozenset[str]  # who acts, but for no government: what they announce nobody here has promised
    told: re.Pattern[str]  # Spanish: a verb of telling by its ending, which no noun has
    actor_pronouns: frozenset[str]
    thing_pronouns: frozenset[str]
    neuters: frozenset[str]  # "para lo cual": what follows goes on the sentence and describes no noun
    relatives: frozenset[str]
    possessive_relatives: frozenset[str]  # "whose results": never the end of a relative clause
    relative_prepositions: frozenset[str]  # "at which" tells where it happens; it does not describe
    subordinators: frozenset[str]  # the clause they open is a condition or a question
    clause_openers: frozenset[str]  # the clause they open stands on its own
    sayings: frozenset[str]  # "agreed that": what follows is said by the actors
    views: frozenset[str]  # "recognise that": what follows is so, and whoever says it may go on with "and will"
    causes: frozenset[
        str
    ]  # "ya que" (Spanish): the clause they open gives a reason, and an "and" behind it goes on the sentence
    hopes: frozenset[str]  # "trusts in that" (Spanish): who hopes that others do something does not do it
    days: frozenset[str]  # "said on Friday that"
    moments: frozenset[str]  # "until then": what makes of a word that may open a clause a preposition
    reporters: frozenset[str]  # "decided that" reports, "decided who" leaves open
    sayings_to: frozenset[str]  # "informed the ministers that"
    prepositions: frozenset[str]
    determiners: frozenset[str]
    conjunctions: frozenset[str]
    copulas: frozenset[str]  # verbs that show that a clause is whole
    before_noun: frozenset[str]  # "new", "two": between determiner and noun
    transparent: frozenset[str]  # "each of", "a number of": the noun that follows counts
    # A sentence's first word has a capital anyway: with such an ending it is no name, unless it is one of these.
    common_ending: re.Pattern[str]
    names_so_ending: frozenset[str]
    adverb: re.Pattern[str]
    participle: re.Pattern[str]
    thing_ending: re.Pattern[str]  # "-tion", "-ment": an unlisted noun so ending is no actor
    noun_first: bool  # Spanish: the noun leads its group; English: it closes it


@dataclass(frozen=True)
class Language:
    """Everything the engine knows about one language."""

    code: str
    words: Words
    cues: tuple[Cue, ...]
    vetoes: tuple[Veto, ...]
    # Read from the cue's verb on, for future tenses.
    undertaking: re.Pattern[str]  # what a thing must be said to do: begin, be held, be set up
    effect: re.Pattern[str]  # what a body does only as an effect: help, serve
    state: re.Pattern[str]  # what even an actor does only as an effect: benefit, be able
    assembly: re.Pattern[str]  # "the meeting", "it": what it agrees, those who sit in it agree
    organ: re.Pattern[str]  # "the customs service", "la oficina consular": a thing by its noun that acts for a party
    deed: re.Pattern[str]  # what only an actor does: an unknown noun that will "issue", "appoint"
    dated_opening: re.Pattern[str]  # "In March, ...": names `day` (or `day_first`), `month`, `year`, `year_alone`
    ordinal: re.Pattern[str]  # "First, ... Fifth, ..."
    ordinal_lead_in: re.Pattern[str]  # "the following steps": ordinals after it are items
    item_opening: re.Pattern[str]  # how a paragraph under a colon begins when it is an item
    item_goes_on: re.Pattern[str]  # how a second sentence of an item begins that goes on what it inherits
    of_itself: re.Pattern[str]  # "this memorandum will take effect": what a text says of itself
    list_announcement: re.Pattern[str]  # a sentence that ends so announces things to be done, whatever its verb
    commitment_heading: re.Pattern[str]  # a heading that makes the list under it commitments
    operative: re.Pattern[str]  # "ACUERDAN", alone on its line: what stands under it is agreed
    viewed_item: re.Pattern[str]  # "Recognise the ...": an item that holds a view or thanks, and promises nothing
    numbered_text: re.Pattern[
        str
    ]  # "Resolution 12 of 2019 on fisheries": an item that names a text and promises nothing
    table_label: re.Pattern[str]  # "Lead: Mexico.", "(deadline: June 2027)": whose task the words before it are
    told_item: re.Pattern[str]  # an item under such a heading that tells what is so or was done: "Since 2023, ..."
    charter_heading: re.Pattern[str]  # "Terms of reference", "Guidelines": under it the present tense commands
    charter_cues: frozenset[str]  # names of the cues that speak only there
    heading_verb: str
    describing_chapeau: re.Pattern[str]  # between cue and colon: the list is a description after all
    hollow_chapeau: re.Pattern[str]  # between cue and colon: promises nothing but the items
    tells_history: frozenset[str]  # names of cues that also tell what was done, when a past date follows
    drops_subject: bool  # Spanish: a verb without a subject in sight has an actor as its subject
    inherited_verb: str  # "{verb} (chapeau p{paragraph})"
