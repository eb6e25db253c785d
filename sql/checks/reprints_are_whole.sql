-- A group of reprints is called by the smallest of its articles, has one first print and says its true size.
SELECT 'a reprint names no article' AS problem, article_id AS key
FROM parquet.reprints ANTI JOIN parquet.articles USING (article_id)
UNION ALL
SELECT 'a signature names no article', article_id
FROM parquet.signatures ANTI JOIN parquet.articles USING (article_id)
UNION ALL
SELECT 'an overlap names no article', longer_id
FROM parquet.overlaps ANTI JOIN parquet.articles ON articles.article_id = longer_id
UNION ALL
SELECT 'an overlap names no article', article_id
FROM parquet.overlaps ANTI JOIN parquet.articles USING (article_id)
UNION ALL
SELECT 'a group is not what its rows say', cluster_id
FROM parquet.reprints
GROUP BY cluster_id
HAVING
    count(*) < 2
    OR count(*) <> min(size)
    OR count(*) <> max(size)
    OR count_if(is_first) <> 1
    OR min(article_id) <> cluster_id
    OR count_if(longest_id = article_id) <> 1
UNION ALL
SELECT 'a share is none', article_id
FROM parquet.reprints
WHERE containment NOT BETWEEN 0 AND 1
ORDER BY ALL;
