"""The text frozen, numbered and compared."""
