"""The tables of `benchmarks.repair`, from its counts."""

from collections import Counter
from collections.abc import Mapping

from benchmarks.pieces import SIGNS, class_of

Score = Counter[str]
Found = Mapping[tuple[str, str], Mapping[str, Score]]

BY_LANGUAGE = ("lossy", "line-end hyphens")  # also shown language by language
CLASSES = (*SIGNS, "letter", "other")
VERDICTS = ("restored", "left", "wrong")
DASHES = "–—"
LABELS = ("word", "compound", "suspended")


def share(part: float, whole: float) -> str:
    """Return a share as people compare it.

    >>> share(1, 3), share(0, 0), share(1, 1)
    ('.3333', '', '1.0000')
    """
    return f"{part / whole:.4f}".removeprefix("0") if whole else ""


def restored_share(score: Score) -> float:
    """Return the share of the damaged places that came back; 1 if there was none."""
    places = score["restored"] + score["left"] + score["wrong"]
    return score["restored"] / places if places else 1.0


def precision(score: Score) -> float:
    """Return the share of all edits that are right: changed traps and changed sound text are wrong edits."""
    edits = score["restored"] + score["wrong"] + score["traps_changed"] + score["harm"]
    return score["restored"] / edits if edits else 1.0


def pooled(found: Found, kind: str, language: str | None = None) -> dict[str, Score]:
    """Return the counts of a kind by system, of one language or of all."""
    totals: dict[str, Score] = {}
    for (a_kind, a_language), rows in found.items():
        if a_kind == kind and language in {None, a_language}:
            for name, score in rows.items():
                totals.setdefault(name, Counter()).update(score)
    return totals


def kinds_of(found: Found) -> list[str]:
    """Return the kinds in the order in which they were measured."""
    return list(dict.fromkeys(kind for kind, _ in found))


def print_tables(found: Found) -> None:
    """Print the table of all kinds and systems, and the details of the lossy marks and the hyphens."""
    print("| kind | system | places | restored | left | wrong | precision | exact lines | exact texts |"
          " harm per million | traps changed ‰ | µs per 5,000 |")  # fmt: skip
    print("|---|---|" + "--:|" * 10)
    for kind in kinds_of(found):
        print_rows(kind, pooled(found, kind))
        for language in dict.fromkeys(language for _, language in found) if kind in BY_LANGUAGE else ():
            print_rows(f"{kind}, {language}", pooled(found, kind, language))
    for kind in (kind for kind in kinds_of(found) if kind.startswith("lossy")):
        print_classes(kind, pooled(found, kind, "en").get("ours", Counter()))
    if "line-end hyphens" in kinds_of(found):
        print_labels(found)
    for (kind, language), rows in found.items():
        for name, score in rows.items():
            if score["raised"]:
                print(f"\n{name} RAISED on {score['raised']} of {score['texts']} texts: {kind}, {language}")


def print_rows(row: str, rows: Mapping[str, Score]) -> None:
    """Print a row a system."""
    for name, score in rows.items():
        if not score["texts"]:
            continue
        places = score["restored"] + score["left"] + score["wrong"]
        edits = score["restored"] + score["wrong"] + score["traps_changed"] + score["harm"]
        cells = [
            row, name, places, *(share(score[verdict], places) for verdict in VERDICTS),
            share(score["restored"], edits), share(score["exact_lines"], score["lines"]),
            share(score["exact_texts"], score["texts"]), f"{1e6 * score['harm'] / score['characters']:.1f}",
            f"{1e3 * score['traps_changed'] / score['traps']:.2f}" if score["traps"] else "",
            f"{5e3 * score['microseconds'] / score['characters']:.0f}",
        ]  # fmt: skip
        print("| " + " | ".join(map(str, cells)) + " |")


def print_classes(kind: str, score: Score) -> None:
    """Print recall by what was lost and precision by what was put there, exact and with – and — as one."""
    print(f"\n{kind}, English, ours:\n\n| | lost | recall | recall, dashes as one | precision | dashes as one |")
    print("|---|--:|--:|--:|--:|--:|")
    for row, classes in (*((name, (name,)) for name in CLASSES), ("all but other", CLASSES[:-1]), ("all", CLASSES)):
        lost = sum(score[f"label {name} {verdict}"] for name in classes for verdict in VERDICTS)
        right = sum(score[f"label {name} restored"] for name in classes)
        put = {pair: n for pair, n in made(score).items() if class_of(pair[0]) in classes}
        swapped = sum(n for (now, was), n in made(score).items() if class_of(was) in classes and are_dashes(now, was))
        exact = sum(n for (now, was), n in put.items() if now == was)
        lenient = sum(n for (now, was), n in put.items() if now == was or are_dashes(now, was))
        edits = sum(put.values()) + (score["harm"] if row == "all" else 0)
        cells = [share(right, lost), share(right + swapped, lost), share(exact, edits), share(lenient, edits)]
        print("| " + " | ".join([row, str(lost), *cells]) + " |")


def made(score: Score) -> dict[tuple[str, str], int]:
    """Return how often which character was put where which one had been, genuine question marks among them."""
    return {(key[5:].split(" of ")[0], key[-1]): n for key, n in score.items() if key.startswith("made ")}


def are_dashes(one: str, other: str) -> bool:
    """Tell whether two characters are different dashes."""
    return one != other and one in DASHES and other in DASHES


def print_labels(found: Found) -> None:
    """Print what became of broken words, compounds broken at their hyphen and suspended hyphens."""
    print("\nline-end hyphens, ours:\n\n| | words | restored | compounds | restored | suspended | kept |")
    print("|---|" + "--:|" * 6)
    for language in dict.fromkeys(language for _, language in found):
        score, cells = pooled(found, "line-end hyphens", language).get("ours", Counter()), [language]
        for label in LABELS:
            count = sum(n for key, n in score.items() if key.startswith(f"label {label} "))
            cells += [str(count), share(score[f"label {label} restored"], count)]
        print("| " + " | ".join(cells) + " |")
