"""Search: one small full-text index for each part of `articles`, and what is asked of them.

A part never changes, so its index does not either: it is written once, and is one file with those of later snapshots.
What is taken out of a part makes another part, with another index: nothing of it is left. Where an index is missing or
damaged, the texts of that part are read instead, and answer the same.
"""
