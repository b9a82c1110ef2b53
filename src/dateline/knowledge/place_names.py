"""The one form in which names of places are compared: no accents, no case, no punctuation, "St." and "Mt." written out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ə": "a", "&": " and "}
)
_DROPPED: Final = re.compile(r"['’‘ʻʼʹ`´.·]")
_BREAKS: Final = re.compile(r"[\W_]+")
_WRITTEN_OUT: Final = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point", "is": "island"}
_POSSESSIVE: Final = re.compile(r"['’]s?$")


@lru_cache(maxsize=32768)
def folded(name: str) -> str:
    """A name as it is compared: "St. John's" and "Saint Johns" are both "saint johns", "Xinjiang-Uyghur" is "xinjiang uyghur"."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    words = _BREAKS.sub(" ", _DROPPED.sub("", bare)).split()
    if len(words) > 1:
        if words[0] == "the":
            words = words[1:]
        words = [_WRITTEN_OUT.get(word, word) for word in words[:-1]] + words[-1:]
    return " ".join(words)


def without_possessive(name: str) -> str:
    """The name without a closing 's or apostrophe."""
    return _POSSESSIVE.sub("", name)


@lru_cache(maxsize=32768)
def name_key(form: str) -> int:
    """The 39 bits under which a folded name stands in the index."""
    return int.from_bytes(blake2b(form.encode(), digest_size=5).digest(), "big") >> 1
