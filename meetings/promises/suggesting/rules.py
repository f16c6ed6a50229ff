"""What the rules of every language are built with; the rules themselves are each language's own."""

from collections.abc import Mapping

from meetings.promises.suggesting.cues import Asks, Cue, Veto
from meetings.promises.suggesting.patterns import compile_pattern

PAST, CORE_ONLY = frozenset(["past"]), frozenset(["core"])


class Rules:
    """Builders of cues and vetoes whose patterns may name one language's fragments."""

    def __init__(self, fragments: Mapping[str, str]) -> None:
        self.fragments = fragments

    def core(
        self, name: str, tense: str, asks: Asks, pattern: str, reason: str, *, needs_before: str = "", reach: int = 2000
    ) -> Cue:
        """Words that announce an undertaking."""
        needs = compile_pattern(needs_before, self.fragments, start="") if needs_before else None
        return Cue(name, "core", tense, asks, compile_pattern(pattern, self.fragments, case=True), reason, needs, reach)

    def soft(self, name: str, asks: Asks, pattern: str, reason: str) -> Cue:
        """Words that repeat a promise or show an attitude."""
        return Cue(name, "soft", "present", asks, compile_pattern(pattern, self.fragments, case=True), reason)

    def veto(
        self,
        name: str,
        where: str,
        pattern: str,
        reason: str,
        *,
        tenses: frozenset[str] = frozenset(),
        strengths: frozenset[str] = frozenset(),
        cues: frozenset[str] = frozenset(),
    ) -> Veto:
        """Words around a cue that take it back."""
        # A sentence may open with the wording, and a veto read after a cue begins at the cue itself.
        start = "" if where == "after" else r"(?<!\w)"
        return Veto(name, where, compile_pattern(pattern, self.fragments, start=start), reason, tenses, strengths, cues)
