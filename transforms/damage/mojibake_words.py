"""Letters whose mojibake lost its last byte (`mÃdias`, `fÃ?r`): the list of words tells which letter stood there.

Of any letter from À to ÿ only `Ã` is left, with nothing, `?`, U+FFFD or a space after it. A word is whole again
if one word of the line's languages is met far more often there than any other; else the line stays as it is.
"""

import re
from collections import deque
from functools import cache, lru_cache

from transforms.damage import lexicon
from transforms.damage.misreading import LETTERS, WESTERN, misread

NEXT = "\x80-\xbfŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"  # what the bytes 80-BF look like in Windows-1252
_UNIT = f"[A-Za-zÀÁÆ-ÖØ-ÿ]|[ÃÅÄ][{NEXT}]|Ã[?\ufffd]?"
_BROKEN = re.compile(rf"(?:{_UNIT})+(?:(?<=Ã) (?: |(?=[,.;:!?)\]-]|$)|(?:{_UNIT})+))*")
# A `?` that may be a genuine question mark leaves the end of the word in doubt.
REMNANT = re.compile(rf"Ã(?![{NEXT}]|\?(?:$|\s+[^a-z\s]))[?\ufffd]?")
_PAIR = re.compile(f"[ÃÅÄ][{NEXT}]")
_UNDEFINED = frozenset("áíýïð")  # the last bytes of their capitals are no signs of Windows-1252

_FAR_MORE = 20.0  # times as often as the next reading
_MET, _MET_WITH_TWO = 0.05, 5.0  # in a million words
_UNKNOWN, _NAME = 0.01, 10.0  # what a word beside the broken one counts that no list has
_SHORT, _LONGEST = 4, 40
_NEAR = 40
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?:]\s)[^\w'’]*$")
_CAPITAL_BEFORE = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]*\s$")
_EITHER_CASE = frozenset({"état", "états", "église"})
_A_BEFORE = frozenset({"sua", "suas", "minha", "nossa", "qual", "quais"})
_APOSTROPHES = ("’", "'", "â")
_IN_ONE_WORD = re.compile("(?:s|quilo|quel[ae]s?)(?!['’â])\\W?$")  # às, àquilo: the space was the byte of the à

# The byte A0 of à, a space now: another space follows it, or a sign that closes, ends or joins.
_SPACE_OF_A_GRAVE = re.compile("(?<![A-ZÀ-ÿ])Ã (?= \\S|[\"'](?!\\w)|â€(?:[\x9d¦”“]|™(?!\\w))|Â[»\xa0 ]|[»”…/])")

_HALF_WORD = re.compile(rf"(?:{_UNIT})*$")

Reading = tuple[float, str]


@cache
def _pairs() -> dict[str, str]:
    return {damaged: c for charset in WESTERN for c in LETTERS if (damaged := misread(c, charset))}


def restore_words(text: str) -> str:
    r"""Put back the last bytes of letters where a word proves them.

    >>> restore_words("Les mÃdias, fÃ©dÃ?ral"), restore_words("Die BlÃ?ten fÃ r den")
    ('Les mÃ©dias, fÃ©dÃ©ral', 'Die BlÃ¼ten fÃ¼r den')
    >>> restore_words("sfiderÃ  Ugo, «opportunitÃ Â»")
    'sfiderÃ\xa0 Ugo, «opportunitÃ\xa0Â»'
    """
    if not REMNANT.search(text):
        return text
    languages = lexicon.languages_of(_decoded(text))
    text = _SPACE_OF_A_GRAVE.sub(lambda found: _with_its_space(found, languages), text)
    return _BROKEN.sub(lambda found: _mend(found, languages), text)


def _with_its_space(found: re.Match[str], languages: tuple[str, ...]) -> str:
    """Return an à that takes the space behind it for its byte, unless a word says that it is another letter."""
    before = found.string[max(0, found.start() - _LONGEST) : found.start()]
    if languages[0] == "es" or _SENTENCE_STARTS.search(before):  # Spanish has no à, and À has another byte
        return found[0]
    word = _HALF_WORD.search(before)
    read = _only(_readings(_shape(f"{word[0] if word else ''}Ã"), languages))
    return found[0] if read and not read.endswith("à") else "Ã\xa0"


def _mend(found: re.Match[str], languages: tuple[str, ...]) -> str:
    """Return the words of one run, each joined to the next if the space between them was a byte."""
    if not REMNANT.search(found[0]) or _is_in_capitals(found[0]):
        return found[0]
    before = found.string[max(0, found.start() - _NEAR) : found.start()]
    mended: list[str] = []
    words = deque(found[0].split(" "))
    rest = found.string[found.end() : found.end() + _NEAR]
    while words:
        word, following = words.popleft(), words[0] if words else ""
        near = " ".join([before if len(mended) < _NEAR else "", *mended[-_NEAR:], ""]) if mended else before
        if word == "Ã" and languages[0] != "fr" and _IN_ONE_WORD.match(following + rest[:1]):
            mended.append(f"Ã\xa0{words.popleft()}")
            continue
        if word == "Ã" and len(words) == 1 and words[0] and rest[:1] in _APOSTROPHES:
            mended.append("Ã\xa0")  # `Ã s’y` is à s’y
            continue
        in_capitals = _is_in_capitals(word)  # `LÃ é` is sound, `SÃ o` is São
        if in_capitals and not (len(word) == len("SÃ") and following.islower()):
            mended.append(word)
            continue
        read, joined = _better(word, following if words else None, languages)
        read = None if in_capitals and not joined else read
        filled = _fill(word + following if joined else word, read, near, languages)
        if filled == word == "Ã" and words and _is_a_grave(following or rest, languages):
            filled = "Ã\xa0"
        if joined or (words and not following and filled != word):
            words.popleft()
            filled = f"{word} {following}" if joined and filled == word + following else filled
        mended.append(filled)
    return " ".join(mended)


def _is_in_capitals(token: str) -> bool:
    letters = "".join(c for c in _PAIR.sub("A", token) if c.isalpha())
    return letters != "Ã" and letters == letters.upper()


def _shape(word: str) -> str:
    return _decoded(REMNANT.sub("?", word))


def _decoded(text: str) -> str:
    return _PAIR.sub(lambda found: _pairs().get(found[0], found[0]), text)


@lru_cache(1 << 12)
def _readings(shape: str, languages: tuple[str, ...]) -> tuple[Reading, ...]:
    """Return the words of a shape whose letters begin with the byte C3, the most frequent first."""
    often: dict[str, float] = {}
    if "?" in shape and len(shape) <= _LONGEST:
        for language in languages:
            for word, frequency in lexicon.spellings_with_frequencies(shape.lower(), language):
                letters = [new for old, new in zip(shape, word, strict=False) if old == "?"]
                if len(word) == len(shape) and all("ß" <= letter <= "ÿ" for letter in letters):
                    often[word] = max(often.get(word, 0.0), frequency)
    met = _MET if shape.count("?") == 1 else _MET_WITH_TWO
    readings = ((frequency, word) for word, frequency in often.items() if frequency >= met)
    return tuple(sorted(readings, reverse=True))


def _only(readings: tuple[Reading, ...]) -> str | None:
    if not readings or (len(readings) > 1 and readings[0][0] < _FAR_MORE * readings[1][0]):
        return None
    return readings[0][1]


def _better(word: str, following: str | None, languages: tuple[str, ...]) -> tuple[str | None, bool]:
    """Return the word that a broken one was, and whether the space after it was its byte."""
    apart = _readings(_shape(word), languages)
    if not following or not word.endswith("Ã"):
        return _only(apart) or (_with_a_grave(_shape(word), apart, languages) if following is not None else None), False
    joined = _readings(_shape(word) + _shape(following), languages)
    share = _share(_shape(following), languages) / 1e6
    if share <= _UNKNOWN / 1e6:
        return _only(joined), bool(_only(joined))
    both = [(f, word, True) for f, word in joined] + [(f * share, word, False) for f, word in apart]
    both.sort(reverse=True)
    if both and (len(both) == 1 or both[0][0] >= _FAR_MORE * both[1][0]):
        return both[0][1], both[0][2]
    return None if joined else _with_a_grave(_shape(word), apart, languages), False


def _with_a_grave(shape: str, readings: tuple[Reading, ...], languages: tuple[str, ...]) -> str | None:
    """Return the reading in `à`, if it is as likely as others: a no-break space is what is lost most often."""
    with_a = f"{shape[:-1].lower()}à"
    if not readings and "it" in languages and len(shape) > _SHORT:
        return with_a
    likely = any(word == with_a and frequency * _FAR_MORE > readings[0][0] for frequency, word in readings)
    return with_a if likely and len(shape) > 1 else None


def _share(shape: str, languages: tuple[str, ...]) -> float:
    if "?" in shape:
        return max([_UNKNOWN, *(frequency for frequency, _ in _readings(shape, languages))])
    unknown = _NAME if shape[:1].isupper() else _UNKNOWN
    return max(unknown, *(lexicon.frequency(shape, language) for language in languages))


def _fill(word: str, read: str | None, before: str, languages: tuple[str, ...]) -> str:
    """Return a broken word with the last bytes of the letters that were read, or as it is."""
    shape = _shape(word)
    if read is None or "?" not in shape:
        return word
    letters = [
        _in_case(letter, at, shape, before, read, languages) for at, letter in enumerate(read) if shape[at] == "?"
    ]
    if not all(letters):
        return word
    rest = iter(letters)
    return REMNANT.sub(lambda _: misread(next(rest) or "", "sloppy-windows-1252") or "", word)


def _in_case(  # noqa: PLR0913, PLR0917 (what a letter's case depends on)
    letter: str, at: int, shape: str, before: str, read: str, languages: tuple[str, ...]
) -> str | None:
    """Return a letter in the case of its word; the first one is a capital where a sentence begins."""
    known = shape.replace("?", "")
    if len(known) > 1 and known.isupper():
        return letter.upper()
    if at or (len(shape) == 1 and not _SENTENCE_STARTS.search(before)):
        return letter
    if (len(shape) > 1 and letter in _UNDEFINED) or _SENTENCE_STARTS.search(before):
        return letter.upper()
    if languages[0] == "de" and read not in lexicon.function_words()["de"] and read != "über":
        return None
    return None if read in _EITHER_CASE or _CAPITAL_BEFORE.search(before) else letter


def _is_a_grave(following: str, languages: tuple[str, ...]) -> bool:
    """Tell whether `Ã` and a space is the word à, which lost no more than a no-break space."""
    word = re.split(r"[\W\d_]", following.strip(), maxsplit=1)[0]
    if languages[0] == "pt":
        return word not in lexicon.function_words()["pt"] - _A_BEFORE
    known = not word or _share(word.lower(), languages) > _UNKNOWN
    return known and not (word and languages[0] == "de") and languages not in (("it",), ("es",))
