"""A city reminds many of its agencies at once: letters, WhatsApp, answers."""
