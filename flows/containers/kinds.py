"""Which container a file is: by its first bytes, and by its name only where bytes cannot tell."""

import re
import tarfile

from flows.containers.codecs import CODECS

HEAD = 512  # bytes that are enough to tell
BLOCK = 512  # bytes of a tar header

COMPRESSED = ("gz", "xz", "zst", "bz2")
_ENDINGS = {
    "zip": ("zip",),
    "epub": ("epub",),
    "tar": ("tar",),
    "gz": ("gz", "tgz"),
    "xz": ("xz", "txz"),
    "zst": ("zst", "zstd", "tzst"),
    "bz2": ("bz2", "tbz", "tbz2"),
    "jsonl": ("jsonl", "ndjson"),
    "parquet": ("parquet",),
    "warc": ("warc",),
}
_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}
_SHORT = ("tgz", "txz", "tzst", "tbz", "tbz2")  # a tar and its compression in one

# Zips that are documents or programs: their insides are no pages.
_DOCUMENTS = (
    " docx docm dotx xlsx xlsm xltx pptx pptm potx ppsx vsdx odt ods odp odg odf ott ots otp sxw sxc "
    "jar war ear aar apk ipa xpi crx whl egg nupkg vsix kmz cbz 3mf pages numbers key idml xmind sketch "
)
_FIRST_NAMES = (b"[Content_Types].xml", b"_rels/", b"META-INF/MANIFEST.MF", b"AndroidManifest.xml", b"word/", b"xl/")
_BZ2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")  # "BZh" alone may be a word
_MIMETYPE = b"mimetypeapplication/"
_EPUB = b"mimetypeapplication/epub+zip"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
# What can be a number in a header of tar: octal digits up to a NUL, or a sign that it is in binary.
_TAR_NUMBER = re.compile(rb"[\x80\xff]|[\s+\-0-7_oO\x80-\xff]*(?:\x00|\Z)")
_TAR_CHECKSUM = slice(148, 156)
_ZIP_NAME = 30  # bytes of a local header before the name


def ending(name: str) -> str:
    """Return what follows the last full stop of a name, in small letters."""
    return name.rpartition("/")[2].rpartition(".")[2].lower() if "." in name else ""


def inner_name(name: str) -> str:
    """Return what a compressed file's name is without its compression.

    >>> inner_name("dump.jsonl.gz"), inner_name("may.tgz"), inner_name("page.html")
    ('dump.jsonl', 'may.tar', 'page.html')
    """
    last = ending(name)
    if _BY_ENDING.get(last) not in COMPRESSED:
        return name
    return name[: -len(last) - 1] + (".tar" if last in _SHORT else "")


def container_kind(name: str, head: bytes) -> str | None:
    r"""Return zip, epub, tar, jsonl, parquet, warc, gz, xz, zst or bz2; None for a plain page.

    `head` is the first `HEAD` bytes or more. What a compressed file holds is found when it is read. A name
    decides where the bytes do not: for JSONL always, else only if they are no mark-up (a server's error page
    is often stored under the name of the archive that it did not send).

    >>> container_kind("dump.zip", b"<!doctype html>"), container_kind("page.html", b"\x1f\x8b\x08")
    (None, 'gz')
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(name, head)
    if kind := _signed_kind(head):
        return kind
    named = _BY_ENDING.get(ending(name))
    if named in COMPRESSED and head and not _CONTROL.search(head):
        return container_kind(inner_name(name), head)  # text that a browser or scraper has unfolded already
    return None if named != "jsonl" and head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else named


def _signed_kind(head: bytes) -> str | None:
    for kind in COMPRESSED:
        if head.startswith(CODECS[kind].magics) and (kind != "bz2" or head[4:10] in _BZ2_BLOCKS):
            return kind
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    return "tar" if is_tar(head) else None


def _zip_kind(name: str, head: bytes) -> str | None:
    first = head[_ZIP_NAME:]
    if first.startswith(_EPUB) or ending(name) == "epub":
        return "epub"
    if first.startswith((_MIMETYPE, *_FIRST_NAMES)) or f" {ending(name)} " in _DOCUMENTS:
        return None
    return "zip"


def is_tar(head: bytes) -> bool:
    """Tell whether a header of tar stands here: its checksum is right, and it is not all zeros."""
    if len(head) < BLOCK or not _TAR_NUMBER.match(head[_TAR_CHECKSUM]):
        return False  # as nearly every page
    try:
        tarfile.TarInfo.frombuf(head[:BLOCK], "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError):
        return False
    return True
