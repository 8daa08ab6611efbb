"""The monthly report of a city, with the leader's sheet as its first page."""
