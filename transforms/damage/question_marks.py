"""The question mark at the end of a headline that became an apostrophe: `now what'`."""

import re

from transforms.damage.lossy_page import words

_LONGEST = 120  # characters of a headline
_LAST = "' \t\r"  # what a line ends in that may end in an apostrophe
_WORDS = re.compile(r"[^\W\d_]+(?:['’]t\b)?")
_OPENS = re.compile(r"(?<!\w)['‘]")
# Not the plural's `the boys'`, not a dropped letter: `talkin'`, `o'`.
_ENDS = re.compile(r"[^\W\d_]{3}(?<!s)(?<!in)(?<!S)(?<!IN)'$")


def restore_question_marks(text: str) -> str:
    r"""Return a text in which each line that asks, and ends in a lone apostrophe, ends in a question mark.

    >>> restore_question_marks("The ferry has gone, now what'\nWhy they call it 'jazz'\nWhat fun for the boys'")
    "The ferry has gone, now what?\nWhy they call it 'jazz'\nWhat fun for the boys'"
    """
    if not text.endswith("'") and "'\n" not in text and "'\r" not in text:
        return text
    return "\n".join(_restored(line) if line[-1:] in _LAST else line for line in text.split("\n"))


def _restored(line: str) -> str:
    bare = line.rstrip()
    if len(bare) > _LONGEST or not _ENDS.search(bare) or _OPENS.search(bare):
        return line
    found = [word.casefold().replace("’", "'") for word in _WORDS.findall(bare)]
    if words().asking.isdisjoint(found) and found[0] not in words().asking_first:
        return line
    return f"{bare[:-1]}?{line[len(bare) :]}"
