-- No key stands twice in its table (for lines see lines_have_roles).
WITH doubled AS (
    SELECT 'pages' AS "table", input || ' ' || source AS key FROM parquet.pages GROUP BY input, source HAVING count(*) > 1
    UNION ALL
    SELECT 'articles', article_id FROM parquet.articles GROUP BY article_id HAVING count(*) > 1
    UNION ALL
    SELECT 'bylines', article_id || ' ' || position FROM parquet.bylines GROUP BY article_id, position HAVING count(*) > 1
    UNION ALL
    SELECT 'captions', article_id || ' ' || position FROM parquet.captions GROUP BY article_id, position HAVING count(*) > 1
    UNION ALL
    SELECT 'authors', author_id FROM parquet.authors GROUP BY author_id HAVING count(*) > 1
    UNION ALL
    SELECT 'outlets', outlet_id FROM parquet.outlets GROUP BY outlet_id HAVING count(*) > 1
    UNION ALL
    SELECT 'countries', country FROM parquet.countries GROUP BY country HAVING count(*) > 1
    UNION ALL
    SELECT 'reprints', article_id FROM parquet.reprints GROUP BY article_id HAVING count(*) > 1
    UNION ALL
    SELECT 'cluster_changes', snapshot || ' ' || cluster_id
    FROM parquet.cluster_changes
    GROUP BY snapshot, cluster_id, new_cluster_id
    HAVING count(*) > 1
    UNION ALL
    SELECT 'runs', run_id FROM parquet.runs GROUP BY run_id HAVING count(*) > 1
)
SELECT 'the key stands twice in ' || "table" AS problem, key
FROM doubled
ORDER BY ALL;
