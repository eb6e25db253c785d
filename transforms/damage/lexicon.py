"""Which words exist, and how often they are met: the proof that careful repairs ask for.

A list is one block of sorted lines that is searched where it lies, so that a language costs its bytes
and no more. It is loaded when a first question needs it: a run without damage loads none.
"""

import re
import zlib
from collections import Counter
from functools import cache, lru_cache

from transforms import rules
from transforms.words import split_letters

LANGUAGES = ("en", "fr", "es", "de", "pt", "it", "nl")

# As `benchmarks/make_words.py` writes them: the character after a word is its rarity, in tenths of a power of ten.
_FIRST = ord("0")
_STEPS_A_POWER = 10

_LETTER = "(?:[\xc3-\xc9][\x80-\xbf])"  # one letter beyond ASCII, in UTF-8 read as Latin-1
_ENOUGH = 8_000  # characters that show the language of any page
_SHARE = 0.5  # a second language of a page has at least this share of the first one's function words


class FunctionWords(rules.Knowledge, frozen=True):
    """What `words.toml` holds: for each language the little words that any text of it has."""

    function: dict[str, tuple[str, ...]]


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Return the function words of each language."""
    words = rules.load("rules/words.toml", FunctionWords).function
    return {language: frozenset(words[language]) for language in LANGUAGES}


@cache
def _function_bytes() -> dict[str, frozenset[bytes]]:
    return {language: frozenset(map(str.encode, known)) for language, known in function_words().items()}


@cache
def _lines(language: str) -> bytes:
    """Return the sorted lines of one language; a language without a list has none."""
    if language not in LANGUAGES:
        return b""
    name = f"{language}.words.zlib"
    try:
        return zlib.decompress((rules.data_folder() / "words" / name).read_bytes())
    except (FileNotFoundError, zlib.error) as error:
        message = f"data/words/{name}: {error}; restore the file or reinstall broadsheet"
        raise rules.RuleError(message) from error


def _fold(word: str) -> bytes:
    """Return the word as the lists spell it."""
    return word.casefold().replace("’", "'").encode("utf-8", "surrogatepass")


def _place(lines: bytes, key: bytes) -> int:
    """Return where the first line that is not less than `key` begins."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.index(b"\n", start)
        if lines[start:end] < key:
            low = end + 1
        else:
            high = start
    return low


def _per_million(step: int) -> float:
    return float(10.0 ** (6 - (step - _FIRST) / _STEPS_A_POWER))


def frequency(word: str, language: str) -> float:
    """Return how often a word is met in a million words; 0.0 if it is in no list.

    >>> frequency("Harbour", "en") > frequency("lighthouse", "en") > 0.0
    True
    >>> frequency("harbourlight", "en"), frequency("harbour", "xx")
    (0.0, 0.0)
    """
    lines, key = _lines(language), _fold(word) + b"\t"
    place = _place(lines, key)
    return _per_million(lines[place + len(key)]) if lines.startswith(key, place) else 0.0


def is_word(word: str, language: str) -> bool:
    """Tell whether the list of a language has the word, whatever its case.

    >>> is_word("Straße", "de"), is_word("Strassig", "de")
    (True, False)
    """
    return frequency(word, language) > 0.0


@lru_cache(1 << 8)
def _shape(pattern: str) -> re.Pattern[bytes]:
    letters = re.escape(pattern.encode("utf-8", "surrogatepass").decode("latin-1")).replace(r"\?", _LETTER)
    return re.compile(f"^({letters})\t(.)$".encode("latin-1"), re.MULTILINE)


def spellings_with_frequencies(pattern: str, language: str) -> tuple[tuple[str, float], ...]:
    """Return the words that have a letter beyond ASCII for each `?`, the most frequent first, each with its frequency.

    A `ß` is found too, although the lists spell it `ss`. Words are in lower case.

    >>> [word for word, _ in spellings_with_frequencies("Stra?e", "de")]
    ['straße']
    """
    if "?" not in pattern:
        return ()
    lines, shape = _lines(language), _fold(pattern).decode("utf-8", "surrogatepass")
    first, last = _span(lines, shape)
    found = [(m[1].decode(), _per_million(m[2][0])) for m in _shape(shape).finditer(lines, first, last)]
    if language == "de":
        found += _with_sharp_s(shape)
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def _span(lines: bytes, shape: str) -> tuple[int, int]:
    """Return the part of the lines that begin as the shape does before its first unknown letter."""
    known = shape.partition("?")[0].encode("utf-8", "surrogatepass")
    # What begins with `known` and a letter beyond ASCII comes last among the words that begin with `known`.
    return _place(lines, known + b"\xc3"), _place(lines, known + b"\xca")


def _with_sharp_s(shape: str) -> list[tuple[str, float]]:
    """Return German words in which exactly one unknown letter is `ß`, the others being known."""
    if shape.count("?") != 1:
        return []
    often = frequency(shape.replace("?", "ss"), "de")
    return [(shape.replace("?", "ß"), often)] if often else []


def spellings(pattern: str, language: str) -> tuple[str, ...]:
    """Return the words that have a letter beyond ASCII for each `?`, the most frequent first.

    >>> spellings("Nicol?s", "es"), spellings("?t?", "fr")[0], spellings("harb?r", "en")
    (('nicolás',), 'été', ())
    """
    return tuple(word for word, _ in spellings_with_frequencies(pattern, language))


def languages_of(text: str) -> tuple[str, ...]:
    """Return the languages whose little words a text has, the likeliest first; all of them where none shows.

    >>> languages_of("The ferry and the pier were of one age")
    ('en',)
    >>> languages_of("Harbour") == LANGUAGES
    True
    """
    return _languages_of(text[:_ENOUGH])


@lru_cache(1 << 3)
def _languages_of(text: str) -> tuple[str, ...]:
    met = Counter(split_letters(text.casefold()))
    counts = {language: sum(map(met.__getitem__, known & met.keys())) for language, known in _function_bytes().items()}
    most = max(counts.values())
    likely = [language for language in LANGUAGES if counts[language] >= max(1, most * _SHARE)]
    return tuple(sorted(likely, key=lambda language: -counts[language])) or LANGUAGES
