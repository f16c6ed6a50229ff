"""What a figure is of: its month, its series, and the totals it is added into. Pure."""
