"""The few windows of a text that are kept for it: by them its reprints are found without reading it again."""

from typing import NamedTuple

import numpy as np

from transforms.reprint.candidates import Names
from transforms.reprint.letters import letters, windows

LENGTH = 12  # letters of a window: six words or so, so that few hold an edited one
LEAST = 24  # letters of a text that is compared at all: a dozen words
LEAD, LEAD_STEP = 160, 8
MOST = 64  # windows that are kept; half of them at least, and more of a very long text
LARGEST_STEP = 64


class Signature(NamedTuple):
    """`windows` of the text in all, of which one in `step` is kept, and the `names` of those kept.

    A window is kept by its hash alone, so two texts keep the same ones of what they share; what is kept with a
    larger step is kept with a smaller one, too.
    """

    windows: int
    step: int
    names: Names


def sign(text: str) -> Signature:
    """Return the signature of a text; of a very short one it is empty.

    Source: fractional sketches of genomes (FracMinHash), for they tell how much of a short text stands in a long one.
    """
    found = letters(text)
    if len(found) < LEAST:
        return Signature(0, 1, np.empty(0, np.uint32))
    hashes = windows(found, LENGTH)
    step = 1
    while len(hashes) > MOST * step and step < LARGEST_STEP:
        step *= 2
    kept = hashes & np.uint64(step - 1) == 0
    lead = hashes[:LEAD] & np.uint64(min(step, LEAD_STEP) - 1) == 0
    kept[:LEAD] |= lead
    kept = hashes[kept]
    return Signature(len(hashes), step, np.unique((kept >> np.uint64(32)).astype(np.uint32)))
