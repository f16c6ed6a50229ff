"""The embedded PostgreSQL and Redis, and the one-command demo."""
