"""Coding: from a parsed report to proposed claims."""

from sandtable.coding.coder import Coder, CoderError, Coding, RuleCoder
from sandtable.coding.reader import Reader
from sandtable.coding.taking import refusal, take

__all__ = ["Coder", "CoderError", "Coding", "Reader", "RuleCoder", "refusal", "take"]
