"""The formats in which rows are written, alone in a module: the command line needs their names before anything else."""

from pathlib import Path
from typing import Literal

Style = Literal["table", "csv", "json", "jsonl", "markdown", "parquet"]
STYLES: dict[str, Style] = {
    ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".md": "markdown", ".parquet": "parquet",
}  # fmt: skip


def style_of(file: str) -> Style | None:
    """Return the format that a file name ends with.

    >>> style_of("months.CSV")
    'csv'
    """
    return STYLES.get(Path(file).suffix.lower())
