"""A byline becomes words and separators; what is left of a destroyed address is a separator."""

import re
from functools import cache

from transforms.byline.words import BREAKS, DASHES, Word, rules, word

_TOKEN = re.compile(r"[,;|/()\[\]•·:=&、，；]|[^\s,;|/()\[\]•·:=&、，；]+")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_MIN_SENTENCE_END = 3
_QUOTES = frozenset('"“”„«»')


def words_of(text: str) -> list[Word]:
    """Cut a byline into words and separators; a full stop behind a sentence is one too."""
    words: list[Word] = []
    for printed in _TOKEN.findall(_without_lost_emails(_unquoted(text))):
        token = printed.strip(DASHES) or printed[:1]
        if token[0] != printed[0]:
            words.append(word("-"))
        if "@" in token:
            email = _EMAIL.search(token)
            words += [word(","), word(email[0]), word(",")] if email else [word(",")]
            continue
        one = word(token)
        if token[-1] == "." and _ends_sentence(one):
            words += [word(token[:-1]), Word(".", "", "break", frozenset(), (), plain=False)]
        else:
            words.append(one)
    return words


def _unquoted(text: str) -> str:
    """Return a text without the quotes around all of it."""
    text = text.strip()
    around = len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES and not _QUOTES.intersection(text[1:-1])
    return text[1:-1] if around else text


def _ends_sentence(one: Word) -> bool:
    """Say whether a full stop ends more than an abbreviation: `Vale.`, `VALE.`, but `Dr.`, `D.C.`."""
    plain = one.text[:-1]
    title = one.kinds & {"honorific", "name_suffix", "degree"}
    word = plain.rpartition("-")[2]  # `Hans-J.` is no end
    return len(word) >= _MIN_SENTENCE_END and word[-1].isalpha() and "." not in plain and not title


def _without_lost_emails(text: str) -> str:
    """Put a comma where a protected address stood, with the letters glued to it."""
    for mark in lost_emails():
        if mark not in text:
            continue
        pieces = text.split(mark)
        for i in range(len(pieces) - 1):
            pieces[i] = pieces[i][: len(pieces[i]) - _glued(pieces[i][::-1])]
            pieces[i + 1] = pieces[i + 1][_glued(pieces[i + 1]) :]
        text = ",".join(pieces)
    return text


def _glued(text: str) -> int:
    """Return how many characters stand at the head of `text` before a space or a separator."""
    return next((i for i, c in enumerate(text) if c.isspace() or c in BREAKS), len(text))


@cache
def lost_emails() -> tuple[str, ...]:
    """Return the marks that a protected e-mail address leaves behind."""
    return next(words.words for words in rules().words if words.kind == "lost_email")
