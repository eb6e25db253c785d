-- Groups of reprints that are called otherwise than in the snapshot before, behind all earlier changes.
WITH moved AS (
    SELECT b.cluster_id, r.cluster_id AS new_cluster_id, count(*) AS articles
    FROM reprints_before AS b
    SEMI JOIN parquet.articles USING (article_id)
    LEFT JOIN parquet.reprints AS r USING (article_id)
    GROUP BY ALL
),
counted AS (
    SELECT
        *,
        count(new_cluster_id) OVER (PARTITION BY cluster_id) AS targets,
        count(*) OVER (PARTITION BY new_cluster_id) AS sources,
        new_cluster_id IN (SELECT cluster_id FROM reprints_before) AS was_there
    FROM moved
)
FROM cluster_changes_before
UNION ALL
SELECT
    getvariable('snapshot')::INTEGER,
    cluster_id,
    new_cluster_id,
    CASE
        WHEN targets = 0 THEN 'dissolved'
        WHEN targets > 1 OR new_cluster_id IS NULL THEN 'split'
        WHEN sources > 1 OR was_there THEN 'merged'
        ELSE 'renamed'
    END,
    articles::INTEGER
FROM counted
WHERE new_cluster_id IS DISTINCT FROM cluster_id
ORDER BY ALL;
