"""What the demo tells: three governments between a ministerial and its follow-up. All texts are invented."""
