"""Joint statements: text in equally authentic languages, paragraph by paragraph."""
