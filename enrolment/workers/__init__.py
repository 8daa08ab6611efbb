"""Workers by hand: the list, one worker's page, the quick grid, registering."""
