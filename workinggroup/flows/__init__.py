"""Migration flows: what each delegation counts by month, shared, compared and quoted. Aggregate figures alone."""
