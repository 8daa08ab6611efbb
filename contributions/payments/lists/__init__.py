"""Lists of payments, the branch's or a bank's, matched and saved."""
