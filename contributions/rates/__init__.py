"""Rates, reliefs, minimum wages, due dates and penalties as the operator keeps them."""
