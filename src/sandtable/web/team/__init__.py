"""Who may work at a desk: accounts, sessions, what each role may do, and what was done."""
