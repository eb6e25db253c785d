"""What bytes are that are no text: a PDF, an image, an archive, something binary; or None.

The first bytes of files are knowledge, in `data/rules/signatures.toml`. Whatever has no signature is binary when too
many of its bytes are control characters.
"""

import re
from functools import cache

import msgspec

from transforms import rules

MOST_CONTROLS = 0.02  # a stray control byte is odd text; one in fifty is no text

_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a")) + b"\x7f"  # 0x1A ends the texts of DOS
_HEAD = 1024  # bytes; no signature looks farther


class Signature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first bytes of one kind of file; `pattern` is a regular expression over bytes."""

    kind: str
    reason: str
    pattern: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


class Signatures(rules.Knowledge, frozen=True):
    """What `signatures.toml` holds."""

    signature: tuple[Signature, ...]


@cache
def known_signatures() -> tuple[tuple[re.Pattern[bytes], Signature], ...]:
    """Return the signatures in their order, with compiled patterns."""
    return tuple(
        (re.compile(one.pattern.encode("latin-1"), re.DOTALL), one)
        for one in rules.load("rules/signatures.toml", Signatures).signature
    )


def find_signature(data: bytes) -> Signature | None:
    """Return the signature that the bytes begin with.

    >>> find_signature(b"%PDF-1.7 ...").reason
    'pdf'
    >>> find_signature(b"GIF is said with a hard G.") is None
    True
    """
    head = data[:_HEAD]
    return next((signature for pattern, signature in known_signatures() if pattern.match(head)), None)


def count_controls(data: bytes) -> int:
    """Return how many bytes are control characters that no text holds."""
    return len(data) - len(data.translate(None, _CONTROLS))


def is_binary(data: bytes) -> bool:
    """Say whether too many bytes are control characters for a text in any ASCII-compatible charset."""
    return count_controls(data) > MOST_CONTROLS * len(data)
