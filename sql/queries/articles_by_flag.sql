-- What is odd about articles, how often, and what is an example?
WITH flagged AS (
    SELECT article_id, outlet_id, unnest(flags) AS flag
    FROM articles
)
SELECT
    flag,
    count(*) AS articles,
    count(DISTINCT outlet_id) AS outlets,
    min(article_id) AS example_article
FROM flagged
GROUP BY flag
ORDER BY articles DESC, flag;
