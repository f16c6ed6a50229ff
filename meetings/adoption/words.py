"""What this slice's acts are called in the audit trail, and the things they are about."""
