"""How a text spells a name: occurrences in mixed case that can mean the same person."""

from collections import Counter
from collections.abc import Iterator

from transforms.folding import fold
from transforms.naming.lists import is_english, is_given, is_particle, key_of

_MIN_SURNAME = 4
_TAIL = 3
_NUMERAL = ". IVX"
_BEFORE = 40
_JOINS = frozenset("-'’‐‑")
_ENDS = frozenset('.!?:;"“”\n')


def spelling_in(evidence: str, name: str) -> str | None:
    """Return `name` as `evidence` spells it, or with its surname spelled so; None if it says nothing.

    Of several spellings the most frequent one counts, the first of equals. A surname counts only where
    it is not the surname of another person or a part of another name.

    >>> spelling_in("Ross MacDonald met Mr. Macdonald's son", "Tom MacDonald")
    'Tom Macdonald'
    """
    words = name.split(" ")
    starts = _starts(words)
    parts = [" ".join(words[i:]) for i in starts]
    found: list[Counter[str]] = [Counter() for _ in parts]
    for end in _ends(evidence, words[-1]):
        for part, i, spellings in zip(parts, starts, found, strict=True):
            start = end - len(part)
            printed = evidence[start:end] if start >= 0 else ""
            if key_of(printed) == key_of(part):
                if (
                    _is_mixed(printed)
                    and _stands_alone(evidence, start, end)
                    and (not i or _fits(evidence, start, words, i))
                ):
                    spellings[printed] += 1
                break
    for part, i, spellings in zip(parts, starts, found, strict=True):
        if spellings:
            best = max(spellings, key=spellings.__getitem__)
            return " ".join([*words[:i], _with_marks_of(part, best)])
    return None


def _starts(words: list[str]) -> list[int]:
    """Return where the parts to look for begin: the whole name, from its first particle on, the surname."""
    particle = next((i for i, word in enumerate(words) if i and is_particle(key_of(word))), len(words) - 1)
    surnames = {i for i in (particle, len(words) - 1) if i and len(" ".join(words[i:])) >= _MIN_SURNAME}
    return [0, *sorted(surnames)]


def _ends(text: str, word: str) -> list[int]:
    """Return where the last letters of `word` end in `text`, be the first of them a capital or not."""
    tail = word[-_TAIL:]
    small = tail.lower()
    shapes = {tail, small, small[:1].upper() + small[1:]}
    return sorted({at + len(tail) for shape in shapes for at in _occurrences(text, shape)})


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _is_mixed(printed: str) -> bool:
    return printed.rstrip(_NUMERAL)[-1:].islower() and not printed.islower()


def _fits(text: str, start: int, words: list[str], i: int) -> bool:
    """Say whether a surname that begins at `start` can be this person's: no other given name stands before it.

    The capital of a particle says nothing at the head of a sentence.
    """
    before = text[max(0, start - _BEFORE) : start].rstrip(" ")
    if (not before or before[-1] in _ENDS) and is_particle(key_of(words[i])):
        return False
    other = fold(before.rpartition(" ")[2])
    return other in map(fold, words[:i]) or not (is_given(other) or is_english(other))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether no letter, and no hyphen or apostrophe with a letter, touches the words; `'s` may follow."""
    before, after = text[max(0, start - 2) : start], text[end : end + 3]
    if before[-1:].isalnum() or after[:1].isalnum():
        return False
    if before[-1:] in _JOINS and before[:1].isalnum() and len(before) > 1:
        return False
    possessive = after[:1] in "'’" and after[1:2].lower() == "s" and not after[2:3].isalnum()
    return not (after[:1] in _JOINS and after[1:2].isalnum()) or possessive


def _with_marks_of(name: str, found: str) -> str:
    """Return the capitals of `found` with the apostrophes of `name`."""
    return "".join(f if c.isalpha() else c for c, f in zip(name, found, strict=True))
