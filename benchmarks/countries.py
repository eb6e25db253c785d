"""How many country names that the registry was not made from does it know, and how many does it get wrong?

    python benchmarks/countries.py --wrong COUNTRYNAMES.yaml HDX.csv WORLD_COUNTRIES.json I18N_FOLDER

Each file is a judge: `data.yaml` of countrynames, the taxonomy of hdx-python-country, `countries.json` of
world-countries, `langs/` of i18n-iso-countries. None of their names is in the repository. A part of a state (`GB-SCT`)
counts as the state; a code outside ISO 3166-1 (`SU`, `XK`, `FAIL`) must stay without an answer.
`--wrong` and `--missed` print the names.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import perf_counter

import yaml

from transforms.folding import fold
from transforms.papers.countries import countries, find_country

Case = tuple[str, str | None]


def iso(code: str) -> str | None:
    """Return the country of a code, None where ISO has none."""
    return code[:2] if code[:2] in countries() and code[2:3] in {"", "-"} else None


def read_countrynames(path: Path) -> Iterator[Case]:
    for code, names in yaml.safe_load(path.read_text("utf-8")).items():
        yield from ((str(name), iso(str(code))) for name in names)


def read_hdx(path: Path) -> Iterator[Case]:
    words = ("Term", "Short", "Formal", "M49 ")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            code = iso(row["ISO 3166-1 Alpha 2-Codes"])
            names = (v for k, v in row.items() if any(w in k for w in words) and "code" not in k)
            yield from ((name, code) for name in names if name and code and not name.isdigit())


def read_world(path: Path) -> Iterator[Case]:
    for row in json.loads(path.read_text("utf-8")):
        named = [row["name"], *row["name"]["native"].values(), *row["translations"].values()]
        names = [name for each in named for name in (each["common"], each["official"])]
        demonyms = [form for each in row["demonyms"].values() for form in each.values()]
        spellings = [name for name in row["altSpellings"] if len(name) > len("XXX")]
        yield from ((name, iso(row["cca2"])) for name in (*names, *demonyms, *spellings) if name)


def read_i18n(path: Path) -> Iterator[Case]:
    for file in sorted(path.glob("*.json")):
        for code, names in json.loads(file.read_text("utf-8"))["countries"].items():
            yield from ((name, iso(code)) for name in ([names] if isinstance(names, str) else names))


READERS = {".yaml": read_countrynames, ".csv": read_hdx, ".json": read_world, "": read_i18n}


def judge(cases: Iterable[Case], shown: set[str]) -> Counter[str]:
    """Count right, wrong and missed, each folded name once; a name that the judge gives to two is left out."""
    meant: dict[str, set[str | None]] = {}
    spelled: dict[str, str] = {}
    for name, code in cases:
        meant.setdefault(fold(name), set()).add(code)
        spelled.setdefault(fold(name), name)
    result: Counter[str] = Counter()
    for key, codes in meant.items():
        if len(codes) > 1:
            continue
        (code,), said = codes, find_country(spelled[key])
        verdict = "right" if said == code else "missed" if said is None else "wrong"
        result[verdict] += 1
        if verdict in shown:
            print(f"  {verdict}: {spelled[key]} is {code}, read as {said}")
    return result


if __name__ == "__main__":
    shown = {word.removeprefix("--") for word in sys.argv[1:] if word.startswith("--")}
    for path in (Path(word) for word in sys.argv[1:] if not word.startswith("--")):
        cases = list(READERS[path.suffix](path))
        begun = perf_counter()
        counts = judge(cases, shown)
        total, seconds = counts.total(), perf_counter() - begun
        shares = ", ".join(f"{counts[v]} {v} ({counts[v] / total:.2%})" for v in ("right", "missed", "wrong"))
        print(f"{path.name}: {total} names: {shares}; {seconds / total * 1e6:.0f} µs a name")
