"""Sequences of numbers: what kept its order when the rest moved. Pure."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_increasing_subsequence(numbers: Sequence[int]) -> list[int]:
    """Return the indices of a longest increasing subsequence of distinct numbers, in order."""
    ends: list[int] = []
    indices: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(ends, number)
        previous.append(indices[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            indices.append(index)
        else:
            ends[length], indices[length] = number, index
    kept, index = [], indices[-1] if indices else -1
    while index >= 0:
        kept.append(index)
        index = previous[index]
    return kept[::-1]
