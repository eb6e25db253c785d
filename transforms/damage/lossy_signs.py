"""Lost signs that follow a rule: degrees, pounds by their bytes, what opens a Spanish question, spaces of French.

What else pages in other languages than English lost beside letters has no rule that decides: quotes follow the house.
"""

import re
from collections.abc import Callable, Iterator

from transforms.damage.lossy_page import words

_SENTENCE = r"(?:^|(?<=[.!?:] ))\?(?=(?P<said>[A-Z][^.!\n]{2,200}?)"
_ASKED = re.compile(rf"{_SENTENCE}\?(?:[ \t]+[A-Z?]|[ \t]*$))", re.MULTILINE)
_CRIED = re.compile(rf"{_SENTENCE}!)", re.MULTILINE)
_DEGREES = re.compile(r"(?<=\d)\?(?=[CF](?!\w))")
_POUNDS = re.compile(r"(?<![^\s(])\?(?=\d)")
_WORD = re.compile(r"[^\W\d_]+(?:\?[^\W\d_]*)?")
_LINE = re.compile(".+")
_SPACE = re.compile(r"(?<=[\w)?])\?(?=[;:%])|(?<=\d)\?(?=[a-z]{3})")  # before a stop, behind a figure
_GUILLEMET = re.compile(r"(?<!\S)\?\?(?=\w)|(?<=\S)\?\?(?![\w?;:%])")  # with its space

Signs = Iterator[tuple[int, str]]


def restore_signs(text: str, language: str, *, by_bytes: bool) -> dict[int, str]:
    r"""Return the signs that the rules of a language prove, by their place.

    `by_bytes` says that whoever takes them knows how many bytes were lost: two before a figure are a pound.

    >>> restore_signs("?Basta! ?Qu? pasa? ?Nada?", "es", by_bytes=False)
    {0: '¡', 8: '¿'}
    >>> restore_signs("Il dit?: ??Non?? et 5?%", "fr", by_bytes=False)
    {6: '\xa0', 21: '\xa0', 9: '«', 10: '\xa0', 14: '\xa0', 15: '»'}
    >>> restore_signs("?40 at 30?C", "en", by_bytes=True)
    {9: '°', 0: '£'}
    """
    signs = {found.start(): "°" for found in _DEGREES.finditer(text)}
    if by_bytes:
        signs |= {found.start(): "£" for found in _POUNDS.finditer(text)}
    return signs | dict(_SIGNS[language](text)) if language in _SIGNS else signs


def _spanish(text: str) -> Signs:
    for found in _CRIED.finditer(text):
        yield found.start(), "¡"
    for found in _ASKED.finditer(text):
        if not _asking().isdisjoint(word.lower() for word in _WORD.findall(found["said"])):
            yield found.start(), "¿"


def _asking() -> frozenset[str]:
    """Return the Spanish words that ask, as they look without their accents: `qu?`."""
    return frozenset("".join(c if c.isascii() else "?" for c in word) for word in words().asking["es"])


def _french(text: str) -> Signs:
    for found in _SPACE.finditer(text):
        yield found.start(), "\xa0"
    for line in _LINE.finditer(text):
        yield from _guillemets(line)


def _guillemets(line: re.Match[str]) -> Signs:
    r"""Yield the guillemets of a line in which they alternate, with their spaces; a dash may lead: `—\xa0Qui\xa0?`."""
    found = list(_GUILLEMET.finditer(line.string, *line.span()))
    opens = [one.end() < line.end() and line.string[one.end()].isalnum() for one in found]
    if not found or opens != [True, False] * (len(found) // 2):
        return
    if found[0].start() == line.start() and line.string[found[1].end() : found[1].end() + 1] not in {",", "."}:
        return
    for one, is_open in zip(found, opens, strict=True):
        yield from zip(range(*one.span()), "«\xa0" if is_open else "\xa0»", strict=True)


_SIGNS: dict[str, Callable[[str], Signs]] = {"es": _spanish, "fr": _french}
