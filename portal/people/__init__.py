"""Delegations and the people in them: accounts, roles, invitations, signing in."""
