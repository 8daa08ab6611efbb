"""Pages of places: front page and regions, agencies and their management, import and export, branches."""
