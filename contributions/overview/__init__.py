"""The month of a city and of a branch: all agencies, totals, age of arrears."""
