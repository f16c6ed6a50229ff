"""Many commitments with their reports, past the operations."""

from typing import Any

from portal.core.reader import reading_as
from workinggroup.commitments.models import Commitment
from workinggroup.progress.models import ProgressReport


def copies(ground: Any, report: Any, numbers: Any) -> list[ProgressReport]:
    """More commitments like the first, each with a report like this one; returns the reports."""
    one = ground.led
    values = {
        name: getattr(one, name)
        for name in ("statement_id", "paragraph_id", "quote", "spans", "strength", "status", "releasable_to", "editable_by",
                     "lead_id", "decided_by", "decided_at", "due", "due_on")
    }  # fmt: skip
    with reading_as(report.submitted_by.reader):
        made = [
            Commitment(place=f"x{n}", number=n + 100, reference=f"C-2026-ZZ-{n}", **values | {"editable_by": ["USA"]})
            for n in numbers
        ]
        Commitment.objects.bulk_create(made)
        said = {
            each.attname: getattr(report, each.attname)
            for each in ProgressReport._meta.fields
            if each.name not in {"id", "commitment"}
        }
        reports = [ProgressReport(commitment=each, **said) for each in made]
        ProgressReport.objects.bulk_create(reports)
    return reports
