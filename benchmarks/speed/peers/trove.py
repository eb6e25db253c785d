"""datatrove as its own examples chain it: `trove.py PAGES OUT [--minhash]`, one worker.

Reader, trafilatura where the page is HTML, ftfy, the filter of Gopher's quality rules, Parquet; then the four steps of its MinHash.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.filters import GopherQualityFilter
from datatrove.pipeline.formatters import FTFYFormatter
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.readers.base import BaseReader
from datatrove.pipeline.writers import ParquetWriter


class Files(BaseReader):
    """A document for each file of a folder: datatrove has readers of records only."""

    name = "files"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def run(self, data: object = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:  # noqa: ARG002 (their signature)
        """Yield the pages."""
        for file in sorted(self.folder.iterdir()):
            if file.name != "manifest.csv":
                with self.track_time():
                    document = Document(text=file.read_text("utf-8", errors="replace"), id=file.name)
                self.update_doc_stats(document)
                yield document


def run(out: Path, name: str, *steps: object, tasks: int = 1) -> None:
    """Run steps one after another in this process."""
    LocalPipelineExecutor(list(steps), tasks=tasks, workers=1, logging_dir=str(out / "logs" / name)).run()


def main(pages: Path, out: Path, *, minhash: bool) -> None:
    """Read, and part reprints if asked to."""
    is_html = any(pages.glob("*.html"))
    clean, config = str(out / "clean"), MinhashConfig()
    extract = [Trafilatura(timeout=10)] if is_html else []
    run(out, "clean", Files(pages), *extract, FTFYFormatter(), GopherQualityFilter(), ParquetWriter(clean))
    if not minhash:
        return
    signatures, buckets, removed = (str(out / name) for name in ("signatures", "buckets", "removed"))
    run(out, "sign", ParquetReader(clean), MinhashDedupSignature(signatures, config))
    run(out, "join", MinhashDedupBuckets(signatures, buckets, config=config), tasks=config.num_buckets)
    run(out, "group", MinhashDedupCluster(buckets, removed, config=config))
    run(out, "keep", ParquetReader(clean), MinhashDedupFilter(removed), ParquetWriter(str(out / "kept")))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]), minhash="--minhash" in sys.argv)
