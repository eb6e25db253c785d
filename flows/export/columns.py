"""What an exported article has, with or without its text, and how a question names it."""

import pyarrow as pa

from transforms.tables import ARTICLES, TEXT, TEXTS, Column

# A text that may not be passed on must not be rebuilt from what is: the body, and the lines above it that are prose.
# The headline stays, as it does in any catalogue; the hash proves a text that somebody has from elsewhere.
TEXT_COLUMNS = ("kicker", "standfirst", "body")
_OTHERS = (
    Column("evidence", TEXT, "Field to where it was read, as JSON.", required=True),
    Column("authors", TEXTS, "Names of those who wrote it, in printed order.", required=True),
    Column("others", TEXTS, "Contributors, editors and photographers of the byline.", required=True),
    Column("cluster_id", TEXT, "Group of reprints it is in: articles of one story have one; NULL if in none."),
    Column("body_sha256", TEXT, "SHA-256 of the text in UTF-8, in hex.", required=True),
)
COLUMNS = tuple(column for column in ARTICLES.columns if column.name != "evidence") + _OTHERS
_QUANTEDA = (
    "outlet_id", "outlet", "country", "language", "published", "edition", "section", "page_numbers", "headline",
    "kicker", "standfirst", "byline", "authors", "others", "agency", "dateline", "word_count", "url", "flags",
    "cluster_id",
)  # fmt: skip


def exported(*, text: bool, preset: str | None) -> tuple[Column, ...]:
    """Return the columns of an export."""
    if preset is None:
        return COLUMNS if text else tuple(column for column in COLUMNS if column.name not in TEXT_COLUMNS)
    named = {column.name: column for column in COLUMNS}
    flat = (_flat(named[name]) for name in _QUANTEDA)
    return (named["article_id"]._replace(name="doc_id"), named["body"]._replace(name="text"), *flat)


def _flat(column: Column) -> Column:
    if not pa.types.is_list(column.type):
        return column
    return column._replace(type=TEXT, about=f"{column.about} Joined by `; `.", required=False)


def schema_of(columns: tuple[Column, ...]) -> pa.Schema:
    """Return the Arrow schema of columns."""
    return pa.schema([pa.field(c.name, c.type, nullable=not c.required) for c in columns])


def expressions(columns: tuple[Column, ...]) -> str:
    """Return the columns as a SELECT names them, on `articles` with the columns of `article_authors`."""
    made = {
        "evidence": "CAST(to_json(evidence) AS VARCHAR)",
        "authors": "coalesce(authors, [])",
        "others": "coalesce(others, [])",
        "body_sha256": "sha256(body)",
        "doc_id": "article_id",
        "text": "body",
    }
    lists = {column.name for column in COLUMNS if pa.types.is_list(column.type)}
    shown = []
    for column in columns:
        what = made.get(column.name, column.name)
        if column.name in lists and column.type == TEXT:
            what = f"nullif(array_to_string({what}, '; '), '')"
        shown.append(f"{what} AS {column.name}")
    return ", ".join(shown)
