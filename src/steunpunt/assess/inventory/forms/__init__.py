"""What people fill in: parsed, not saved."""
