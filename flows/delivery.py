"""From an input to its raw pages: containers are unfolded as they are met, and each page gets what the manifest says.

Only as much of the input is held as the next batch needs. A folder on this machine is walked by
`flows.sources`; any other address goes through fsspec.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from flows import remote
from flows.containers import Fields, Member, container_kind, read_members
from flows.containers import Limits as ContainerLimits
from flows.limits import Limits
from flows.manifests import read_manifest
from flows.sources import SourceError, Unit, list_entries, open_regular
from transforms.address.name_patterns import facts_in_name
from transforms.record import Fact

if TYPE_CHECKING:
    from flows.fingerprints import Fingerprints

HEAD = 4096  # bytes that tell a container from a page


class Delivery:
    """An input as it is read: what is known of its pages, and which manifest rows have met their page."""

    def __init__(  # noqa: PLR0913, PLR0917 (all that decides what is read)
        self,
        root: str,
        scratch: Path,
        limits: Limits,
        fields: Fields,
        wanted: frozenset[str] | None = None,
        without: str | None = None,
    ) -> None:
        """Read the manifest; `wanted` limits the input to these pages, or containers, by their source.

        What lies in the folder `without`, named from the root, is no part of the input.

        With `fingerprints` the files that were read before as they are now are passed over, unless all are to be
        read again to `verify` them.

        Raises `SourceError` if root or manifest cannot be used.
        """
        self.root, self.scratch, self.limits, self.fields = root, scratch, limits, fields
        self.remote = remote.open_root(root)
        if self.remote is None and not Path(root).exists():
            message = f"{root}: no such folder; name a folder of scraped pages, an archive or an address"
            raise SourceError(message)
        self.manifest = self.remote.manifest() if self.remote else read_manifest(Path(root))
        self.told = bytearray(len(self.manifest))  # the rows that have met their page
        self.wanted = wanted
        self.wanted_files = _files_of(wanted) if wanted is not None else None
        self.without = None if without is None else f"{without}/"
        self.met: set[str] = set()
        self.remembers = wanted is not None  # a million names are not kept for nothing
        self.bytes_read = self.unchanged = 0
        self.fingerprints: Fingerprints | None = None
        self.name_pattern: str | None = None
        self.verify = False

    def units(self) -> Iterator[Unit]:
        """Yield every raw page of the input, in order."""
        entries = self.remote.entries() if self.remote else list_entries(Path(self.root))
        for entry in entries:
            if self.without and entry.source.startswith(self.without):
                continue
            if self.wanted_files is None or entry.source in self.wanted_files:
                if self.remembers:
                    self.met.add(entry.source)
                yield from self._read(entry)
            self.bytes_read += entry.size

    def _read(self, entry: Unit) -> Iterator[Unit]:
        """Yield the pages of an entry that is new or has changed."""
        marks = self.fingerprints
        if marks and not self.verify and marks.of(entry) in marks.known:
            self.unchanged += 1
            for place in (self.manifest.place(entry.source), *marks.members(entry.source)):
                if place is not None:
                    self.told[place] = True
            return
        yield from map(self._told, self._unfold(entry))
        if marks:
            marks.add(entry)

    def still_there(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Return those of the sources whose file the input still has, once all of it was read."""
        return tuple(source for source in sources if not _files_of([source]).isdisjoint(self.met))

    def unmatched(self) -> int:
        """Return how many manifest rows have not met their page."""
        return self.told.count(False)

    def _told(self, unit: Unit) -> Unit:
        """Add what the manifest says of a page, and what its name does by the house's pattern."""
        if self.name_pattern and "#" not in unit.source[len(unit.file or unit.source) :]:
            unit = unit._replace(facts=(*unit.facts, *facts_in_name(unit.source, self.name_pattern)))
        if (found := self.manifest.find(unit.source)) is None:
            return unit
        place, said = found
        self.told[place] = True
        return unit._replace(
            url=said.url or unit.url,
            fetched_at=said.fetched_at or unit.fetched_at,
            charset=said.charset or unit.charset,
            facts=(*said.facts, *unit.facts),
        )

    def _unfold(self, entry: Unit) -> Iterator[Unit]:
        """Yield the pages of a container, or the entry itself."""
        if entry.reason:
            yield entry
            return
        try:
            with self._open(entry) as file:
                kind = container_kind(entry.source, file.read(HEAD))
                if kind is None:
                    yield self._page(entry, file)
                    return
                file.seek(0)
                limits = ContainerLimits(page_bytes=self.limits.page_bytes)
                for member in read_members(file, entry.source, kind, limits, self.fields, self.scratch):
                    unit = _as_unit(entry, member)
                    if self._wants(unit):
                        yield unit
        except OSError as error:
            yield entry._replace(reason="unreadable", detail=f"The file cannot be read: {error.strerror or error}.")

    def _wants(self, unit: Unit) -> bool:
        """Tell whether a page is wanted: by its name, or because its container is, or one of its articles."""
        if self.wanted is None or self.wanted_files is None:
            return True
        return bool(unit.source in self.wanted_files or not _files_of([unit.source]).isdisjoint(self.wanted))

    def _open(self, entry: Unit) -> Any:
        return self.remote.open(entry) if self.remote else open_regular(entry.path)

    def _page(self, entry: Unit, file: BinaryIO) -> Unit:
        """Return a plain page: a worker reads it from this machine's disk; what lies elsewhere is fetched here."""
        if entry.size > self.limits.page_bytes:
            detail = f"{entry.size:,} bytes; a page may have {self.limits.page_bytes:,}."
            return entry._replace(reason="too_large", detail=detail)
        if self.remote is None or entry.data is not None:
            return entry
        file.seek(0)
        return entry._replace(data=file.read(self.limits.page_bytes + 1))


def _files_of(sources: Iterable[str]) -> frozenset[str]:
    """Return these sources and all that may hold them: a page inside a container begins with its name."""
    found = set(sources)
    for source in sources:
        found |= {source[:place] for place, sign in enumerate(source) if sign in "!#"}
    return frozenset(found)


def _as_unit(entry: Unit, member: Member) -> Unit:
    """Return the page that a member of a container is."""
    said = (("published", member.published.isoformat() if member.published else None), ("outlet", member.outlet))
    return Unit(
        entry.source + member.suffix,
        member.size,
        data=member.data,
        file=entry.source,
        url=member.url,
        fetched_at=member.fetched_at,
        charset=member.charset,
        facts=tuple(Fact(name, value, "epub") for name, value in said if value),
        reason=member.reason,
        detail=member.detail,
    )
