"""The parts of one snapshot as a file system for DuckDB: only these, only read.

How large each is, is known, and none is ever replaced: nothing is asked about a part but its bytes.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fsspec import AbstractFileSystem
from fsspec.spec import AbstractBufferedFile

from flows.objects.storage import Storage

_NEVER_CHANGED = datetime(2000, 1, 1, tzinfo=UTC)


class Parts(AbstractFileSystem):  # type: ignore[misc] # of any type
    """Objects by their whole addresses, with their sizes."""

    cachable = False

    def __init__(self, storage: Storage, sizes: Mapping[str, int]) -> None:
        """Know the parts."""
        super().__init__()
        self.protocol = storage.address.partition("://")[0]
        self.storage = storage
        self.sizes = {self._strip_protocol(f"{storage.address}/{key}"): (key, size) for key, size in sizes.items()}

    def info(self, path: str, **_more: Any) -> dict[str, Any]:
        """Tell what is known of a part.

        Raises `FileNotFoundError` for anything else.
        """
        name = self._strip_protocol(path)
        if name not in self.sizes:
            raise FileNotFoundError(path)
        return {"name": name, "size": self.sizes[name][1], "type": "file"}

    def modified(self, path: str) -> datetime:  # noqa: ARG002
        """Return the same time for all: what an object holds never changes."""
        return _NEVER_CHANGED

    def _open(self, path: str, mode: str = "rb", **_more: Any) -> AbstractBufferedFile:
        if mode != "rb":
            message = f"{path}: is only read"
            raise PermissionError(message)
        return _Part(self, path, mode, cache_type="none", size=self.info(path)["size"])  # DuckDB knows what it needs


class _Part(AbstractBufferedFile):  # type: ignore[misc] # of any type
    def _fetch_range(self, start: int, end: int) -> bytes:
        key, _ = self.fs.sizes[self.path]
        found: bytes = self.fs.storage.get_range(key, start, end)
        return found
