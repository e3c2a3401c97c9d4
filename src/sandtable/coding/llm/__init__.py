"""The second coder: a language model behind any endpoint that speaks OpenAI's chat completions. Imported only where it is
asked for; needs the extra `llm`."""

from sandtable.coding.llm.coder import LanguageModelCoder
from sandtable.coding.llm.endpoint import Endpoint, Spent

__all__ = ["Endpoint", "LanguageModelCoder", "Spent"]
