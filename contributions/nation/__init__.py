"""Province and country: cities side by side."""
