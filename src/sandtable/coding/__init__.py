"""Coding: from a parsed report to proposed claims."""

from sandtable.coding.coder import Coder, Coding, RuleCoder
from sandtable.coding.reader import Reader

__all__ = ["Coder", "Coding", "Reader", "RuleCoder"]
