"""The treasurer's month: deductions, papers for the account, ceilings."""
