"""One pass over the brackets and strings of JSON: where its articles stand, before any parser runs.

Objects are told by their keys. Depth and number of values are counted on the way, alike on every
machine, so that no document is parsed that would cost too much.
"""

import re
from functools import lru_cache

MOST_DEPTH = 64  # an article stands five deep, its text three deeper
MOST_VALUES = 2_000_000  # ten thousand articles have half of it
_MOST_KEYS = 1000  # an object with more is no article

Refusal = tuple[str, str]

TOO_MANY = ("too_many_values", f"More than {MOST_VALUES:,} commas or values, which is all an answer may have.")
_TOO_DEEP = ("too_deep", f"Values are nested more than {MOST_DEPTH} deep, which is all an answer may be.")
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
# A key (with its text, if that is its value) or a string; what never ends; a bracket; a comment.
_TOKEN = re.compile(rf'(?P<string>{_STRING})(?P<value>\s*+:(?:\s*+{_STRING})?)?|"|[\[\]{{}}]|/[/*]', re.DOTALL)
_LISTS = frozenset({"articles", "article"})
_PARTS = frozenset(
    {"author", "authors", "blocks", "image", "images", "issue", "media", "paragraphs", "photos", "section"}
)
_BODIES = frozenset({"blocks", "paragraphs"})
_TEXTS = _BODIES | {"shortcontent"}
_SIGNS = frozenset({"byline", "issue", "pagename", "section", "subtitle", "textlength"})
_KEYS = _SIGNS | {"articleid", "author", "authors", "date", "id", "images", "page", "title", "url"}
_ENOUGH = 3  # keys of an article, where none holds its text


@lru_cache(maxsize=4096)
def fold_key(key: str) -> str:
    """Return a key without case, quotes and separators: `PageName`, `page_name`.

    >>> fold_key("Page_Name"), fold_key('"pageName"')
    ('pagename', 'pagename')
    """
    return key.strip('"').lower().replace("_", "").replace("-", "")


class _Open:
    """An object or list that the scan is in; `name` is the key that it, or the list around it, stands under."""

    __slots__ = ("first", "keys", "last", "name", "start")

    def __init__(self, start: int, name: str, first: int, *, is_object: bool) -> None:
        self.start, self.name, self.first, self.last = start, name, first, ""
        self.keys: set[str] | None = set() if is_object else None


class Scan:
    """Where the articles of a document stand (`found`), and why it was not read to its end (`refusal`).

    `closers` is what closes all that was open behind the last article.
    """

    def __init__(self, text: str, start: int) -> None:
        """Scan `text` from `start`."""
        self.stack: list[_Open] = []
        self.found: list[tuple[int, int]] = []
        self.closers = ""
        self.refusal = TOO_MANY if text.count(",") > MOST_VALUES else self._run(text, start)

    def _run(self, text: str, start: int) -> Refusal | None:
        for count, token in enumerate(_TOKEN.finditer(text, start)):
            string, value = token.groups()
            if count > MOST_VALUES:
                return TOO_MANY
            if not string:
                if refusal := self._step(text, token.start(), token[0]):
                    return refusal
            elif value and self.stack and (keys := self.stack[-1].keys) is not None and len(keys) < _MOST_KEYS:
                keys.add(string)
                self.stack[-1].last = string
        return _cut_off(text, self.stack[-1].start, "what opens") if self.stack else None

    def _step(self, text: str, at: int, sign: str) -> Refusal | None:
        if sign in "{[":
            return self._open(at, is_object=sign == "{")
        if sign == '"':
            return _cut_off(text, at, "a string")
        if sign in "}]" and self._close(at, is_object=sign == "}"):
            return None
        what = "a bracket that closes nothing" if sign in "}]" else "a comment"
        return "broken_json", f"Invalid JSON at character {at + 1:,}: {what}."

    def _open(self, at: int, *, is_object: bool) -> Refusal | None:
        if len(self.stack) == MOST_DEPTH:
            return _TOO_DEEP
        around = self.stack[-1] if self.stack else None
        name = "" if around is None else around.name if around.keys is None else fold_key(around.last)
        self.stack.append(_Open(at, name, len(self.found), is_object=is_object))
        return None

    def _close(self, at: int, *, is_object: bool) -> bool:
        if not self.stack or (self.stack[-1].keys is not None) is not is_object:
            return False
        place = self.stack.pop()
        if place.keys and _is_article({*map(fold_key, place.keys)}, place.name, holds=len(self.found) > place.first):
            del self.found[place.first :]  # articles that an article mentions are a part of it
            self.found.append((place.start, at + 1))
            self.closers = "".join("]" if p.keys is None else "}" for p in reversed(self.stack))
        return True


def _cut_off(text: str, start: int, what: str) -> Refusal:
    return "broken_json", f"The JSON is cut off: {what} at character {start + 1:,} is open at its end, {len(text):,}."


def _is_article(keys: set[str], name: str, *, holds: bool) -> bool:
    """Tell whether an object is an article by its keys; `holds` says that articles were found in it."""
    if name in _PARTS:
        return False
    own = keys & _KEYS
    if own and keys & (_BODIES if holds else _TEXTS):
        return True
    if holds or keys & _LISTS:
        return False
    return name in _LISTS or (len(own) >= _ENOUGH and bool(own & _SIGNS))
