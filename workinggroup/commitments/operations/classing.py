"""The theme of a commitment."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Theme
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen
from workinggroup.commitments import rules
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.operations.reasons import said_why


class NoSuchTheme(Refused):
    """The list of themes has no such one."""

    sentence = _("There is no such theme. Open the list again.")
    field = "theme"


def require_themes(codes: Iterable[str | None]) -> None:
    """Refuse `NoSuchTheme` for a code that the list does not offer. One SQL query, none for no code."""
    asked = set(filter(None, codes))
    if asked and Theme.objects.filter(code__in=asked, is_retired=False).count() < len(asked):
        raise NoSuchTheme


@transaction.atomic
def set_theme(
    *, commitment: Commitment, actor: Person, theme: str | None, reason: str = "", seen: str | None = None
) -> Commitment:
    """Put a commitment under a theme, by the theme's code, or under none.

    `seen` is the digest of the theme as the form was opened with. Another theme than before is said why. Refuses
    `ChangedMeanwhile`, `NoSuchTheme`, `SayWhy`.
    """
    commitment = Commitment.objects.select_for_update(of=("self",)).select_related("statement").get(pk=commitment.pk)
    ensure(rules.can_decide(actor, commitment.statement))
    before = commitment.classed()
    require_seen(seen, before)
    if theme == commitment.theme_id:
        return commitment
    require_themes([theme])
    reason = said_why(reason, is_needed=bool(commitment.theme_id))
    commitment.theme_id = theme
    commitment.save(update_fields=["theme"])
    after = commitment.classed()
    record("workinggroup.commitment.classed", commitment, actor=actor, before=before, after=after, reason=reason)
    return commitment
