-- Each article is read from exactly one accepted page, and pages name only articles that are there.
WITH accepted AS (
    SELECT article_id, count(*) AS pages, min(page_id) AS page_id
    FROM parquet.pages
    WHERE status = 'accepted'
    GROUP BY article_id
)
SELECT
    CASE
        WHEN accepted.pages IS NULL THEN 'the article has no accepted page'
        WHEN accepted.pages > 1 THEN 'the article has several accepted pages'
        ELSE 'the accepted page is not the one the article was read from'
    END AS problem,
    article_id
FROM parquet.articles AS articles
LEFT JOIN accepted USING (article_id)
WHERE accepted.pages IS NULL OR accepted.pages > 1 OR accepted.page_id <> articles.page_id
UNION ALL
SELECT DISTINCT 'a page names an article that is not there' AS problem, article_id
FROM parquet.pages ANTI JOIN parquet.articles USING (article_id)
WHERE article_id IS NOT NULL
ORDER BY ALL;
