-- Newspapers of the corpus: what the registry knows of them (`registered`), else what their pages say.
WITH printed AS (
    SELECT
        outlet_id,
        min(outlet) AS name,
        CASE WHEN count(DISTINCT country) = 1 THEN min(country) END AS country,
        CASE WHEN count(DISTINCT language) = 1 THEN min(language) END AS language,
        list_sort(list(DISTINCT outlet_as_printed) FILTER (WHERE outlet_as_printed <> outlet)) AS aliases,
        count(*) AS articles,
        min(published) AS first_published,
        max(published) AS last_published
    FROM parquet.articles
    WHERE outlet_id IS NOT NULL
    GROUP BY outlet_id
)
SELECT
    p.outlet_id, coalesce(r.name, p.name) AS name, coalesce(r.country, p.country) AS country, r.place,
    coalesce(r.language, p.language) AS language, coalesce(r.aliases, p.aliases, []) AS aliases,
    r.outlet_id IS NOT NULL AS known, p.articles, p.first_published, p.last_published
FROM printed AS p
LEFT JOIN registered AS r USING (outlet_id)
ORDER BY p.outlet_id;
