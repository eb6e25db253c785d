-- Which agencies supply texts, how many, and to how many newspapers?
WITH supplied AS (
    SELECT
        agency,
        count(*) AS articles,
        count(DISTINCT outlet_id) AS outlets,
        min(published) AS first_published,
        max(published) AS last_published
    FROM articles
    WHERE agency IS NOT NULL
    GROUP BY agency
)
SELECT
    agency,
    articles,
    share(articles, (SELECT count(*) FROM articles)) AS share_of_articles,
    outlets,
    first_published,
    last_published
FROM supplied
ORDER BY articles DESC, agency;
