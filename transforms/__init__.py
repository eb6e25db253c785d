"""From the text of a scraped page to an article: read this first, then `transforms/steps.py`.

    bytes ── decode ──▶ text ── grammar ──▶ Page ── STEPS ──▶ Page ── tables ──▶ Parquet ── views ──▶ DuckDB

A page goes through one straight line of pure steps, each `Page -> Page`. Nothing is deleted:
`mark_*` gives lines a role and a rule, and the article is the lines that were not set aside.

    split_*   cuts text into lines
    repair_*  changes text and says what it did
    mark_*    gives lines a role and the id of the rule that said so
    read_*    fills the one field it is named after

Steps do not know each other; the list in `transforms/steps.py` knows them all. Nothing is imported here: who needs one
thing of this package does not pay for all.
"""
