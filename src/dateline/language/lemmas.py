"""Lemmas as edits of the word form, the classes of the lemma head.

An edit is written ``case;cut;add``: how the lemma is cased ("l" lower, "k" kept), how many characters the form loses at its end and what
is put
there instead: "walking" -> "walk" is ``l;3;``. A lemma that shares less than its first letter with the form is written out: ``=be``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


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


class Lemmas:
    """Lemmas of words: what the treebanks give for a form and part of speech, else the engine's edit, checked against known lemmas.

    ``lines`` are tab-separated form, part of speech and lemma; ``edits`` are all edits, the most frequent first.
    """

    def __init__(self, lines: Iterable[str], edits: Sequence[str]) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._known: dict[str, set[str]] = {}
        for line in lines:
            form, tag, lemma = line.rstrip("\n").split("\t")
            self._given[form, tag] = lemma
            self._known.setdefault(tag, set()).add(lemma)
        self._edits = edits
        self._usual = [e for e in edits[:40] if not e.startswith("=") and e.split(";")[1] != "0"]
        self._cache: dict[tuple[str, str, int], str] = {}

    def lemma(self, form: str, tag: str, edit: int) -> str:
        """The lemma of ``form`` with part of speech ``tag`` if the engine's best edit is number ``edit``."""
        key = (form, tag, edit)
        found = self._cache.get(key)
        if found is None:
            found = self._lemma(form, tag, self._edits[edit])
            if len(self._cache) < 500_000:
                self._cache[key] = found
        return found

    def _lemma(self, form: str, tag: str, edit: str) -> str:
        given = self._given.get((form, tag)) or self._given.get((form.lower(), tag))
        if given:
            return given
        lemma = apply_edit(form, edit)
        known = self._known.get(tag)
        if not known or lemma in known or edit.startswith("=") or edit.split(";")[1] == "0":
            return lemma
        # A cut ending that leaves no known word ("librarie", "waiv") gives way to a usual one that does.
        return next((other for other in (apply_edit(form, e) for e in self._usual) if other in known), lemma)
