"""The names of all repairs, as they stand in `lines.repairs`, and what each did to its line.

The data dictionary prints this list, and a test holds every step to it.
"""

REPAIR_NAMES = {
    "escaped_controls": "Control characters are written `\\xNN`, `\\uNNNN` in `raw`, and left out of `text`.",
    "byte_order_mark": "U+FEFF, left over from the start of a file, was dropped.",
    "zero_width": "Characters without width were dropped, except where a script or an emoji needs them.",
    "html_entities": "Entities that survived as text were read: `caf&eacute;`.",
    "changed_case": "Mojibake that had been put into capitals or small letters was undone: `CAFÃ‰`.",
    "mac_letters": "Letters of a Mac that had been read as Latin-1 were undone within words: `tur\\x92stico`.",
    "code_page": "UTF-8 that had been read in another code page than Windows-1252 was undone: `ΓÇ£`, `вЂњ`.",
    "lost_byte": "Mojibake that had lost a byte was completed: `horizonâ€.`.",
    "mojibake": "A wrong decoding was undone: `â€œ`, `ZÃ¼rich`.",
    "soft_hyphens": "U+00AD, which only says where a word may be broken, was dropped.",
    "ligatures": "Typographic ligatures were written as letters: `ﬁrst`.",
    "icons": "Glyphs of an icon font were dropped.",
    "outer_spaces": "White space at the ends of the line was dropped.",
    "lost_characters": "Characters that had become `?` were restored as far as the page proves them: `don?t`.",
    "question_marks": "The question mark of a headline that had become `'` was restored: `now what'`.",
    "joined_line": "The line continues the paragraph of the line before; `body` has a space between them.",
    "line_end_hyphens": "A word that a printed line had broken was made whole: `brief- ings`.",
    "lost_ligatures": "The ligature that had become a fraction was restored: `1/2rst`.",
    "joined_word": "The line continues the word in which the line before ends; `body` has nothing between them.",
}
