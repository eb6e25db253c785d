"""What the machine ran out of, in one sentence: libraries say the same in many ways."""

import errno
import os
import re
from pathlib import Path

_SENTENCES = {
    errno.ENOSPC: "the disk is full; make room",
    errno.EDQUOT: "the disk's quota is used up; make room",
    errno.EFBIG: "a file may not grow so large here; raise the limit (ulimit -f)",
    errno.EMFILE: "too many files are open; raise the limit (ulimit -n)",
    errno.ENFILE: "too many files are open on this machine",
    errno.EIO: "the disk fails",
    errno.EROFS: "the disk can only be read; name another place with --warehouse",
    errno.EACCES: "writing is not allowed there; name another place with --warehouse",
    errno.EPERM: "writing is not allowed there; name another place with --warehouse",
}
# A folder that the database cannot open for want of a handle counts as empty there.
_UNSEEN = re.compile(r'No files found that match the pattern "([^"]+)"')
_MEMORY = "memory ran out; free some, or take fewer --workers"
_OF_MEMORY = (
    "Out of Memory",
    "failed to map segment",
    "Cannot allocate memory",
    "bad allocation",
    "malloc of size",
    "failed to allocate",
    "std::bad_alloc",
    "can't start new thread",
)


def sentence(error: BaseException) -> str | None:
    """Say what the machine lacks, None where the error is another one.

    >>> sentence(OSError(errno.ENOSPC, "No space left on device", "a/b"))
    'the disk is full; make room (a/b)'
    >>> sentence(RuntimeError('IO Error: Could not write file "x": File too large'))
    'a file may not grow so large here; raise the limit (ulimit -f)'
    >>> sentence(MemoryError())
    'memory ran out; free some, or take fewer --workers'
    >>> sentence(ValueError("a page says: the disk is full"))
    """
    text = str(error)
    if isinstance(error, MemoryError) or any(said in text for said in _OF_MEMORY):
        return _MEMORY
    if "Failed to reach API" in text:
        return "Prefect's server does not answer; start it, or unset PREFECT_API_URL and leave out --flow"
    if (unseen := _UNSEEN.search(text)) and ("/staging/" in unseen[1] or _are_there(Path(unseen[1]))):
        return _SENTENCES[errno.EMFILE]
    code = getattr(error, "errno", None)
    for number, said in _SENTENCES.items():
        if code == number or (code is None and os.strerror(number) in text):
            place = getattr(error, "filename", None)
            return f"{said} ({place})" if place else said
    return None


def _are_there(files: Path) -> bool:
    return any(files.parent.glob(files.name))
