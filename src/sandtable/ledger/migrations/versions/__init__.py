"""One module a step, each with the number of its revision."""
