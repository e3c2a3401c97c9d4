"""How a ledger's tables came to be, step by step. Invariant: a step, once released, never changes."""
