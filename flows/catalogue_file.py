"""The database that each snapshot carries for people's own tools: `corpus.duckdb`, and `views.sql` for any other."""

from pathlib import Path

import duckdb

from flows.catalogue import globs, quoted, statements_on
from flows.describing import comment_statements


def write_catalogue(folder: Path, final: Path) -> None:
    """Write `corpus.duckdb` and `views.sql` into a folder; the views name the place `final`.

    Views are checked when they are made, so the files must be found there. The storage version is one that
    every shell from 1.2 on opens.
    """
    new = folder / "corpus.new"
    new.unlink(missing_ok=True)
    con = duckdb.connect(":memory:")
    con.execute(f"ATTACH {quoted(str(new))} AS corpus (STORAGE_VERSION 'v1.2.0', BLOCK_SIZE 16384)")
    con.execute("USE corpus")
    statements = list(statements_on(globs(final)))
    con.begin()  # one write to the disk instead of one for each comment
    for statement in statements:
        con.execute(statement)
    comments = list(comment_statements(con))
    con.execute(";".join(comments))
    con.commit()
    con.execute("USE memory")
    con.execute("DETACH corpus")
    con.close()
    new.replace(folder / "corpus.duckdb")
    text = "".join(f"{statement};\n\n" for statement in (*statements, *comments))
    (folder / "views.sql").write_text(f"-- Views of one snapshot, for any DuckDB: .read views.sql\n\n{text}", "utf-8")
