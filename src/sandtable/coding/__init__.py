"""Coding: from a parsed report to proposed claims."""

from sandtable.coding.coder import Coder, CoderError, Coding, RuleCoder
from sandtable.coding.reader import Reader

__all__ = ["Coder", "CoderError", "Coding", "Reader", "RuleCoder"]
