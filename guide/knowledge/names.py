"""How names are compared."""
from __future__ import annotations

import re
import unicodedata


def plain(text: str) -> str:
    """A name as it is compared: lower case, no accents, one space, straight quotes.

    >>> plain("  Guillain–Barré ")
    'guillain-barre'
    """
    text = text.replace("’", "'").replace("–", "-").replace("—", "-")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", text).strip().lower()
