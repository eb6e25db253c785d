-- Who wrote an article, as one row: `authors` in printed order, `others` (contributors, editors …) apart.
-- `authors`: Names of those who wrote it, in printed order.
-- `others`: Names of contributors, editors and photographers of the byline, in printed order.
WITH people AS (
    SELECT article_id, position, bylines.role, coalesce(authors.name, bylines.name) AS name
    FROM parquet.bylines AS bylines
    LEFT JOIN parquet.authors AS authors USING (author_id)
)
SELECT
    article_id,
    coalesce(list(name ORDER BY position) FILTER (role = 'author'), []) AS authors,
    coalesce(list(name ORDER BY position) FILTER (role <> 'author'), []) AS others
FROM people
GROUP BY article_id;
