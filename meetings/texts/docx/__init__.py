"""Word files, read."""
