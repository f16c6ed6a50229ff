"""English words about time."""

import re

from meetings.promises.suggesting.patterns import compile_pattern
from meetings.promises.suggesting.time_words import DuePattern, TimeWords

_FRAGMENTS = {
    "not_before": r"(?:beyond|after|not before|no earlier than|no sooner than|past)"
    r" (?:{month_name} \d{1,2}(?:,? 20\d\d)?|\d{1,2} {month_name}(?: 20\d\d)?|(?:the end of )?20\d\d)",
    "month": r"(?P<month>{month_name}|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)",
    "month_name": r"(?:January|February|March|April|May|June|July|August|September|October|November|December)",
    "day": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?(?:-|to|and)\s?(?P<last_day>\d{1,2})(?:st|nd|rd|th)?)?(?!\d)",
    "year": r"(?P<year>20\d\d)\b",
    "number": r"(?P<number>\d{1,3}|{number_word}|an?)",
    "number_word": r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty"
    r"|forty-five|forty|sixty|ninety)",
    "unit": r"(?P<unit>days?|weeks?|months?|years?)\b",
    "elsewhere": r"(?P<elsewhere> (?:of|after|from|following)"
    r" (?!(?:today|now|(?:this|the|today's) (?:meeting|statement|declaration|date))\b)[^,;.]{1,80})",
    "before": r"(?:before|ahead of|in advance of|prior to|on the margins of|on the sidelines of|in time for)",
    "meeting": r"(?:meetings?|summit|conference|assembly|session|dialogue|ministerial|forum|rounds?|gathering|council"
    r"|congress|review|committee|commission|{occasion})\b",
    "occasion": r"(?:meetings?|summit|conference|assembly|session|ministerial|round|gathering|congress|anniversary"
    r"|COP\s?\d*|UNGA|NALS|elections?)\b",
    # What follows the meeting's name belongs to it up to a comma or a verb.
    "rest": r"(?:\.(?=\w)|(?! (?:(?-i:to [a-z])|in order|and (?:to|will|agreed|committed)|with a view|as"
    r" well))[^,;.:()])*",
    "season": r"(?:spring|summer|fall|autumn|winter)\b",
}


def _due(name: str, kind: str, reads: str, pattern: str, *, case: bool = False) -> DuePattern:
    return DuePattern(name, kind, reads, compile_pattern(pattern, _FRAGMENTS, case=case))


ENGLISH_DUES = TimeWords(
    patterns=(
        _due("month_day", "date", "day", r"(?P<due>{month} {day}(?:,? {year})?)"),
        _due("day_month", "date", "day", r"(?P<due>{day} (?:of )?{month}(?:,? {year})?)"),
        _due("iso_date", "date", "iso_day", r"(?P<due>{year}-(?P<month>\d\d)-(?P<day>\d\d))\b"),
        _due("month_year", "month", "month",
             r"(?P<due>(?:(?:early|mid|late|the (?:end|beginning|middle|course) of)(?: |-))?{month}(?: of)?,? {year})"),
        # Without a year a month needs its preposition, and its capital: "may" is also a verb.
        _due("month", "month", "month",
             r"(?:[Ii]n|[Bb]y|[Dd]uring|[Bb]efore|[Uu]ntil|next|this|coming|end of) (?P<due>(?:early |mid-|late |the"
             r" end of )?{month})(?!\s*\d)(?P<year>(?!))?", case=True),
        _due("part_of_year", "month", "part_of_year",
             r"(?P<due>(?:the )?(?P<which>first|second|third|fourth|last) (?P<part>quarter|half|semester|trimester)"
             r" of (?:{year}|(?:the|this) year))"),
        _due("end_of_year", "year_end", "year",
             r"(?P<due>(?:(?:by|before|at|until|towards?) )?(?:the )?end of (?:the )?(?:(?P<next>next) |this "
             r"|current )?(?P<fiscal>fiscal )?(?:calendar )?(?:year )?(?:{year}|year\b)|(?:by|before)"
             r" year(?:'s)?(?:-| )end)"),
        _due("before_year", "year_end", "year", r"(?P<due>(?P<before>before) {year})(?! (?-i:[A-Z]))"),
        _due("by_year", "year_end", "year",
             r"(?P<due>(?:by|in|during|throughout|until|later in) (?:early |mid-|late )?{year})(?! (?-i:[A-Z]))"),
        _due("this_year", "year_end", "year",
             r"(?<!earlier\x20)(?P<due>(?:(?:later|during|within|before the end of) )?(?:this|the current) year"
             r"|(?P<next>next) year)\b(?!')"),
        _due("within", "relative", "relative",
             r"(?P<due>(?:within|inside|no later than|not later than|in no more than|during|in) (?:the )?(?:next "
             r"|coming |following |first |(?:a )?period of |(?:a )?maximum of |at most |about |approximately"
             r" )*(?:(?:\d+|one|two|three)\s?(?:-|to|or)\s?)?{number}(?: \([\w\x20-]+\))?(?: |-)(?P<working>working "
             r"|business )?(?:calendar )?{unit}{elsewhere}?)"),
        _due("number_after", "relative", "relative",
             r"(?P<due>{number} (?P<working>working |business )?{unit}(?:{elsewhere}| (?:of|after|from|following)"
             r" (?:today|now|(?:this|the|today's) (?:meeting|statement|declaration|date))))"),
        _due("next_unit", "relative", "next_unit", r"(?P<due>(?:next|the coming|the following) (?P<unit>week"
          r"|month))\b"),
        _due("season", "season", "nothing",
             r"(?P<due>(?:this|next|the coming|the following) (?:early |late )?{season}(?:(?: of)? 20\d\d)?)"),
        _due("season_of_year", "season", "nothing",
             r"(?:(?:in|by|during|before|until) (?:the )?)?(?P<due>{season} (?:of )?20\d\d|(?:(?<=in\x20the\x20)"
             r"|(?<=by\x20the\x20)){season})"),
        _due("next_meeting", "event", "nothing",
             r"(?P<due>(?:at|during|by|until|in|for|{before}) (?:(?:the|our|its|their|this year's|a) )?(?:[\w'-]+"
             r" ){0,3}?(?:next|upcoming|forthcoming|coming|follow-up|subsequent|future) (?:[\w'.-]+"
             r" ){0,6}?{meeting}{rest})"),
        _due("before_event", "event", "nothing",
             r"(?P<due>{before} (?:(?:the|our|its|their|this year's|next year's) )?(?:[\w'.-]+"
             r" ){0,6}?{occasion}{rest})"),
        _due("phase", "duration", "nothing",
             r"(?P<due>(?:\d{1,3}|{number_word})-(?:day|week|month|year)(?:-long)?(?: (?!(?:of|for|to|and|in|on|with"
             r"|that|which|will|by|at|from)\b)[a-z-]+){1,2})"),
        _due("for_time", "duration", "nothing",
             r"(?P<due>(?:for|over|throughout) (?:the |a |an )?(?:next |coming |additional |further |initial |period"
             r" of |another |at least |up to )*{number} (?:more |additional )?{unit})"),
        _due("recurring", "continuous", "nothing",
             r"(?P<due>on an? (?:[\w-]+ )?(?:ongoing|regular|annual|monthly|weekly|quarterly|permanent|continuous"
             r"|periodic|biannual|rolling|daily) basis|annually|yearly|regularly|periodically|continuously"
             r"|permanently|quarterly|biannually|monthly|weekly|(?:every|each) (?:(?:other|two|three|four|six|\d+)"
             r" )?(?:day|week|month|quarter|year)s?|(?:once|twice|three times) (?:a|per|each) (?:year|month|week)|at"
             r" regular intervals)\b"),
        _due("not_before", "not_before", "nothing", r"(?P<due>{not_before})"),
        _due("at_once", "none", "nothing",
             r"(?P<due>immediately|without (?:further |undue )?delay|as soon as (?:possible|practicable|feasible)|at"
             r" (?:the|an) (?:earliest|early) (?:opportunity|convenience|possible date|date|possible time))\b"),
        _due("vague", "none", "nothing",
             r"(?P<due>in the (?:very )?(?:near|foreseeable|immediate|not too distant) (?:future|term)|in the"
             r" (?:short|medium)(?:er)?(?: |-)term|(?:in|over|during) the (?:coming|next|following) (?:few )?(?:days"
             r"|weeks|months|years)|in due course|soon|shortly)\b"),
    ),
    not_before=compile_pattern("{not_before}", _FRAGMENTS),
    dates_something_done=re.compile(
        r"(?<!be )(?<!jointly )\b(?:announced|launched|signed|adopted|held|established|agreed|concluded|reached"
        r"|hosted|convened|approved|created|endorsed|issued|published|began|begun|started|met|entered into force"
        r"|took place|since|(?:meeting|summit|visit|statement|declaration|agreement|memorandum) of)\s+(?:(?:at"
        r"|in)\s+[A-Z][\w\x20]{1,40}?\s+)?(?:(?:back\s+)?(?:in|on|of)\s+)?$",
        re.IGNORECASE,
    ),
    months={
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
        "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    },
    numbers={
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20,
        "thirty": 30, "forty": 40,
        "forty-five": 45, "sixty": 60, "ninety": 90,
    },
    units={
        "day": "day", "days": "day", "week": "week", "weeks": "week",
        "month": "month", "months": "month", "year": "year", "years": "year",
    },
    ordinals={"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4},
    year_parts={"quarter": 3, "trimester": 3, "half": 6, "semester": 6},
)  # fmt: skip
