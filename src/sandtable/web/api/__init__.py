"""The JSON addresses under `/api/v1`: the answers of the commands, the claims by page, and analysts' decisions."""
