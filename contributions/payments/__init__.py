"""Bills and payments: entered, placed, moved, taken back; the letters about them."""
