"""All that any vintage of a dataset hid, let out at once where its delegation states that all of it is public."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from workinggroup.flows.citing import Citation
from workinggroup.flows.cube.months import Month, Span, month_span, quarter_of
from workinggroup.flows.models import CODES, PublishedFigure, Vintage
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.queries.telling import delegations_by_country
from workinggroup.flows.states import Mark


class NotPublicAlready(Refused):
    """All that is hidden is let out where all of it is public."""

    sentence = _("Say first in the form of the dataset that all of it is public already, where and since when.")
    field = "releases_all"


class NothingHidden(Refused):
    """What is let out of hiding is hidden."""

    sentence = _("No vintage of this dataset has hidden a figure.")
    field = "releases_all"


def ever_hidden(vintage: Vintage) -> list[dict[str, Any]]:
    """Every figure of the dataset that some vintage has hidden, also those that are told no more. Refuses `NotPublicAlready`,
    `NothingHidden`. Three SQL queries."""
    if not vintage.dataset.public_url:
        raise NotPublicAlready
    names = [f"series__{name}" for name in CODES]
    delegations = delegations_by_country()
    every = []
    tables: tuple[tuple[Any, Callable[[Month], Span]], ...] = (
        (PublishedFigure, month_span),
        (QuarterFigure, quarter_of),
    )
    for table, span_of in tables:
        rows = table.objects.filter(series__dataset=vintage.dataset_id, mark=Mark.HIDDEN, is_out=True)
        for day, *codes in rows.order_by(*names, "month").values_list("month", *names).distinct():
            span = span_of(Month.of(day))
            plain = Citation.of(tuple(codes), span, vintage.as_of, delegations)
            every.append({"address": str(plain).partition("@")[0], "key": codes, "month": span.name})
    if not every:
        raise NothingHidden
    return every
