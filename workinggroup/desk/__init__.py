"""My desk: what waits on me, from every slice below."""
