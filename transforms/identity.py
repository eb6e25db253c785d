"""What makes two pages one article, as hashes that need no other page."""

import hashlib
import re
import string
from datetime import date
from typing import NamedTuple

from transforms.folding import fold
from transforms.record import Page

LENGTH = 32
_UNIQUE = re.compile(r"\d{12,20}|[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_LETTERS_AND_DIGITS = (string.ascii_lowercase + string.digits).encode()
_OTHER_BYTES = bytes(set(range(256)) - set(_LETTERS_AND_DIGITS))


class Identity(NamedTuple):
    """`own_id` from the publisher's id, `text_id` from outlet, date, body; `text_key` without date."""

    own_id: str | None
    text_id: str
    text_key: str


def digest(*parts: str) -> str:
    """Return 32 hex digits of SHA-256 over parts that cannot run into each other.

    Half of a surrogate pair can stand in a name that a file system gave us.
    """
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:LENGTH]


def page_id(data: bytes) -> str:
    """Return the id of a page: SHA-256 of its raw bytes, first 32 hex digits."""
    return hashlib.sha256(data).hexdigest()[:LENGTH]


def fold_body(body: str) -> str:
    """Return the body's plain letters and digits: what all copies share, whatever their damage.

    Letters beyond ASCII are left out with the characters that replaced them. A text in
    another script, of which less than half would remain, is only folded.

    >>> fold_body("Nicol?s didn?t go.") == fold_body("Nicolás didn’t go.")
    True
    """
    letters = body.lower().encode("ascii", "ignore").translate(None, _OTHER_BYTES).decode()
    return letters if len(letters) * 2 >= len(body) else fold(body)


def author_id(outlet_id: str | None, name: str) -> str:
    """Return the id of an author: hash of outlet and folded name."""
    return digest("author", outlet_id or "", fold(name))


def identify(page: Page, published: date | None) -> Identity:
    """Return the hashes of a page that has a body."""
    outlet = page.outlet.outlet_id if page.outlet else ""
    key = digest("text", outlet, fold_body(page.body or ""))
    own = page.address.source_article_id
    day = published.isoformat() if published else ""
    # A small number counts the articles of one answer or issue; only a long one is the publisher's own everywhere.
    scope = () if own is None or _UNIQUE.fullmatch(own) else (outlet, day)
    return Identity(
        digest("article", *scope, own) if own else None,
        digest("edition", key, day),
        key,
    )
