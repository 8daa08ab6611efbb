"""Pages of the treasurer: deductions, account papers, ceilings."""
