"""Hard negatives in a form: texts of which 30 to 85 % of the words are the same every day (`texts/reprint_forms.toml`).

>>> filled("{a|a} {n}", random.Random(1), {})[0]
'a 2'
"""

import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from benchmarks.reprint_copies import Copy
from benchmarks.reprint_stories import Collection

FILE = Path(__file__).parent / "texts" / "reprint_forms.toml"
SLOT = re.compile(r"\{([^{}]+)\}")
SHARES = (0.3, 0.5, 0.7, 0.85)
Lists = dict[str, list[str]]


class Form(NamedTuple):
    """A kind of text in a form."""

    kind: str
    fixed: list[str]
    varied: list[str]
    language: str = "en"


@cache
def forms() -> tuple[tuple[Form, ...], Lists]:
    """Return the forms, and the lists their slots are filled from."""
    found = tomllib.loads(FILE.read_text("utf-8"))
    return tuple(Form(**form) for form in found["form"]), found["lists"]


def slot(name: str, rng: random.Random, lists: Lists) -> str:
    """Return what fills a slot."""
    if set(name) == {"n"}:
        return str(rng.randrange(10 ** (len(name) - 1), 10 ** len(name)))
    if name == "clock":
        return f"{rng.randrange(1, 13)}.{rng.randrange(60):02} {rng.choice(['am', 'pm'])}"
    return rng.choice(name.split("|")) if "|" in name else rng.choice(lists[name])


def filled(template: str, rng: random.Random, lists: Lists) -> tuple[str, int]:
    """Return a sentence with its slots filled, and how many of its words are fixed."""
    fixed = sum(1 for word in SLOT.sub("{}", SLOT.sub("{}", template)).split() if "{" not in word)
    while SLOT.search(template):
        template = SLOT.sub(lambda found: slot(found[1], rng, lists), template)
    return template, fixed


def item(form: Form, rng: random.Random, lists: Lists, share: float) -> tuple[list[str], float]:
    """Return the sentences of one item, and the share of its words that is fixed, near `share` if that can be."""
    head, tail = form.fixed[: len(form.fixed) // 2], form.fixed[len(form.fixed) // 2 :]
    frame = sum(len(s.split()) for s in form.fixed)
    varied, own, fixed = [], 0, 0
    while len(varied) < 2 or ((frame + fixed) / (frame + own) > share and len(varied) < 40):
        sentence, same = filled(rng.choice(form.varied), rng, lists)
        varied.append(sentence)
        own, fixed = own + len(sentence.split()), fixed + same
    return [*head, *varied, *tail], (frame + fixed) / (frame + own)


def in_forms(seed: str, each: int) -> Iterator[tuple[str, float, Copy]]:
    """Yield so many different items of each form: kind, share of fixed words, what is printed."""
    made, lists = forms()
    for form in made:
        rng, seen = random.Random(f"{form.kind} {seed}"), set()
        while len(seen) < each:
            sentences, share = item(form, rng, lists, SHARES[len(seen) % len(SHARES)])
            if (text := " ".join(sentences)) not in seen:
                seen.add(text)
                size = rng.choice([1, 2, 3, len(sentences)])
                cut = [" ".join(sentences[at : at + size]) for at in range(0, len(sentences), size)]
                yield (
                    form.kind,
                    share,
                    Copy(form.language, f"{form.kind.capitalize()} {rng.randrange(1000)}", tuple(cut)),
                )


def rare_forms(world: Collection, seed: str, series: int) -> Iterator[tuple[str, Copy]]:
    """Yield series of two to six texts around one block that nobody else prints, 30 to 70 % of the words."""
    made, lists = forms()
    rng = random.Random(f"rare forms {seed}")
    for _ in range(series):
        block, share = world.local("en", rng.randrange(40, 120)), rng.uniform(0.3, 0.7)
        size, varied = len(block.split()), rng.choice(made).varied
        for _ in range(rng.randrange(2, 7)):
            own: list[str] = []
            while not own or size / (size + len(" ".join(own).split())) > share:
                own.append(filled(rng.choice(varied), rng, lists)[0])
            kind = "rare form, 50-70 % fixed" if share > 0.5 else "rare form, 30-50 % fixed"
            yield (
                kind,
                Copy("en", "From the town hall", (" ".join(own), block) if share > 0.4 else (block, " ".join(own))),
            )
