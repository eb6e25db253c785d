"""Pages put together at random from all that is odd: a run publishes them, and each has its row."""

import random
import time

from flows.running import run
from flows.summaries import RunSettings
from transforms import captions

FRAGMENTS = [
    "?? — AP PHOTO ?? A b", " ?? â€” AP PHOTO ?? A b", "â€” AP PHOTO A b", "— AP PHOTO A b", " ?? x", "?? ??", "??", "- ", "-",
    "- ADA MARSH", "— Dit-il.", "The Courier", "Pier opens", "Newspapers in English", "Newspapers from Canada",
    "Newspapers from Atlantis", "Newspapers in Crisis", "The Courier - - NEWS - ADA MARSH", "A - - b", "It rained.",
    "WASHINGTON — It rained.", "\x1b[31mred\x1b[0m", "\x00", "a\\b\x07", "Itâ\x80\x99s", "Ã‚Â€", "â€œlooksâ€.", "\ufffd",
    "\u200b", "\xad", "\ufeff", "&amp;", "&#x1b;", "&#10;", "\xa0", "\t", "", "Photo: Ada Marsh", "By ADA MARSH", "?",
    "PressReader.com +1 604 278 4604", "\u2028 x", "x\ry", "?? " + "a " * 90 + "??", " ?? — " + "a " * 60 + "?? b",
    " ?? — a\tb ?? c", "?? — ?? ??", "Ã©tÃ© ?? — x ?? y", "ﬁrst",
]  # fmt: skip
ENDS = ["\n", "\n\n", "\r\n", "\n \n"]


def test_no_odd_page_stops_a_publication(tmp_path):
    rng = random.Random(11)
    raw = tmp_path / "raw"
    raw.mkdir()
    for number in range(600):
        parts = [rng.choice(FRAGMENTS) for _ in range(rng.randint(1, 14))]
        charset = rng.choice(["utf-8", "utf-8", "utf-16", "cp1252"])
        (raw / f"{number:04}.txt").write_bytes(rng.choice(ENDS).join(parts).encode(charset, "replace"))
    done = run(RunSettings(str(raw), str(tmp_path / "warehouse")))
    assert done.pages == 600
    assert done.accepted + done.duplicates + done.quarantined == 600
    assert done.accepted > 100


def test_a_caption_of_spaces_takes_no_time() -> None:
    start = time.perf_counter()
    captions.split_caption("?? " + " " * 20_000 + "x")
    assert time.perf_counter() - start < 1
