"""EPUB: the pages of a zip, with the date and title that its package tells of all of them."""

import posixpath
from datetime import date
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote

from lxml import etree

from flows.containers.directory import ZipEntry, list_entries
from flows.containers.members import Member, Reading, RefusedError
from flows.containers.streams import read_exactly
from flows.containers.zips import open_entry

_CONTAINER = "META-INF/container.xml"
_OWN_ENDINGS = (".opf", ".ncx", ".css", ".otf", ".ttf", ".woff", ".woff2", ".js", ".xpgt", ".smil", ".pls")
_LONGEST = 1000  # characters of a title or date
_ISO_DATE = 10  # characters of YYYY-MM-DD


class Package(NamedTuple):
    """What an EPUB's package says: date and title of the whole, and the page that is only its contents."""

    published: date | None = None
    outlet: str | None = None
    contents: frozenset[str] = frozenset()


class _Collector:
    """Target of the XML parser: keeps some attributes and the text of `date` and `title`, builds no tree."""

    def __init__(self) -> None:
        self.root_file: str | None = None
        self.contents: list[str] = []
        self.dates: list[tuple[str | None, str]] = []
        self.titles: list[str] = []
        self._text: list[str] | None = None
        self._event: str | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "rootfile" and self.root_file is None:
            self.root_file = attributes.get("full-path")
        elif name == "item" and "nav" in attributes.get("properties", "").split():
            self.contents.append(attributes.get("href", ""))
        elif name in {"date", "title"}:
            self._text = []
            self._event = next((value for key, value in attributes.items() if key.endswith("event")), None)

    def data(self, text: str) -> None:
        if self._text is not None and len(self._text) < _LONGEST:
            self._text.append(text[:_LONGEST])

    def end(self, tag: str) -> None:
        if self._text is None:
            return
        text, self._text = " ".join("".join(self._text).split())[:_LONGEST], None
        if tag.endswith("}title") and text:
            self.titles.append(text)
        elif tag.endswith("}date"):
            self.dates.append((self._event, text))

    def close(self) -> "_Collector":
        return self


def read_package(file: BinaryIO, reading: Reading) -> Package:
    """Return what the package of an EPUB says; an EPUB without a sound package says nothing."""
    container = _collect(_content(file, _CONTAINER, reading))
    if not container or not container.root_file:
        return Package()
    found = _collect(_content(file, container.root_file, reading))
    if not found:
        return Package()
    folder = posixpath.dirname(container.root_file)
    contents = frozenset(posixpath.normpath(posixpath.join(folder, unquote(href))) for href in found.contents)
    return Package(_published(found.dates), found.titles[0] if found.titles else None, contents)


def with_package(member: Member, package: Package) -> Member:
    """Add to a page what the package says; its own files are no pages."""
    name = member.suffix.removeprefix("!")
    if name == "mimetype" or name.startswith("META-INF/") or name.lower().endswith(_OWN_ENDINGS):
        detail = "A file of the EPUB's package, no page."
    elif posixpath.normpath(name) in package.contents:
        detail = "The EPUB's table of contents, no page."
    else:
        return (
            member._replace(published=package.published, outlet=package.outlet) if member.data is not None else member
        )
    return Member(member.suffix, None, member.size, reason="epub_package", detail=detail)


def _content(file: BinaryIO, name: str, reading: Reading) -> bytes:
    """Return the first bytes of an entry, none where there is no such entry or it cannot be read."""
    limit = reading.limits.package_bytes
    try:
        entry = _find(file, name)
        return read_exactly(open_entry(file, entry, reading), limit) if entry else b""
    except RefusedError:
        return b""


def _find(file: BinaryIO, name: str) -> ZipEntry | None:
    return next((entry for entry in list_entries(file) if entry.name == name), None)


def _collect(data: bytes) -> _Collector | None:
    """Read XML without entities, network or a document type's files; what is broken off is read so far."""
    collector = _Collector()
    parser = etree.XMLParser(target=collector, resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        return collector if collector.root_file or collector.dates or collector.titles else None
    return collector


def _published(dates: list[tuple[str | None, str]]) -> date | None:
    """Return the date of publication: the one named so, else the first that is no other event's."""
    ranked = sorted(dates, key=lambda found: {"publication": 0, None: 1}.get(found[0], 2))
    for event, text in ranked:
        if event in {None, "publication", "original-publication", "issued"}:
            try:
                return date.fromisoformat(text[:_ISO_DATE])
            except ValueError:
                continue
    return None
