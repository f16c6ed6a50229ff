"""Pages of the negotiation."""
