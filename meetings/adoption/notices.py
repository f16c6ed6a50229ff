"""What those concerned are told of a text's adoption."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.statements.notices import STAGES, TEXTS
from portal.notifications.news import describe_news


def _sign_off(statement: Any) -> str:
    return reverse("adoption:sign-off", args=[statement.slug])


for verb, words in {
    "signed_final": _("A party has signed a final text."),
    "signed_ad_ref": _("A party has signed a final text ad referendum; its capital has yet to confirm."),
    "note_recorded": _("The secretariat has recorded that a party signed a final text by note."),
    "signed": _("All parties have signed a text."),
    "sign_off_revoked": _("A party has taken back its signature under a text. The text waits for it again."),
    "left": _("A party has opted out of a text that was ready to be released. The others sign it anew."),
    "interpreted": _("A party has put beside a final text how it reads it."),
}.items():
    describe_news(f"meetings.statement.{verb}", TEXTS, STAGES, words=words, address=_sign_off)
