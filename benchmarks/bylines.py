"""Score `read_byline` on labelled bylines: `python benchmarks/bylines.py [FILE] [--failures]`.

FILE is JSONL with `byline`, `authors`, `contributors`, `agency`, `ambiguous`, `junk`; without it
the path comes from BROADSHEET_REAL_BYLINES, else ../shared/bylines/real-bylines.jsonl.
"""

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from transforms import bylines, registry  # noqa: E402
from transforms.folding import fold  # noqa: E402
from transforms.record import Byline  # noqa: E402

DEFAULT = ROOT.parent / "shared" / "bylines" / "real-bylines.jsonl"
ROUNDS = 5


class Label(msgspec.Struct):
    """A byline and what a person read in it."""

    byline: str
    authors: list[str]
    contributors: list[str]
    agency: str | None
    ambiguous: bool
    junk: bool


def labelled(path: Path) -> list[Label]:
    """Return the labelled bylines that two careful readers read alike."""
    rows = [msgspec.json.decode(line, type=Label) for line in path.read_bytes().splitlines() if line.strip()]
    return [row for row in rows if not row.ambiguous]


def people(byline: Byline, role: str = "author") -> list[str]:
    """Return the names of one role in printed order."""
    return [p.name for p in byline.people if p.role == role]


def agencies(names: str | None) -> set[str]:
    """Return agencies as folded canonical names."""
    return {fold(registry.find_agency(n) or n).removeprefix("the ") for n in (names or "").split("; ") if n}


def folded(names: Iterable[str]) -> list[str]:
    """Return names without case, accents and apostrophes."""
    return [fold(name) for name in names]


def rate(hits: Iterable[bool]) -> str:
    """Return a share and what it is a share of."""
    values = list(hits)
    return f"{sum(values) / max(1, len(values)):.3f} of {len(values)}"


def name_f1(read: list[tuple[Label, Byline]]) -> float:
    """Return F1 over the names of authors."""
    pairs = [(set(folded(row.authors)), set(folded(people(b)))) for row, b in read]
    named = sum(len(want) + len(got) for want, got in pairs)
    return 2 * sum(len(want & got) for want, got in pairs) / max(1, named)


def microseconds(texts: list[str]) -> float:
    """Return the mean cost of reading one byline that was not read before."""
    start = time.perf_counter()
    for _ in range(ROUNDS):
        bylines.read.cache_clear()
        for text in texts:
            bylines.read_byline(text)
    return (time.perf_counter() - start) / ROUNDS / len(texts) * 1e6


def scores(read: list[tuple[Label, Byline]]) -> list[str]:
    """Return one line for each measure."""
    looks = [bylines.looks_like_byline(row.byline) for row, _ in read if not row.junk]
    return [
        f"author list exact, folded     {rate(folded(r.authors) == folded(people(b)) for r, b in read)}",
        f"author list exact, with case  {rate(r.authors == people(b) for r, b in read)}",
        f"name F1                       {name_f1(read):.3f}",
        f"contributors, where there are {rate(helpers_right(r, b) for r, b in read if r.contributors)}",
        f"agency, where there is one    {rate(agency_right(r, b) for r, b in read if r.agency)}",
        f"nobody, where nobody is       {rate(not people(b) for r, b in read if not r.authors)}",
        f"no agency, where none is      {rate(not b.agency for r, b in read if not r.agency)}",
        f"looks_like_byline             {rate(looks)}",
        f"microseconds a byline         {microseconds([row.byline for row, _ in read]):.1f}",
    ]


def helpers_right(row: Label, byline: Byline) -> bool:
    """Say whether the contributors are the wanted ones, in order."""
    return folded(row.contributors) == folded(people(byline, "contributor"))


def agency_right(row: Label, byline: Byline) -> bool:
    """Say whether the agencies are the wanted ones."""
    return agencies(row.agency) == agencies(byline.agency)


def failures(read: list[tuple[Label, Byline]]) -> list[str]:
    """Return each byline that was read wrong, with what was wanted and what came."""
    lines = []
    for row, byline in read:
        if row.authors != people(byline):
            lines.append(f"{row.byline!r}\n   want {row.authors}\n   got  {people(byline)}")
        if not helpers_right(row, byline):
            lines.append(f"{row.byline!r}\n   want {row.contributors}\n   got  {people(byline, 'contributor')}")
        if not agency_right(row, byline):
            lines.append(f"{row.byline!r}\n   want agency {row.agency}\n   got  {byline.agency}")
    return lines


def main() -> None:
    """Print the scores and, with `--failures`, every byline that was read wrong."""
    files = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    path = Path(files[0] if files else os.environ.get("BROADSHEET_REAL_BYLINES", DEFAULT))
    read = [(row, bylines.read_byline(row.byline)) for row in labelled(path)]
    lines = scores(read) + (failures(read) if "--failures" in sys.argv else [])
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
