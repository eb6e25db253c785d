"""A first look at a corpus, cell by cell: what is there, who wrote it, and where one article comes from.

    python examples/coverage.py [WAREHOUSE]

Editors that know `# %%` run it like a notebook.
"""

# %%
import sys

from flows.corpus import open_corpus

corpus = open_corpus(sys.argv[1] if len(sys.argv) > 1 else None)

# %% How many articles and words of each newspaper, from when to when?
coverage = corpus.sql("""
    SELECT
        outlet, count(*) AS articles, sum(word_count)::BIGINT AS words, min(published) AS first, max(published) AS last
    FROM articles
    GROUP BY outlet
    ORDER BY articles DESC, outlet
""")
coverage.show()

# %% The same rows as Arrow; `coverage.df()` is pandas, `coverage.pl()` polars.
table = coverage.to_arrow_table()
print(f"{table.num_rows} newspapers, {sum(table['articles'].to_pylist())} articles")

# %% Long articles whose authors are known. Nothing is read before the rows are asked for.
long = corpus.articles("word_count > 150 AND len(authors) > 0").order("word_count DESC, article_id").limit(3)
for outlet, headline, authors in long.select("outlet, headline, authors").fetchall():
    print(f"{outlet}: {headline} ({', '.join(authors)})")

# %% A named query with a variable.
print(corpus.query("longest_articles", rows=5).to_arrow_table()["word_count"].to_pylist())

# %% One article: what was printed on its page, and what became of each line.
(chosen,) = long.select("article_id").fetchone() or ("",)
article = corpus.article(chosen)
print(article["headline"], article["evidence"]["headline"])
for role, lines in (
    corpus.lines(article["page_id"]).aggregate("role, count(*) AS lines", "role").order("role").fetchall()
):
    print(f"{lines:4} {role}")

# %%
corpus.close()
