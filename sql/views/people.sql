-- One row for each person who wrote, in whatever newspapers and spellings; `articles` counts an article once.
-- `articles`: Articles that name this person, each counted once.
-- `first_published`: First edition met of this person.
-- `last_published`: Last edition met of this person.
SELECT
    authors.person_id,
    any_value(authors.name) AS name,
    any_value(authors.aliases) AS aliases,
    any_value(authors.outlets) AS outlets,
    any_value(authors.joined_by) AS joined_by,
    count(DISTINCT bylines.article_id) AS articles,
    min(articles.published) AS first_published,
    max(articles.published) AS last_published
FROM parquet.authors AS authors
JOIN parquet.bylines AS bylines USING (author_id)
JOIN parquet.articles AS articles USING (article_id)
GROUP BY authors.person_id;
