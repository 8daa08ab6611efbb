"""What the database keeps and refuses by itself: SQL by subject, put in by the migrations."""
