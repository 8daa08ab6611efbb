"""What somebody said and what is written: pages for stated figures and documents."""
