"""Which figures are hidden so that no small group is recognised. Pure."""
