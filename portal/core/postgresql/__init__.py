"""Django's PostgreSQL, which asks a connection whether it lives only when there is something to be said."""
