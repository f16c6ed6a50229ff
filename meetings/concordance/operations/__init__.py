"""Letting a finding stand, and keeping the glossary."""

from meetings.concordance.operations.glossary import add_word, change_word, remove_word
from meetings.concordance.operations.waiving import lift_waiver, second_waiver, waive_finding

__all__ = ["add_word", "change_word", "lift_waiver", "remove_word", "second_waiver", "waive_finding"]
