"""What is drawn of figures: axes, lines and marks as numbers for a template. Pure."""
