"""Pages of migration flows."""
