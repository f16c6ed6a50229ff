"""What the pages of a release need."""
