"""ftfy's own public cases: how many this project repairs as ftfy expects, and how many of ftfy's known failures.

    uv run python benchmarks/ftfy_cases.py PATH/ftfy-6.3.1/tests/test_cases.json

The file comes with ftfy's source distribution and is not copied. A case counts when the result is what is
expected, whole or as far as encodings go, or that with its curly quotes left as they were printed.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import ftfy

from transforms.encoding import repair_text

QUOTE_SAFE = ftfy.TextFixerConfig(uncurl_quotes=False)


def straight(text: str) -> str:
    """Return `text` with straight quotes, as ftfy expects them."""
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", text))


def main(path: str) -> None:
    peers = {"this project": repair_text, "ftfy, quote-safe": lambda text: ftfy.fix_text(text, QUOTE_SAFE)}
    expected: Counter[str] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    misses = []
    for case in json.loads(Path(path).read_text("utf-8")):
        expected[case["expect"]] += 1
        wanted = {case["fixed"], case.get("fixed-encoding", case["fixed"])}
        for name, repair in peers.items():
            repaired = repair(case["original"])
            as_expected = repaired in wanted or straight(repaired) in {straight(text) for text in wanted}
            right[name, case["expect"]] += as_expected
            if name == "this project" and case["expect"] == "pass" and not as_expected:
                misses.append(case["label"])
    print("| | cases that ftfy passes | its known failures |\n|---|---|---|")
    for name in peers:
        print(f"| {name} | {right[name, 'pass']}/{expected['pass']} | {right[name, 'fail']}/{expected['fail']} |")
    print("\nnot as ftfy expects:", "; ".join(misses) or "none")


if __name__ == "__main__":
    main(*sys.argv[1:])
