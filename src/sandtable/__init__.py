"""sandtable reads war reporting and keeps the sourced picture it adds up to. Invariant: it calls no service."""

import os

__version__ = "0.1.0"

# Since 1.29 onnxruntime reports each model it loads to its maker, unless this is set before it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
