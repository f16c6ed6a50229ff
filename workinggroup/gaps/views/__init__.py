"""Pages of security gaps."""
