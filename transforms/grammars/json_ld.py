"""JSON-LD in HTML: the article that a document's linked data describes.

Blocks are broken, huge or wrapped in comments often enough: what cannot be read is left out. The
tree is walked with a queue, for it may be deeper than Python's stack.
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from transforms.rules import Knowledge

Node = dict[str, Any]

_LONGEST = 1_000_000  # characters of all blocks together
_MOST_NODES = 10_000
_MOST_VALUES = 50  # of one property
_DEEPEST = 5  # lists in lists, a paper's issue in its volume
_WRAPPING = re.compile(r"(?:\s|\ufeff|<!--|//|/\*|\*/|<!\[CDATA\[)*")
_DECODER = json.JSONDecoder(strict=False)  # line ends stand in strings
_DOWN = ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf")  # where an article can stand
_NAME = ("name", "@value", "alternateName")
_ADDRESS = ("url", "@id")
_OWN = ("url", "mainEntityOfPage", "@id")


class Types(Knowledge, frozen=True):
    """Types of schema.org: of `articles`, and of `papers` that an article can be part of."""

    articles: tuple[str, ...]
    papers: tuple[str, ...]


def read_json_ld(
    scripts: Iterable[str],
    properties: dict[str, tuple[str, ...]],
    types: Types,
    addresses: frozenset[str] = frozenset(),
) -> Iterator[tuple[str, str]]:
    """Yield field and value, raw, for what the blocks state of the article with one of these addresses, or the first.

    `properties` names those of each field; the first of them that speaks decides.
    """
    nodes = list(_nodes(scripts))
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _is(node, types.articles)]
    if not articles:
        return
    own = (a for a in articles if any(not addresses.isdisjoint(_texts(a.get(key), _ADDRESS, {})) for key in _OWN))
    article = next(own, articles[0])
    for field, keys in properties.items():
        for key in keys:
            value = article.get(key)
            if key == "isPartOf":
                value = _paper(value, named, types.papers)
            texts = list(islice(_texts(value, _ADDRESS if field == "url" else _NAME, named), _MOST_VALUES))
            yield from ((field, text) for text in texts)
            if texts:
                break


def _nodes(scripts: Iterable[str]) -> Iterator[Node]:
    """Yield every object of the blocks that can hold an article, outer ones first."""
    room, left = _LONGEST, _MOST_NODES
    for script in scripts:
        room -= len(script)
        queue: deque[Any] = deque([_parse(script)] if room >= 0 else ())
        while queue and left:
            left -= 1
            node = queue.popleft()
            if isinstance(node, dict):
                yield node
                queue.extend(node[key] for key in _DOWN if key in node)
            elif isinstance(node, list):
                queue.extend(node[:left])


def _parse(script: str) -> Any:
    """Return the value of a block without what it is wrapped in, None if it is broken."""
    start = _WRAPPING.match(script)
    try:
        return _DECODER.raw_decode(script, start.end() if start else 0)[0]
    except (ValueError, RecursionError):
        return None


def _is(node: Any, types: tuple[str, ...]) -> bool:
    """Tell whether an object is of one of these types; `http://schema.org/Article` is `Article`."""
    stated = node.get("@type") if isinstance(node, dict) else None
    each = stated if isinstance(stated, list) else [stated]
    return any(isinstance(one, str) and re.split(r"[/#:]", one)[-1] in types for one in each)


def _texts(value: Any, keys: tuple[str, ...], named: dict[str, Node], depth: int = 0) -> Iterator[str]:
    """Yield the texts of a property: a string, an object's name, what a reference points to, or a list of these."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LONGEST:
        yield str(value)
    elif isinstance(value, list) and depth < _DEEPEST:
        for one in value[:_MOST_VALUES]:
            yield from _texts(one, keys, named, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST:
        node = named.get(_text(value, "@id") or "", {}) | value
        found = next((key for key in keys if key in node), None)
        yield from _texts(node.get(found or ""), keys, named, depth + 1)


def _text(node: Node, key: str) -> str | None:
    value = node.get(key)
    return value if isinstance(value, str) else None


def _paper(value: Any, named: dict[str, Node], papers: tuple[str, ...]) -> Node | None:
    """Return the paper that an article is part of, through its issue and volume; a web page is none."""
    for _ in range(_DEEPEST):
        value = value[0] if isinstance(value, list) and value else value
        if not isinstance(value, dict):
            return None
        node: Node = named.get(_text(value, "@id") or "", {}) | value
        if _is(node, papers):
            return node
        value = node.get("isPartOf")
    return None
