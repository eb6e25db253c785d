-- Codes have their form, countries stand in their table, and dates can be those of a newspaper.
SELECT 'country, language or date cannot be' AS problem, a.article_id
FROM parquet.articles AS a
LEFT JOIN parquet.countries AS c USING (country)
WHERE (a.country IS NOT NULL AND (c.country IS NULL OR NOT regexp_full_match(a.country, '[A-Z]{2}')))
    OR NOT regexp_full_match(coalesce(a.language, 'en'), '[a-z]{2}')
    OR a.published < DATE '1600-01-01' OR a.published > DATE '2199-12-31';
