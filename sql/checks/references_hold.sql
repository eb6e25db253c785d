-- Every key that names a row of another table finds it (pages and articles: see articles_have_one_page).
SELECT 'a byline names no article' AS problem, article_id AS key
FROM parquet.bylines ANTI JOIN parquet.articles USING (article_id)
UNION ALL
SELECT 'a byline names no author' AS problem, author_id
FROM parquet.bylines ANTI JOIN parquet.authors USING (author_id)
UNION ALL
SELECT 'a caption names no article' AS problem, article_id
FROM parquet.captions ANTI JOIN parquet.articles USING (article_id)
UNION ALL
SELECT 'an article names no outlet' AS problem, article_id
FROM parquet.articles ANTI JOIN parquet.outlets USING (outlet_id)
WHERE outlet_id IS NOT NULL
UNION ALL
SELECT 'lines name no page' AS problem, page_id
FROM (SELECT DISTINCT page_id FROM parquet.lines) ANTI JOIN parquet.pages USING (page_id)
ORDER BY ALL;
