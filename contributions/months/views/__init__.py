"""The pages of an agency's contributions."""
