-- Who writes for each newspaper, how much, and from when to when?
SELECT
    articles.outlet,
    bylines.name,
    count(DISTINCT article_id) AS articles,
    min(articles.published) AS first_published,
    max(articles.published) AS last_published
FROM bylines
JOIN articles USING (article_id)
WHERE bylines.role = 'author'
GROUP BY articles.outlet, bylines.author_id, bylines.name
ORDER BY articles.outlet, articles DESC, bylines.name, bylines.author_id;
