"""Tell a language by its commonest words, and near languages by words that only one of them has.

Cheap, and silent where the words leave a doubt: then the detector is asked.
"""

from collections import Counter
from functools import cache

from transforms.rules import Knowledge, load

_LEAST = 4  # different common words
_LEAD = 1.34  # of a language over the next one
_SHARE = 0.2  # of all different words; names in a list share less
_OWN_SHARE = 0.1  # of all different words
_NEAR_LEAD = 2  # of a near language over its neighbours


class Near(Knowledge, frozen=True):
    """Languages that are mixed up, with the words that tell them apart and a sentence of each.

    `answer` is a code that a detector gives for any of them.
    """

    words: dict[str, str]
    examples: dict[str, str]
    answer: str = ""


class LanguageWords(Knowledge, frozen=True):
    """All lists of `data/rules/languages.toml`, described there."""

    common: dict[str, str]
    near: tuple[Near, ...]


@cache
def language_words() -> LanguageWords:
    """Return the lists of words."""
    return load("rules/languages.toml", LanguageWords)


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    """Return the languages of each word, one letter for a language, and the code of each letter."""
    lists = {code: set(words.split()) for code, words in language_words().common.items()}
    for near in language_words().near:
        for code, telling in near.words.items():
            if code in lists:
                lists[code] |= set(telling.split())
    letters = {code: chr(ord("Ā") + place) for place, code in enumerate(lists)}
    known: dict[str, str] = {}
    for code, its_words in lists.items():
        for word in its_words:
            known[word] = known.get(word, "") + letters[code]
    return known, {letter: code for code, letter in letters.items()}


@cache
def _neighbours() -> dict[str, dict[str, frozenset[str]]]:
    """Return for each near language the telling words of all languages of its entry."""
    entries = [{code: frozenset(words.split()) for code, words in near.words.items()} for near in language_words().near]
    return {code: entry for entry in entries for code in entry}


def words_of(text: str) -> frozenset[str]:
    """Return the different words of a text in lower case; a common word seldom has a sign at its end."""
    return frozenset(text.lower().split())


def are_near(one: str | None, other: str | None) -> bool:
    """Tell whether two different languages are of those that detectors mix up."""
    return one != other and one in _neighbours() and other in _neighbours()[one]


def tell_by_words(words: frozenset[str]) -> str | None:
    """Return the language whose common words a text has; None where there are few, or two languages come close.

    >>> tell_by_words(words_of("The ferry was late, and all of them had to wait for it in the rain."))
    'en'
    >>> tell_by_words(words_of("Ada Marsh, Rowan Ashgrove and Tobias Penn")) is None
    True
    """
    known, codes = _known()
    most = Counter("".join([known[word] for word in words if word in known])).most_common(2)
    if not most or most[0][1] < max(_LEAST, _SHARE * len(words)):
        return None
    if len(most) > 1 and most[0][1] < _LEAD * most[1][1]:
        return None
    code = codes[most[0][0]]
    return code if tell_near(code, words, "") == code else None


@cache
def _own_words() -> dict[str, frozenset[str]]:
    """Return for each language the common words that no other language has."""
    known, codes = _known()
    own: dict[str, set[str]] = {code: set() for code in codes.values()}
    for word, letters in known.items():
        if len(letters) == 1:
            own[codes[letters]].add(word)
    return {code: frozenset(words) for code, words in own.items()}


def has_own_words(code: str, words: frozenset[str]) -> bool:
    """Tell whether a text has enough words of a language that no other one has: cheaper than to ask which one.

    >>> has_own_words("en", words_of("The ferry was late, and all of them had to wait for it in the rain."))
    True
    >>> has_own_words("en", words_of("The ferry")), has_own_words("tlh", words_of("nuqneH"))
    (False, False)
    """
    return len(words & _own_words().get(code, frozenset())) >= max(_LEAST, _OWN_SHARE * len(words))


def tell_near(code: str, words: frozenset[str], text: str) -> str | None:
    """Return which of a language's neighbours, itself among them, a text is in; None where no word tells it.

    A language without neighbours is itself.

    >>> text = "Die bote sal nie in die hawe lê nie."
    >>> tell_near("nl", words_of(text), text)
    'af'
    """
    if code not in _neighbours():
        return code
    counts = {
        near: len(words & telling) + sum(len(sign) == 1 and sign in text for sign in telling)
        for near, telling in _neighbours()[code].items()
    }
    first, second = sorted(counts, key=counts.__getitem__)[:-3:-1]
    return first if counts[first] > _NEAR_LEAD * counts[second] else None
