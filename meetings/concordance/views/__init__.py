"""Pages of the concordance and the glossary."""
