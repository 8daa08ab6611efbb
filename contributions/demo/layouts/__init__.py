"""How four offices keep their lists: each its own way, none of them tidy."""
