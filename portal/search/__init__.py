"""Search over everything that its reader may read: one box, one page."""
