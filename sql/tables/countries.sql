-- Countries whose newspapers are in the corpus.
SELECT c.country, c.alpha_3, c.name, count(DISTINCT a.outlet_id) AS outlets, count(*) AS articles
FROM parquet.articles AS a
JOIN registered_countries AS c USING (country)
GROUP BY ALL
ORDER BY c.country;
