"""Brackets in a text: without them its words cannot be written."""

from django.db import models

from meetings.statements.models.text import Paragraph
from meetings.statements.states import BracketStatus
from meetings.texts.notation import Option
from portal.core.walled import Walled
from portal.people.models import Delegation


class Bracket(Walled):
    """Words that are not agreed, as a record. `options` are `{"sponsors": […], "texts": {"en": …, "es": …}}` in order.

    Its places are nodes in the paragraph's version, one in each language; the database holds both together.
    `original_option` is the option whose words stood there when the bracket was opened, -1 where nothing stood; None
    where it came with other new words.
    """

    seen_through = "paragraph"
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="brackets")
    opened_by = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="+")
    opened_in = models.ForeignKey("TextProposal", on_delete=models.PROTECT, null=True, related_name="opened")
    options = models.JSONField()
    original_option = models.SmallIntegerField(null=True)
    status = models.CharField(max_length=8, choices=BracketStatus.choices, default=BracketStatus.OPEN)
    chosen = models.PositiveSmallIntegerField(null=True)
    resolved_in = models.ForeignKey("TextProposal", on_delete=models.PROTECT, null=True, related_name="resolved")
    opened_at = models.DateTimeField()

    class Meta(Walled.Meta):
        indexes = [models.Index(fields=["paragraph", "status"], name="meetings_bracket_open")]

    def __str__(self) -> str:
        return " ".join(f"[{', '.join(option['sponsors'])}]" for option in self.options)

    @property
    def sponsors(self) -> set[str]:
        return {code for option in self.options for code in option["sponsors"]}

    def restores(self, option: int) -> bool:
        """Whether this outcome (an option, or one more than the last for none) is the text as it stood before."""
        return self.original_option is not None and option == (
            len(self.options) if self.original_option < 0 else self.original_option
        )

    def options_in(self, language: str) -> list[Option]:
        """The options' words in one language; "" where there are none."""
        return [Option(tuple(option["sponsors"]), option["texts"].get(language, "")) for option in self.options]
