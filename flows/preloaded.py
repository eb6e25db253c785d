"""What the server of workers imports before it forks them: what a page needs, with all knowledge."""

import gc
from contextlib import suppress

import flows.workers  # noqa: F401 (a worker runs it)
from flows.knowledge import load_knowledge
from flows.reading import Batch, read_pages
from flows.sources import Unit
from transforms.rules import RuleError

# A page of which every step finds something: what is made when it is asked first is made once, and not by each worker.
_PAGE = """\
The Harbour Courier

Pier opens at last, and what now?

- By ADA MARSH, The Canadian Press

BERLIN (AP) — “It’s the brief- ings,” she said on 3 May 2019. She didn’t log in.

 ?? — AP PHOTO ?? The pier at dawn.

Newspapers in English
"""

with suppress(RuleError):  # the run itself says which file is wrong
    load_knowledge()
    list(read_pages(Unit("page.txt", 0, data=_PAGE.encode()), Batch(0, "", (), "").limits))

# What is loaded by now is never garbage, and a page makes thousands of tuples and hardly a cycle: to look for them as
# often as Python does costs four hundredths of all reading.
gc.freeze()
gc.set_threshold(50_000)
