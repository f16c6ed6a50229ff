"""Commitments marked in a text while it is negotiated; and suggesting them, by rule."""
