"""The command line: an error is one clear line and a non-zero exit."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from flows.addresses import refuse_if_few
from flows.commands import asking, handing, history, questions, reprints, runs, search
from flows.commands.app import app

__all__ = ["app", "asking", "handing", "history", "main", "questions", "reprints", "runs", "search"]

_ALONE = {"--prune": "--prune=some", "--reread": "--reread=all"}  # flags that may have a value


def main() -> None:
    """Run the command line; an error is one clear line and a non-zero exit."""
    code = _guarded(sys.argv[1:])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done and said
    sys.exit(code)


def _guarded(arguments: list[str]) -> int:
    if sys.stdout is None:  # the caller closed it: `>&-`
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open as long as the process)
    try:
        arguments = [_ALONE.get(argument, argument) for argument in arguments]
        refuse_if_few()
        result: Any = app(arguments, exit_on_error=False, print_error=False)
    except KeyboardInterrupt as stop:
        return _stopped(stop)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if str(error) == "Query interrupted":  # DuckDB's word for Ctrl-C while it works
            return _stopped(error)
        # Whatever goes wrong, people get one line; BROADSHEET_TRACEBACK=1 shows the rest.
        if os.environ.get("BROADSHEET_TRACEBACK"):
            raise
        print(f"broadsheet: {_one_line(error)}", file=sys.stderr)
        return 2
    return result if isinstance(result, int) else 0


def _stopped(stop: BaseException) -> int:
    print("; ".join(["broadsheet: stopped", *getattr(stop, "__notes__", ())]), file=sys.stderr)
    return 130


def _one_line(error: Exception) -> str:
    from flows.troubles import sentence
    from transforms.splitting import escape_controls, has_controls

    ours = type(error).__module__.startswith(("flows", "transforms", "cyclopts"))
    said = None if ours else sentence(error)
    text = " ".join((said or str(error)).split()) or type(error).__name__
    text = escape_controls(text) if has_controls(text) else text
    return text if ours or said else f"{type(error).__name__}: {text}"


if __name__ == "__main__":
    main()
