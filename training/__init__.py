"""How the language model is made. Invariant: nothing here is needed to read a report."""
