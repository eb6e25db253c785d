"""Who is timed, and how it is started: one process each, on the same pages.

Slow ones read a share of the pages. What a process costs to start is measured with one page and taken off, so
that shares and wholes compare.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PEERS = Path(__file__).parent / "peers"
INGEST = "-m flows.starting ingest {pages} --warehouse {out} --workers 1 --json"


class Contender(NamedTuple):
    """One process to time: `arguments` of our Python, or of that of the peers where they name a script of theirs."""

    name: str
    kind: str
    arguments: str
    share: float = 1.0
    is_ours: bool = False

    def command(self, pages: Path, out: Path, peers: str) -> Sequence[str]:
        """Return the command that reads `pages` and writes below `out`."""
        words = [word.format(pages=pages, out=out) for word in self.arguments.split()]
        return [sys.executable, *words] if self.is_ours else [peers, str(PEERS / words[0]), *words[1:]]


CONTENDERS = (
    Contender("broadsheet", "text", INGEST, is_ours=True),
    Contender("broadsheet, no reprints", "text", f"{INGEST} --no-reprints", is_ours=True),
    Contender("limit", "text", "limit.py {pages} {out}"),
    Contender("first draft", "text", "draft.py {pages} {out}", 0.05),
    Contender("datatrove", "text", "trove.py {pages} {out}", 0.05),
    Contender("datatrove, MinHash", "text", "trove.py {pages} {out} --minhash", 0.05),
    Contender("broadsheet", "html", INGEST, is_ours=True),
    Contender("broadsheet, no reprints", "html", f"{INGEST} --no-reprints", is_ours=True),
    Contender("limit", "html", "limit.py {pages} {out}"),
    Contender("trafilatura, fast", "html", "extract.py fast {pages}", 0.1),
    Contender("trafilatura", "html", "extract.py trafilatura {pages}", 0.1),
    Contender("newspaper4k", "html", "extract.py newspaper4k {pages}", 0.04),
    Contender("first draft", "html", "draft.py {pages} {out}", 0.1),
    Contender("datatrove", "html", "trove.py {pages} {out}", 0.1),
    Contender("datatrove, MinHash", "html", "trove.py {pages} {out} --minhash", 0.1),
)

# What the project owes: (kind, ours, other, at least so many times as fast).
FLOORS = (
    ("text", "broadsheet", "first draft", 12.0),
    ("text", "broadsheet, no reprints", "datatrove", 6.0),
    ("html", "broadsheet", "trafilatura, fast", 2.0),
    ("html", "broadsheet", "newspaper4k", 15.0),
    ("html", "broadsheet", "datatrove, MinHash", 20.0),
)
MOST = {"text": 350, "html": 800}  # µs a page
MOST_LIMITS = 7.0  # times what the limit takes, text
MOST_START = 1.0  # seconds of one page
