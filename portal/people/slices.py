"""The slices of this package that have deadlines or waits of their own."""

SLICES = ("workdays", "bell")
