"""Lists of payments handed in by a branch or an agency: read, matched, placed, saved, taken back."""
