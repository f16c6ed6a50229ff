"""Participants: who comes for which delegation, their answers and credentials, the order of precedence."""
