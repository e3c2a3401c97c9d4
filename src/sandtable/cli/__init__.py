"""The commands. Thin: they open the rooms, hand on what was asked and print what comes back."""

from sandtable.cli.commands import main

__all__ = ["main"]
