"""What documents demand of agencies: who is asked, who answered what, and what the figures say beside it."""
