"""Pages from the final text to what all have signed."""
