"""Learn `data/rules/lossy_weights.toml`: what a lost character was, given its place.

    python3 -m uv run --with scikit-learn python -m benchmarks.make_lossy

The texts are the English articles of the folder that BROADSHEET_REAL_TEXTS names (`benchmarks.documents`), as far as
they kept their curly quotes: every character beyond ASCII is replaced by `?`, and the weights are learnt from what
stood there. No text gets into the weights but words, alone or two together, that three documents or more share.

scikit-learn is needed only here and in `benchmarks.lossy_unseen`, which measures the weights on texts that they were
not learnt from.
"""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.documents import Document, documents
from transforms.damage.lossy_features import features
from transforms.damage.lossy_page import read_style
from transforms.damage.lossy_place import Place
from transforms.damage.lossy_weights import (
    APOSTROPHE,
    CLOSES,
    DASH,
    ELLIPSIS,
    HYPHEN,
    LETTER,
    OPENS,
    QUESTION,
    READINGS,
    SIGN,
    SPACE,
)

OUTPUT = Path(__file__).parent.parent / "data" / "rules" / "lossy_weights.toml"
DOCUMENTS = 3  # a feature that fewer documents have is left out: it would be text, not knowledge
MOST = 60  # places of one document that count in full
UNPRINTED = 0.3  # weight of what a newspaper hardly prints
SMALL = 4  # hundredths: features that move nothing are left out

_READ = {
    "‘": OPENS, "“": OPENS, "”": CLOSES, "’": APOSTROPHE, "—": DASH, "–": DASH, "…": ELLIPSIS,
    "?": QUESTION, "\xa0": SPACE, "‑": HYPHEN,
}  # fmt: skip
_NO_PROSE = re.compile("[\x80-\x9f─│├]")  # mojibake and drawings


class Seen(NamedTuple):
    """One lost character: what its place showed, what it was, and in which document."""

    features: list[str]
    reading: str
    document: int


def readings(text: str) -> list[str]:
    """Return what each character is; a ’ that closes a ‘ is told from an apostrophe."""
    found, is_open = [], False
    for at, character in enumerate(text):
        reading = _READ.get(character) or (LETTER if character.isalpha() else SIGN)
        is_open = character == "‘" or (is_open and character != "\n")
        if character == "’" and is_open and not text[at + 1 : at + 2].isalnum():
            reading, is_open = CLOSES, False
        found.append(reading)
    return found


def see(document: int, text: str) -> list[Seen]:
    """Damage one text and look at each place."""
    lost = "".join(character if character.isascii() else "?" for character in text)
    style, were = read_style(lost), readings(text)
    return [
        Seen(list(features(Place(lost, at), style)), were[at], document)
        for at, character in enumerate(lost)
        if character == "?"
    ]


def is_unprinted(one: Seen) -> bool:
    """Tell whether a newspaper hardly prints what was lost: arrows, no-break spaces, quotes between spaces."""
    return one.reading in SPACE + HYPHEN + SIGN + ELLIPSIS or (one.reading in OPENS + CLOSES and "0  " in one.features)


def learn(seen: list[Seen]) -> tuple[list[int], dict[str, list[int]]]:
    """Return the weights before any feature, and those of each feature, in hundredths."""
    import numpy as np  # noqa: PLC0415 (not a dependency of the project)
    from scipy.sparse import csr_matrix  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    documents: dict[str, set[int]] = defaultdict(set)
    for one in seen:
        for feature in one.features:
            documents[feature].add(one.document)
    names = sorted(name for name, in_documents in documents.items() if len(in_documents) >= DOCUMENTS)
    column = {name: number for number, name in enumerate(names)}
    cells = [(row, column[name]) for row, one in enumerate(seen) for name in set(one.features) if name in column]
    rows, columns = zip(*cells, strict=True)
    matrix: Any = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(seen), len(names)))
    count = Counter(one.document for one in seen)
    weight = [min(1.0, MOST / count[one.document]) * (UNPRINTED if is_unprinted(one) else 1.0) for one in seen]
    model: Any = LogisticRegression(C=1.0, max_iter=500)
    model.fit(matrix, [READINGS.index(one.reading) for one in seen], sample_weight=weight)
    prior = [round(100 * each) for each in model.intercept_]
    learnt = {
        name: [round(100 * each) for each in model.coef_[:, number]]
        for name, number in column.items()
        if max(abs(model.coef_[:, number])) * 100 >= SMALL
    }
    return prior, learnt


def write(prior: list[int], learnt: dict[str, list[int]]) -> None:
    """Write the weights as TOML, a line for each feature."""
    lines = [
        "# Made by benchmarks/make_lossy.py; do not edit by hand. Hundredths, in the order of `readings`: an apostrophe,",
        "# a quote that opens, one that closes, dash, ellipsis, question mark, space, hyphen, letter, other sign.",
        f'readings = "{READINGS}"',
        f"prior = {json.dumps(prior)}",
        "",
        "[features]",
        *(f'{json.dumps(name, ensure_ascii=False)} = "{" ".join(map(str, row))}"' for name, row in learnt.items()),
    ]
    OUTPUT.write_text("\n".join(lines) + "\n", "utf-8")


def articles() -> list[Document]:
    """Return the English articles that kept their curly quotes."""
    found = [one for one in documents(own=False)["en"] if one.name.startswith("articles")]
    return [one for one in found if ("’" in one.text or "“" in one.text) and not _NO_PROSE.search(one.text)]


def learn_from(chosen: list[Document]) -> tuple[list[int], dict[str, list[int]]]:
    """Return what `learn` makes of all lost characters of the articles."""
    return learn([seen for number, one in enumerate(chosen) for seen in see(number, one.text)])


def main() -> None:
    """Learn and write the weights."""
    chosen = articles()
    prior, learnt = learn_from(chosen)
    write(prior, learnt)
    print(f"{len(chosen)} documents, {len(learnt)} features, {OUTPUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
