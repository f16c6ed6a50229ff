"""Rounds: the meetings of a series, where and when they are held, what each follows."""
