"""The limit: read the bytes, hash them, decode them, write Parquet. `limit.py PAGES OUT`.

The text is written twice, because it stands in two of our tables, as lines and as bodies.
"""

import hashlib
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

PAGES = 500  # in a file


def main(pages: Path, out: Path) -> None:
    """Write the pages as Parquet."""
    out.mkdir(parents=True)
    files = sorted(file for file in pages.iterdir() if file.name != "manifest.csv")
    for start in range(0, len(files), PAGES):
        data = [file.read_bytes() for file in files[start : start + PAGES]]
        ids = [hashlib.sha256(page).hexdigest()[:32] for page in data]
        table = pa.table({"page_id": ids, "text": [page.decode("utf-8", "replace") for page in data]})
        for name in ("lines", "bodies"):
            pq.write_table(table, out / f"{name}-{start}.parquet", compression="zstd", compression_level=3)


main(*map(Path, sys.argv[1:]))
