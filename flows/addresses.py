"""Whether a process may take the addresses it needs, where they are limited (`ulimit -v`).

Short of them, threads cannot be started, and libraries then abort, crash or wait for ever: nothing that Python could
still tell in a sentence. So a command that needs more than it may have does not begin.

Measured on 4,000 pages with one to eight threads, ingest and compact take 1,940 MiB and 90 MiB for each thread,
whatever `memory` is; to start at all, 640 MiB.
"""

import resource

MIB = 1024 * 1024
ANY_COMMAND = 1024
WRITING = 2048
OF_A_THREAD = 128


class AddressError(Exception):
    """The limit is too low: the message says how much is needed."""


def refuse_if_few(least: int = ANY_COMMAND) -> None:
    """Raise `AddressError` if this process may have fewer than `least` MiB of addresses."""
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit != resource.RLIM_INFINITY and limit < least * MIB:
        message = f"memory is limited to {limit // MIB:,} MiB (ulimit -v); allow {least:,} MiB, or unlimited"
        raise AddressError(message)


def refuse_if_few_to_write(threads: int) -> None:
    """Raise the same for a command that writes tables with so many threads."""
    refuse_if_few(WRITING + threads * OF_A_THREAD)
