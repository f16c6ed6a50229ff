"""Statement pages."""
