"""sandtable reads war reporting and keeps the sourced picture it adds up to."""

__version__ = "0.1.0"
