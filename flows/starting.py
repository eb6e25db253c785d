"""The first thing that `broadsheet` does: start what takes longest, then load the command line."""

import sys
from contextlib import suppress

from flows.addresses import AddressError, refuse_if_few
from flows.forking import start_server

_READING = frozenset({"ingest", "replay"})
_HELP = frozenset({"--help", "-h"})


def main() -> None:
    """Run the command line; where it will read pages, workers are made ready while it is loaded."""
    arguments = sys.argv[1:]
    if _READING.intersection(arguments[:1]) and _HELP.isdisjoint(arguments):
        with suppress(AddressError, OSError):  # the command itself says what is wrong
            refuse_if_few()
            start_server()
    from flows.cli import main as command_line  # noqa: PLC0415 (the server starts first)

    command_line()


if __name__ == "__main__":
    main()
