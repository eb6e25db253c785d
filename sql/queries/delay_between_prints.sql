-- How many days after the first print does each newspaper print a story?
WITH firsts AS (
    SELECT cluster_id, published AS first_published
    FROM reprints
    WHERE is_first AND published IS NOT NULL
)
SELECT
    outlet,
    count(*) AS later_prints,
    median(published - first_published) AS median_days,
    max(published - first_published) AS most_days
FROM reprints
JOIN firsts USING (cluster_id)
WHERE NOT is_first AND published IS NOT NULL
GROUP BY outlet
ORDER BY later_prints DESC, outlet;
