"""Pages of what is handled."""
