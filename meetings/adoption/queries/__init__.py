"""What the pages of the adoption need."""
