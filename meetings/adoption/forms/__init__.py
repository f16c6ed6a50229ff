"""Forms of the adoption."""
