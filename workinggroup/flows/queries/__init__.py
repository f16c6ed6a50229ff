"""What pages of migration flows need: published cells alone."""
