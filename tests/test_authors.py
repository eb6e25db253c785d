"""Who is who in the tables: evidence joins authors, the file `authors.toml` merges, parts and keeps apart."""

from datetime import date
from pathlib import Path

import pytest

from flows import catalogue, warehouse
from flows.author_file import AuthorFileError, Who, read_author_file
from flows.running import run
from flows.summaries import RunSettings
from transforms.identity import author_id

PAPERS = {"usa/the-washington-post": "The Washington Post", "canada/the-province": "The Province", "usa/the-elm-park-news": "The Elm Park News"}  # fmt: skip
WP, PROVINCE, ELM = "the-washington-post", "the-province", "the-elm-park-news"


class Corpus:
    """Pages, one for each byline, a warehouse, and the file of authors beside it."""

    def __init__(self, folder: Path) -> None:
        self.root, self.store, self.file = folder / "raw", folder / "store" / "warehouse", folder / "store/authors.toml"
        self.root.mkdir()
        self.file.parent.mkdir()
        self.rows = ["path,url,fetched_at"]

    def page(self, paper: str, byline: str, day: str = "20190314", more: str = "") -> None:
        """Add a page."""
        number = len(self.rows)
        shelf = next(shelf for shelf in PAPERS if shelf.endswith(paper))
        text = f"{PAPERS[shelf]}\n\nPier opens\n\n- {byline}\n\nIt rained {number} days on the crowd. {more}\n"
        (self.root / f"{number}.txt").write_text(text, "utf-8")
        self.rows.append(f"{number}.txt,https://www.pressreader.com/{shelf}/{day}/{281500000000000 + number},")

    def people(self) -> list[tuple[object, ...]]:
        """Publish, and return name, source, reasons, other spellings and papers of each person."""
        (self.root / "manifest.csv").write_text("\n".join(self.rows), "utf-8")
        self.not_met = run(RunSettings(str(self.root), str(self.store))).authors_not_met
        with catalogue.open_snapshot(warehouse.current_snapshot(self.store)) as con:
            assert catalogue.failed_checks(con) == {}
            self.names = [name for (name,) in con.execute("SELECT name FROM bylines ORDER BY ALL").fetchall()]
            self.ids = {
                (name, outlet): who
                for name, outlet, who in con.execute(
                    "SELECT name, outlet_id, author_id FROM parquet.bylines JOIN articles USING (article_id)"
                ).fetchall()
            }
            query = "SELECT name, joined_by, outlets, articles FROM people ORDER BY ALL"
            return con.execute(query).fetchall()


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Return an empty corpus."""
    return Corpus(tmp_path)


def test_a_name_improves_everywhere_when_a_later_page_prints_it_better(corpus: Corpus) -> None:
    corpus.page(PROVINCE, "ADA VANDERWEL")
    assert corpus.people() == [("Ada Vanderwel", [], [PROVINCE], 1)]
    before = corpus.ids
    corpus.page(PROVINCE, "Ada VanderWel")
    assert corpus.people() == [("Ada VanderWel", [], [PROVINCE], 2)]
    assert corpus.names == ["Ada VanderWel", "Ada VanderWel"]
    assert before.items() <= corpus.ids.items()


def test_initials_are_the_one_person_of_their_paper_who_fits(corpus: Corpus) -> None:
    corpus.page(PROVINCE, "A. MARSH")
    corpus.page(PROVINCE, "Ada Marsh")
    corpus.page(ELM, "A. MARSH")
    assert corpus.people() == [("A. Marsh", [], [ELM], 1), ("Ada Marsh", ["initials"], [PROVINCE], 2)]


def test_homonyms_of_two_papers_stay_apart_without_evidence(corpus: Corpus) -> None:
    corpus.page(PROVINCE, "ADA MARSH")
    corpus.page(WP, "ADA MARSH")
    assert corpus.people() == [("Ada Marsh", [], [PROVINCE], 1), ("Ada Marsh", [], [WP], 1)]


def test_a_writer_whose_paper_is_named_elsewhere_is_the_one_of_that_paper(corpus: Corpus) -> None:
    corpus.page(PROVINCE, "ADA MARSH, Washington Post")
    corpus.page(WP, "Ada Marsh")
    corpus.page(ELM, "Ada Marsh, The Canadian Press")
    joined, alone = corpus.people()
    assert joined == ("Ada Marsh", [], [ELM], 1)
    assert alone == ("Ada Marsh", ["employer"], [PROVINCE, WP], 2)


def test_an_address_joins_one_surname_and_no_whole_desk(corpus: Corpus) -> None:
    corpus.page(PROVINCE, "ADA MARSH, news@example.org")
    corpus.page(ELM, "A. MARSH, news@example.org")
    corpus.page(ELM, "TOM VALE, news@example.org")
    assert corpus.people() == [("Ada Marsh", ["email"], [ELM, PROVINCE], 2), ("Tom Vale", [], [ELM], 1)]


def test_the_file_joins_parts_and_keeps_apart(corpus: Corpus) -> None:
    corpus.page(PROVINCE, "ADA MARSH, Washington Post")
    corpus.page(WP, "Ada Marsh")
    corpus.page(ELM, "Tom Vale", day="20101231")
    corpus.page(ELM, "Tom Vale", day="20110101")
    corpus.page(PROVINCE, "Ida Penn")
    corpus.page(ELM, "Ida Roe")
    corpus.file.write_text(
        """
        [[apart]]
        why = "Two people; the paper says so."
        people = [{ outlet = "the-province", name = "Ada Marsh" }]

        [[split]]
        why = "The son took over the column."
        outlet = "the-elm-park-news"
        name = "TOM VALE"
        since = 2011-01-01

        [[same]]
        why = "Married in 2012."
        name = "Ida Penn-Roe"
        people = [
            { outlet = "the-province", name = "Ida Penn" },
            { outlet = "the-elm-park-news", name = "IDA ROE" },
            { outlet = "the-elm-park-news", name = "Tom Vale", since = 2011-01-01 },
        ]
        """,
        "utf-8",
    )
    assert corpus.people() == [
        ("Ada Marsh", [], [PROVINCE], 1),
        ("Ada Marsh", [], [WP], 1),
        ("Ida Penn-Roe", ["file"], [ELM, PROVINCE], 3),
        ("Tom Vale", [], [ELM], 1),
    ]
    assert corpus.not_met == 0


def test_an_author_of_the_file_whom_no_byline_names_is_counted(corpus: Corpus) -> None:
    corpus.page(PROVINCE, "Ada Marsh")
    corpus.file.write_text(f'[[same]]\nwhy = "x"\npeople = [{TWO}, {{ outlet = "{PROVINCE}", name = "Ada Marsh" }}]')
    assert corpus.people() == [("Ada Marsh", [], [PROVINCE], 1)]
    assert corpus.not_met == 2


TWO = '{ outlet = "p", name = "Ada" }, { outlet = "p", name = "Bo" }'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[same]", "not valid TOML"),
        (f"[[same]]\npeople = [{TWO}]", "missing required field `why`"),
        (f'[[same]]\nwhy = "x"\npeople = [{TWO}]\nnom = "y"', "unknown field `nom`"),
        ('[[same]]\nwhy = "x"\npeople = [{ outlet = "p", name = "Ada" }]', "needs two people"),
        (f'[[same]]\nwhy = "x"\npeople = [{TWO}]\n' * 2, "stands in two [[same]] entries"),
        ('[[apart]]\nwhy = "x"\npeople = [{ outlet = "p", name = "?" }]', "no name or no outlet"),
        ('[[apart]]\nwhy = "x"\npeople = [{ outlet = "p", name = "A", since = 2011-01-01 }]', "begun by no [[split]]"),
        ('[[split]]\nwhy = "x"\noutlet = "p"\nname = "A"\nsince = 2011-01-01\n' * 2, "begin the same author"),
        ('[[split]]\nwhy = "x"\noutlet = "p"\nname = "A"\nsince = "soon"', "split[0].since"),
    ],
)
def test_a_wrong_file_stops_before_the_run_and_says_what_to_mend(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "authors.toml").write_text(text, "utf-8")
    with pytest.raises(AuthorFileError) as raised:
        read_author_file(tmp_path / "warehouse")
    assert str(raised.value).startswith(f"{tmp_path}/authors.toml: ")
    assert says in str(raised.value)


def test_an_author_of_the_file_has_the_id_of_the_tables() -> None:
    assert Who("the-province", "ADA MARSH").author_id == author_id("the-province", "Ada Marsh")
    assert Who("the-province", "Ada Marsh", date(2011, 1, 1)).author_id != author_id("the-province", "Ada Marsh")
