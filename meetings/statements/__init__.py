"""Joint statements: the text in equally authentic languages, paragraph by paragraph."""
