"""An address taken apart: copies in archives, library proxies and redirects opened, encoding undone.

Nothing is read here but the form; what the parts tell is for `addresses`.
"""

import re
import string
import unicodedata
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from transforms.rules import Knowledge, load

LONGEST = 8192  # characters; servers refuse longer addresses, and a longer text is none
_LOGIN = "login"  # of a library's proxy
_DEEPEST = 5  # addresses within addresses, encodings of encodings

AROUND = string.whitespace + "\u00a0\u200b\u2060\ufeff" + "\"'`“”„‘’«»‹›<>()[]{},.;"
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(
    r"(?:url:\s*)?(?P<scheme>https?:)?(?P<slashes>/*)(?P<host>[^/?#]*)(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?",
    re.IGNORECASE,
)
_ENCODED_ADDRESS = re.compile(r"https?%(?:25)*3a", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d{1,5}(?:[/?#]|$))", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_PORT = re.compile(r":\d{0,5}$")
_WEB = re.compile(r"https?:/", re.IGNORECASE)
_INNER = re.compile(r"/(?=https?:/)", re.IGNORECASE)
_COPY = re.compile(r"/(?:[a-z]+/)?(?:\d[\d.*-]*|\*)(?:[a-z]{2}_)?/(?P<inner>.+)", re.DOTALL)
_BEHIND = re.compile(r";|&(?=\w+=)")  # a session id, or tracking whose `?` was lost
_ENCODED_PERCENT = re.compile(r"%(?:25)+(?=[0-9a-f]{2})", re.IGNORECASE)
_NUMBERED = re.compile(r"^\d-")  # `0-www.…`, as some libraries write it


class Words(Knowledge, frozen=True):
    """One list of hosts or words, with addresses where it decides and near misses where not."""

    words: tuple[str, ...]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class Lists(Knowledge, frozen=True):
    """All lists of `data/rules/addresses.toml`, described there."""

    readers: Words
    archives: Words
    wrappers: Words
    scripts: Words
    titles: Words
    articles: Words
    issues: Words
    pages: Words
    catalogues: Words
    days: Words
    tracking: Words
    page_words: Words


class Parts(NamedTuple):
    """Host (lower case, no port, no proxy; "" if the address has none), path and query, decoded.

    `reader` says that the host, or an old viewer's script, belongs to the service.
    """

    host: str
    path: tuple[str, ...]
    query: tuple[tuple[str, str], ...]
    reader: bool


@cache
def lists() -> Lists:
    """Return the lists of hosts and words."""
    return load("rules/addresses.toml", Lists)


def take_apart(url: str) -> Parts | None:
    """Return the parts of an address, of the innermost where one carries another; None if it is none.

    >>> take_apart("https://web.archive.org/web/2020/http://WWW.example.com:80/a//b%2563?x=1#top")
    Parts(host='www.example.com', path=('a', 'bc'), query=(('x', '1'),), reader=False)
    """
    text = url.strip(AROUND) if len(url) <= LONGEST else ""
    for _ in range(_DEEPEST):
        if _ENCODED_ADDRESS.match(text):
            text = decode(text)
        found = _split(text)
        if found is None:
            return None
        host, path, query = found
        inner = _inner(host, path, query)
        if inner is None:
            return _parts(host, path, query)
        text = inner
    return None


def decode(text: str) -> str:
    """Undo percent-encoding, also when it was done more than once, in UTF-8 or an old code page.

    >>> decode("clar%C3%ADn"), decode("clar%25C3%25ADn"), decode("clar%EDn"), decode("100%")
    ('clarín', 'clarín', 'clarín', '100%')
    """
    for _ in range(_DEEPEST):
        if "%" not in text:
            break
        before, text = text, _ENCODED_PERCENT.sub("%", text)
        try:
            text = unquote(text, errors="strict")
        except UnicodeDecodeError:
            text = unquote(text, "cp1252", "replace")
        if text == before:
            break
    return unicodedata.normalize("NFC", text)


def is_safe(text: str) -> bool:
    """Return whether a text is free of control characters, lone surrogates and bidi signs."""
    return _UNSAFE.search(text) is None


def is_reader(host: str) -> bool:
    """Return whether a host stands in one of the service's domains."""
    return any(host == domain or host.endswith("." + domain) for domain in lists().readers.words)


def _split(text: str) -> tuple[str, str, str] | None:
    """Cut a text into host, decoded path and raw query; None if it is no address of the web."""
    text = text.replace("\\", "/")
    found = _ADDRESS.match(text)
    if not text or found is None or not is_safe(text) or (not found["scheme"] and _OTHER_SCHEME.match(text)):
        return None
    host, path, query = found["host"], found["path"], found["query"] or ""
    if not found["scheme"] and found["slashes"] == "/":  # `/canada/…`, as links within a site are
        host, path = "", f"/{host}{path}"
    else:
        host = _bare_host(_PORT.sub("", host.rpartition("@")[2].lower()).rstrip("."))
        if not _HOST.fullmatch(host):
            return None
    path = decode(path)
    return (host, path, query) if is_safe(path) else None


def _bare_host(host: str) -> str:
    """Return the service's host inside a library's proxy host, any other host as it is."""
    first = _NUMBERED.sub("", host.partition(".")[0])
    for domain in lists().readers.words:
        dashed = domain.replace(".", "-")
        if first == dashed or first.endswith("-" + dashed):
            return first.replace("--", "\0").replace("-", ".").replace("\0", "-")
        inside = f".{host}".find(f".{domain}.")
        if inside >= 0:
            return _NUMBERED.sub("", host[: inside + len(domain)])
    return host


def _inner(host: str, path: str, query: str) -> str | None:
    """Return the address that an address carries, None if it carries none."""
    if found := _INNER.search(path):
        return path[found.end() :] + (f"?{query}" if query else "")
    if host in lists().archives.words:
        copy = _COPY.match(path)
        return copy["inner"] + (f"?{query}" if query else "") if copy else ""
    steps = path.lower().split("/")
    if not query or is_reader(host) or (len(steps) > len(["", "url"]) and steps[-1] != _LOGIN):
        return None
    carried = (decode(value) for key, value in _pairs(query) if key.lower() in lists().wrappers.words)
    return next((address for address in carried if _WEB.match(address)), None)


def _pairs(query: str) -> list[tuple[str, str]]:
    """Cut a query at `&`, `;` and the `&amp;` of mark-up; values stay encoded."""
    cut = (piece.partition("=") for piece in re.split("[&;]", query) if piece and piece != "amp")
    return [(key, value) for key, _, value in cut]


def _parts(host: str, path: str, query: str) -> Parts:
    """Put the parts together; session ids behind `;` and empty parts of the path fall away."""
    cut = (_BEHIND.split(part, maxsplit=1)[0].strip(AROUND) for part in path.split("/"))
    steps = tuple(part for part in cut if part)
    said = ((decode(key).strip(AROUND), decode(value).strip(AROUND)) for key, value in _pairs(query))
    pairs = tuple((key, value) for key, value in said if key and is_safe(key + value))
    reader = is_reader(host) or bool(steps and steps[-1].lower() in lists().scripts.words)
    return Parts(host, steps, pairs, reader)
