"""What is measured: this project's repair beside ftfy, ftfy without its harm to quotes, and the usual regex."""

import re
import time
from collections.abc import Callable

import ftfy

from transforms.encoding import repair_text

QUOTE_SAFE = ftfy.TextFixerConfig(
    uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, fix_line_breaks=False
)
USUAL = re.compile(r"(?<=\w)\?(?=(?:s|t|ll|ve|re|d|m)\b)")
OURS = "ours"
REPAIRERS: dict[str, Callable[[str], str]] = {
    OURS: repair_text,
    "ftfy": ftfy.fix_text,
    "ftfy, quote-safe": lambda text: ftfy.fix_text(text, QUOTE_SAFE),
    "usual regex": lambda text: USUAL.sub("’", text),
}


def repair(name: str, text: str) -> str | None:
    """Return the repaired text; None if the repairer raised, which is counted and never hidden."""
    try:
        return REPAIRERS[name](text)
    except Exception:  # noqa: BLE001 (whatever a repairer does not stand)
        return None


def microseconds(name: str, text: str, times: int = 100) -> float:
    """Return the shortest time that one repair of `text` took."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        repair(name, text)
        best = min(best, time.perf_counter() - start)
    return 1e6 * best
