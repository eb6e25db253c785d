"""Datelines: where a story is told from, at the head of its first paragraph.

A paragraph is cut at each sign that can end a dateline, and what stands before it must be one altogether:
places, regions, dates, agencies (`dateline_parts`). A place in capitals before a dash is one by its shape; a place
in ordinary case, or before a colon or full stop, must be known or have a region or agency, because
"Yes — he said" and "SMITH: I did" have the same shape.
"""

import re
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from transforms.damage import lexicon
from transforms.damage.spacing import equal_spaces
from transforms.dateline.parts import Parts, goes_on, read_parts, shape_end
from transforms.dateline.words import dateline_rules, is_known, is_month, little_words, words
from transforms.folding import fold
from transforms.marking import lines_with
from transforms.names import is_given
from transforms.record import Page, Role

_BODY, _SUBHEAD = Role.BODY, Role.SUBHEAD
_LONGEST = 110  # characters of a dateline with its dash
_LOOKED_AT = 240  # and what follows, to see whether a story begins there
_MOST_SIGNS = 7
_BRACKET = 45  # characters before the bracket of an agency, in a paragraph that is not the first
_PARAGRAPHS = 3  # a line that is no story may stand above the one with the dateline
_BULLETS = "■•●▪►◆* "
_PLAIN = re.compile(r"[^\W\d_]+ ([a-zß-öø-ÿ]+)(?= )")
_SIGN = re.compile(
    r"(?P<dash>\s?[.,]?\s?[—–]\s?|\s?\.?,?\s?--?\s|\s?--\s?|\.\s?-|\s_\s)"
    r"|(?P<pipe>\s?\|\s)|(?P<colon>\s?:\s)|(?P<stop>\.\s)|(?P<close>(?<=\))\s|(?<=\s[a-z]{3})\s(?=[^\W\d_]))"
)
_SCORE = re.compile(r"\b\d{1,3} ?[:–-] ?\d{1,3}\b")
_FIRST_WORD = re.compile(r"[“\"'‘«„¿¡ ]*([^\s,;:—–|/.!?()]+)")
_TOWN = re.compile(r"\s*[,/(]")  # what ends the town before its region
_ENOUGH = 3  # words of a story that a dash opens
_SENTENCE = 6  # words of one that a colon or full stop opens
_SHORTEST = 4  # letters of a place that no list has; fewer are an abbreviation
_OFTEN = 2.0  # times in a million words: a word of the language, no town that the lists lack
_OFTEN_TOGETHER = 0.3  # the same of each of several words
_LANGUAGES = ("en", "fr", "es", "de", "pt")


class Dateline(NamedTuple):
    """Place as printed and the agency beside it, canonical."""

    place: str
    agency: str | None


@lru_cache(maxsize=512)  # the layout asks it of the same paragraphs
def split_dateline(text: str) -> Dateline | None:
    """Return the dateline at the head of a paragraph, None if it begins otherwise.

    >>> split_dateline("OTTAWA (CP) _ The ferry was late.")
    Dateline(place='OTTAWA', agency='The Canadian Press')
    >>> split_dateline("Yes — he said so himself.") is None
    True
    """
    if not text[:1].isupper() and text[:1] not in f"(d{_BULLETS}":
        return None
    if (plain := _PLAIN.match(text)) and not goes_on(plain[1]):
        return _sent(text)  # `The ferry was …`: most paragraphs cost no more
    text = equal_spaces(text[:_LOOKED_AT]).lstrip(_BULLETS)
    for sign in islice(_SIGN.finditer(text, 0, min(shape_end(text[:_LONGEST]), _LONGEST)), _MOST_SIGNS):
        head = text[: sign.start()]
        if sign["stop"] and text[sign.end() :][:1].isdigit() and is_month(head.rpartition(" ")[2]):
            continue  # the full stop of `Jan. 8`
        parts = read_parts(head + "." if sign[0].startswith(".") else head)
        if parts and _is_dateline(parts, head, sign.lastgroup or "", text[sign.end() :]):
            return Dateline(parts.place, parts.agency)
    return _sent(text)


def _is_dateline(parts: Parts, head: str, sign: str, rest: str) -> bool:
    """Tell whether parts, the sign behind them and what follows make a dateline."""
    first = _FIRST_WORD.match(rest)
    if parts.agency and sign != "close":
        sure = parts.known or head.endswith(")") or (sign != "stop" and (parts.shouts or ")" in head))
        return sure and (not rest or first is not None)
    if not first or not _opens_story(first[1], rest, sign) or (not parts.known and _is_labelled(parts.place)):
        return False
    if sign == "dash":
        return _vouches(parts, first[1], rest)
    if sign == "close":
        return (parts.known or parts.shouts) and (parts.agency is not None or (parts.known and head[0] == "("))
    named = not words("place_words").isdisjoint(fold(parts.place).split()[1:])  # `HALVORSEN FLATS:`
    sure = parts.known or (parts.shouts and (parts.region or named))
    begins = parts.shouts or first[1][0].isupper()
    if sign == "stop" and not (parts.shouts or parts.dated or fold(first[1]) in _german()):
        return False  # `Paris. It is a city I love`; only German papers print `Essen. Der Hafen ruht`
    return sure and begins and not _is_spoken(parts, first[1], sign) and _is_sentence(rest, sign)


def _vouches(parts: Parts, first: str, rest: str) -> bool:
    """Tell whether a place before a dash is sure enough; the best proof is asked first."""
    if parts.region or (parts.known and parts.shouts):
        return True
    if parts.known:  # `Leeds - Chelsea 2:1`, `London — Paris — Rome`, `Paris — well, yes`
        return not (_SCORE.search(rest[:60]) or is_known(first) or fold(first) in words("answers"))
    return parts.shouts and (parts.dated or _is_town(parts.place, first))


def _opens_story(word: str, rest: str, sign: str) -> bool:
    """Tell whether what follows begins as a sentence does, and goes on in lower case."""
    begins = any(c.isupper() or c.isdigit() for c in word) or not word[0].islower()
    following = rest.split(maxsplit=12)
    low = any(w[0].islower() for w in following[1:])
    return begins and low and len(following) > (_ENOUGH if sign in ("dash", "pipe") else _SENTENCE - 1)


def _is_labelled(place: str) -> bool:
    return not words("labels").isdisjoint(fold(place).split())


def _is_spoken(parts: Parts, first: str, sign: str) -> bool:
    """Tell an answer in an interview: `Charlotte: The harbour`, `LINCOLN: I did`; nobody is called `NEW DELHI`."""
    keys = fold(parts.place).split()
    sure = parts.known and parts.shouts
    if sure and (len(keys) > 1 or not (is_given(keys[0]) or keys[0] in words("surnames"))):
        return False
    said = words("pronouns") if sure and sign == "colon" else frozenset()
    return fold(first) in words("answers") | said or (sign == "colon" and not sure and is_given(keys[0]))


@cache
def _german() -> frozenset[str]:
    """Return the articles and such that open a sentence in German and in no other of the languages."""
    little = lexicon.function_words()
    return frozenset(little["de"]).difference(*(little[other] for other in _LANGUAGES if other != "de"))


def _is_sentence(rest: str, sign: str) -> bool:
    """Tell a story behind a full stop from a row of bare names: `London. Summer. A man walks`."""
    return sign != "stop" or len(re.split(r"[.!?:]\s", rest, maxsplit=1)[0].split()) >= _SENTENCE


def _is_town(place: str, first: str) -> bool:
    """Tell whether capitals that no list has name a place: no words of the language (`POLICE`), no speaker."""
    if fold(first) in words("answers") or "," in place:
        return False  # `SMITH — I did`, `ROOK, Ada Mary — Peacefully`
    keys = fold(place)
    if any(keys.startswith(f"{phrase} ") for phrase in words("approaches")):
        return True
    tokens = keys.split()
    little = lexicon.function_words()["en"]
    if tokens[0] in little or sum(map(len, tokens)) < _SHORTEST or not little.isdisjoint(set(tokens) - little_words()):
        return False
    often = _OFTEN if len(tokens) == 1 else _OFTEN_TOGETHER
    return not words("place_words").isdisjoint(tokens) or any(_frequency(w) <= often for w in place.casefold().split())


def _frequency(word: str) -> float:
    return max(lexicon.frequency(word, language) for language in _LANGUAGES)


@cache
def _openers() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in words("correspondents"))


def _sent(text: str) -> Dateline | None:
    """Read `De notre envoyé spécial à Rome`, a line of its own or before a sign."""
    word = text.partition(" ")[0]
    if (word.casefold() if word.isascii() else fold(word)) not in _openers():
        return None
    head = _SIGN.split(text, maxsplit=1)[0]
    key = f"{fold(head)} "
    phrase = next((p for p in words("correspondents") if key.startswith(f"{p} ")), None)
    tokens = head.split()[len(phrase.split()) :] if phrase else []
    place = " ".join(tokens).rstrip(".")
    return Dateline(place, None) if 0 < len(tokens) <= _ENOUGH and all(t[0].isupper() for t in tokens) else None


def _with_drop_cap(letter: str, text: str) -> Dateline | None:
    """Return the dateline of a paragraph whose first letter stands above it; one of a known place only.

    >>> _with_drop_cap("W", "ASHINGTON — The ferry was late.")
    Dateline(place='WASHINGTON', agency=None)
    """
    found = (split_dateline(letter + text), split_dateline(text))
    return next((each for each in found if each and is_known(_TOWN.split(each.place, maxsplit=1)[0])), None)


def read_dateline(page: Page) -> Page:
    """Fill `dateline` from the head of the story, and `agency` where the dateline names one."""
    body = sorted([*lines_with(page, _BODY)[:_PARAGRAPHS], *lines_with(page, _SUBHEAD)[:_PARAGRAPHS]])
    for count, index in enumerate(body[:_PARAGRAPHS]):
        text = page.lines[index].text
        above = page.lines[body[count - 1]].text.strip() if count else ""
        drop_cap = len(above) == 1 and above.isupper()
        if count and not text[:3].isupper() and "(" not in text[:_BRACKET]:
            continue
        dateline = _with_drop_cap(above, text) if drop_cap else split_dateline(text)
        if dateline and (count == 0 or dateline.agency or dateline.place.isupper()):
            where = f"line {index + 1}"
            evidence = (*page.evidence, ("dateline", where))
            if dateline.agency and not page.agency:
                evidence = (*evidence, ("agency", where))
            agency = page.agency or dateline.agency
            return page._replace(dateline=dateline.place, agency=agency, evidence=evidence)
    return page


__all__ = ["Dateline", "dateline_rules", "read_dateline", "split_dateline"]
