"""The longest rising part of a sequence of numbers: what kept its order when the rest moved. Pure."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The indices of a longest increasing subsequence of distinct numbers, in order."""
    ends: list[int] = []
    places: list[int] = []
    behind: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        behind.append(places[at - 1] if at else -1)
        if at == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[at], places[at] = number, place
    kept, place = [], places[-1] if places else -1
    while place >= 0:
        kept.append(place)
        place = behind[place]
    return kept[::-1]
