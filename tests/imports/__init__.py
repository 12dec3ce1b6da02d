"""What comes in from the formats of others."""
