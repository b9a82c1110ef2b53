"""Lemmas as edits of the word form, the classes of the lemma head.

An edit is written ``case;cut;add``: how the lemma is cased ("l" lower, "k" kept), how many characters the form loses at its end and what
is put
there instead: "walking" -> "walk" is ``l;3;``. A lemma that shares less than its first letter with the form is written out: ``=be``.
"""

from __future__ import annotations


def edit_between(form: str, lemma: str) -> str:
    """The edit that makes ``lemma`` from ``form``."""
    for case, base in (("l", form.lower()), ("k", form)):
        shared = 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        if shared == len(base) == len(lemma):
            return f"{case};0;"
        if shared and (case == "k" or lemma == lemma.lower()):
            return f"{case};{len(base) - shared};{lemma[shared:]}"
    return f"={lemma}"


def apply_edit(form: str, edit: str) -> str:
    """The lemma an edit makes of ``form``; the lower-cased form itself where the edit does not fit."""
    if edit.startswith("="):
        return edit[1:]
    case, cut, add = edit.split(";", 2)
    base = form.lower() if case == "l" else form
    length = len(base) - int(cut)
    return (base[:length] + add) or base if length >= 0 else base
