"""The bell: notices, and by which ways people want them."""
