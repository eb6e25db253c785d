-- Counts kept beside outlets and authors are what a recount gives.
SELECT 'the count of articles is wrong' AS problem, o.outlet_id AS key
FROM parquet.outlets AS o
LEFT JOIN (SELECT outlet_id, count(*) AS n FROM parquet.articles GROUP BY outlet_id) AS a USING (outlet_id)
WHERE o.articles IS DISTINCT FROM a.n
UNION ALL
SELECT 'the count of articles is wrong' AS problem, o.author_id
FROM parquet.authors AS o
LEFT JOIN (SELECT author_id, count(DISTINCT article_id) AS n FROM parquet.bylines GROUP BY author_id) AS b USING (author_id)
WHERE o.articles IS DISTINCT FROM b.n;
