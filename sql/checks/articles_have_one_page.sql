-- Each article is read from exactly one accepted page, and pages name only articles that are there.
WITH accepted AS (
    SELECT article_id, count(*) AS pages, min(page_id) AS page_id
    FROM parquet.pages
    WHERE status = 'accepted'
    GROUP BY article_id
)
SELECT 'the article has no accepted page of its own' AS problem, a.article_id
FROM parquet.articles AS a
LEFT JOIN accepted AS p USING (article_id)
WHERE p.pages IS NULL OR p.pages <> 1 OR p.page_id <> a.page_id
UNION ALL
SELECT 'a page names an article that is not there' AS problem, article_id
FROM parquet.pages ANTI JOIN parquet.articles USING (article_id)
WHERE article_id IS NOT NULL;
