"""Suggesting which sentences of a statement are commitments, by rule, in English and Spanish. Pure.

A newcomer finds: the rules of each language in `english` and `spanish` (words of promising in `*_core`, plain deeds in
`*_present`), the words they use in `*_words`, what asks them in `undertakings`, who acts in a sentence in `clauses` and
`groups`, what lists inherit in `chapeaus`, dates in `dues`.
"""

from meetings.promises.suggesting.suggest import Suggestion, suggest

__all__ = ["Suggestion", "suggest"]
