"""The dataset card: `README.md` with a head that Hugging Face `datasets` reads."""

import json
from typing import Any, NamedTuple

from transforms.splitting import remove_controls
from transforms.tables import Column

LICENCE = """The texts belong to the newspapers that printed them, to their agencies and to their authors; this export
gives no right to them. Whether you may pass them on depends on the law where you are and on your contract with whoever
delivered the pages: ask before you do. What is free of their words (dates, names of newspapers and people, places,
word counts, hashes) is what `broadsheet export --no-text` writes; headlines are in it too, as in any catalogue."""
_SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)


class Facts(NamedTuple):
    """What is told of an export: where it is from, what was asked, what came."""

    snapshot: int
    published_at: str
    version: str
    where: str | None
    style: str
    preset: str | None
    text: bool
    exact: bool
    articles: int
    words: int
    outlets: int
    first_published: str | None
    last_published: str | None
    languages: tuple[str, ...]


def card(facts: Facts, columns: tuple[Column, ...]) -> str:
    """Return the dataset card."""
    head: dict[str, Any] = {
        "pretty_name": name(facts),
        "license": "other",
        "license_name": "texts-belong-to-their-publishers",
        "language": list(facts.languages),
        "size_categories": [_size(facts.articles)],
        "tags": ["newspapers"],
        "configs": [{"config_name": "default", "data_files": [{"split": "train", "path": f"data/*.{facts.style}"}]}],
    }
    front = "\n".join(f"{key}: {json.dumps(value)}" for key, value in head.items())  # JSON is YAML
    days = f", {facts.first_published} to {facts.last_published}" if facts.first_published else ""
    chosen = "all of the corpus"
    if facts.where:
        chosen = "those for which this holds:\n\n" + "".join(
            f"    {remove_controls(line)}\n" for line in facts.where.splitlines()
        )
    rows = (f"| `{c.name}` | {c.type} | {c.about.replace('|', chr(92) + '|')} |" for c in columns)
    return "\n".join([
        f"---\n{front}\n---\n\n# {name(facts)}\n",
        f"{facts.articles:,} articles of {facts.outlets:,} newspapers, {facts.words:,} words{days}.",
        f"Made by broadsheet {facts.version} from snapshot {facts.snapshot}, published {facts.published_at}:",
        f"{chosen}\n",
        *_notes(facts),
        f"## Licence\n\n{LICENCE}\n",
        '## Columns\n\nNULL is "not known".\n\n| column | type | what |\n|---|---|---|',
        *rows,
        f"\n## Load it\n\n```python\n{_recipe(facts)}\n```\n",
        "`sha256sum -c SHA256SUMS` tells whether every file is whole.\n",
    ])  # fmt: skip


def name(facts: Facts) -> str:
    """Return the name of the dataset."""
    return "Newspaper articles" if facts.text else "Newspaper articles, without their texts"


def _notes(facts: Facts) -> list[str]:
    notes = []
    if not facts.text:
        notes.append("Kicker, standfirst and text are left out; `body_sha256` proves a text you have from elsewhere.\n")
    if facts.style == "csv":
        exact = "Texts are as they are, also one that a spreadsheet takes for a formula.\n"
        notes.append(
            exact if facts.exact else "A text that a spreadsheet would take for a formula has an apostrophe in front.\n"
        )
    if facts.style == "csv" and facts.preset is None:
        notes.append("Lists are JSON.\n")
    return notes


def _recipe(facts: Facts) -> str:
    reader = {"parquet": "parquet", "csv": "csv", "jsonl": "json"}[facts.style]
    return f'datasets.load_dataset(".", split="train")\nduckdb.sql("FROM read_{reader}(\'data/*.{facts.style}\')")'


def _size(articles: int) -> str:
    """Return the size category as Hugging Face calls it."""
    names = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M", "100M<n<1B")
    return names[sum(articles >= size for size in _SIZES)]
