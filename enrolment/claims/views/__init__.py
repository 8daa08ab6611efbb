"""Pages of claims: an agency's, one claim with its steps, and those of branch and city."""
