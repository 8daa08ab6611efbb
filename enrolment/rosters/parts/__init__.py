"""Files that come in parts over a slow line, and go on where they broke off."""
