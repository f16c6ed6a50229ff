"""What has to be said with figures that leave, in the language that is on: whose they are, what they count, what is hidden."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from portal.core import times
from workinggroup.flows.codes import name_of
from workinggroup.flows.exporting.shown import About, Source
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.listed import lists
from workinggroup.flows.indicators import Direction, Indicator, Kind, Unit
from workinggroup.flows.states import ORIGIN_NOTES


@dataclass(frozen=True)
class Part:
    """What is said under one heading: facts by what they are, or sentences where that is ""."""

    heading: str
    said: Sequence[tuple[str, str]]


def parts_of(about: About) -> list[Part]:
    """All that is said of an export, from what it is to what each indicator counts."""
    return [
        Part(pgettext("figures", "To cite"), [("", citation(about))]),
        Part(pgettext("figures", "Mind"), [("", words) for words in caveats(about)]),
        *(Part(source.title[language()], list(_source(source))) for source in about.sources),
        Part(pgettext("figures", "Status of a figure"), statuses()),
        *(Part(f"{each.name[language()]} ({each.key})", list(_indicator(each))) for each in about.indicators),
        Part(_("Codes"), [("", codes())]),
    ]


def language() -> str:
    """The language that is on, as the names of figures are kept by."""
    return "es" if (get_language() or "en").startswith("es") else "en"


def citation(about: About) -> str:
    """The sentence by which the figures are quoted, of each source one, with where they were got."""
    said = [
        _("%(publisher)s, %(title)s, as of %(day)s.")
        % {
            "publisher": source.publisher[language()],
            "title": source.title[language()],
            "day": times.plain_day(source.as_of),
        }
        for source in about.sources
    ]
    return " ".join([*said, about.address]).strip()


def caveats(about: About) -> list[str]:
    """What a reader has to mind before anything is quoted."""
    said = [str(words) for origin, words in ORIGIN_NOTES.items() if origin in about.origins]
    if below := max((source.hides_below for source in about.sources), default=0):
        said.append(
            _(
                "Figures of 1 to %(most)s are hidden to protect small groups, and so are others from which one of them could be"
                " found out. Zero is shown. A sum of shown figures alone is therefore no total."
            )
            % {"most": below - 1}
        )
    said += [
        _("Two indicators are never added: one person may be in several."),
        _("A revised figure has another day. Quote a figure with its day."),
    ]
    return said


def codes() -> str:
    """By which lists of codes the figures are told."""
    return _(
        "Version %(version)s of the portal’s lists of codes, of %(day)s. The structure names each, with its months."
    ) % {
        "version": lists().version,
        "day": times.plain_day(lists().prepared),
    }


def statuses() -> list[tuple[str, str]]:
    """What the signs beside figures mean."""
    return [
        ("c", _("hidden to protect small groups")),
        ("P", _("provisional: its delegation expects to revise it")),
        ("B", _("break: counted otherwise than the months before")),
        ("E", _("estimated")),
        ("K", _("counted in another category")),
        ("W", _("holds what was counted in another category before")),
        ("O", _("not counted")),
    ]


def _source(source: Source) -> Iterator[tuple[str, str]]:
    yield pgettext("figures", "Source"), source.publisher[language()]
    if source.counted_for:
        yield pgettext("figures", "Delegation"), source.counted_for[language()]
    yield pgettext("figures", "Dataset"), source.dataset
    yield pgettext("figures", "As of"), times.plain_day(source.as_of)
    told = {
        pgettext("figures", "Licence"): " ".join(filter(None, (source.licence, source.licence_url))),
        pgettext("figures", "Contact"): source.contact,
        pgettext("figures", "First published at"): source.url,
        pgettext("figures", "Counted by"): source.definition_version,
        pgettext("figures", "Note"): source.note[language()] if source.note else "",
    }
    yield from ((name, words) for name, words in told.items() if words)
    if source.rounding:
        rounded = ngettext("to %(number)s", "to multiples of %(number)s", source.rounding)
        yield pgettext("figures", "Rounded"), rounded % {"number": source.rounding}
    if source.residual:
        names = sorted(name_of(Meaning.CITIZENSHIP, code, language()) for code in source.residual)
        yield pgettext("figures", "“Other” holds"), ", ".join(names)


def _indicator(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield pgettext("figures", "Definition"), indicator.definition[language()]
    yield pgettext("figures", "Counts"), indicator.counts[language()]
    yield pgettext("figures", "Leaves out"), indicator.excludes[language()]
    yield pgettext("figures", "Unit"), unit(indicator.unit)
    kinds = {Kind.FLOW: pgettext("figures", "flow"), Kind.STOCK: pgettext("figures", "stock")}
    yield pgettext("figures", "Flow or stock"), kinds[indicator.kind]
    if indicator.direction != Direction.NONE:
        inward = indicator.direction == Direction.IN
        said = _("into the reporting country") if inward else _("out of the reporting country")
        yield pgettext("figures", "Direction"), said


def unit(unit: Unit) -> str:
    """What one of a count is, in words."""
    return {
        Unit.EVENT: pgettext("figures", "events"),
        Unit.PERSON: pgettext("figures", "people"),
        Unit.CASE: pgettext("figures", "cases or documents"),
    }[unit]


def readme(about: About, beside: Sequence[str] = ()) -> str:
    """All of it as Markdown, with what each file beside it is; `beside` are the further tables of the package."""
    lines = [f"# {_plain(about.title[language()])}", ""]
    files = [
        ("data.csv", _("the figures, one in each row")),
        *((f"{name}.csv", name_of_table(name)) for name in beside),
        ("metadata.json", _("the facts above, for programs")),
        ("datapackage.json", _("what each column holds, as a data package (Table Schema)")),
    ]
    for part in [*parts_of(about), Part(_("Files"), files)]:
        lines += [f"## {_plain(part.heading)}", ""]
        for name, words in part.said:
            lines += [f"- **{_plain(name)}**: {_plain(words)}"] if name else [_plain(words), ""]
        lines += [""] if lines[-1] else []
    return "\n".join(lines)


def name_of_table(name: str) -> str:
    """What a table is that is reckoned of figures."""
    return {
        "mirror": _("the two counts held against each other, one month in each row"),
        "revisions": _("what each figure was in each release that changed it"),
    }[name]


def _plain(words: str) -> str:
    """In one line."""
    return " ".join(words.split())
