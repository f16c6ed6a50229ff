"""What is wrong with a file of figures, or the address of one, in words: a sentence for each fault, and what to do about it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from portal.core import numbers, times
from workinggroup.flows.citing import CitationNotUnderstood, Wrong
from workinggroup.flows.codes import name_of
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.faults import Code, Fault, Reason
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning
from workinggroup.flows.indicators import indicators

Words = str | Promise
# Beyond as many months a sentence says the first and the last.
MOST_MONTHS = 6
MEANINGS: dict[str, Words] = {
    Meaning.INDICATOR: gettext_lazy("indicator"),
    Meaning.REPORTING: gettext_lazy("reporting country"),
    Meaning.COUNTERPART: gettext_lazy("counterpart country"),
    Meaning.AREA: gettext_lazy("area"),
    Meaning.CITIZENSHIP: gettext_lazy("citizenship"),
    Meaning.GROUP: gettext_lazy("group"),
    Meaning.PERIOD: gettext_lazy("month with its year"),
    Meaning.YEAR: gettext_lazy("year"),
    Meaning.FISCAL_YEAR: gettext_lazy("fiscal year"),
    Meaning.MONTH: gettext_lazy("month"),
    Meaning.VALUE: gettext_lazy("number"),
    Meaning.STATUS: gettext_lazy("status"),
    Meaning.DETAIL: gettext_lazy("detail that is added up"),
    Meaning.ASIDE: gettext_lazy("not read"),
}
SENTENCES: dict[tuple[Code, Reason | None], Words] = {
    (Code.FILE, Reason.NO_ROWS): gettext_lazy("The file has no row of figures."),
    (Code.FILE, Reason.TOO_LARGE): gettext_lazy(
        "The file is larger than 20 MB, unpacks to far more than it is, or has more than 400,000 rows or 256 columns."
    ),
    (Code.FILE, Reason.NOT_READ): gettext_lazy(
        "The file is neither text nor a workbook that opens without a password."
    ),
    (Code.FILE, Reason.WEB_PAGE): gettext_lazy("The file is a web page, whatever its name says."),
    (Code.FILE, Reason.MIXED_LINES): gettext_lazy(
        "This line ends otherwise than those before it: the file was put together out of several."
    ),
    (Code.FILE, Reason.OPEN_QUOTE): gettext_lazy("A quotation mark opens in this line and is not closed."),
    (Code.HEADER, Reason.NO_HEADER): gettext_lazy("No row of headings was found."),
    (Code.HEADER, Reason.MISSING): gettext_lazy("No column says the %(meaning)s. Found: %(found)s."),
    (Code.HEADER, Reason.NOT_TOLD): gettext_lazy(
        "Neither a column nor the dataset says the %(meaning)s. Found: %(found)s."
    ),
    (Code.HEADER, Reason.UNEXPECTED): gettext_lazy("The heading “%(column)s” is not known."),
    (Code.HEADER, Reason.TWICE): gettext_lazy("The heading “%(column)s” says what “%(first)s” says already."),
    (Code.HEADER, Reason.WIDTH): gettext_lazy("The row has %(found)s cells, the headings are %(wanted)s."),
    (Code.VALUE, Reason.NO_NUMBER): gettext_lazy("“%(value)s” is not a whole number of zero or more."),
    (Code.VALUE, Reason.NO_VALUE): gettext_lazy("The number is missing."),
    (Code.VALUE, Reason.NEGATIVE): gettext_lazy("“%(value)s” is less than zero."),
    (Code.VALUE, Reason.FRACTION): gettext_lazy("“%(value)s” is not whole."),
    (Code.VALUE, Reason.SEPARATED): gettext_lazy(
        "“%(value)s” can be read in two ways: as thousands and as a fraction."
    ),
    (Code.VALUE, Reason.NOT_APPLICABLE): gettext_lazy(
        "“%(value)s” stands for “not applicable”, which is not declared for this dataset."
    ),
    (Code.UNKNOWN, None): gettext_lazy("“%(value)s” is not a known code in the column “%(column)s”."),
    (Code.UNKNOWN, Reason.PART_OF_WORLD): gettext_lazy("“%(value)s” is a part of the world with several countries."),
    (Code.UNKNOWN, Reason.NOT_THEN): gettext_lazy("%(code)s is valid from %(from)s to %(to)s, not in %(month)s."),
    (Code.UNKNOWN, Reason.NOT_YET): gettext_lazy("%(code)s is valid from %(from)s, not in %(month)s."),
    (Code.UNKNOWN, Reason.NO_LONGER): gettext_lazy("%(code)s is valid to %(to)s, not in %(month)s."),
    (Code.PERIOD, Reason.NO_MONTH): gettext_lazy("“%(value)s” names no month."),
    (Code.PERIOD, Reason.NO_YEAR): gettext_lazy("“%(value)s” names no year."),
    (Code.PERIOD, Reason.NOT_A_MONTH): gettext_lazy("“%(value)s” is not a month."),
    (Code.DUPLICATE, None): gettext_lazy("The same figure stands already at %(first)s: %(key)s, %(month)s."),
    (Code.EMPTY, None): gettext_lazy("The cell in the column “%(column)s” is empty."),
    (Code.TOTAL, None): gettext_lazy(
        "The total %(value)s is not the sum of its %(terms)s parts, %(sum)s: %(key)s, %(span)s. Rounding allows %(tolerance)s."
    ),
    (Code.TOTAL, Reason.TWO_WAYS): gettext_lazy(
        "%(key)s, %(month)s: whoever is counted here may be counted in “%(beside)s” at %(first)s, too. Added up, they count"
        " people twice."
    ),
    (Code.DISAGREE, None): gettext_lazy(
        "Two tables disagree on %(month)s: %(one)s in %(first_name)s, %(other)s in %(other_name)s. One may be older."
    ),
    (Code.MONTHS, Reason.FUTURE): gettext_lazy("%(month)s is after %(bound)s, the last month that can be reported."),
    (Code.MONTHS, Reason.BEFORE): gettext_lazy("%(month)s is before %(bound)s, with which the dataset begins."),
    (Code.MONTHS, Reason.GAP): gettext_lazy("Months are missing inside %(indicator)s of %(reporting)s: %(months)s."),
    (Code.MONTHS, Reason.LOST): gettext_lazy(
        "Months of %(indicator)s of %(reporting)s that the current vintage has are missing: %(months)s."
    ),
    (Code.OWN_CITIZENS, None): gettext_lazy(
        "Citizens of the reporting country cannot enter it irregularly: other entries may be mixed in."
    ),
    (Code.PERSONS, None): gettext_lazy(
        "The file looks like rows about persons. It was deleted, and nothing of it was kept. The portal takes totals alone."
    ),
    (Code.REVISION, Reason.REVISED): gettext_lazy(
        "%(key)s, %(month)s is revised from %(before)s to %(after)s, by more than 10 %%, after more than two months."
    ),
    (Code.REVISION, Reason.REVERTED): gettext_lazy(
        "%(key)s, %(month)s goes back from %(before)s to %(after)s, as it was before its last revision."
    ),
    (Code.OUTLIER, None): gettext_lazy(
        "%(key)s, %(month)s is %(value)s; the usual value of the twelve months before is %(median)s."
    ),
    (Code.RESIDUAL, None): gettext_lazy(
        "“Other” is not of the same countries as before: %(key)s. Now counted in it: %(entered)s. No longer: %(left)s."
    ),
    (Code.WITHHELD, None): gettext_lazy(
        "Cells with “%(value)s”: %(count)s. Counts stand there that are not told; they are left out, and sums are less by them."
    ),
    (Code.ROUNDING, None): gettext_lazy("%(key)s, %(month)s is %(value)s, not a multiple of %(rounding)s."),
}
FIXES: dict[tuple[Code, Reason | None], Words] = {
    (Code.FILE, Reason.NO_ROWS): gettext_lazy("Choose the file, or the sheet, with the figures below their headings."),
    (Code.FILE, Reason.OPEN_QUOTE): gettext_lazy(
        "Close it, or take it out; a spreadsheet that saves the file does so."
    ),
    (Code.HEADER, Reason.NO_HEADER): gettext_lazy(
        "Begin with one row of headings: month with its year, what is counted, number."
    ),
    (Code.HEADER, Reason.MISSING): gettext_lazy("Add a column with this heading: %(wanted)s."),
    (Code.HEADER, Reason.NOT_TOLD): gettext_lazy(
        "Add a column with this heading: %(wanted)s; or say in the form of the dataset what it counts."
    ),
    (Code.HEADER, Reason.UNEXPECTED): gettext_lazy("Name the column as the portal’s own table does, or leave it out."),
    (Code.HEADER, Reason.TWICE): gettext_lazy("Leave one of both."),
    (Code.HEADER, Reason.WIDTH): gettext_lazy("Give the cell a heading, or empty it."),
    (Code.VALUE, Reason.NO_NUMBER): gettext_lazy(
        "Write figures alone: 1234. A sign for “not counted” is said in the form of the dataset."
    ),
    (Code.VALUE, Reason.NEGATIVE): gettext_lazy(
        "Write the count itself; a correction is a file with the right counts."
    ),
    (Code.VALUE, Reason.FRACTION): gettext_lazy("Write the count itself, no rate, share or mean."),
    (Code.VALUE, Reason.SEPARATED): gettext_lazy("Write it without a sign between its figures: 1234."),
    (Code.UNKNOWN, Reason.PART_OF_WORLD): gettext_lazy("Leave the row out: the portal adds countries up itself."),
    (Code.TOTAL, Reason.TWO_WAYS): gettext_lazy(
        "Leave one of both out, bring it in under a dataset of its own, or tell the one by the other: M.ADULT, F.ADULT."
    ),
    (Code.TOTAL, None): gettext_lazy("Mend the total or its parts, or leave the total out."),
    (Code.MONTHS, Reason.FUTURE): gettext_lazy("Leave the row out, or give the file the day as of which it counts."),
    (Code.MONTHS, Reason.BEFORE): gettext_lazy("Leave the row out, or set the first month in the form of the dataset."),
    (Code.MONTHS, Reason.GAP): gettext_lazy(
        "Add them, with 0 where nobody was counted; or say in the form of the dataset that such months are left out."
    ),
    (Code.OWN_CITIZENS, None): gettext_lazy("Leave the row out, or send it in a dataset of what it counts."),
    (Code.PERSONS, None): gettext_lazy("Count the rows by month, citizenship and group, and send these counts."),
    (Code.FILE, Reason.TOO_LARGE): gettext_lazy("Send it in parts, by years, without pictures."),
    (Code.FILE, Reason.NOT_READ): gettext_lazy("Save it as a workbook (.xlsx) or as CSV."),
    (Code.FILE, Reason.WEB_PAGE): gettext_lazy("Open it in a spreadsheet and save it as a workbook (.xlsx)."),
    (Code.FILE, Reason.MIXED_LINES): gettext_lazy("Open it in a spreadsheet and save it again."),
    (Code.VALUE, Reason.NOT_APPLICABLE): gettext_lazy(
        "Leave the row out, or say in the form of the dataset that this sign stands for “not counted”."
    ),
    (Code.VALUE, Reason.NO_VALUE): gettext_lazy(
        "Write 0 where nobody was counted; leave the row out where nobody counted."
    ),
    (Code.UNKNOWN, None): gettext_lazy(
        "Write a code that the portal knows, or say in the form of the dataset which one this label stands for."
    ),
    **dict.fromkeys(
        ((Code.UNKNOWN, reason) for reason in (Reason.NOT_THEN, Reason.NOT_YET, Reason.NO_LONGER)),
        gettext_lazy("Write instead what is meant: %(use)s."),
    ),
    (Code.PERIOD, Reason.NO_MONTH): gettext_lazy("Write the month as 2024-07, or in a column of its own."),
    (Code.PERIOD, Reason.NO_YEAR): gettext_lazy("Write the month as 2024-07, or the year in a column of its own."),
    (Code.PERIOD, Reason.NOT_A_MONTH): gettext_lazy("Write the month as 2024-07."),
    (Code.DUPLICATE, None): gettext_lazy(
        "Leave one of both, or say in the form of the dataset that such rows are added up."
    ),
    (Code.EMPTY, None): gettext_lazy("Write the code; _X where it is not known, _T where all are meant."),
    (Code.MONTHS, Reason.LOST): gettext_lazy("Send the whole series; what is left out would be withdrawn."),
    (Code.DISAGREE, None): gettext_lazy("Send both tables as of one day."),
}
CITATIONS: dict[Wrong, Words] = {
    Wrong.SHAPE: gettext_lazy(
        "“%(part)s” is no address of a figure. One is written as GTM.RET_IN.USA._T/2024-07@2024-09-30."
    ),
    Wrong.CODE: gettext_lazy("“%(part)s” is no code that can stand here."),
    Wrong.SPAN: gettext_lazy("“%(part)s” is no month, quarter or year."),
    Wrong.DAY: gettext_lazy("“%(part)s” is no day. One is written as 2024-09-30."),
    Wrong.EARLY: gettext_lazy("On %(part)s the time that is counted had not begun."),
}


@dataclass(frozen=True)
class Said:
    """A fault in words: where, what is wrong, and what to do about it. `column` is the heading as the file has it."""

    code: str
    place: str
    column: str
    sentence: str
    fix: str

    @property
    def is_line(self) -> bool:
        """Whether the place is the number of a line, and no cell of a workbook."""
        return self.place.isdigit()


def say_fault(fault: Fault) -> Said:
    """A fault in the language that is on. The cells that it quotes are the uploader's own, for the uploader alone."""
    which = (fault.code, fault.reason)
    facts = {
        name: _said(name, value)
        for name, value in fault.facts.items()
        if name not in {"names", "meaning", "beside", "code", "use"}
    }
    facts |= {"column": fault.column, "value": fault.value}
    if "meaning" in fault.facts:
        facts["meaning"] = str(MEANINGS[str(fault.facts["meaning"])])
    if "beside" in fault.facts:
        facts["beside"] = name_of(Meaning(str(fault.facts["dimension"])), str(fault.facts["beside"]), _language())
    if "code" in fault.facts:
        facts["code"] = _coded(fault, str(fault.facts["code"]))
    if fault.code == Code.DISAGREE:
        names = fault.facts["names"]
        assert isinstance(names, tuple)
        facts |= {"first_name": _table(names[0]) or _("the first"), "other_name": _table(names[1]) or _("the other")}
    sentence = str(SENTENCES[which]) % facts
    return Said(fault.code.value, fault.place, fault.column, sentence[:1].upper() + sentence[1:], _fix(fault))


def say_citation(refused: CitationNotUnderstood) -> str:
    """Why words are no address of a figure, in the language that is on."""
    return str(CITATIONS[refused.reason]) % {"part": refused.part}


def say_hidden(faults: int) -> str:
    """How many faults are not shown on the page."""
    more = ngettext(
        "%(number)s more is in the list to download.", "%(number)s more are in the list to download.", faults
    )
    return more % {"number": faults}


def _table(name: object) -> str:
    """What a table is called: its sheet, or what its rows tell apart."""
    if not isinstance(name, tuple):
        return str(name)
    told = [str(MEANINGS[str(each)]) for each in name]
    return _("the rows by %(what)s") % {"what": ", ".join(told)} if told else _("the rows of totals")


def _fix(fault: Fault) -> str:
    if fault.fix:
        return _("Write %(fix)s, if that is meant.") % {"fix": fault.fix}
    facts = {"wanted": fault.facts.get("wanted", "")}
    if isinstance(use := fault.facts.get("use"), tuple):
        facts["use"] = ", ".join(_coded(fault, code) for code in use)
    return str(FIXES.get((fault.code, fault.reason), "")) % facts


def _coded(fault: Fault, code: str) -> str:
    """A code with what it stands for."""
    return f"{code} ({name_of(Meaning(str(fault.facts['dimension'])), code, _language())})"


def _said(name: str, value: object) -> str:
    """A fact in words: months, counts, and what codes stand for."""
    if name == "key" and isinstance(value, tuple):
        return _key(value)
    if isinstance(value, list):
        every = [_one(name, each) for each in value]
        shown = every if len(every) <= MOST_MONTHS else [every[0], "…", every[-1]]
        return ", ".join(shown) or "–"
    return numbers.number(value) if isinstance(value, int) else _one(name, str(value))


def _one(name: str, said: str) -> str:
    match name:
        case "month" | "months" | "bound" | "span" | "from" | "to":
            return _month(said)
        case "indicator":
            known = indicators().get(said)
            return known.name[_language()] if known else said
        case "reporting":
            return name_of(Meaning.REPORTING, said, _language())
        case "entered" | "left":
            return name_of(Meaning.CITIZENSHIP, said, _language())
    return said


def _month(written: str) -> str:
    """A month in words; another span as it is written."""
    try:
        return times.brief_month(Month.read(written).first)
    except ValueError:
        return written


def _key(key: Key) -> str:
    """What a figure is of in words, without what it does not tell."""
    told = zip(DIMENSIONS, key, strict=True)
    return ", ".join(
        _one("indicator", code) if meaning == Meaning.INDICATOR else name_of(meaning, code, _language())
        for meaning, code in told
        if code != TOTAL
    )


def _language() -> str:
    return "es" if (get_language() or "en").startswith("es") else "en"
