"""Quote marks: one ledger over the whole document."""
