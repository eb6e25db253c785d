-- Codes have their form, countries stand in their table, and dates can be those of a newspaper.
WITH codes AS (
    SELECT 'article' AS what, article_id AS key, country, language, published AS first_day, published AS last_day
    FROM parquet.articles
    UNION ALL
    SELECT 'outlet', outlet_id, country, language, first_published, last_published FROM parquet.outlets
    UNION ALL
    SELECT 'author', author_id, NULL, NULL, first_published, last_published FROM parquet.authors
    UNION ALL
    SELECT 'country', country, country, NULL, NULL, NULL FROM parquet.countries
),
judged AS (
    SELECT
        what,
        key,
        CASE
            WHEN NOT regexp_full_match(country, '[A-Z]{2}') THEN 'is no ISO 3166-1 alpha-2 code: ' || country
            WHEN NOT regexp_full_match(language, '[a-z]{2}') THEN 'is no ISO 639-1 code: ' || language
            WHEN first_day < DATE '1600-01-01' OR last_day >= DATE '2100-01-01' THEN 'has a date no newspaper has'
            WHEN first_day > last_day THEN 'ends before it begins'
        END AS fault
    FROM codes
)
SELECT what || ' ' || fault AS problem, key
FROM judged
WHERE fault IS NOT NULL
UNION ALL
SELECT 'the country of an article is not in countries' AS problem, article_id
FROM parquet.articles ANTI JOIN parquet.countries USING (country)
WHERE country IS NOT NULL
UNION ALL
SELECT 'country is no ISO 3166-1 alpha-3 code: ' || alpha_3 AS problem, country
FROM parquet.countries
WHERE NOT regexp_full_match(alpha_3, '[A-Z]{3}')
ORDER BY ALL;
