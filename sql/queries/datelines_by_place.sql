-- Which places are stories told from, how often, and by how many newspapers?
SELECT
    upper(dateline) AS place,
    count(*) AS articles,
    count(DISTINCT outlet_id) AS outlets,
    count_if(agency IS NOT NULL) AS from_agencies,
    min(published) AS first_published,
    max(published) AS last_published
FROM articles
WHERE dateline IS NOT NULL
GROUP BY place
ORDER BY articles DESC, place;
