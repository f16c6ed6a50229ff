"""What the pages of the negotiation need."""
