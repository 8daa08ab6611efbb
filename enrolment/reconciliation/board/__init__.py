"""How far each agency is: the board of a branch, the progress of a city."""
