"""Template tags of contributions."""
