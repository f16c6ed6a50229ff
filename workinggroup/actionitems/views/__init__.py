"""Action item pages."""
