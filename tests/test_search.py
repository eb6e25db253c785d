"""Search: the same hits as looking into every text, with an index or without, in every snapshot that is kept."""

import json
import random
import re
import shutil
import unicodedata
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from flows import catalogue, snapshots, upkeep, warehouse
from flows.compacting import compact
from flows.forgetting import forget
from flows.running import run
from flows.search import answers, indexing
from flows.search.finding import Search, stands_near
from flows.search.queries import Every, Phrase, SearchError, Some, Without, Word, parse
from flows.settings import SettingError
from flows.summaries import RunSettings

PAGE = "Harbour Courier\n{headline}\nThe Harbour Courier\n14 Mar 2019\nBy Mary Smith\n{text}\n"
TEXTS = {
    "coup": "The “coup plotters” had no plan, the élite said; they don’t know O’Brien, who was well-known here in town.",
    "plain": "Coup plotters of the elite town knew O'Brien and don't say who the well known plotters of the coup were.",
    "lossy": "They don?t say what the ministry said: the minister, very very very late, came to the harbour town again.",
    "other": "A café near the harbour sold ice; ministers of the town came and the plotters stayed at home all day long.",
    "unseen": "They donʼt co\u2060operate, said the minis\u00ad\u00adter of the island; x² was a_b there, and ice. Ministers did not come back.",
}  # fmt: skip
QUERIES = [
    "coup plotters", '"coup plotters"', "“coup plotters”", '"COUP-plotters"', "elite", "élite", "ÉLITE", "don't", "don’t", "don?t",
    "well-known", '"well known"', "o'brien", "minist*", '"the minist*"', "coup OR cafe", "town -coup", "town NOT (coup OR café)",
    '"plotters coup"~0', '"plotters coup"~2', '"coup town"~3', '"very very very"', '"very late"', "nowhere", '"harbour courier the"',
    "minis\u00adter", "co\u200boperate", "donʼt", '"very very"~0', "x²", '"a_b"', '(coup OR "ice ministers") -late', "co\u00adoperate",
]  # fmt: skip


def folded(text):
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text).replace("ʼ", "'")
    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c)[0] != "M")
    return "".join(c if c.isalnum() else " " for c in text).split()


def brute(query, fields):
    if isinstance(query, Every):
        return all(brute(part, fields) for part in query.of)
    if isinstance(query, Some):
        return any(brute(part, fields) for part in query.of)
    if isinstance(query, Without):
        return not brute(query.of, fields)
    return any(phrase_in(query, folded(field or "")) for field in fields)


def phrase_in(phrase, words):
    def fits(word, found):
        return found.startswith(word.text) if word.is_prefix else found == word.text

    size = len(phrase.words)
    if phrase.most_between is None:
        return any(all(map(fits, phrase.words, words[at : at + size])) for at in range(len(words) - size + 1))
    return stands_near(
        words, [frozenset(w for w in words if fits(word, w)) for word in phrase.words], phrase.most_between
    )


@pytest.fixture
def store(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for name, text in TEXTS.items():
        pages.joinpath(f"{name}.txt").write_text(PAGE.format(headline=f"Headline of {name}", text=text), "utf-8")
    return RunSettings(str(pages), str(tmp_path / "store"), index=True)


def current(settings):
    return warehouse.current_snapshot(Path(settings.warehouse))


NO_FILTER = answers.Filters()


def found(snapshot, asked, filters=NO_FILTER, stem=None, whole=None):
    with catalogue.open_snapshot(snapshot) as con:
        query = parse(asked, lambda text: con.execute("SELECT folded(?)", [text]).fetchone()[0])
        fit = snapshots.whole_indexes(snapshot) if whole is None else frozenset(whole)
        rows, count = answers.answer(Search(con, snapshot, fit, stem), query, filters, 100)
        assert count == len(rows)
    return rows


def ids(rows):
    return sorted(row["article_id"] for row in rows)


def scanned(snapshot, asked):
    with catalogue.open_snapshot(snapshot) as con:
        told = con.execute("SELECT article_id, headline, standfirst, body FROM articles").fetchall()
    query = parse(asked, lambda text: " ".join(folded(text)))
    return sorted(article for article, *fields in told if brute(query, fields))


def test_hits_are_those_of_a_scan_with_an_index_and_without(store):
    run(store)
    snapshot = current(store)
    assert snapshots.whole_indexes(snapshot) == frozenset(indexing.parts(snapshot))
    hits = {asked: scanned(snapshot, asked) for asked in QUERIES}
    assert [len(hits[asked]) for asked in ("coup plotters", "don't", "minist*", "nowhere", "town -coup")] == [
        2,
        4,
        3,
        0,
        2,
    ]
    for asked, wanted in hits.items():
        assert ids(found(snapshot, asked)) == wanted, asked
        assert ids(found(snapshot, asked, whole=())) == wanted, asked


def test_filters_stems_and_snippets(store):
    run(store)
    snapshot = current(store)
    assert len(found(snapshot, "minister")) == 2
    assert len(found(snapshot, "minister", stem=answers.stemmer("en"))) == 3
    assert len(found(snapshot, '"minister of the"', stem=answers.stemmer("English"))) == 2
    everything = ids(found(snapshot, "town"))
    assert (
        ids(found(snapshot, "town", answers.Filters(authors=("mary SMITH",), since="2019", until="2019-03")))
        == everything
    )
    assert found(snapshot, "town", answers.Filters(authors=("John Smith",))) == []
    assert found(snapshot, "town", answers.Filters(until="2019-02")) == []
    assert found(snapshot, "town", answers.Filters(since="2019-03-15")) == []
    assert found(snapshot, "town", answers.Filters(outlets=("x'); DROP",))) == []
    [row] = found(snapshot, '"ministry said"')
    assert "".join(word for word, is_hit in row["snippet"] if is_hit) == "ministry said: "
    for wrong in (
        answers.Filters(countries=("Nowhereland",)),
        *(answers.Filters(since=day) for day in ("March", "2019-13")),
    ):
        with pytest.raises(SearchError):
            found(snapshot, "town", wrong)
    with pytest.raises(SearchError):
        answers.stemmer("Klingon")


def test_nearness_of_many_words_is_found_at_once():
    words = ["a", "b", "c", "d"] * 500
    assert not stands_near(words, [frozenset("abcd")] * 30, -1)
    assert stands_near(words, [frozenset("abcd")] * 30, 0)
    assert not stands_near(["a", "b"], [frozenset("a"), frozenset("a")], 5)
    assert stands_near(["b", "a"], [frozenset("ab"), frozenset("b")], 0)


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "(" * 60 + "a" + ")" * 60,
        "-coup",
        "NOT coup",
        "coup OR -town",
        '"coup',
        "(coup",
        "coup)",
        ")coup(",
        "*",
        "m*n",
        "“”",
    ],
)
def test_what_cannot_be_answered_is_refused(asked):
    with pytest.raises(SearchError):
        parse(asked, lambda text: " ".join(folded(text)))


def test_a_query_is_a_tree():
    words = parse('a "b c" OR (d* -e) ', str.lower)
    e = Without(Phrase((Word("e"),)))
    assert words == Some((
        Every((Phrase((Word("a"),)), Phrase((Word("b"), Word("c"))))),
        Every((Phrase((Word("d", is_prefix=True),)), e)),
    ))  # fmt: skip


def test_an_index_is_carried_over_unchanged_and_only_new_parts_get_one(store):
    run(store)
    before = current(store)
    [old] = indexing.indexes(before).values()
    written = {file.name: (file.stat().st_ino, file.read_bytes()) for file in old.iterdir()}
    Path(store.root, "new.txt").write_text(
        PAGE.format(headline="New", text=TEXTS["coup"].replace("coup", "putsch")), "utf-8"
    )
    run(RunSettings(store.root, store.warehouse))  # the warehouse remembers that it has an index
    after = current(store)
    assert after != before
    assert len(indexing.indexes(after)) == 2
    same = after / "index" / old.name
    assert len(found(after, "putsch")) == 1
    assert {file.name: (file.stat().st_ino, file.read_bytes()) for file in same.iterdir()} == written
    assert not snapshots.find_faults(before, verify=True)
    assert not snapshots.find_faults(after, verify=True)


@pytest.mark.parametrize("harm", ["cut", "turned", "removed", "foreign"])
def test_a_damaged_index_is_none_and_is_made_again(store, harm):
    run(store)
    snapshot = current(store)
    [index] = indexing.indexes(snapshot).values()
    file = next(index.glob("*.idx"))
    data = file.read_bytes()
    if harm == "cut":
        file.write_bytes(data[:-1])
    elif harm == "turned":
        file.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    elif harm == "removed":
        shutil.rmtree(index)
    else:
        index.joinpath("more").write_bytes(b"")
    assert any(fault.is_index for fault in snapshots.find_faults(snapshot))
    assert snapshots.whole_indexes(snapshot) == frozenset()
    assert ids(found(snapshot, "coup")) == scanned(snapshot, "coup")
    assert not run(store).published
    assert current(store) == snapshot
    assert not snapshots.find_faults(snapshot, verify=True)
    assert snapshots.whole_indexes(snapshot) == frozenset(indexing.parts(snapshot))


def test_what_is_forgotten_is_in_the_index_of_no_snapshot(store):
    run(store)
    Path(store.root, "new.txt").write_text(
        PAGE.format(headline="New", text="Nothing else was said of it here in the town."), "utf-8"
    )
    run(store)
    kept = [snapshots.find_snapshot(Path(store.warehouse), n) for n in snapshots.numbers(Path(store.warehouse))]
    assert all(found(snapshot, "cafe") for snapshot in kept)
    forget(store, ["other.txt"])
    kept = [snapshots.find_snapshot(Path(store.warehouse), n) for n in snapshots.numbers(Path(store.warehouse))]
    for snapshot in kept:
        assert snapshots.whole_indexes(snapshot) == frozenset(indexing.parts(snapshot))
        assert found(snapshot, "cafe") == []
        for file in (snapshot / "index").rglob("*"):
            assert file.is_dir() or b"cafe" not in file.read_bytes(), file


def test_compact_makes_an_index_of_the_new_parts(store):
    run(store)
    for name in ("new", "newer"):
        Path(store.root, f"{name}.txt").write_text(PAGE.format(headline=name, text=TEXTS["coup"] + name), "utf-8")
        run(RunSettings(store.root, store.warehouse))
    before = current(store)
    assert len(indexing.indexes(before)) == 3
    assert compact(RunSettings("", store.warehouse))
    after = current(store)
    assert len(indexing.parts(after)) == len(indexing.indexes(after)) == 1
    assert snapshots.whole_indexes(after) == frozenset(indexing.parts(after))
    assert not snapshots.find_faults(after, verify=True)
    for asked in QUERIES:
        assert ids(found(after, asked)) == ids(found(before, asked)) == scanned(after, asked), asked
    snapshots.roll_back(Path(store.warehouse), int(before.name))
    assert len(found(current(store), "coup")) == 4
    assert not compact(RunSettings("", store.warehouse)) or indexing.indexes(current(store))


@pytest.mark.parametrize(
    "left", ["index/new/meta.json", "index/part-00000-0000000000000000-0000000000000000/meta.json"]
)
def test_what_a_killed_search_left_is_no_answer_and_goes(store, left):
    plain = RunSettings(store.root, store.warehouse)
    run(plain)
    snapshot = current(store)
    name = next(iter(indexing.parts(snapshot)))
    file = snapshot / left.replace("part-00000-0000000000000000", name)
    file.parent.mkdir(parents=True)
    file.write_text("{}")
    assert ids(found(snapshot, "coup")) == scanned(snapshot, "coup")
    assert upkeep.check.fn(store.warehouse)
    assert not run(plain).published
    assert not snapshots.find_faults(snapshot, verify=True)
    assert snapshots.complete_indexes(snapshot)
    assert ids(found(snapshot, "coup")) == scanned(snapshot, "coup")


def test_without_an_index_nothing_is_kept_until_somebody_searches(store, tmp_path):
    plain = RunSettings(store.root, store.warehouse)
    run(plain)
    snapshot = current(store)
    assert indexing.indexes(snapshot) == {}
    assert snapshots.complete_indexes(snapshot)
    assert not snapshots.complete_indexes(snapshot)
    assert snapshots.about(snapshot)["index"] is True
    assert not snapshots.find_faults(snapshot, verify=True)
    warehouse.about(snapshot)
    assert not json.loads((snapshot / "snapshot.json").read_text())["files"].keys() - {
        str(f.relative_to(snapshot)) for f in snapshot.rglob("*")
    }


def concordance(body, phrase, width):
    """Return left, hit and right of each printing, as folded words."""
    words, sought, at, lines = folded(body), folded(phrase), 0, []
    while at <= len(words) - len(sought):
        if words[at : at + len(sought)] == sought:
            end = at + len(sought)
            lines.append((words[max(at - width, 0) : at], sought, words[end : end + width]))
            at = end
        else:
            at += 1
    return lines


def test_concordance_and_frequency_are_those_of_a_scan(store):
    run(store)
    rng = random.Random(3)
    bodies = duckdb.sql(f"SELECT body, word_count FROM '{current(store)}/articles/*.parquet'").fetchall()
    phrases = ["very very", "very", "the", "don't", "élite", "nowhere"]
    for _ in range(30):
        words = folded(rng.choice(bodies)[0])
        at = rng.randrange(len(words) - 3)
        phrases.append(" ".join(words[at : at + rng.randrange(1, 4)]))
    with duckdb.connect(str(Path(store.warehouse) / "corpus.duckdb"), read_only=True) as con:
        for phrase in phrases:
            wanted = [line for body, _ in bodies for line in concordance(body, phrase, 4)]
            said = catalogue.quoted(phrase)
            lines = con.execute(f'SELECT "left", hit, "right" FROM kwic({said}, 4)').fetchall()
            assert sorted(tuple(map(folded, line)) for line in lines) == sorted(wanted), phrase
            total = con.execute(
                f"SELECT hits, words, articles, per_million FROM frequency({said}) WHERE grouped_by = 'all'"
            ).fetchone()
            words = sum(count for _, count in bodies)
            assert total == (len(wanted), words, len(bodies), pytest.approx(len(wanted) * 1e6 / words, abs=0.01))


def test_each_code_point_is_folded_as_it_is_cut():
    letters = [chr(n) for n in range(1, 0x110000) if not 0xD800 <= n < 0xE000]
    with duckdb.connect() as con:
        for name in ("stripped", "folded", "pieces"):
            con.execute(catalogue.sql_files("macros")[name])
        con.register("each", pa.table({"letter": letters}))
        con.execute("CREATE TABLE letters AS SELECT 'a' || letter || 'b' AS text FROM each")
        wrong = "SELECT text FROM letters WHERE len(pieces(text)) <> len(string_split(folded(text), ' '))"
        assert con.execute(wrong).fetchall() == []


def command(capsys, *arguments):
    from flows.cli import app

    assert app(list(arguments), exit_on_error=False, print_error=False) == 0
    return capsys.readouterr()


def test_the_first_search_makes_the_index_and_no_escape_reaches_the_terminal(store, capsys):
    page = PAGE.format(headline="Turned \u202e round", text=TEXTS["coup"].replace("coup", "putsch in a\u202eroom"))
    Path(store.root, "odd.txt").write_text(page, "utf-8")
    run(RunSettings(store.root, store.warehouse))
    first = command(capsys, "search", "putsch OR coup", "--limit", "1", "--warehouse", store.warehouse)
    assert "making the index" in first.err
    assert "3 articles, the best 1" in first.out
    again = command(capsys, "search", "putsch", "--warehouse", store.warehouse)
    assert "making" not in again.err
    assert "\u202e" not in again.out
    assert "\\u202e" in again.out
    rows = json.loads(command(capsys, "search", "cafe", "--format", "json", "--warehouse", store.warehouse).out)
    assert rows[0]["headline"] == "Headline of other"


def test_where_nothing_can_be_written_the_first_search_reads_the_texts(store, capsys):
    run(RunSettings(store.root, store.warehouse))
    with warehouse.only_writer(Path(store.warehouse)):
        said = command(capsys, "search", "cafe", "--warehouse", store.warehouse)
    assert "1 article" in said.out
    assert said.err == ""
    assert indexing.indexes(current(store)) == {}


def test_where_the_disk_fails_the_texts_are_read_and_nothing_is_left(store, capsys, monkeypatch):
    run(RunSettings(store.root, store.warehouse))
    files = sorted(current(store).rglob("*"))
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "open_new", broken(indexing.open_new))
        assert "1 article" in command(capsys, "search", "cafe", "--warehouse", store.warehouse).out
    assert sorted(file for file in current(store).rglob("*") if file.is_file()) == [f for f in files if f.is_file()]
    assert not snapshots.find_faults(current(store))


def broken(open_new):
    class Broken:
        def writer(self, **_):
            message = "An IO error occurred: 'No space left on device (os error 28)'"
            raise ValueError(message)

    return lambda path: Broken() if path else open_new(path)


def test_a_concordance_is_sorted_aligned_and_saved(store, capsys, tmp_path):
    run(store)
    lines = command(
        capsys, "kwic", "plotters", "-w", "2", "--sort", "right", "--warehouse", store.warehouse
    ).out.splitlines()
    assert lines[-1] == "4 lines"
    assert len({line.lower().index("plotters") for line in lines[:-1]}) == 1
    rest = [" ".join(folded(line.lower().partition("plotters")[2])) for line in lines[:-1]]
    assert rest == sorted(rest)
    for name in ("lines.csv", "lines.parquet"):
        command(capsys, "kwic", "plotters", "--output", str(tmp_path / name), "--warehouse", store.warehouse)
        assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path / name}'").fetchone() == (4,)


def test_hits_and_lines_are_written_as_rows_of_sql_are(store, capsys, tmp_path):
    page = PAGE.format(headline="=1+1 of it", text=TEXTS["coup"].replace("coup", "putsch"))
    Path(store.root, "odd.txt").write_text(page, "utf-8")
    run(store)
    where = ("--warehouse", store.warehouse)
    for name in ("search", "kwic"):
        for style in ("csv", "json", "jsonl", "markdown"):
            file = tmp_path / f"{name}.{'md' if style == 'markdown' else style}"
            said = command(capsys, name, "putsch", "--format", style, *where).out
            assert command(capsys, name, "putsch", "--output", str(file), *where).out == ""
            assert file.read_text("utf-8") == said
        assert "'=1+1 of it" in tmp_path.joinpath(f"{name}.csv").read_text("utf-8")
        assert "'=" not in command(capsys, name, "putsch", "--format", "csv", "--exact", *where).out
    none = command(capsys, "search", "nowhere", "--format", "csv", *where).out
    assert none.splitlines() == [tmp_path.joinpath("search.csv").read_text("utf-8").splitlines()[0]]
    assert "5 articles" in command(capsys, "search", "coup OR putsch OR ministers", "--as-of", "1", *where).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "town", "--outlet", "Nowhere"),
        ("search", "town", "--limit", "0"),
        ("search", "town", "--to", "2019-02-30"),
        ("kwic", "…"),
        ("kwic", "town", "-w", "-1"),
        ("search", "town", "--output", "{store}/hits.csv"),
        ("kwic", "town", "--as-of", "99"),
    ],
)
def test_what_makes_no_sense_is_refused(store, arguments):
    from flows.cli import app

    run(store)
    asked = [argument.replace("{store}", store.warehouse) for argument in arguments]
    with pytest.raises((SearchError, SettingError, catalogue.QueryError, warehouse.WarehouseError)):
        app([*asked, "--warehouse", store.warehouse], exit_on_error=False, print_error=False)
