"""The question mark at the end of a headline that became an apostrophe: `now what'`.

A straight quote that goes over the ends of lines ends in the same sign, so the line must stand where a headline
does: alone, one short sentence, and no quote is open in it or before it.
"""

import re
from collections.abc import Sequence

from transforms.damage.lexicon import languages_of
from transforms.damage.lossy_page import words

_LONGEST = 120  # characters of a headline
_HEAD = 3  # lines: where no line is blank, the headline is one of the first
_WORDS = re.compile(r"[^\W\d_]+(?:['’]t\b)?")
_OPENS = re.compile(r"(?<!\w)['‘](?=\S)")
_CLOSES = re.compile(r"(?<=[^\ss])['’](?!\w)")  # behind an s it may be a plural's
_STOPS = re.compile(r"[.!?…][\"”’»)]*\s")
# Not the plural's `the boys'`, not a dropped letter: `talkin'`, `o'`.
_ENDS = re.compile(r"[^\W\d_]{3}(?<!s)(?<!in)(?<!S)(?<!IN)'$")


def restore_question_marks(text: str) -> str:
    r"""Return a text in which each headline that asks, and ends in a lone apostrophe, ends in a question mark.

    >>> restore_question_marks("The ferry has gone, now what'\n\nWhy they call it 'jazz'\n\nWhat fun for the boys'")
    "The ferry has gone, now what?\n\nWhy they call it 'jazz'\n\nWhat fun for the boys'"
    >>> restore_question_marks("She said: 'It is late\nand nobody knows who will come'")
    "She said: 'It is late\nand nobody knows who will come'"
    """
    if "'" not in text or not (text.endswith("'") or "'\n" in text or "'\r" in text):
        return text
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if _may_have_asked(line.rstrip())]
    if not places:
        return text
    flat = all(map(str.strip, text.strip().split("\n")))
    known = languages_of(text)
    for at in places:
        if _stands_alone(lines, at, flat=flat) and _asks(bare := lines[at].rstrip(), known):
            lines[at] = f"{bare[:-1]}?{lines[at][len(bare) :]}"
    return "\n".join(lines)


def _may_have_asked(line: str) -> bool:
    """Tell whether a line is one short sentence that ends in an apostrophe which closes nothing."""
    return (
        line[-1:] == "'"
        and len(line) <= _LONGEST
        and _ENDS.search(line) is not None
        and not line.lstrip()[0].islower()
        and not _OPENS.search(line)
        and not _STOPS.search(line)
        and line.count('"') % 2 == 0
        and line.count("“") <= line.count("”")
    )


def _stands_alone(lines: Sequence[str], at: int, *, flat: bool) -> bool:
    """Tell whether a line is a paragraph of its own, and no quote is open before it."""
    before, after = lines[max(at - 1, 0) : at], lines[at + 1 : at + 2]
    if any(map(str.strip, [*before, *after])) and not (flat and at < _HEAD and not "".join(after)[:1].islower()):
        return False
    earlier = "\n".join(lines[max(at - _HEAD + 1, 0) : at])
    return len(_OPENS.findall(earlier)) <= len(_CLOSES.findall(earlier)) and earlier.count('"') % 2 == 0


def _asks(line: str, languages: Sequence[str]) -> bool:
    found = [word.casefold().replace("’", "'") for word in _WORDS.findall(line)]
    known = words()
    return any(
        not known.asking.get(language, frozenset()).isdisjoint(found)
        or found[0] in known.asking_first.get(language, ())
        for language in languages
    )
