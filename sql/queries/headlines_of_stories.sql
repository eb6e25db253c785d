-- Under which headlines was each story printed?
SELECT
    size AS copies,
    count(DISTINCT headline) AS headlines,
    list(DISTINCT headline ORDER BY headline) AS variants,
    cluster_id
FROM reprints
WHERE headline IS NOT NULL
GROUP BY cluster_id, size
HAVING count(DISTINCT headline) > 1
ORDER BY headlines DESC, cluster_id;
