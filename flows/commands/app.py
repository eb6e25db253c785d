"""The command line itself: every command registers here, and imports what it needs only when it runs."""

from importlib.metadata import version
from typing import Annotated

from cyclopts import App, Parameter

app = App(
    name="broadsheet",
    help="""Turn scraped pages of print-edition newspapers into a clean corpus that you query with SQL.

    broadsheet ingest data/raw            read a folder of pages
    broadsheet read page.txt              explain one page, line by line
    broadsheet sql "SELECT outlet, count(*) FROM articles GROUP BY ALL"
    """,
    version=lambda: version("broadsheet"),
    version_flags=["--version"],
    help_format="plaintext",
    suppress_keyboard_interrupt=False,  # `flows.cli` says what that means
    result_action="return_value",
)
WarehouseFlag = Annotated[
    str | None, Parameter(name="--warehouse", help="Folder of the tables, or `s3://bucket/prefix`.")
]
