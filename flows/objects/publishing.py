"""From a working copy to the bucket: what is new is sent, then the pointer is put, if nobody else has put one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from flows import catalogue, snapshots, warehouse
from flows.objects import states
from flows.objects.copies import bring, hash_of, is_named_by_content, portable
from flows.objects.states import Described, State
from flows.objects.storage import BucketError, Storage, at_once
from flows.warehouse import WarehouseError

_README = """\
A corpus of newspaper articles, kept by broadsheet. `broadsheet sql --warehouse {address}` asks it; `views.sql` brings
its views into any DuckDB that reads this storage. Let programs alone change what is here, but for broadsheet.toml,
authors.toml and corrections.toml, which are yours.
"""


class OvertakenError(BucketError):
    """Another run has published since this one began: nothing of it is published, and it is to be run again."""


@contextmanager
def held(copy: Path) -> Iterator[None]:
    """Bring a copy to the bucket's state, let a run change it, and publish that: all of it or nothing."""
    storage = Storage(warehouse.named(copy))
    before, described = bring(storage, copy)
    yield
    try:
        now, held_now = publish(storage, copy, before, described)
    except BaseException as error:
        error.add_note("nothing was published")
        raise
    try:
        clear(storage, now, held_now, described)
    except BaseException as error:
        error.add_note(f"snapshot {now.current} is published")
        raise


def publish(
    storage: Storage, copy: Path, before: State, described: dict[int, Described]
) -> tuple[State, dict[int, Described]]:
    """Publish what a copy holds, if it differs from the state that it began with; return the state that holds now.

    Raises `OvertakenError` if another run was first.
    """
    if not (copy / "current").exists():
        return before, described
    publication = uuid4().hex[:12]
    held_now, new = _describe(copy, described, publication)
    keys = {n: _key(n, what, before, described, publication) for n, what in held_now.items()}
    current, forgotten = int((copy / "current").resolve().name), sorted(warehouse.forgotten(copy))
    if (keys, current, forgotten) == (before.snapshots, before.current, before.forgotten):
        return before, described
    if before.mark is None:
        _prove(storage, f"files/{publication}/proof")
    said: dict[str, bytes | Path] = {key: states.written(held_now[n]) for n, key in keys.items() if publication in key}
    sent = new | said
    at_once(lambda key: storage.put(key, sent[key]), sent)
    state = State(publication, current, keys, forgotten)
    _put_pointer(storage, before, state)
    return state, held_now


def _describe(
    copy: Path, described: dict[int, Described], publication: str
) -> tuple[dict[int, Described], dict[str, bytes | Path]]:
    """Return what the snapshots of a copy are, and the files that are to be sent, by their objects."""
    known = {(name, digest): key for what in described.values() for name, (key, digest) in what.files.items()}
    digests = {name: digest for name, digest in known if is_named_by_content(name)}
    found: dict[int, Described] = {}
    new: dict[str, bytes | Path] = {}
    for number in snapshots.numbers(copy):
        snapshot = copy / "snapshots" / f"{number:06}"
        said, files = portable(warehouse.about_any(snapshot)), {}
        for name in said["files"]:
            digest = digests.get(name) or _hash(snapshot / name)
            if is_named_by_content(name):
                digests[name] = digest
            if (name, digest) not in known:
                known[name, digest] = f"files/{publication}/{number:06}/{name}"
                new[known[name, digest]] = snapshot / name
            files[name] = (known[name, digest], digest)
        found[number] = Described(said, files)
    return found, new


def _hash(file: Path) -> str:
    found = hash_of(file)
    if file.suffix == ".parquet" and not file.stem.endswith(found):
        message = f"{file}: is damaged; run again"
        raise WarehouseError(message)
    return found


def _key(number: int, what: Described, before: State, described: dict[int, Described], publication: str) -> str:
    """Return the object that says what a snapshot is: the one that is there if it says the same."""
    same = described.get(number) == what
    return before.snapshots[number] if same else f"snapshots/{publication}/{number:06}.json"


def _prove(storage: Storage, key: str) -> None:
    """Raise `BucketError` if the storage puts whatever the condition is: then one run would wipe out another's."""
    storage.replace(key, b"1", None)
    first = storage.get(key)
    refuses = first is not None and not storage.replace(key, b"2", None)
    if refuses and first is not None and storage.replace(key, b"3", first.mark):
        refuses = not storage.replace(key, b"4", first.mark)
    storage.delete([key])
    if not refuses:
        message = f"{storage.address}: this storage knows no conditional puts (If-Match): a warehouse cannot lie in it"
        raise BucketError(message)


def _put_pointer(storage: Storage, before: State, state: State) -> None:
    """Put the pointer if it is still the one that the run began with; what was answered never is looked up."""
    try:
        if storage.replace(states.POINTER, state.written(), before.mark):
            return
        error = None
    except BucketError as failed:
        error = failed
    now = states.read_state(storage)
    if now.publication == state.publication:  # it was put, and put again because the answer was lost
        return
    if error and now.publication == before.publication:
        raise error
    message = f"{storage.address}: another run has published snapshot {now.current} meanwhile: run again"
    raise OvertakenError(message)


def clear(storage: Storage, now: State, held_now: dict[int, Described], before: dict[int, Described]) -> None:
    """Remove the objects that no snapshot needs any more, and what runs have left that were killed or overtaken.

    Whatever is older than the pointer and not led to by it belongs to a run that cannot publish any more: it began with
    an older pointer.
    """
    state = states.read_state(storage)
    if state.put_at is None or state.publication != now.publication:
        return  # the next run clears
    current = held_now[state.current] if state.current is not None else None
    if current and held_now is not before:
        storage.put(states.README, _README.format(address=storage.address).encode())
        storage.put("views.sql", _views(storage.address, current))
    needed = _objects(held_now) | set(state.snapshots.values())
    dropped = _objects(before) - needed
    left = [
        key
        for folder in ("files", "snapshots")
        for key, put_at in storage.list(folder)
        if key not in needed and (key in dropped or put_at < state.put_at)
    ]
    if left:
        storage.delete(left)


def _objects(described: dict[int, Described]) -> set[str]:
    return {key for what in described.values() for key, _ in what.files.values()}


def _views(address: str, snapshot: Described) -> bytes:
    """Return what makes the views in a DuckDB that reads the bucket by itself."""
    files = {
        table: catalogue.listed(f"{address}/{key}" for key in snapshot.parts(table))
        for table in (*catalogue.TABLES, *catalogue.WORKING_TABLES)
    }
    statements = "".join(f"{statement};\n\n" for statement in catalogue.statements_on(files))
    return f"-- Views of one snapshot, for any DuckDB that reads the storage: .read views.sql\n\n{statements}".encode()
