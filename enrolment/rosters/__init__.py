"""A roster's way: receive, stage, compare, fix, apply, undo."""
