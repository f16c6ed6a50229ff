"""Commitments: what was promised, by whom, in which paragraph."""
