"""A warehouse in a bucket, on a server of object storage that answers 412."""

import json
import logging
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import fsspec
import pytest

from flows import catalogue, snapshots, warehouse
from flows.cli import _guarded
from flows.corpus import open_corpus
from flows.forgetting import forget
from flows.opening import open_warehouse
from flows.running import run
from flows.settings import warehouse_folder
from flows.summaries import RunSettings, Summary
from flows.warehouse import WarehouseError

pytest.importorskip("obstore", reason="no server of object storage: uv run --group s3 pytest")
server = pytest.importorskip("moto.server", reason="no server of object storage: uv run --group s3 pytest")

from flows.objects import publishing, states  # noqa: E402
from flows.objects.publishing import OvertakenError  # noqa: E402
from flows.objects.storage import BucketError, Storage, options  # noqa: E402

ROOT = Path(__file__).parent.parent
STORY = "The Harbour Courier\n\nPier opens\n\n- ADA MARSH\n\nIt {} on the crowd, and nobody minded.\n"
TABLES = [name for name in catalogue.TABLES + catalogue.WORKING_TABLES if name != "runs"]
ADDRESS = "s3://papers/corpus"


@pytest.fixture(scope="module")
def endpoint():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(endpoint, tmp_path, monkeypatch):
    """Return the bucket, empty, as this machine sees it."""
    import urllib.request

    reset = urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")  # noqa: S310
    made = urllib.request.Request(f"{endpoint}/papers", method="PUT")  # noqa: S310
    for request in (reset, made):
        urllib.request.urlopen(request).close()  # noqa: S310
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "reader",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "us-east-1",
        "BROADSHEET_CACHE": str(tmp_path / "cache"),
    }.items():
        monkeypatch.setenv(name, value)
    return Storage(ADDRESS)


@pytest.fixture
def raw(tmp_path):
    """Return a folder with one page."""
    folder = tmp_path / "raw"
    folder.mkdir()
    add(folder, "rained")
    return folder


def add(folder: Path, verb: str) -> None:
    (folder / f"{verb}.txt").write_text(STORY.format(verb), "utf-8")
    time.sleep(0.1)  # a file younger than a tick of the clock is read by every run


def ingest(folder: Path | str, store: str | Path = ADDRESS, **more) -> Summary:
    return run(RunSettings(str(folder), str(warehouse_folder(str(store), writing=True)), **more))


def tables(store: str | Path) -> dict[str, list[str]]:
    """Return all rows of all tables; `runs` remembers clocks and is left out."""
    with open_warehouse(str(store)) as con:
        return {name: sorted(map(repr, con.sql(f"FROM parquet.{name}").fetchall())) for name in TABLES}


def objects(bucket: Storage) -> dict[str, tuple[object, ...]]:
    """Return every object below the warehouse's address, with what changes when it does."""
    return {
        one["path"]: (one["e_tag"], one["last_modified"])
        for page in bucket._library.list(bucket._store)
        for one in page
    }


def verbs(store: str | Path = ADDRESS) -> list[str]:
    with open_warehouse(str(store)) as con:
        return [source.removesuffix(".txt") for (source,) in con.sql("SELECT source FROM pages ORDER BY 1").fetchall()]


def one_line(capsys, *arguments: str) -> str:
    """Return the line that a command fails with."""
    assert _guarded(list(arguments)) == 2
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    return said[0]


def test_a_bucket_holds_what_a_folder_does_also_where_the_input_is_one(bucket, raw, tmp_path):
    for page in (*raw.iterdir(), *(ROOT / "data" / "samples").glob("prairie-*.txt")):
        Storage("s3://papers").put(f"pages/{page.name}", page.read_bytes())
        (tmp_path / "pages").mkdir(exist_ok=True)
        (tmp_path / "pages" / page.name).write_bytes(page.read_bytes())
    far, near = ingest("s3://papers/pages"), ingest(tmp_path / "pages", tmp_path / "warehouse")
    assert far.warehouse == ADDRESS
    assert far.accepted == near.accepted > 3
    assert tables(ADDRESS) == tables(tmp_path / "warehouse")
    assert ingest("s3://papers/pages").published is False


def test_the_warehouse_is_not_read_where_it_lies_inside_the_input(bucket, raw, capsys):
    Storage("s3://papers").put("rained.txt", (raw / "rained.txt").read_bytes())
    ingest("s3://papers")
    ingest("s3://papers", verify=True)
    assert verbs() == ["rained"]
    assert "that is the warehouse" in one_line(capsys, "ingest", f"{ADDRESS}/", "--warehouse", ADDRESS)


def test_a_later_run_sends_only_what_is_new_and_nothing_where_nothing_is(bucket, raw):
    ingest(raw)
    first = objects(bucket)
    assert ingest(raw).published is False
    assert objects(bucket) == first
    add(raw, "hailed")
    ingest(raw)
    sent = objects(bucket).keys() - first.keys()
    assert verbs() == ["hailed", "rained"]
    assert {name.split("/")[3] for name in sent if "/000002/" in name} >= {"pages", "articles", "runs"}
    assert not {name for name in sent if "/countries/" in name}  # it says what it said before: one object for both
    assert states.read_state(bucket).snapshots.keys() == {1, 2}


def test_of_two_runs_at_once_the_second_publishes_nothing_until_it_is_run_again(bucket, raw, tmp_path, monkeypatch):
    ingest(raw)
    other, put = tmp_path / "other", publishing._put_pointer
    other.mkdir()
    add(other, "hailed")

    def overtaken(*arguments):
        monkeypatch.setattr(publishing, "_put_pointer", put)
        with monkeypatch.context() as there:
            there.setenv("BROADSHEET_CACHE", str(tmp_path / "machine"))
            ingest(other)
        put(*arguments)

    monkeypatch.setattr(publishing, "_put_pointer", overtaken)
    add(raw, "snowed")
    with pytest.raises(OvertakenError, match="another run has published snapshot 2 meanwhile: run again") as failed:
        ingest(raw)
    assert failed.value.__notes__ == ["nothing was published"]
    assert isinstance(failed.value, OSError)  # so that Prefect tries again
    assert verbs() == ["hailed", "rained"]
    assert ingest(raw).pages == 1
    assert verbs() == ["hailed", "rained", "snowed"]
    assert snapshots.numbers(warehouse_folder(ADDRESS)) == [1, 2, 3]
    needed = set(states.read_state(bucket).snapshots.values())
    for described in states.read_snapshots(bucket, states.read_state(bucket)).values():
        needed |= {key for key, _ in described.files.values()}
    assert needed == {key for key in objects(bucket) if key.startswith(("files/", "snapshots/"))}


def test_nothing_is_cleared_that_another_run_needs(bucket, raw, tmp_path, monkeypatch):
    """A run that changes nothing ends while this one has sent its files; another publishes before this one clears."""
    ingest(raw)
    other, put, clear = tmp_path / "other", publishing._put_pointer, publishing.clear
    other.mkdir()
    add(other, "hailed")
    time.sleep(1)  # the storage's clock has whole seconds

    def putting(*arguments):
        monkeypatch.setattr(publishing, "_put_pointer", put)
        with monkeypatch.context() as there:
            there.setenv("BROADSHEET_CACHE", str(tmp_path / "machine"))
            with warehouse.only_writer(warehouse_folder(ADDRESS, writing=True)):
                pass
        monkeypatch.setattr(publishing, "clear", clearing)
        put(*arguments)

    def clearing(*arguments):
        monkeypatch.setattr(publishing, "clear", clear)
        time.sleep(1)
        with monkeypatch.context() as there:
            there.setenv("BROADSHEET_CACHE", str(tmp_path / "machine"))
            ingest(other)
        clear(*arguments)

    monkeypatch.setattr(publishing, "_put_pointer", putting)
    add(raw, "snowed")
    ingest(raw)
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "third"))
    assert snapshots.find_faults(warehouse.current_snapshot(warehouse_folder(ADDRESS)), verify=True) == []
    assert verbs() == ["hailed", "rained", "snowed"]


def test_of_many_at_once_each_puts_its_pointer_on_top_of_the_others(bucket):
    def put_one(number):
        while True:
            before = states.read_state(bucket)
            state = states.State(f"run{number}", number, {}, [*before.forgotten, str(number)])
            try:
                publishing._put_pointer(bucket, before, state)
            except OvertakenError:
                continue
            return

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put_one, range(24)))
    assert sorted(states.read_state(bucket).forgotten, key=int) == list(map(str, range(24)))


def killed(folder: Path, verb: str, place: int, *, after: bool = False) -> None:
    """Run in a process that dies at its so-manieth request of a kind."""
    program = f"""
import os, signal
from flows.cli import app
from flows.objects.storage import Storage

ask, left = Storage.{verb}, [{place}]

def dying(*arguments):
    left[0] -= 1
    if {after}:
        ask(*arguments)
    if left[0] <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return ask(*arguments)

if __name__ == "__main__":
    Storage.{verb} = dying
    app(["ingest", {str(folder)!r}, "--warehouse", {ADDRESS!r}, "--workers", "1"])
"""
    file = folder.with_name("killed.py")
    file.write_text(program, "utf-8")
    done = subprocess.run([sys.executable, str(file)], env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True)
    assert done.returncode == -signal.SIGKILL


def test_a_kill_leaves_the_old_state_or_the_new_and_the_next_run_ends_right(bucket, raw, tmp_path):
    ingest(raw)
    for page, verb, place, after, published in (
        ("hailed", "put", 3, False, False),  # while files are sent
        ("poured", "replace", 1, False, False),  # before the pointer is put
        ("snowed", "replace", 1, True, True),  # before anything else is done
    ):
        add(raw, page)
        before = verbs()
        killed(raw, verb, place, after=after)
        assert verbs() == (sorted(path.stem for path in raw.iterdir()) if published else before)
    ingest(raw)
    ingest(raw, tmp_path / "warehouse")
    assert tables(ADDRESS) == tables(tmp_path / "warehouse")
    assert snapshots.find_faults(warehouse.current_snapshot(warehouse_folder(ADDRESS)), verify=True) == []


def test_what_a_killed_run_left_is_cleared_by_a_later_one(bucket, raw):
    bucket.put("files/left/000001/pages/part-00000-0123456789abcdef.parquet", b"of a run that was killed")
    time.sleep(1.1)  # the storage's clock has whole seconds
    ingest(raw)
    assert not [key for key in objects(bucket) if key.startswith("files/left")]


def test_a_storage_that_puts_whatever_the_condition_is_refused(bucket, raw, monkeypatch):
    replace = Storage.replace
    for heeded in (False, True):  # some know the one condition, and not the other

        def careless(storage, key, data, mark, heeded=heeded):
            if mark is None and heeded:
                return replace(storage, key, data, mark)
            storage.put(key, data)
            return True

        monkeypatch.setattr(Storage, "replace", careless)
        with pytest.raises(BucketError, match="knows no conditional puts"):
            ingest(raw)
        assert objects(bucket) == {}


def test_a_pointer_whose_answer_was_lost_is_published(bucket, raw, monkeypatch):
    replace = Storage.replace

    def lost(storage, key, data, mark):
        done = replace(storage, key, data, mark)
        if key != states.POINTER:
            return done
        message = "the answer was lost"
        raise BucketError(message)

    monkeypatch.setattr(Storage, "replace", lost)
    ingest(raw)
    assert verbs() == ["rained"]


def test_questions_are_answered_from_the_bucket_itself(bucket, raw, tmp_path, monkeypatch, capsys):
    add(raw, "hailed")
    ingest(raw)
    ingest(raw, tmp_path / "warehouse")
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "nobody"))
    answers = []
    for store in (ADDRESS, str(tmp_path / "warehouse")):
        answers.append("")
        for command in (
            ("sql", "SELECT * FROM articles ORDER BY ALL", "--format", "json"),
            ("sql", "characters_by_role", "--format", "csv"),
            ("kwic", "crowd", "--format", "csv"),
            ("explain", "hailed.txt", "--json"),
            ("quarantine",),
        ):
            _guarded([*command, "--warehouse", store])
            answers[-1] += capsys.readouterr().out
    assert "nobody minded" in answers[0]
    assert answers[0] == answers[1]
    with open_corpus(ADDRESS) as corpus:
        assert len(corpus.articles().fetchall()) == 2
    con = duckdb.connect()
    con.register_filesystem(fsspec.filesystem("s3", **options()))  # stands for what DuckDB has of its own
    con.execute(bucket.get("views.sql").data.decode())
    assert con.sql("SELECT count(*) FROM articles").fetchall() == [(2,)]
    assert not (tmp_path / "nobody").exists()


def test_a_question_to_a_bucket_can_do_no_more_than_one_to_a_folder(bucket, raw, capsys):
    ingest(raw)
    before = objects(bucket)
    for query in (
        "FROM read_text('/etc/hostname')",
        "FROM 's3://papers/corpus/current'",
        "FROM glob('s3://papers/**')",
        "FROM read_text('s3://papers/corpus/README.txt')",
        "COPY (SELECT 1) TO 's3://papers/corpus/mine.parquet'",
        "SET enable_external_access = true",
    ):
        one_line(capsys, "sql", query, "--warehouse", ADDRESS)
    assert objects(bucket) == before


def test_an_object_cannot_be_written_through_the_file_system(bucket, raw):
    ingest(raw)
    before = objects(bucket)
    part = next(f"{ADDRESS}/{key}" for key in before if "/articles/" in key)
    with open_warehouse(ADDRESS) as con, pytest.raises(duckdb.Error, match="only read"):
        con.execute(f"COPY (SELECT 1) TO '{part}' (FORMAT parquet)")
    for place in (part, ADDRESS):
        asked = (
            f"FROM enable_logging(storage = 'file', storage_path = '{place}'); FROM write_log('x', level := 'error')"
        )
        command = [sys.executable, "-m", "flows.cli", "sql", asked, "--warehouse", ADDRESS]
        subprocess.run(command, capture_output=True, check=False)  # DuckDB may die of it, as over a folder
    assert objects(bucket) == before


def test_an_earlier_state_can_be_asked_gone_back_to_and_told_apart(bucket, raw, capsys):
    ingest(raw)
    add(raw, "hailed")
    ingest(raw)
    assert (
        _guarded(["sql", "SELECT count(*) FROM pages", "--as-of", "1", "--format", "csv", "--warehouse", ADDRESS]) == 0
    )
    assert capsys.readouterr().out.split() == ['"count_star()"', "1"]
    assert _guarded(["rollback", "1", "--warehouse", ADDRESS]) == 0
    assert verbs() == ["rained"]
    assert snapshots.numbers(warehouse_folder(ADDRESS)) == [1, 2]
    assert ingest(raw).pages == 1
    assert verbs() == ["hailed", "rained"]
    assert "snapshot 9 is not kept; there are 1, 2, 3" in one_line(
        capsys, "sql", "FROM pages", "--as-of", "9", "--warehouse", ADDRESS
    )
    for command in (("history",), ("diff", "1", "3"), ("check",), ("alarms",), ("search", "crowd"), ("compact",)):
        assert _guarded([*command, "--warehouse", ADDRESS]) == 0


def test_what_is_forgotten_is_in_no_object_and_no_copy(bucket, raw, tmp_path, monkeypatch):
    add(raw, "hailed")
    ingest(raw, index=True)
    add(raw, "snowed")
    ingest(raw)
    reading = warehouse_folder(ADDRESS)
    (reading / "report.html").write_text("It hailed on the crowd", "utf-8")
    listed = Storage.list
    with monkeypatch.context() as there:
        there.setenv("BROADSHEET_CACHE", str(tmp_path / "machine"))
        # Also where all was sent within the second in which the pointer is put.
        there.setattr(Storage, "list", lambda *of: ((key, datetime.max.replace(tzinfo=UTC)) for key, _ in listed(*of)))
        forget(RunSettings("", str(warehouse_folder(ADDRESS, writing=True))), ["hailed.txt"])
    state = states.read_state(bucket)
    assert (len(state.forgotten), state.snapshots.keys()) == (1, {1, 2, 3})
    needed = {key for what in states.read_snapshots(bucket, state).values() for key, _ in what.files.values()}
    assert needed == {key for key in objects(bucket) if key.startswith("files/")}
    for number in state.snapshots:
        with open_warehouse(ADDRESS, number) as con:
            for table in ("articles", "lines", "readings"):
                assert "hailed on the crowd" not in repr(con.sql(f"FROM parquet.{table}").fetchall())
    copy = warehouse_folder(ADDRESS, writing=True)
    assert warehouse_folder(ADDRESS) == reading
    assert not (reading / "report.html").exists()
    parts = {
        str(part.relative_to(place / "snapshots"))
        for place in (copy, reading)
        for part in place.glob("snapshots/*/*/*")
    }
    assert parts == {
        f"{n:06}/{name}"
        for n, what in states.read_snapshots(bucket, state).items()
        for name in what.files
        if "/" in name and "index" not in name
    } | {part for part in parts if "/index/" in part}
    assert ingest(raw).pages == 0


def test_what_stands_beside_a_warehouse_stands_in_the_bucket(bucket, raw, capsys):
    ingest(raw)
    bucket.put(
        "corrections.toml",
        b'[[correction]]\nwhy = "Misprint."\ninput = "raw"\nsource = "rained.txt"\nfield = "headline"\nexpected = "Pier opens"\nvalue = "Pier closes"\n',
    )
    ingest(raw)
    with open_warehouse(ADDRESS) as con:
        assert con.sql("SELECT headline FROM articles").fetchall() == [("Pier closes",)]
    for name in ("corrections.toml", "authors.toml", "broadsheet.toml"):
        bucket.put(name, b"of nothing")
        said = one_line(capsys, "ingest", str(raw), "--warehouse", ADDRESS)
        assert said.startswith(f"broadsheet: {ADDRESS}/{name}: not valid TOML")
        bucket.delete([name])
    assert ingest(raw).published  # the page's own word is back


def test_a_damaged_copy_is_mended_from_the_bucket(bucket, raw):
    ingest(raw)
    for writing in (True, False):
        snapshot = warehouse.current_snapshot(warehouse_folder(ADDRESS, writing=writing))
        part = next(snapshot.glob("articles/*.parquet"))
        part.unlink()
        part.write_bytes(b"damaged")
        (snapshot / "readings" / "part-00009-0123456789abcdef.parquet").write_bytes(b"of nobody")
        said = snapshot / "snapshot.json"
        said.write_text(said.read_text("utf-8")[:100], "utf-8")
        (snapshot / "corpus.duckdb").write_bytes(b"torn")
    for writing in (True, False):
        snapshot = warehouse.current_snapshot(warehouse_folder(ADDRESS, writing=writing))
        assert snapshots.find_faults(snapshot, verify=True) == []
    assert ingest(raw).published is False


def test_no_name_in_a_bucket_leads_out_of_the_copy(bucket, raw, tmp_path, monkeypatch, capsys):
    ingest(raw)
    (key,) = states.read_state(bucket).snapshots.values()
    for name in ("../../../../mine.toml", "articles/../../mine.toml", str(tmp_path / "mine.toml")):
        snapshot = states.read_snapshots(bucket, states.read_state(bucket))[1]
        snapshot.files[name] = next(iter(snapshot.files.values()))
        snapshot.said["files"][name] = 9
        sound = bucket.get(key).data
        bucket.put(key, states.written(snapshot))
        assert one_line(capsys, "history", "--warehouse", ADDRESS).endswith(
            f"{key}: is damaged; restore the object as it was put"
        )
        bucket.put(key, sound)


def test_a_first_fetch_that_was_cut_short_goes_on(bucket, raw, tmp_path, monkeypatch):
    ingest(raw)
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "machine"))
    fetch, fetched = Storage.fetch, []

    def cut(storage, key, file):
        if len(fetched) == 5:
            raise KeyboardInterrupt
        fetched.append(key)
        fetch(storage, key, file)

    monkeypatch.setattr(Storage, "fetch", cut)
    with pytest.raises(KeyboardInterrupt):
        warehouse_folder(ADDRESS)
    again = []
    monkeypatch.setattr(Storage, "fetch", lambda storage, key, file: (again.append(key), fetch(storage, key, file)))
    assert snapshots.find_faults(warehouse.current_snapshot(warehouse_folder(ADDRESS)), verify=True) == []
    assert fetched
    assert not set(fetched) & set(again)
    assert len(fetched) + len(again) == len({key for key in objects(bucket) if key.startswith("files/")})


def test_a_damaged_object_is_one_line(bucket, raw, tmp_path, monkeypatch, capsys):
    ingest(raw)
    key = next(key for key in objects(bucket) if "/lines/" in key)
    bucket.put(key, b"damaged")
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "machine"))
    assert f"{key}: is damaged; restore" in one_line(capsys, "history", "--warehouse", ADDRESS)
    bucket.delete([key])
    assert f"{key}: is not there; restore it" in one_line(capsys, "history", "--warehouse", ADDRESS)


def test_a_damaged_pointer_is_one_line(bucket, raw, capsys):
    ingest(raw)
    pointer = bucket.get(states.POINTER).data
    turned = pointer.replace(b'"current": 1', b'"current": 2')
    for content in (b"", b"{}", b'{"layout": 1', b"[1]", b"\xff", turned):
        bucket.put(states.POINTER, content)
        for command in (("sql", "FROM pages"), ("ingest", str(raw)), ("history",)):
            said = one_line(capsys, *command, "--warehouse", ADDRESS)
            assert said == f"broadsheet: {ADDRESS}/current: is damaged; restore the object as it was put"


def test_a_lost_pointer_begins_no_corpus_anew(bucket, raw, capsys):
    ingest(raw)
    bucket.delete([states.POINTER])
    before = objects(bucket)
    assert "current: is gone, and a corpus is here" in one_line(capsys, "ingest", str(raw), "--warehouse", ADDRESS)
    assert objects(bucket) == before


def test_a_bucket_of_a_newer_broadsheet_is_refused(bucket, raw, capsys):
    ingest(raw)
    said = json.loads(bucket.get(states.POINTER).data) | {"layout": 2}
    bucket.put(states.POINTER, states._sealed(said))
    assert "update broadsheet" in one_line(capsys, "sql", "FROM pages", "--warehouse", ADDRESS)


@pytest.mark.parametrize(
    ("variable", "value", "address", "said"),
    [
        ("AWS_ACCESS_KEY_ID", None, ADDRESS, "AWS_ACCESS_KEY_ID is not set"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", ADDRESS, "the storage does not answer; see AWS_ENDPOINT_URL"),
        ("AWS_REGION", "us-east-1", "s3://nothing/corpus", "there is no such bucket"),
        ("AWS_REGION", "us-east-1", "s3://", "is no address of a bucket"),
        ("AWS_REGION", "us-east-1", "what://papers/corpus", "is no address of a bucket"),
        ("AWS_REGION", "us-east-1", ADDRESS, "no corpus here yet"),
    ],
)
def test_what_is_missing_is_one_line(bucket, monkeypatch, capsys, variable, value, address, said):  # noqa: PLR0913, PLR0917
    monkeypatch.setenv(variable, value) if value else monkeypatch.delenv(variable)
    commands = (("sql", "FROM pages"), ("history",), ("rollback", "1"))
    for command in commands[:1] if variable == "AWS_ENDPOINT_URL" else commands:  # it is asked again for some seconds
        assert said in one_line(capsys, *command, "--warehouse", address)


def test_one_run_at_a_time_on_one_machine_and_no_reader_waits_for_it(bucket, raw):
    ingest(raw)
    with warehouse.only_writer(warehouse_folder(ADDRESS, writing=True)):
        with pytest.raises(WarehouseError, match="another run on this machine is writing there"):
            warehouse_folder(ADDRESS, writing=True)
        assert snapshots.numbers(warehouse_folder(ADDRESS)) == [1]
        assert verbs() == ["rained"]
