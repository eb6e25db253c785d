-- Which articles are the longest?
-- SET VARIABLE rows = 100 asks for more of them (default 20).
SELECT article_id, outlet, published, headline, byline, word_count
FROM articles
ORDER BY word_count DESC, article_id
LIMIT coalesce(CAST(getvariable('rows') AS INTEGER), 20);
