"""The outbox: every mail is a row written in the operation's transaction, and delivered after it."""
