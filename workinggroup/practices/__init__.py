"""Shared practices: what works against which problem, how sure that is, and what came of it elsewhere, also where it failed."""
