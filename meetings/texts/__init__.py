"""Texts without a database: blocks, bracket notation, canonical form, pairing, comparing, Word files read."""
