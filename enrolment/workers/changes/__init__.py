"""Changes to many workers at once, by an SK: of category, of the contract's end; each can be taken back."""
