"""How many names printed in capitals get their true case? Ours beside nameparser, as a Markdown table.

`python -m benchmarks.names FILE... [--failures N]`

A FILE holds names in true case, one a line. Each is written in capitals, read back and compared letter by letter.
Hard is a name whose true case is not one capital for each word and small letters behind it, or that has a word which
begins like those that are not: Mc, Mac, De, La, Van, O', with a hyphen, an initial, a suffix. nameparser is measured
where it is installed.

Such lists are everywhere: lists of contributors (`Misc/ACKS` of CPython, `MAINTAINERS` and `CREDITS` of Linux,
`etc/AUTHORS` of Emacs, the `Maintainer` fields of a distribution), players in packages about sport (`lahman`,
`nflgame`, `nba_api`), persons in WordNet, chess players in the spelling file of Scid. Names that a source spells oddly
(all small, user names, `McDonald` as `Mcdonald` throughout) are no test: leave them out. The lists stay outside the
repository.
"""

import argparse
import importlib
import importlib.util
import re
import time
from collections.abc import Callable
from pathlib import Path

from transforms import names

CASERS: dict[str, Callable[[str], str]] = {"ours": names.true_case}
TRICKY = re.compile(
    r"(?i)\b(?:ma?c|de|di|da|du|des|del|la|le|lo|st|van|von|vander|ver|ten|ter|fitz|el|al|bin|ibn)"
    r"(?:\b|(?<=mc)\w|(?<=mac)\w)|[-'’.]|\b\w\b|\b(?:jr|sr|i{2,3}|iv)\b"
)


def is_hard(name: str) -> bool:
    """Say whether a capital and small letters for each word would be wrong, or may be."""
    return name != " ".join(word.capitalize() for word in name.split()) or TRICKY.search(name) is not None


def nameparser_case(name: str) -> str:
    """Case a name as nameparser does."""
    parsed = importlib.import_module("nameparser").HumanName(name)
    parsed.capitalize(force=True)
    return str(parsed)


def misses(caser: Callable[[str], str], truth: list[str]) -> list[tuple[str, str]]:
    """Return the names that `caser` does not restore, with what it makes of them."""
    return [(name, made) for name in truth if (made := caser(name.upper())) != name]


def microseconds(caser: Callable[[str], str], truth: list[str]) -> float:
    """Return the time for a name that was never seen before; none is remembered."""
    names.forget()
    printed = [name.upper() for name in truth]
    start = time.perf_counter()
    for name in printed:
        caser(name)
    return 1e6 * (time.perf_counter() - start) / len(printed)


def share(wrong: int, count: int) -> str:
    return f"{(count - wrong) / count:.4f}" if count else "-"


def report(path: Path, failures: int) -> None:
    """Print a row for each way of casing the names of a file."""
    truth = list(dict.fromkeys(filter(None, path.read_text("utf-8").splitlines())))
    hard = {name for name in truth if is_hard(name)}
    for label, caser in CASERS.items():
        missed = misses(caser, truth)
        wrong = sum(name in hard for name, _ in missed)
        figures = f"{share(len(missed), len(truth))} | {share(wrong, len(hard))}"
        took = microseconds(caser, truth[:2000])
        print(f"| {path.stem} | {label} | {len(truth)} | {len(hard)} | {figures} | {took:.1f} |")
        if label == "ours":
            shown = missed[:failures]
    for name, made in shown:
        print(f"    {name} -> {made}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="print so many names that ours gets wrong")
    given = parser.parse_args()
    if importlib.util.find_spec("nameparser"):
        CASERS["nameparser"] = nameparser_case
    print("| names | who | all | hard | right | right, hard | µs a name |")
    print("|---|---|---|---|---|---|---|")
    for path in given.files:
        report(path, given.failures)


if __name__ == "__main__":
    main()
