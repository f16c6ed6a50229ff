"""What every package builds on: errors, permissions, the reader's context, doors. No domain word, no table."""
