"""The working group in templates."""
