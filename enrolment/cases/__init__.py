"""One NIK on two lists: opening a case, showing each side what is its own, deciding, taking back."""
