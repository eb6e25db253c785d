"""A bucket as few verbs, whatever the library calls them: get, fetch, put, put on a condition, list, delete.

Every failure is one line that names the address.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from flows.warehouse import WarehouseError

Asked = TypeVar("Asked")
Answered = TypeVar("Answered")
_AT_ONCE = 16  # requests
_AT_A_TIME = 8 * 1024 * 1024  # bytes of a file that are held
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_CODE = re.compile(r"<Code>(\w+)</Code>")
_SAID = {
    "NoSuchBucket": "there is no such bucket; make it, or name another with --warehouse",
    "AccessDenied": "is not allowed with these credentials",
    "InvalidAccessKeyId": "the credentials are refused; see AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "SignatureDoesNotMatch": "the credentials are refused; see AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "Missing AccessKeyId": "AWS_ACCESS_KEY_ID is not set",
    "Missing SecretAccessKey": "AWS_SECRET_ACCESS_KEY is not set",
    "/latest/": "there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "error sending request": "the storage does not answer; see AWS_ENDPOINT_URL",
    "Unable to recognise URL": "is no address of a bucket; write it as s3://bucket/prefix",
    "invalid domain": "is no address of a bucket; write it as s3://bucket/prefix",
}


class BucketError(WarehouseError, OSError):
    """The bucket cannot be used as asked; trying again may help, as where a disk fails."""


class LostError(BucketError):
    """An object that a pointer leads to is not there: the pointer is an old one, or the object is lost."""


class Object(NamedTuple):
    """What an object holds, what tells whether it was replaced, and when it was put, by the storage's clock."""

    data: bytes
    mark: Any
    put_at: datetime


def options() -> dict[str, Any]:
    """Return what the library is told beside its own variables: an endpoint without TLS is meant as it is written."""
    endpoint = next((os.environ[name] for name in _ENDPOINTS if os.environ.get(name)), "")
    return {"client_options": {"allow_http": True}} if endpoint.startswith("http://") else {}


class Storage:
    """The objects below an address."""

    def __init__(self, address: str) -> None:
        """Open it; nothing is asked yet.

        Raises `BucketError` if the address is none, or the library is not installed.
        """
        self.address = address
        try:
            import obstore  # noqa: PLC0415 (0.1 s that a folder need not pay)
            from obstore.store import from_url  # noqa: PLC0415
        except ImportError as error:
            message = f"{address}: a warehouse in a bucket needs a package more: pip install 'broadsheet[s3]'"
            raise BucketError(message) from error
        self._library = obstore
        with self._told():
            self._store: Any = from_url(address, **options())

    def get(self, key: str) -> Object | None:
        """Return an object, None if there is none."""
        with self._told(key):
            try:
                found = self._library.get(self._store, key)
            except FileNotFoundError as error:
                if "NoSuchBucket" in str(error):
                    raise
                return None
            mark = {name: found.meta[name] for name in ("e_tag", "version") if found.meta.get(name)}
            return Object(bytes(found.bytes()), mark, found.meta["last_modified"])

    def get_range(self, key: str, start: int, end: int) -> bytes:
        """Return a part of an object."""
        with self._told(key):
            return bytes(self._library.get_range(self._store, key, start=start, end=end))

    def fetch(self, key: str, file: Path) -> None:
        """Write an object into a file.

        Raises `LostError` if there is none.
        """
        with self._told(key), file.open("wb") as out:
            try:
                for chunk in self._library.get(self._store, key).stream(_AT_A_TIME):
                    out.write(chunk)
            except FileNotFoundError as error:
                message = f"{self.address}/{key}: is not there; restore it"
                raise LostError(message) from error

    def put(self, key: str, content: bytes | Path) -> None:
        """Put an object that no pointer leads to yet."""
        with self._told(key):
            self._library.put(self._store, key, content)

    def replace(self, key: str, data: bytes, mark: Any) -> bool:
        """Put an object if it still bears this mark, without a mark if there is none; tell whether that was so."""
        from obstore.exceptions import AlreadyExistsError, PreconditionError  # noqa: PLC0415

        with self._told(key):
            try:
                self._library.put(self._store, key, data, mode=mark or "create")
            except (AlreadyExistsError, PreconditionError):
                return False
        return True

    def list(self, folder: str) -> Iterator[tuple[str, datetime]]:
        """Yield each object below a folder, and when it was put."""
        with self._told(folder):
            for found in self._library.list(self._store, folder):
                yield from ((one["path"], one["last_modified"]) for one in found)

    def delete(self, keys: Iterable[str]) -> None:
        """Remove objects."""
        with self._told():
            self._library.delete(self._store, list(keys))

    @contextmanager
    def _told(self, key: str = "") -> Iterator[None]:
        try:
            yield
        except BucketError:
            raise
        except Exception as error:
            place = f"{self.address}/{key}" if key else self.address
            message = f"{place}: {_reason(str(error))}"
            raise BucketError(message) from error


def at_once(ask: Callable[[Asked], Answered], asked: Iterable[Asked]) -> list[Answered]:
    """Return the answers to many requests: what is slow is the way there and back."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(ask, asked))


def _reason(text: str) -> str:
    """Say in one line why a request failed.

    >>> _reason("Server returned 404: <Error><Code>NoSuchBucket</Code>")
    'there is no such bucket; make it, or name another with --warehouse'
    """
    code = _CODE.search(text)
    said = next((said for sign, said in _SAID.items() if sign in text), None)
    return said or (code[1] if code else text.partition("\n")[0][:200])
