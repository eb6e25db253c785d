"""Repair what encodings did to a text, and change nothing else: the front of `transforms.damage`.

One damage, one small pure function, one name: the name stands in `REPAIRS`, in the column
`lines.repairs` and in the test that shows it. A new repair is a module of `transforms.damage` and a row of
`REPAIRS`; if it mends text that `is_suspicious` lets pass, the test is extended too.

Most text is sound, so everything starts with a test that costs a fraction of a repair: a page asks
`is_suspicious` once for its whole text and skips all of its lines.
"""

import re
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from typing import TypeVar

from transforms.damage import breaks, lossy
from transforms.damage.entities import unescape_entities
from transforms.damage.invisible import (
    SOFT_HYPHEN,
    remove_byte_order_marks,
    remove_soft_hyphens,
    remove_zero_width,
)
from transforms.damage.ligatures import separate_ligatures
from transforms.damage.mojibake import decode_mojibake
from transforms.damage.mojibake_case import decode_changed_case
from transforms.damage.mojibake_lost import restore_lost_bytes
from transforms.damage.mojibake_pages import decode_code_pages
from transforms.damage.question_marks import restore_question_marks
from transforms.damage.wrapping import join_wrapped

T = TypeVar("T")
Repair = Callable[[str], str]
Named = tuple[str, tuple[str, ...]]  # a repaired text and the names of the repairs that changed it

# The letters of Western and Central Europe without the signs × and ÷ that stand among them.
_LATIN = "À-ÖØ-öø-ɏ"
_LOWER = "".join(c for c in map(chr, range(0xDF, 0x250)) if c.islower())

_ODD_SOFT_HYPHEN = re.compile(
    rf"(?<![A-Za-z{_LOWER.replace('ã', '')}]){SOFT_HYPHEN}"
)  # `Ã` before it is the first half of an í
_LINE_END = re.compile("(\r?\n)")

# The test of `is_suspicious`. The first class finds a candidate (all but ASCII and the signs that never
# begin a damage), then one of the conditions must hold; a test shows that none is missing.
_COMMON = "\xa0·´–—―…’"  # in sound text these follow any letter
_QUOTES = "‘‚“„”«»‹›¡¿©®•™"  # these too, but not within a word
_ALONE = "\x80-\x9f¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊√≈\ufffd\u2500-\u259f\xad\u200b-\u200d\u2060\ufeff\ufb00-\ufb06"
_SUSPICIOUS = re.compile(
    rf"[^\x00-%'-\x7f{_COMMON}‘“„«¡¿•©](?!(?<=[ß-öø-ÿ])[\x00-\x7f])(?:"  # a small letter before ASCII begins no damage
    rf"(?<=[{_ALONE}])"  # hardly met outside mojibake, or what another repair removes
    r"|(?<=[^\x00-\x7f][ªº])"  # sound after a figure or a letter of ASCII: 2.º, 1ª
    r"|(?<=&)#?[0-9A-Za-z]{1,24};"
    r"|(?<=[ÂÃ]) "
    r"|(?<=Ã)[a-z?]"
    rf"|(?<=[a-z{_LOWER}©±§³¡º¼][ÃÂ])"
    r"|(?<=[Œœ])[^A-Za-z]"
    r"|(?<=[ÂÃÎÐØÙĂĹĀĆÔ\u0370-\u04ff])[^\x00-\x7f]"
    # two characters beyond ASCII, unless sound text has such pairs: éè, é’, É— and é” at the end of a word
    rf"|[^\x00-\x7f{_COMMON}{_QUOTES}{_LOWER}]"
    rf"|(?<![{_LATIN}])[{_LOWER}]"
    r"|(?<=[âãäåî])[©•‹‚„œšžÿ¡«¿]"
    r"|(?<=ã)\xa0"
    r"|(?<=[âā])[–—ś‘’]|(?<=ď)ť"
    rf"|(?<![{_LOWER}”»›])[{_QUOTES}]"
    rf"|[{_QUOTES}][^\x00-/:-@\[-`{{-\x7f{_COMMON}]"
    r")",
)


def is_suspicious(text: str) -> bool:
    """Tell whether any line of `text`, a line or a whole page, may need a repair of `REPAIRS`.

    False is certain, True is not: sound text that looks odd only costs time.

    >>> is_suspicious("“It’s café society,” she said — and smiled…")
    False
    >>> is_suspicious("â€œIt’s")
    True
    """
    if text.isascii() and "&" not in text:
        return False
    return _SUSPICIOUS.search(text) is not None


# Soft hyphens go after mojibake, because U+00AD is the second half of a broken í. What ftfy would read
# wrongly comes before it: `â€ ` would be a dagger, `├⌐` would stay beside a letter that is no cp437.
REPAIRS: tuple[tuple[str, Repair], ...] = (
    ("byte_order_mark", remove_byte_order_marks),
    ("zero_width", remove_zero_width),
    ("html_entities", unescape_entities),
    ("changed_case", decode_changed_case),
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
_MOST_ROUNDS = 10  # a text that needs more was made to


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


def settle(value: T, steps: Sequence[Callable[[T], T]]) -> T:
    """Take the steps in turn until each of them has left the value as it is: one repair may prove another.

    What no step changes is seen once by each.

    >>> settle(60, [lambda n: n // 2 if n % 2 == 0 else n, lambda n: n // 3 if n % 3 == 0 else n])
    5
    """
    still = 0
    for step in islice(cycle(steps), _MOST_ROUNDS * len(steps)):
        before, value = value, step(value)
        still = still + 1 if value == before else 0
        if still == len(steps):
            break
    return value


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
    done: set[str] = set()
    before = None
    # One repair may bring another's damage to light. Every change uses up what it repairs, so this ends.
    while text != before:
        before = text
        for name, repair in REPAIRS:
            repaired = repair(text)
            if repaired != text:
                done.add(name)
                text = repaired
    return text, tuple(name for name, _ in REPAIRS if name in done)


_STEPS: tuple[Callable[[str], Named], ...] = (
    repair_line_by_line,
    *(_named(name, repair) for name, repair in OF_A_WHOLE),
    _named(WRAPPED, join_wrapped),
    breaks.join_breaks,
)
