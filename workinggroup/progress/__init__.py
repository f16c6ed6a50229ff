"""Progress: reporting rounds before a ministerial, what the lead reports, and what the partners say to that."""
