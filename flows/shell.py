"""A shell for questions: history, completion, several lines; on a connection that only reads."""

import os
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.sql import SqlLexer

from flows import show, show_schema
from flows.answering import ROWS_IN_BATCH, Target, first_rows, write
from flows.catalogue import ask
from flows.describing import described
from flows.named_queries import named_queries

ROWS_SHOWN = 100
_WORDS_OF_SQL = """
    SELECT upper(keyword_name) AS word, 1 AS place FROM duckdb_keywords()
    UNION
    SELECT function_name, 2 FROM duckdb_functions() WHERE regexp_matches(function_name, '^[a-z]')
    ORDER BY place, word
"""
HELP = """A statement ends with `;`, and may take several lines. The name of a query alone runs it.
Tab completes; up and Ctrl-R look back. Nothing can be written.
.queries    the named queries    .schema [TABLE]    what the tables hold    .quit    leave (also Ctrl-D)"""


class Words(Completer):
    """Completion of tables, columns, named queries and the words of SQL; what is ours has its sentence beside it."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        """Collect the words."""
        self.words = {name: query.question for name, query in named_queries().items()}
        for table in described().values():
            self.words |= {column.name: column.about for column in table.columns}
        self.words |= {name: table.about for name, table in described().items()}
        for word, _ in con.sql(_WORDS_OF_SQL).fetchall():
            self.words.setdefault(word, "")

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Yield the words that begin as the one before the cursor does."""
        begun = document.get_word_before_cursor()
        if begun.strip():
            for word, about in self.words.items():
                if word.lower().startswith(begun.lower()):
                    yield Completion(word, -len(begun), display_meta=about)


def run(con: duckdb.DuckDBPyConnection, where: Target) -> int:
    """Ask until the person leaves."""
    print("broadsheet: ask the corpus; .help tells how, Ctrl-D leaves.")
    session: PromptSession[str] = PromptSession(
        history=_history(),
        completer=Words(con),
        lexer=PygmentsLexer(SqlLexer),
        multiline=Condition(lambda: not is_whole(get_app().current_buffer.text)),
        complete_while_typing=False,
        prompt_continuation="      ... ",
    )
    while True:
        try:
            text = session.prompt("broadsheet> ").strip()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return 0
        if text in {".quit", ".exit"}:
            return 0
        if text:
            _reply(con, text, where)


def is_whole(text: str) -> bool:
    """Tell whether a text is asked as it stands: it ends with `;`, is a command of the shell or the name of a query."""
    text = text.strip()
    return not text or text.endswith(";") or text.startswith(".") or text in named_queries()


def _reply(con: duckdb.DuckDBPyConnection, text: str, where: Target) -> None:
    try:
        reply(con, text, where)
    except KeyboardInterrupt:
        print("stopped")
    except Exception as error:  # noqa: BLE001 (whatever goes wrong, the shell goes on)
        print("\n".join(map(show.plain, str(error).splitlines())))


def reply(con: duckdb.DuckDBPyConnection, text: str, where: Target) -> None:
    """Answer what was typed."""
    command, _, argument = text.partition(" ")
    if command == ".queries":
        show_schema.queries()
    elif command == ".schema":
        show_schema.schema(argument.strip().rstrip(";") or None, "table")
    elif command.startswith("."):
        print(HELP)
    else:
        queries = named_queries()
        name = text.rstrip("; ")
        asked = ask(con, queries[name].text if name in queries else text)
        if where.style != "table":
            write(asked, where)
        else:
            _show_first(asked.to_arrow_reader(min(ROWS_SHOWN + 1, ROWS_IN_BATCH)))


def _show_first(rows: pa.RecordBatchReader) -> None:
    """Show the first rows; a corpus is larger than a screen."""
    table = first_rows(rows, ROWS_SHOWN)
    show.rows(table.slice(0, ROWS_SHOWN), "table")
    if table.num_rows > ROWS_SHOWN:
        print(f'The first {ROWS_SHOWN} rows; broadsheet sql "…" --output FILE writes all.')


def _history() -> History:
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "broadsheet"
    file = folder / "sql_history"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except (OSError, RuntimeError):  # no home, or a disk that can only be read
        return InMemoryHistory()
    return FileHistory(file)
