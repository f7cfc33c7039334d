"""Questions answered from the catalogue: every sentence is one that stands in ``data/knowledge``."""
from guide.answers.answer import Answer
from guide.answers.library import Library, library, terms

__all__ = ["Answer", "Library", "library", "terms"]
