"""Every table and every column once: type, whether it must be there, and one sentence.

The Parquet schemas, the order of rows and the data dictionary (`data/README.md`) all come
from here. Times are UTC. NULL is "not known".
"""

from typing import NamedTuple

import pyarrow as pa

TEXT = pa.string()
COUNT = pa.int32()
TOTAL = pa.int64()
RATIO = pa.float64()
FLAG = pa.bool_()
DATE = pa.date32()
TIME = pa.timestamp("us")
TEXTS = pa.list_(TEXT)
PLACES = pa.list_(COUNT)
EVIDENCE = pa.map_(TEXT, TEXT)
TALLIES = pa.map_(TEXT, TOTAL)

# People and photographs stay nested in `readings` only: R and pandas read flat tables better.
PEOPLE = pa.list_(
    pa.struct([(n, TEXT) for n in ("author_id", "name", "role", "affiliation", "job", "place", "email", "as_printed",
                                   "name_source")])
)  # fmt: skip
PHOTOGRAPHS = pa.list_(
    pa.struct([(n, TEXT) for n in ("caption", "credit", "agency", "photographer")] + [("times_printed", COUNT)])
)


class Column(NamedTuple):
    """One column: its name, Arrow type, one sentence, and whether NULL is an error."""

    name: str
    type: pa.DataType
    about: str
    required: bool = False


class Table(NamedTuple):
    """One table: what a row is, its key, the order of its rows, and its columns."""

    name: str
    about: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema that every part of this table is written with."""
        return pa.schema([pa.field(c.name, c.type, nullable=not c.required) for c in self.columns])


def _table(name: str, about: str, key: str, *columns: Column, order: str | None = None) -> Table:
    return Table(name, about, tuple(key.split()), tuple((order or key).split()), columns)


_PAGE = (
    Column("input", TEXT, "Name of the input: `--input-name`, else the name of the folder.", required=True),
    Column("source", TEXT, "Path below the input's root, with `/`; unprintable bytes as `\\xNN`.", required=True),
    Column("page_id", TEXT, "SHA-256 of the raw bytes, first 32 hex digits; NULL if they could not be read."),
    Column("url", TEXT, "Address of the page, from manifest, archive, record or the page itself."),
    Column("fetched_at", TIME, "When the page was fetched, from manifest or record."),
    Column("bytes", TOTAL, "Size of the raw page."),
    Column("media", TEXT, "`text`, `html`, `xhtml` or `json`."),
    Column("charset", TEXT, "Character set the bytes were decoded with."),
    Column("layout", TEXT, "Grammar that read the page."),
)
_COUNTS = (
    Column("characters", TOTAL, "Characters of the decoded page."),
    Column("characters_markup", TOTAL, "Characters of mark-up, scripts and attributes: not text."),
    Column("rules", TEXT, "Version of rules, registries and transforms that read the page.", required=True),
)
_STORY = (
    Column("outlet_id", TEXT, "Newspaper: key of `outlets`."),
    Column("outlet", TEXT, "Canonical name of the newspaper."),
    Column("outlet_as_printed", TEXT, "Name of the newspaper as the page prints it."),
    Column("country", TEXT, "Country of the newspaper, ISO 3166-1 alpha-2; never the place of the story."),
    Column("language", TEXT, "Language of the text, ISO 639-1."),
    Column("published", DATE, "Date of the edition; never the day of the run."),
    Column("edition", TEXT, "Edition, where page or address name one."),
    Column("section", TEXT, "Section as printed."),
    Column("page_numbers", TEXTS, "Pages of the edition that carry the article.", required=True),
    Column("headline", TEXT, "Headline."),
    Column("kicker", TEXT, "Line above the headline."),
    Column("standfirst", TEXT, "Introduction between headline and text."),
    Column("byline", TEXT, "Byline as printed, repaired."),
    Column("agency", TEXT, "Wire or paper that supplied the text, canonical name; never a photo credit."),
    Column("dateline", TEXT, "Place of the dateline as printed; it stays in the body too."),
)
_URL = (
    Column("url", TEXT, "Address of the representative page."),
    Column("source_article_id", TEXT, "The publisher's own id, from the address."),
    Column("flags", TEXTS, "What is odd or could not be repaired.", required=True),
    Column("evidence", EVIDENCE, "Field to where it was read: `line 1`, `url`, `registry` …", required=True),
)

PAGES = _table(
    "pages",
    "A raw page that was delivered: a file, an archive member, a record, an article of a service answer.",
    "input source",
    *_PAGE,
    Column("status", TEXT, "`accepted`, `duplicate` or `quarantined`.", required=True),
    Column("reason", TEXT, "Why it is not accepted, one stable word; NULL only if accepted."),
    Column("detail", TEXT, "The reason as a sentence."),
    Column("article_id", TEXT, "Article the page tells, also for duplicates; NULL if quarantined."),
    *_COUNTS,
)
ARTICLES = _table(
    "articles",
    "An article as printed in one edition.",
    "article_id",
    Column("article_id", TEXT, "Hash of the publisher's id, else of outlet, date and folded body.", required=True),
    Column("former_ids", TEXTS, "Ids that other copies of this article would have given it.", required=True),
    Column("page_id", TEXT, "Page it was read from: the representative of all copies.", required=True),
    *_STORY,
    Column("body", TEXT, "Paragraphs joined by an empty line, word for word.", required=True),
    Column("word_count", COUNT, "Words of `body`: runs of letters or digits with inner `'` and `-`.", required=True),
    *_URL,
    order="outlet_id published article_id",
)
LINES = _table(
    "lines",
    "A line of the decoded text of a page that is no exact copy of another, kept or not.",
    "page_id line",
    Column("page_id", TEXT, "Page.", required=True),
    Column("line", COUNT, "Place in the page, from 1.", required=True),
    Column("role", TEXT, "What the line is.", required=True),
    Column("rule", TEXT, "Rule that said so.", required=True),
    Column("raw", TEXT, "As decoded; control characters as `\\xNN` (repair `escaped_controls`).", required=True),
    Column("ending", TEXT, "What ended the line: `\\n`, `\\r\\n` or nothing.", required=True),
    Column("text", TEXT, "As repaired; NULL where equal to `raw`."),
    Column("repairs", TEXTS, "Names of the repairs made; see *Repairs* below.", required=True),
)
BYLINES = _table(
    "bylines",
    "A person in a byline, in printed order.",
    "article_id position",
    Column("article_id", TEXT, "Article.", required=True),
    Column("position", COUNT, "Place in the byline, from 1.", required=True),
    Column("author_id", TEXT, "Person: key of `authors`.", required=True),
    Column("name", TEXT, "Name in normal case, as well as its own page knows it.", required=True),
    Column("role", TEXT, "`author`, `contributor`, `editor` or `photographer`.", required=True),
    Column("affiliation", TEXT, "Paper or broadcaster the person works for."),
    Column("job", TEXT, "Job as printed: `Marine Correspondent`."),
    Column("place", TEXT, "Where the person reported from."),
    Column("email", TEXT, "E-mail address as printed."),
    Column("as_printed", TEXT, "Name as the byline prints it."),
    Column("name_source", TEXT, "Who decided the spelling of `name`: `printed`, `page` or `rules`.", required=True),
)
AUTHORS = _table(
    "authors",
    "A person who wrote, by newspaper and folded name; one person can have several rows, with one `person_id`.",
    "author_id",
    Column("author_id", TEXT, "Hash of outlet and folded name.", required=True),
    Column("person_id", TEXT, "Smallest `author_id` of those that are proved to be one person.", required=True),
    Column(
        "joined_by", TEXTS, "Why they are one: `initials`, `lost_letters`, `email`, `employer`, `file`.", required=True
    ),
    Column("name", TEXT, "The best spelling met of this person, in whatever newspaper.", required=True),
    Column("name_source", TEXT, "Where it was met: `printed`, `page`, `rules`, or `file`.", required=True),
    Column("aliases", TEXTS, "Other spellings met of this person.", required=True),
    Column("articles", TOTAL, "Articles that name this author.", required=True),
    Column("outlets", TEXTS, "Newspapers that printed this person.", required=True),
    Column("first_published", DATE, "First edition met of this author."),
    Column("last_published", DATE, "Last edition met of this author."),
)
CAPTIONS = _table(
    "captions",
    "A photograph of an article.",
    "article_id position",
    Column("article_id", TEXT, "Article.", required=True),
    Column("position", COUNT, "Place among the photographs, from 1.", required=True),
    Column("caption", TEXT, "Caption without its credit."),
    Column("credit", TEXT, "Credit as printed: `AP PHOTO`."),
    Column("agency", TEXT, "Agency of the photograph, canonical name."),
    Column("photographer", TEXT, "Photographer, in normal case."),
    Column("times_printed", COUNT, "How often the page prints the caption.", required=True),
)
OUTLETS = _table(
    "outlets",
    "A newspaper that printed an article of the corpus.",
    "outlet_id",
    Column("outlet_id", TEXT, "Slug.", required=True),
    Column("name", TEXT, "Canonical name.", required=True),
    Column("country", TEXT, "Country, ISO 3166-1 alpha-2."),
    Column("place", TEXT, "Place of publication."),
    Column("language", TEXT, "Language it is printed in, ISO 639-1."),
    Column("aliases", TEXTS, "Other names.", required=True),
    Column("known", FLAG, "Whether it stands in the registry.", required=True),
    Column("articles", TOTAL, "Articles in the corpus.", required=True),
    Column("first_published", DATE, "First edition met."),
    Column("last_published", DATE, "Last edition met."),
)
COUNTRIES = _table(
    "countries",
    "A country whose newspapers are in the corpus.",
    "country",
    Column("country", TEXT, "ISO 3166-1 alpha-2.", required=True),
    Column("alpha_3", TEXT, "ISO 3166-1 alpha-3.", required=True),
    Column("name", TEXT, "English name.", required=True),
    Column("outlets", TOTAL, "Newspapers in the corpus.", required=True),
    Column("articles", TOTAL, "Articles in the corpus.", required=True),
)
REPRINTS = _table(
    "reprints",
    "An article in a group of reprints: one story, printed more than once.",
    "article_id",
    Column("cluster_id", TEXT, "Smallest article_id of the group; see `cluster_changes`.", required=True),
    Column("article_id", TEXT, "Article.", required=True),
    Column("longest_id", TEXT, "Article of the group with the longest text.", required=True),
    Column("is_first", FLAG, "Whether it is the earliest print known; one without a date is not.", required=True),
    Column("containment", RATIO, "Share of its text found in the longest text of the group.", required=True),
    Column("words_cut", COUNT, "Words of the longest text that it lacks.", required=True),
    Column("words_added", COUNT, "Its own words: not in the longest text.", required=True),
    Column("paragraphs_cut", PLACES, "Paragraphs of the longest text that it lacks, from 1.", required=True),
    Column("paragraphs_added", PLACES, "Its own paragraphs that the longest text lacks, from 1.", required=True),
    Column("agency_inferred", TEXT, "Agency that other copies name and this one does not."),
    Column("agency_evidence", TEXT, "Article that names the agency."),
    Column("authors_inferred", TEXTS, "Authors that another copy names and this one does not.", required=True),
    Column("authors_evidence", TEXT, "Article that names the authors."),
    Column("conflicts", TEXTS, "`agency`, `authors`: what copies of the group say differently.", required=True),
    Column("size", COUNT, "Articles in the group.", required=True),
    Column("outlets", TEXTS, "Newspapers of the group.", required=True),
)
CLUSTER_CHANGES = _table(
    "cluster_changes",
    "A group of reprints that was joined to another, parted, dissolved or called otherwise; like `runs` it remembers.",
    "snapshot cluster_id new_cluster_id",
    Column("snapshot", COUNT, "Snapshot that has the change.", required=True),
    Column("cluster_id", TEXT, "Group before.", required=True),
    Column("new_cluster_id", TEXT, "Group after; NULL where its articles are in none."),
    Column("change", TEXT, "`renamed`, `merged`, `split` or `dissolved`.", required=True),
    Column("articles", COUNT, "Articles that went this way.", required=True),
)
RUNS = _table(
    "runs",
    "A run that published: the only table with times of the run.",
    "run_id",
    Column("run_id", TEXT, "Id.", required=True),
    Column("started_at", TIME, "Start.", required=True),
    Column("finished_at", TIME, "End of reading and assembling, just before publication.", required=True),
    Column("status", TEXT, "`published`.", required=True),
    Column("parameters", TEXT, "Settings of the run, JSON.", required=True),
    Column("pages", TOTAL, "Pages delivered to this run.", required=True),
    Column("accepted", TOTAL, "Of these, pages that are the representative of an article.", required=True),
    Column("duplicates", TOTAL, "Of these, pages whose article was already here.", required=True),
    Column("quarantined", TOTAL, "Of these, pages set aside with a reason.", required=True),
    Column("characters_in", TOTAL, "Characters of their decoded text.", required=True),
    Column("characters_kept", TOTAL, "Characters on lines that belong to an article.", required=True),
    Column("seconds", RATIO, "Duration.", required=True),
    Column("pages_per_second", RATIO, "Speed.", required=True),
    Column("versions", TEXT, "Versions of broadsheet, rules and parts, JSON.", required=True),
    Column("input", TEXT, "Name of the input; NULL for runs before format 3."),
    Column(
        "tallies",
        TALLIES,
        "Pages delivered, by key: `pages`, `reason/REASON`, `layout/LAYOUT`, `rule/LAYOUT/RULE`, `outlet/OUTLET_ID`, "
        "`field/OUTLET_ID/FIELD`; see the view `rates`. NULL for a run over chosen pages or none, and for all but "
        "the newest 100 of an input.",
    ),
    order="started_at run_id",
)
READINGS = _table(
    "readings",
    "Working table: what each delivered page says by itself, before pages are compared.",
    "input source",
    *_PAGE,
    *_COUNTS,
    Column("characters_kept", TOTAL, "Characters on lines that belong to an article."),
    Column("file", TEXT, "Entry of the input it came from: the outermost container, or itself.", required=True),
    Column("reason", TEXT, "Why the page is no article, one stable word; NULL if it is one."),
    Column("detail", TEXT, "The reason as a sentence."),
    Column("own_id", TEXT, "Hash of the publisher's id of the article; NULL where not known."),
    Column("text_id", TEXT, "Hash of outlet, date and folded body."),
    Column("text_key", TEXT, "Hash of outlet and folded body."),
    Column("fields", COUNT, "Number of fields the page fills: the fullest copy represents an article."),
    *_STORY,
    Column("word_count", COUNT, "Words of the body."),
    Column("source_article_id", TEXT, "The publisher's own id, from the address."),
    Column("flags", TEXTS, "What is odd or could not be repaired.", required=True),
    Column("evidence", EVIDENCE, "Field to where it was read.", required=True),
    Column("people", PEOPLE, "People of the byline.", required=True),
    Column("photographs", PHOTOGRAPHS, "Photographs.", required=True),
)

SIGNATURES = _table(
    "signatures",
    "Working table: the few windows of an article's text by which its reprints are found.",
    "article_id",
    Column("article_id", TEXT, "Article.", required=True),
    Column("windows", COUNT, "Windows of its text; 0 of one that is too short to be compared.", required=True),
    Column("step", COUNT, "One window in so many is kept.", required=True),
    Column("names", pa.list_(pa.uint32()), "Hashes of the windows that are kept.", required=True),
)
OVERLAPS = _table(
    "overlaps",
    "Working table: two articles that share most of the shorter text, whether or not they tell one story. Not every"
    " pair is looked at: many runs may know a few more than one.",
    "article_id longer_id",
    Column("article_id", TEXT, "The article with the shorter text.", required=True),
    Column("longer_id", TEXT, "The article with the longer text.", required=True),
    Column("containment", RATIO, "Share of the shorter text that stands in the longer.", required=True),
    Column("share", RATIO, "Share of the longer text that stands in the shorter.", required=True),
    Column("first", RATIO, "Where in the longer text the first of it stands, 0 to 1.", required=True),
    Column("last", RATIO, "Where the last of it ends.", required=True),
    Column("gaps", COUNT, "Stretches that the shorter has alone.", required=True),
    Column("facts", COUNT, "Names and numbers in the shared paragraphs of the shorter.", required=True),
    Column("untold", COUNT, "Of these, those that the longer has not.", required=True),
    Column("words_cut", COUNT, "Words of the longer that the shorter lacks.", required=True),
    Column("words_added", COUNT, "Words that the shorter has alone.", required=True),
    Column("paragraphs_cut", PLACES, "Paragraphs of the longer that the shorter lacks, from 1.", required=True),
    Column("paragraphs_added", PLACES, "Paragraphs that the shorter has alone, from 1.", required=True),
)

PUBLIC = (
    PAGES, ARTICLES, LINES, BYLINES, AUTHORS, CAPTIONS, OUTLETS, COUNTRIES, REPRINTS, CLUSTER_CHANGES, RUNS
)  # fmt: skip
WORKING = (READINGS, SIGNATURES, OVERLAPS)
TABLES = {t.name: t for t in (*PUBLIC, *WORKING)}
