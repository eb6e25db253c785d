-- People of all bylines by author_id; the spelling met most often is the best, then the first in order.
WITH spellings AS (
    SELECT author_id, name, count(*) AS times
    FROM parquet.bylines
    GROUP BY author_id, name
),
best AS (
    SELECT author_id, first(name ORDER BY times DESC, name) AS name
    FROM spellings
    GROUP BY author_id
),
printed AS (
    SELECT author_id, list_sort(list_distinct(list(name) || list(coalesce(as_printed, name)))) AS names
    FROM parquet.bylines
    GROUP BY author_id
),
work AS (
    SELECT
        b.author_id,
        count(DISTINCT b.article_id) AS articles,
        list_sort(list(DISTINCT a.outlet_id) FILTER (WHERE a.outlet_id IS NOT NULL)) AS outlets,
        min(a.published) AS first_published,
        max(a.published) AS last_published
    FROM parquet.bylines AS b
    JOIN parquet.articles AS a USING (article_id)
    GROUP BY b.author_id
)
SELECT
    b.author_id, b.author_id AS person_id, b.name, list_filter(p.names, lambda n: n <> b.name) AS aliases,
    w.articles, coalesce(w.outlets, []) AS outlets, w.first_published, w.last_published
FROM best AS b
JOIN printed AS p USING (author_id)
JOIN work AS w USING (author_id)
ORDER BY b.author_id;
