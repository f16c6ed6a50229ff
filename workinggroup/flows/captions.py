"""What charts say in the reader's language: numbers, months, the finding as a title, the drawing for those who do not see it."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.core import numbers, times
from portal.core.texts import in_sentence
from workinggroup.flows.charts.figures import Series
from workinggroup.flows.charts.findings import (
    THRESHOLDS,
    Apart,
    Change,
    Latest,
    Ranked,
    Standing,
    change_of,
    latest_of,
)
from workinggroup.flows.charts.season import Year
from workinggroup.flows.charts.status import Reported
from workinggroup.flows.charts.triangle import Step
from workinggroup.flows.cube.mirrors import Band, Comparison
from workinggroup.flows.cube.months import Month

# A single month of rising or falling is no run.
RUN = 2


class Words:
    """How a chart writes what stands in it; see `figures.Wording`."""

    def number(self, value: int) -> str:
        return numbers.number(value)

    def percent(self, share: Fraction, *, signed: bool = False) -> str:
        return numbers.percent(share, signed=signed)

    def month(self, month: Month) -> str:
        return times.brief_month(month.first)

    def month_alone(self, number: int) -> str:
        return times.month_alone(date(2000, number, 1))

    def year(self, number: int, *, is_fiscal: bool = False) -> str:
        if is_fiscal:
            return pgettext("fiscal year", "FY%(year)s") % {"year": number}
        return str(number)

    def points(self, share: Fraction) -> str:
        return numbers.percent(share, signed=True).removesuffix(f"{numbers.SPACE}%")

    def day(self, day: date) -> str:
        return times.day_alone(day)

    def term(self, code: str) -> str:
        return {
            "reading": pgettext("two counts", "Reading"),
            "gap": pgettext("two counts", "Gap, %"),
            "cause": pgettext("two counts", "Cause"),
            "nothing": _("nothing shown"),
        }[code]


def full_month(month: Month) -> str:
    """A month inside a sentence: "July 2024"."""
    return times.month(month.first)


def year_name(year: Year) -> str:
    """A year as charts and their tables name it: "2024", "FY2024"."""
    return Words().year(year.number, is_fiscal=year.is_fiscal)


def begun(sentence: str) -> str:
    """A sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def on_year(share: Fraction) -> str:
    """A change on the year before, in words that need no sign."""
    if not share:
        return _("as many as a year before")
    said = {"share": numbers.percent(abs(share))}
    return (_("%(share)s fewer than a year before") if share < 0 else _("%(share)s more than a year before")) % said


def changed_title(subject: str, latest: Latest, rounding: int = 0, side: str = "") -> str:
    """The finding about one figure, as a sentence of its subject, which is in the plural; `side` is whose count it is, where
    others count the same."""
    said = _changed(subject, latest, rounding)
    return _("%(finding)s, according to %(side)s") % {"finding": said, "side": in_sentence(side)} if side else said


def _changed(subject: str, latest: Latest, rounding: int) -> str:
    said = {"subject": subject, "share": numbers.percent(abs(latest.on_year or Fraction(0)))}
    match change_of(latest, rounding):
        case Change.LOWER:
            return _("%(subject)s are down by %(share)s") % said
        case Change.HIGHER:
            return _("%(subject)s are up by %(share)s") % said
        case Change.DOUBLED:
            return _("%(subject)s have more than doubled in a year") % said
        case Change.ALIKE:
            return _("%(subject)s are about the same as a year before") % said
    return _("%(name)s: %(number)s in %(month)s") % _facts(latest, name=subject)


def trend_title(name: str, series: Sequence[Series], first: Month, last: Month) -> str:
    """The finding of a trend: the change on the year of what is counted, by side where there are several."""
    found = [(each, latest) for each in series if (latest := latest_of(each, first, last))]
    if not found:
        return _("%(name)s: no figure is shown") % {"name": name}
    if len(series) == 1:
        latest = found[0][1]
        if latest.on_year is not None:
            return f"{name}: {on_year(latest.on_year)}"
        return _("%(name)s: %(number)s in %(month)s") % _facts(latest, name=name)
    told = [
        f"{each.name}{numbers.SPACE}{numbers.percent(latest.on_year, signed=True)}"
        for each, latest in found
        if latest.on_year is not None
    ]
    if told:
        return _("%(name)s on the year before: %(changes)s") % {"name": name, "changes": ", ".join(told)}
    return f"{name}: " + ", ".join(f"{each.name} {numbers.number(latest.value)}" for each, latest in found)


def trend_told(series: Sequence[Series], first: Month, last: Month) -> str:
    """A trend for those who do not see it: the latest of each series, its change, its run, its bounds, what is hidden."""
    return " ".join(_series_told(each, first, last, is_one=len(series) == 1) for each in series)


def _series_told(series: Series, first: Month, last: Month, *, is_one: bool) -> str:
    latest = latest_of(series, first, last)
    if latest is None:
        return _("%(name)s: no figure is shown") % {"name": series.name} + "."
    said = latest_told(latest)
    said += "; " + _("lowest %(low)s in %(low_month)s, highest %(high)s in %(high_month)s") % {
        "low": numbers.number(latest.low[1]),
        "low_month": times.brief_month(latest.low[0].first),
        "high": numbers.number(latest.high[1]),
        "high_month": times.brief_month(latest.high[0].first),
    }
    if latest.hidden:
        said += "; " + hidden_told(latest.hidden)
    return begun(said if is_one else f"{series.name}, {said}") + "."


def latest_told(latest: Latest, beside: str = "") -> str:
    """The latest value and what is to be said of it: "Jul 2024: 5,460, 5.5 % below the count of Guatemala"."""
    parts = [_("%(month)s: %(number)s") % _facts(latest)]
    if latest.is_provisional:
        parts.append(_("provisional"))
    if beside:
        parts.append(beside)
    elif latest.on_year is not None:
        parts.append(on_year(latest.on_year))
    if abs(latest.run) >= RUN:
        parts.append(run_told(latest.run))
    return ", ".join(parts)


def run_told(run: int) -> str:
    """For how many months it has risen, or fallen where negative."""
    if run < 0:
        return ngettext("falling for %(count)s month", "falling for %(count)s months in a row", -run) % {"count": -run}
    return ngettext("rising for %(count)s month", "rising for %(count)s months in a row", run) % {"count": run}


def hidden_told(count: int) -> str:
    return ngettext(
        "%(count)s month is hidden to protect small groups",
        "%(count)s months are hidden to protect small groups",
        count,
    ) % {"count": count}


def mirror_title(one: str, other: str, standing: Standing) -> str:
    """The finding about two sides' counts."""
    sides = {"one": in_sentence(one), "other": in_sentence(other), "count": standing.count, "of": standing.of}
    match standing.kind:
        case Apart.NOTHING:
            return begun(_("%(one)s and %(other)s have no month in common") % sides)
        case Apart.FIRST_LOWER | Apart.OTHER_LOWER:
            if standing.kind == Apart.OTHER_LOWER:
                sides |= {"one": sides["other"], "other": sides["one"]}
            return begun(
                ngettext(
                    "%(one)s has counted fewer than %(other)s for %(count)s month",
                    "%(one)s has counted fewer than %(other)s for %(count)s months in a row",
                    standing.count,
                )
                % sides
            )
    sides["share"] = numbers.percent(THRESHOLDS[standing.kind]).replace(".0", "")
    if standing.kind == Apart.AGREE:
        said = ngettext(
            "%(one)s and %(other)s are at most %(share)s apart in the latest month",
            "%(one)s and %(other)s are at most %(share)s apart in each of the latest %(of)s months",
            standing.of,
        )
    else:
        said = ngettext(
            "%(one)s and %(other)s are more than %(share)s apart in %(count)s of the latest %(of)s months",
            "%(one)s and %(other)s are more than %(share)s apart in %(count)s of the latest %(of)s months",
            standing.count,
        )
    return begun(said % sides)


def mirror_told(one: Series, other: Series, found: Comparison, first: Month, last: Month) -> str:
    """Two counts for those who do not see them: the latest month of both, how far apart, and how often which."""
    if not found.months:
        return mirror_title(one.name, other.name, Standing(Apart.NOTHING, 0, 0)) + "."
    month, pair = list(found.months.items())[-1]
    said = []
    for side, beside in ((one, _beside(pair.share, other.name)), (other, "")):
        if latest := latest_of(side, first, month):
            said.append(begun(f"{side.name}, {latest_told(latest, beside)}"))
    bands = [each.band for each in found.months.values()]
    said.append(
        _("Of %(of)s months: agree %(agree)s, watch %(watch)s, explain %(explain)s")
        % {
            "of": len(bands),
            "agree": bands.count(Band.AGREE),
            "watch": bands.count(Band.WATCH),
            "explain": bands.count(Band.EXPLAIN),
        }
    )
    return ". ".join(said) + "."


def _beside(share: Fraction | None, other: str) -> str:
    if share is None or not other:
        return ""
    said = {"share": numbers.percent(abs(share)), "side": in_sentence(other)}
    if not share:
        return _("as the count of %(side)s") % said
    return (
        _("%(share)s below the count of %(side)s") if share < 0 else _("%(share)s above the count of %(side)s")
    ) % said


def reading(band: Band) -> str:
    """What a gap asks for, in a word."""
    return {
        Band.AGREE: pgettext("two counts", "agree"),
        Band.WATCH: pgettext("two counts", "watch"),
        Band.EXPLAIN: pgettext("two counts", "explain"),
    }[band]


def composition_title(name: str, parts: Sequence[Series], first: Month, last: Month) -> str:
    """The finding of a composition: its largest part that is shown in the latest month."""
    shown = [
        (latest.value, each.name, latest)
        for each in parts
        if (latest := latest_of(each, first, last)) and latest.month == last
    ]
    if not shown:
        return _("%(name)s: no figure is shown") % {"name": name}
    _value, part, latest = max(shown, key=lambda each: (each[0], each[1]))
    return _("%(name)s: the largest part shown is %(part)s, %(number)s in %(month)s") % _facts(
        latest, name=name, part=part
    )


def revision_title(found: tuple[Month, Step] | None) -> str:
    """The finding of a triangle: the largest revision."""
    if found is None:
        return _("No figure was revised")
    month, step = found
    said = {
        "month": full_month(month),
        "before": numbers.number(step.before or 0),
        "after": numbers.number(step.figure.value or 0),
    }
    changed = f", {numbers.percent(step.share, signed=True)}" if step.share is not None else ""
    return begun(_("%(month)s was revised from %(before)s to %(after)s") % said) + changed


def mean_revision(after: int, share: Fraction) -> str:
    """The mean size of revisions so many months after the first release."""
    return ngettext(
        "%(share)s after %(count)s month", "%(share)s after %(count)s months", after
    ) % {"share": numbers.percent(share), "count": after}  # fmt: skip


def season_title(name: str, found: Ranked | None) -> str:
    """The finding of a season: where the latest month stands among the same months of other years."""
    if found is None:
        return _("%(name)s: no figure is shown") % {"name": name}
    said = {
        "name": name,
        "month": times.whole_month(found.month.first),
        "number": numbers.number(found.value),
        "of": found.of,
    }
    if found.of > 1 and found.place == 1:
        return _("%(name)s: the lowest %(month)s in %(of)s years, with %(number)s") % said
    if found.of > 1 and found.place == found.of:
        return _("%(name)s: the highest %(month)s in %(of)s years, with %(number)s") % said
    said["month"] = times.brief_month(found.month.first)
    return _("%(name)s: %(number)s in %(month)s") % said


def season_told(years: Sequence[Year], series: Series, last: Month) -> str:
    """The years for those who do not see them: of each its lowest and highest month."""
    said = []
    for year in years:
        latest = latest_of(series, year.first, min(year.last, last))
        if latest:
            said.append(
                _("%(year)s: from %(low)s in %(low_month)s to %(high)s in %(high_month)s")
                % {
                    "year": year_name(year),
                    "low": numbers.number(latest.low[1]),
                    "low_month": times.brief_month(latest.low[0].first),
                    "high": numbers.number(latest.high[1]),
                    "high_month": times.brief_month(latest.high[0].first),
                }
            )
    return "; ".join(said) + "."


def reported(state: Reported) -> str:
    """How a month of an indicator stands, in words."""
    return {
        Reported.ON_TIME: pgettext("a figure", "on time"),
        Reported.LATE: pgettext("a figure", "late"),
        Reported.PROVISIONAL: pgettext("a figure", "provisional"),
        Reported.MISSING: pgettext("a figure", "missing"),
        Reported.NOT_DUE: pgettext("a figure", "not due yet"),
    }[state]


def status_title(counts: Mapping[Reported, int]) -> str:
    """The finding of a matrix: what is missing, or else what came late, or that all is there."""
    if count := counts[Reported.MISSING]:
        return ngettext("%(count)s figure is missing", "%(count)s figures are missing", count) % {"count": count}
    if count := counts[Reported.LATE]:
        return ngettext(
            "Nothing is missing; %(count)s figure came late", "Nothing is missing; %(count)s figures came late", count
        ) % {"count": count}
    return _("Everything due has come on time")


def status_told(counts: Mapping[Reported, int]) -> str:
    """The matrix for those who do not see it."""
    return ", ".join(f"{reported(state)}: {count}" for state, count in counts.items() if count) + "."


def subtitle(unit: str, first: Month, last: Month, as_of: Mapping[str, date] | None = None) -> str:
    """The line under a title: what is counted, for which months, and the day of each side's figures."""
    said = _("%(unit)s per month, %(first)s to %(last)s.") % {
        "unit": unit,
        "first": full_month(first),
        "last": full_month(last),
    }
    if as_of:
        days = ", ".join(f"{code} {times.dated(day)}" for code, day in as_of.items())
        said += " " + _("As of: %(days)s.") % {"days": days}
    return said


def _facts(latest: Latest, **more: str) -> dict[str, str]:
    return {"number": numbers.number(latest.value), "month": times.brief_month(latest.month.first), **more}
