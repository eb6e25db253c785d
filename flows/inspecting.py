"""One page or article of the corpus looked at closely: its decoded text, and all that is known of it."""

from typing import Any

import duckdb

from flows.sources import SourceError
from transforms.splitting import unescape_controls

_ESCAPED = "escaped_controls"


def find_page(con: duckdb.DuckDBPyConnection, asked: str) -> str:
    """Return the page_id of a page by its id or the beginning of it, its source, or its article's id.

    Raises `SourceError` if there is none, or several.
    """
    found = con.execute(
        """
        SELECT DISTINCT page_id
        FROM parquet.pages
        WHERE page_id IS NOT NULL AND (
            source = $asked OR input || '/' || source = $asked
            OR (length($asked) >= 6 AND starts_with(page_id, $asked))
            OR (article_id = $asked AND status = 'accepted')
        )
        LIMIT 2
        """,
        {"asked": asked},
    ).fetchall()
    if len(found) != 1:
        message = f"{asked}: {'several pages' if found else 'no page'}; name a source, a page_id or an article_id"
        raise SourceError(message)
    return str(found[0][0])


def raw_text(con: duckdb.DuckDBPyConnection, asked: str) -> str:
    """Return the decoded text of a page exactly as it was read, rebuilt from its lines.

    Raises `SourceError` if the page is unknown, or has no lines because it is quarantined.
    """
    page_id = find_page(con, asked)
    rows = con.execute(
        "SELECT raw, ending, repairs FROM parquet.lines WHERE page_id = $page ORDER BY line", {"page": page_id}
    ).fetchall()
    if not rows:
        message = f"{asked}: it is quarantined, so the corpus has no lines of it; its bytes are in the input"
        raise SourceError(message)
    return "".join((unescape_controls(raw) if _ESCAPED in repairs else raw) + ending for raw, ending, repairs in rows)


_OF_PAGE = "JOIN articles AS a USING (article_id) WHERE a.page_id = $page"
# What is told of a page: from the general to its lines.
_TOLD = {
    "pages": "SELECT * FROM pages WHERE page_id = $page ORDER BY input, source",
    "article": "SELECT * FROM articles WHERE page_id = $page",
    "copies": """
        SELECT input, source, status, reason, page_id
        FROM pages
        WHERE article_id IN (SELECT article_id FROM pages WHERE page_id = $page) AND page_id <> $page
        ORDER BY input, source
    """,
    "people": f"SELECT b.* FROM bylines AS b {_OF_PAGE} ORDER BY position",
    "photographs": f"SELECT b.* FROM captions AS b {_OF_PAGE} ORDER BY position",
    "reprints": f"""
        SELECT
            outlet, published, headline, is_first, article_id AS article, containment, words_cut, words_added,
            agency_inferred, agency_evidence, authors_inferred, authors_evidence, conflicts, cluster_id
        FROM reprints
        WHERE cluster_id IN (SELECT b.cluster_id FROM parquet.reprints AS b {_OF_PAGE})
        ORDER BY is_first DESC, published, article_id
    """,
    "lines": """
        SELECT line, role, rule, coalesce(text, raw) AS text, repairs
        FROM lines
        WHERE page_id = $page
        ORDER BY line
    """,
}


def describe(con: duckdb.DuckDBPyConnection, asked: str) -> dict[str, list[dict[str, Any]]]:
    """Return all rows that tell of one page: where it was delivered, its article with all printings, and its lines."""
    page = {"page": find_page(con, asked)}
    return {name: con.execute(query, page).to_arrow_table().to_pylist() for name, query in _TOLD.items()}
