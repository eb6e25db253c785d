-- Counts and dates kept beside outlets, authors and countries are what a recount gives.
WITH of_outlets AS (
    SELECT outlet_id, count(*) AS articles, min(published) AS first_published, max(published) AS last_published
    FROM parquet.articles
    GROUP BY outlet_id
),
of_authors AS (
    SELECT author_id, count(DISTINCT article_id) AS articles FROM parquet.bylines GROUP BY author_id
),
of_countries AS (
    SELECT country, count(*) AS articles, count(DISTINCT outlet_id) AS outlets FROM parquet.articles GROUP BY country
)
SELECT 'an outlet has another number of articles' AS problem, outlet_id AS key
FROM parquet.outlets AS outlets
LEFT JOIN of_outlets USING (outlet_id)
WHERE outlets.articles IS DISTINCT FROM of_outlets.articles
UNION ALL
SELECT 'an outlet has another first or last edition' AS problem, outlet_id
FROM parquet.outlets AS outlets
JOIN of_outlets USING (outlet_id)
WHERE (outlets.first_published, outlets.last_published)
    IS DISTINCT FROM (of_outlets.first_published, of_outlets.last_published)
UNION ALL
SELECT 'an author has another number of articles' AS problem, author_id
FROM parquet.authors AS authors
LEFT JOIN of_authors USING (author_id)
WHERE authors.articles IS DISTINCT FROM of_authors.articles
UNION ALL
SELECT 'a country has another number of articles or outlets' AS problem, country
FROM parquet.countries AS countries
LEFT JOIN of_countries USING (country)
WHERE (countries.articles, countries.outlets) IS DISTINCT FROM (of_countries.articles, of_countries.outlets)
ORDER BY ALL;
