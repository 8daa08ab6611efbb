"""Stated figures beside our own of the same day: one figure's page, a place's figures over time."""
