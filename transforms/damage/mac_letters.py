r"""Letters that a Mac wrote and Latin-1 read: `tur\x92stico` was `turístico`.

Both read the same bytes: what MacRoman keeps as letters, Latin-1 shows as control characters, and Windows-1252 as
quotes and dashes. Within a word none of these stand; a list has to know one of the words, then the line is read so.
"""

import re

from transforms.damage import lexicon

_CONTROLS = re.compile("[\x80-\x9f]")
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:[\x80-\x9f][^\W\d_]++)+")
_MET = 0.3  # times in a million


def read_mac_letters(text: str) -> str:
    r"""Read the control characters within the words of a line as a Mac wrote them, if one makes a word.

    >>> read_mac_letters("Habitantes de Coatl\x87n conf\x92an en el barco tur\x92stico")
    'Habitantes de Coatlán confían en el barco turístico'
    >>> read_mac_letters("It\x92s \x93quoted\x94") == "It\x92s \x93quoted\x94"
    True
    """
    if not _CONTROLS.search(text):
        return text
    languages = lexicon.languages_of(_CONTROLS.sub("", text))
    proved = any(_is_word(found[0], languages) for found in _WORD.finditer(text))
    return _WORD.sub(lambda found: _as_mac(found[0]), text) if proved else text


def _as_mac(word: str) -> str:
    return _CONTROLS.sub(lambda found: found[0].encode("latin-1").decode("mac-roman"), word)


def _is_word(word: str, languages: tuple[str, ...]) -> bool:
    read = _as_mac(word)
    return read.isalpha() and any(lexicon.frequency(read, language) >= _MET for language in languages)
