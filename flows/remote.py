"""Inputs that lie elsewhere: any address that fsspec opens (`s3://…`, `memory://…`, `sftp://…`)."""

import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from flows.manifests import Manifest, read_manifest
from flows.sources import MANIFESTS, SourceError, Unit, printable

# What file systems call the state of a file: any of these changes when the file does.
_STAMPS = (
    "ETag",
    "etag",
    "e_tag",
    "md5Hash",
    "LastModified",
    "last_modified",
    "mtime",
    "updated",
    "modified",
    "created",
)
SMALL = 256 * 1024  # bytes; larger files are streamed
AT_ONCE = 64  # small files fetched together: what is slow is the way there and back


class Remote:
    """An input behind an address; its pages are listed in order of their name."""

    def __init__(self, files: Any, root: str) -> None:
        """Keep the file system and the path of the root in it."""
        self.files = files
        self.root = root.rstrip("/")

    def entries(self) -> Iterator[Unit]:
        """Yield every file below the root; small ones with their bytes, fetched many at a time."""
        small: list[Unit] = []
        for unit in self._listed():
            if unit.size > SMALL:
                yield from self._fetched(small)
                yield unit
                small = []
            else:
                small.append(unit)
            if len(small) >= AT_ONCE:
                yield from self._fetched(small)
                small = []
        yield from self._fetched(small)

    def _listed(self) -> Iterator[Unit]:
        found = self.files.find(self.root, detail=True)
        for path in sorted(found):
            name = path[len(self.root) :].lstrip("/") or path.rsplit("/", 1)[-1]
            if name not in MANIFESTS:
                about = found[path]
                stamp = " ".join(f"{key} {about[key]}" for key in _STAMPS if about.get(key))
                yield Unit(printable(name), int(about.get("size") or 0), path, stamp=stamp or None)

    def _fetched(self, units: list[Unit]) -> Iterator[Unit]:
        """Yield units with their bytes; one that cannot be fetched says why."""
        if not units:
            return
        paths = [unit.path for unit in units]
        found = self.files.cat(paths, on_error="return")
        if isinstance(found, bytes):  # some file systems answer so for a single path
            found = {paths[0]: found}
        for unit in units:
            data = found.get(unit.path)
            if isinstance(data, bytes):
                yield unit._replace(data=data, size=len(data))
            else:
                yield unit._replace(reason="unreadable", detail=f"The file cannot be fetched: {data}.")

    def open(self, entry: Unit) -> BinaryIO:
        """Open a file to read."""
        if entry.data is not None:
            return BytesIO(entry.data)
        opened: BinaryIO = self.files.open(entry.path, "rb")
        return opened

    def manifest(self) -> Manifest:
        """Read the manifest beside the pages."""
        for name in MANIFESTS:
            if self.files.exists(f"{self.root}/{name}"):
                with tempfile.TemporaryDirectory() as folder:
                    self.files.get_file(f"{self.root}/{name}", str(Path(folder) / name))
                    return read_manifest(Path(folder))
        return Manifest()


def local_path(address: str) -> str:
    """Return the path of a `file://` address: what lies on this machine is read as a folder; others stay."""
    return address.removeprefix("file://")


def open_root(address: str) -> Remote | None:
    """Return the input behind an address, None for a path of this machine.

    Raises `SourceError` if the address cannot be opened.
    """
    if "://" not in address:
        return None
    import fsspec  # noqa: PLC0415 (0.1 s that a folder need not pay)

    try:
        files, root = fsspec.url_to_fs(address, **(_ours() if address.startswith("s3://") else {}))
        there = files.exists(root)
    except Exception as error:
        message = f"{address}: cannot be opened ({type(error).__name__}: {error}); see fsspec for what is needed"
        raise SourceError(message) from error
    if not there:
        message = f"{address}: nothing there; name a folder of scraped pages"
        raise SourceError(message)
    return Remote(files, root)


def _ours() -> dict[str, Any]:
    """Let the library of warehouses in buckets open `s3://` where fsspec's own is not installed; return its options."""
    if find_spec("s3fs") or not find_spec("obstore"):
        return {}
    from obstore.fsspec import register  # noqa: PLC0415

    from flows.objects.storage import options  # noqa: PLC0415

    register("s3")
    return options()
