"""The negotiation of a text: proposals, replies, brackets, positions, comments, stages."""
