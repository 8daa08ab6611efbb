"""Everything that is kept, counted anew from people and books: which rules hold, and who breaks them."""
