"""Forms of a release and of what follows it: shapes only."""
