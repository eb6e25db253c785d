"""What the server of workers imports before it forks them: what a page needs, with all knowledge."""

from contextlib import suppress

import flows.workers  # noqa: F401 (a worker runs it)
from flows.knowledge import load_knowledge
from transforms.rules import RuleError

with suppress(RuleError):  # the run itself says which file is wrong
    load_knowledge()
