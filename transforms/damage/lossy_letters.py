"""Lost letters: restored where only one word can have stood there.

The same page proves a spelling (`Nicol?s` beside `Nicolás`), else the list of words of the page's language does
if one word is met far more often than any other of that shape. Never another page: a body does
not change when its neighbours arrive.
"""

import re
from collections import Counter

from transforms.damage import lexicon
from transforms.damage.lossy_page import words as known_words

_TOKEN = re.compile(r"(?<![\w?'’])\??[^\W\d_]+(?:\?{1,2}[^\W\d_]+)*\?{0,2}(?![\w?])")
_WHOLE = re.compile(r"[^\W\d_]+")
_FAR_MORE = 20.0  # times as often as the next spelling
_MORE_THAN_PLAIN = 5.0  # times as often as the word without the letter
_MET, _MET_WITH_TWO = 0.05, 5.0  # in a million words; two letters side by side leave more room for chance
_NEAR = 40
_LONGEST = 40  # letters of a word
_SENTENCE_STARTS = re.compile(r"(?:^|\n|[.!?:]\s)\W*$")
_CAPITAL_BEFORE = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]*,?\s$")  # names may follow each other behind commas
_NOUNS_IN_CAPITALS = frozenset({"de"})
_ELIDING = frozenset({"fr", "it"})
_VOWELS = tuple("aeiouyhàâéèêëîïôûœAEIOUYHÀÂÉÈÊËÎÏÔÛŒ?")


def spellings_of(text: str) -> dict[str, str]:
    """Return the words of a page that have letters beyond ASCII, by their shape; a shape of two words is in doubt."""
    shapes: dict[str, Counter[str]] = {}
    for word in set(_WHOLE.findall(text)):
        if not word.isascii():
            shape = "".join(letter if letter.isascii() else "?" for letter in word)
            shapes.setdefault(shape, Counter())[word] += 1
    return {shape: next(iter(found)) for shape, found in shapes.items() if len(found) == 1}


def spell(token: str, language: str, page: dict[str, str]) -> str | None:
    """Return the word that a token with lost letters was, or None.

    >>> spell("caf?", "en", {}), spell("Nicol?s", "en", {"Nicol?s": "Nicolás"}), spell("can?t", "en", {})
    ('café', 'Nicolás', None)
    """
    if token in page:
        return page[token]
    if len(token) > _LONGEST:
        return None
    found = lexicon.spellings_with_frequencies(token.lower(), language)
    met = _MET_WITH_TWO if "??" in token else _MET
    if not found or found[0][1] < met or (len(found) > 1 and found[0][1] < _FAR_MORE * found[1][1]):
        return None
    word, often = found[0]
    if len(word) != len(token):  # the lists write `ss` for a `ß` that was not lost
        return None
    if _may_be_whole(token, language) and _plain_frequency(token, language) * _MORE_THAN_PLAIN > often:
        return None
    return _in_case(token, word)


def _may_be_whole(token: str, language: str) -> bool:
    """Tell whether the letters can be a word beside a lost sign; `?t?` and an elided `l?` cannot."""
    letters = token.strip("?")
    single = len(letters) == 1 and (token.count("?") > 1 or letters.lower() in known_words().elisions.get(language, ()))
    return len(letters) < len(token) and not (single and language in _ELIDING)


def _plain_frequency(token: str, language: str) -> float:
    return lexicon.frequency(token.replace("?", ""), language)


def _in_case(token: str, word: str) -> str:
    letters = token.replace("?", "")
    upper = letters.isupper() and len(letters) > 1
    return "".join((new.upper() if upper else new) if old == "?" else old for old, new in zip(token, word, strict=True))


def restore_letters(text: str, language: str, allowed: set[int]) -> dict[int, str]:
    """Return the lost characters of a page that is not English, by their place: letters, and apostrophes of elisions.

    Only the places in `allowed` are units that may be lost.

    >>> restore_letters("Il a ?t? au caf? de l?homme", "fr", {5, 7, 15, 21})
    {5: 'é', 7: 'é', 15: 'é', 21: '’'}
    """
    page = spellings_of(text)
    found: dict[int, str] = {}
    for match in _TOKEN.finditer(text):
        if "?" in match[0]:
            for at, letter in _token(match[0], language, page).items():
                place = match.start() + at
                printed = letter if at else _first_letter(letter, text[max(0, place - _NEAR) : place], language)
                if printed and place in allowed:
                    found[place] = printed
    return found


def _first_letter(letter: str, before: str, language: str) -> str | None:
    """Return the first letter of a word in its case: a capital begins a sentence; beside one it may be a name's."""
    if not letter.isalpha():
        return letter
    if _SENTENCE_STARTS.search(before):
        return letter.upper()
    return None if language in _NOUNS_IN_CAPITALS or _CAPITAL_BEFORE.search(before) else letter


def _token(token: str, language: str, page: dict[str, str]) -> dict[int, str]:
    """Return the letters of one token, by their place in it: behind an elision, whole, or without a sign at an end."""
    elided, _, rest = token.partition("?")
    if rest[:1] in _VOWELS and elided.lower() in known_words().elisions.get(language, ()):
        behind = _token(rest, language, page) if "?" in rest else {}
        whole = lexicon.spellings_with_frequencies(token.lower(), language)[:1]  # `s?ur` is no `s’ur`
        if behind or lexicon.frequency(rest, language) > max([_MET, *(often for _, often in whole)]):
            return {len(elided): "’"} | {len(elided) + 1 + at: letter for at, letter in behind.items()}
    for form in (token, token.removesuffix("?"), token.removeprefix("?")):
        if "?" in form and (word := spell(form, language, page)):
            start = token.index(form)
            return {start + at: word[at] for at, sign in enumerate(form) if sign == "?"}
    return {}
