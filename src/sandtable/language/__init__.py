"""Reports to parsed documents: sentences, tokens, Universal Dependencies, mentions, dates."""

from sandtable.language.document import Document, Sentence, Token
from sandtable.language.parser import NetworkParser, Parser, load
from sandtable.language.times import find_times

__all__ = ["Document", "NetworkParser", "Parser", "Sentence", "Token", "find_times", "load"]
