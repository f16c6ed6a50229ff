"""Commitment pages."""
