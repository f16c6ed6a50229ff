"""A text as a file, out and back."""
