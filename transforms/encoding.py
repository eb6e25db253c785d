"""Repair what encodings did to a text, and change nothing else: the front of `transforms.damage`.

One damage, one small pure function, one name: the name stands in `REPAIRS`, in the column
`lines.repairs` and in the test that shows it. A new repair is a module of `transforms.damage` and a row of
`REPAIRS`; if it mends text that `is_suspicious` lets pass, the test is extended too.

Most text is sound, so everything starts with a test that costs a fraction of a repair: a page asks
`is_suspicious` once for its whole text and skips all of its lines.
"""

import re
from collections.abc import Callable

from transforms.damage import breaks, lossy
from transforms.damage.entities import unescape_entities
from transforms.damage.invisible import (
    SOFT_HYPHEN,
    remove_byte_order_marks,
    remove_soft_hyphens,
    remove_zero_width,
)
from transforms.damage.ligatures import separate_ligatures
from transforms.damage.mac_letters import read_mac_letters
from transforms.damage.mojibake import decode_mojibake, decode_whole
from transforms.damage.mojibake_case import decode_changed_case
from transforms.damage.mojibake_lost import restore_lost_bytes
from transforms.damage.mojibake_pages import decode_code_pages
from transforms.damage.question_marks import restore_question_marks
from transforms.damage.settling import settle
from transforms.damage.suspicion import LOWER, is_suspicious
from transforms.damage.wrapping import join_wrapped

__all__ = [
    "LOST_CHARACTERS",
    "OF_A_WHOLE",
    "ORDER",
    "REPAIRS",
    "Repair",
    "is_suspicious",
    "repair_line_by_line",
    "repair_text",
    "repair_with_names",
]

Repair = Callable[[str], str]
Named = tuple[str, tuple[str, ...]]  # a repaired text and the names of the repairs that changed it

_ODD_SOFT_HYPHEN = re.compile(
    rf"(?<![A-Za-z{LOWER.replace('ã', '')}]){SOFT_HYPHEN}"
)  # `Ã` before it is the first half of an í
_LINE_END = re.compile("(\r?\n)")

# Soft hyphens go after mojibake, because U+00AD is the second half of a broken í. What ftfy would read
# wrongly comes before it: `â€ ` would be a dagger, `├⌐` would stay beside a letter that is no cp437.
REPAIRS: tuple[tuple[str, Repair], ...] = (
    ("byte_order_mark", remove_byte_order_marks),
    ("zero_width", remove_zero_width),
    ("html_entities", unescape_entities),
    ("changed_case", decode_changed_case),
    ("mac_letters", read_mac_letters),
    ("code_page", decode_code_pages),
    ("lost_byte", restore_lost_bytes),
    ("mojibake", decode_mojibake),
    ("soft_hyphens", remove_soft_hyphens),
    ("ligatures", separate_ligatures),
)
# What needs more than a line to be proved comes after, in this order. The first two keep the number of lines, so a
# page makes them as they stand here; its breaks it joins line by line, its wrapped lines in `joining`.
LOST_CHARACTERS, QUESTION_MARKS, WRAPPED = "lost_characters", "question_marks", "joined_line"
OF_A_WHOLE: tuple[tuple[str, Repair], ...] = (
    (LOST_CHARACTERS, lossy.repair_lost_characters),
    (QUESTION_MARKS, restore_question_marks),
)
_WITH_CONTEXT = (LOST_CHARACTERS, QUESTION_MARKS, WRAPPED, "line_end_hyphens", "lost_ligatures")
ORDER = {name: place for place, name in enumerate((*(name for name, _ in REPAIRS), *_WITH_CONTEXT))}


def repair_text(text: str) -> str:
    """Return a text of one or many lines as people should read it; never raises.

    >>> repair_text("caf&eacute; ZÃ¼rich")
    'café Zürich'
    """
    return repair_with_names(text)[0]


def repair_with_names(text: str) -> Named:
    r"""Return the repaired text and the names of the repairs that changed it, in the order they are made.

    Line for line first, because one may be broken in a sound file; then what only the whole text can prove.

    >>> repair_with_names("ﬁrst, pol\xaditical\r\ncafÃ©")
    ('first, political\r\ncafé', ('mojibake', 'soft_hyphens', 'ligatures'))
    >>> repair_with_names("They don?t know of the brief- ings.")
    ('They don’t know of the briefings.', ('lost_characters', 'line_end_hyphens'))
    """
    done: set[str] = set()

    def noted(step: Callable[[str], Named]) -> Repair:
        def take(text: str) -> str:
            text, names = step(text)
            done.update(names)
            return text

        return take

    text = settle(text, [noted(step) for step in _STEPS])
    return text, tuple(sorted(done, key=ORDER.__getitem__))


def _named(name: str, repair: Repair) -> Callable[[str], Named]:
    def step(text: str) -> Named:
        repaired = repair(text)
        return repaired, () if repaired == text else (name,)

    return step


def repair_line_by_line(text: str) -> Named:
    """Return a text, each of its lines repaired by `REPAIRS`, and their names; line ends stay as they are.

    >>> repair_line_by_line("caf&eacute;")
    ('café', ('html_entities',))
    """
    if not is_suspicious(text):
        return text, ()
    if "\n" not in text:
        return _repair_line(text)
    pieces = _LINE_END.split(text)
    repaired = [_repair_line(piece) for piece in pieces[::2]]
    pieces[::2] = [line for line, _ in repaired]
    return "".join(pieces), tuple({name for _, names in repaired for name in names})


def _repair_line(text: str) -> Named:
    if not is_suspicious(text):
        return text, ()
    # Services write soft hyphens into every long word: where they break plain letters, nothing dearer is asked.
    if SOFT_HYPHEN in text and not _ODD_SOFT_HYPHEN.search(text):
        plain = remove_soft_hyphens(text)
        if not is_suspicious(plain):
            return plain, ("soft_hyphens",)
    whole = decode_whole(text)  # most damage is of this kind, and leaves nothing to do
    if whole != text and not is_suspicious(whole):
        return whole, ("mojibake",)
    done: set[str] = set()
    before = None
    # One repair may bring another's damage to light. Every change uses up what it repairs, so this ends.
    while text != before and (before is None or is_suspicious(text)):
        before = text
        for name, repair in REPAIRS:
            repaired = repair(text)
            if repaired != text:
                done.add(name)
                text = repaired
                if not is_suspicious(text):
                    break
    return text, tuple(name for name, _ in REPAIRS if name in done)


_STEPS: tuple[Callable[[str], Named], ...] = (
    repair_line_by_line,
    *(_named(name, repair) for name, repair in OF_A_WHOLE),
    _named(WRAPPED, join_wrapped),
    breaks.join_breaks,
)
