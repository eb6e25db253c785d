"""Lay real article texts out as print pages in three layouts and count the fields read exactly.

`python benchmarks/quality.py TEXTS.jsonl` (default ../shared/texts/articles-en.jsonl): one JSON object a line with
`title` and `text`. Pages are made by seed; one in ten has no tail. Exit 1 below the floors. Web texts often open
with a line that is no sentence; in layout V2b that has the very shape of a standfirst: hence two lower floors.
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

from transforms.encoding import repair_text
from transforms.registry import countries, known_outlets
from transforms.steps import clean

FLOORS = {"headline": 0.98, "standfirst": 0.977, "body": 0.97, "outlet": 0.98, "captions": 0.98, "country": 0.97}
NAMES = [
    "ADA MARSH",
    "Rowan Ashgrove",
    "By TOBIAS PENN",
    "LENA ROOK AND SAM FOLEY",
    "Mira Holt, The Canadian Press",
    "",
]
CREDITS = ["AP PHOTO", "ROWAN ASHGROVE / REUTERS", "GETTY IMAGES", "SUPPLIED", None]
TRAPS = [
    "Newspapers in English lie unread, she said.",
    "What??",
    "Photo finishes are rare, but Saturday had two.",
    "- Buy milk",
    "— Vous venez ? dit-il.",
    "Newspapers from Canada were burnt in the square.",
    "“What is it ?? ” he asked.",
]


def page_of(article, outlets, names, rng):
    """Return the text of a page, its address and the truth about it."""
    body = [p.strip() for p in article["text"].split("\n\n") if p.strip() and "\n" not in p.strip()]
    for _ in range(rng.random() < 0.3):
        body.insert(rng.randrange(1, len(body) + 1), rng.choice(TRAPS))
    outlet = rng.choice(outlets)
    standfirst = rng.choice([None, "Council votes to keep the old pier", "WHAT THE TOWN DECIDED, AND WHY IT MATTERS"])
    byline, credit = rng.choice(NAMES), rng.choice(CREDITS)
    layout = rng.choice(["V1", "V2", "V2b"])
    title = " ".join(article["title"].split())
    head = [title] + ([standfirst] if standfirst else [])
    if layout == "V1":
        head.append(f"{outlet.name} - - NEWS - {byline}".rstrip())
    else:
        head.insert(0, outlet.name)
        if layout == "V2":
            head.append(f"- {byline}".rstrip())
    tail, captions = [], []
    for n in range(rng.randrange(3)):
        caption = f"The pier at dawn, number {n}."
        first = f" ?? — {credit} ?? {caption}" if credit else f" ?? {caption}"
        tail.append(first + (f"\n— {credit} {caption}" if credit else f"\n{caption}"))
        captions.append((caption, credit))
    if rng.random() > 0.1:
        tail += ["Newspapers in English", f"Newspapers from {names[outlet.country].name}"]
    text = "\n\n".join(head + body + tail) + "\n"
    truth = {
        "headline": title, "standfirst": standfirst, "body": "\n\n".join(repair_text(p).strip() for p in body), "outlet": outlet.name,
        "captions": captions, "country": outlet.country, "language": "en",
    }  # fmt: skip
    return layout, text, truth


def main():
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/texts/articles-en.jsonl")
    articles = [json.loads(line) for line in source.read_text("utf-8").split("\n") if line]
    articles = [a for a in articles if a.get("title") and len(a["text"]) > 300]
    rng, right, total, shown = random.Random(7), Counter(), Counter(), Counter()
    outlets = [o for o in known_outlets() if o.language == "en" and o.country]
    names = countries()
    for article in articles * 3:
        layout, text, truth = page_of(article, outlets, names, rng)
        page = clean(text)
        got = {name: getattr(page, name) for name in ("headline", "standfirst", "body", "country", "language")}
        got |= {"outlet": page.outlet and page.outlet.name, "captions": [(c.caption, c.credit) for c in page.captions]}
        for name, value in truth.items():
            total[name, layout] += 1
            right[name, layout] += got[name] == value
            if got[name] != value and shown[name] < 4 and "-v" in sys.argv:
                shown[name] += 1
                print(layout, name, repr(got[name])[:150], "WANT", repr(value)[:150])
    low = False
    for name in truth:
        shares = {x: right[name, x] / total[name, x] for x in ("V1", "V2", "V2b")}
        whole = sum(right[name, x] for x in shares) / sum(total[name, x] for x in shares)
        low |= whole < FLOORS.get(name, 0.97)
        print(f"{name:<11}", f"{whole:.4f}", {x: round(s, 3) for x, s in shares.items()})
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
