"""Make the word lists of `data/words` from the package wordfreq. Run by hand, in an environment of its own:

    pip install wordfreq==3.1.1 && python benchmarks/make_words.py data/words

A list holds the words of one language that are met at least three times in 100 million, written in Latin letters
(apostrophes within), one a line: the word in lower case (`ß` is `ss` there), a tab, and one character for how
often it is met; `transforms/damage/lexicon.py` reads that back. The lines are in the order of their bytes and
packed with zlib. A second run gives the same bytes. Licence and sources stand in `data/words/README.md`.
"""

import re
import sys
import zlib
from pathlib import Path

import wordfreq

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
RAREST = 750  # centibels below "every word": 10 ** -7.5
STEP = 10  # centibels that share one character
FIRST = ord("0")

LATIN_WORD = re.compile("[a-zß-öø-ɏ]+(?:'[a-zß-öø-ɏ]+)*")


def lines(language: str) -> list[bytes]:
    """Return the lines of one list in the order of their bytes."""
    steps = wordfreq.get_frequency_list(language, wordlist="large")[: RAREST + 1]
    return sorted(
        f"{word}\t{chr(FIRST + centibels // STEP)}\n".encode()
        for centibels, words in enumerate(steps)
        for word in words
        if LATIN_WORD.fullmatch(word)
    )


def main(folder: Path) -> None:
    """Write one file for each language and say how large it is."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        found = lines(language)
        text = b"".join(found)
        packed = zlib.compress(text, 9)
        (folder / f"{language}.words.zlib").write_bytes(packed)
        print(f"{language}: {len(found):,} words, {len(text):,} bytes, {len(packed):,} packed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
