"""What the database keeps and answers by itself: SQL by subject, put in by the migrations."""
