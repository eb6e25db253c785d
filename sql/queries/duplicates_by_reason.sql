-- Which pages tell an article that is already here, and how: how many, and what is an example beside its original?
WITH duplicates AS (
    SELECT
        reason,
        count(*) AS pages,
        count(DISTINCT article_id) AS articles,
        arg_min({source: source, article_id: article_id}, (input, source)) AS example
    FROM pages
    WHERE status = 'duplicate'
    GROUP BY reason
)
SELECT
    duplicates.reason,
    duplicates.pages,
    duplicates.articles,
    duplicates.example.source AS example_source,
    original.source AS example_original
FROM duplicates
LEFT JOIN pages AS original ON original.article_id = duplicates.example.article_id AND original.status = 'accepted'
ORDER BY duplicates.pages DESC, duplicates.reason;
