"""Entries for the registry of newspapers: what the corpus says of the papers that it does not know."""

from collections import Counter

import duckdb

from transforms.addresses import read_url
from transforms.papers.proposals import propose_entry

_SEEN = """
    SELECT
        outlet_id, coalesce(a.outlet_as_printed, a.outlet) AS name, a.url, a.country, a.language, count(*) AS articles
    FROM parquet.articles AS a
    SEMI JOIN (FROM parquet.outlets WHERE NOT known) AS unknown USING (outlet_id)
    GROUP BY ALL
    ORDER BY ALL
"""


def propose_entries(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a line of TOML for each unknown newspaper, those with most articles first."""
    seen: dict[str, tuple[Counter[str], ...]] = {}
    rows = con.execute(_SEEN)
    while row := rows.fetchone():
        outlet, name, url, country, language, articles = row
        slug = read_url(url).slug if url else None
        counted = seen.setdefault(outlet, tuple(Counter() for _ in range(4)))
        for counter, value in zip(counted, (name, slug, country, language), strict=True):
            if value:
                counter[value] += articles
    ranked = sorted(seen.items(), key=lambda item: (-item[1][0].total(), item[0]))
    return [propose_entry(*counted) for _, counted in ranked]
