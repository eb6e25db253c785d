-- People of all bylines by author_id. The best spelling of a person is the file's, else one without lost letters,
-- with a given name, met in mixed case, then the one met most often, then the first in order.
WITH spellings AS (
    SELECT
        p.person_id,
        b.name,
        min_by(b.name_source, b.name_source = 'rules') AS name_source,
        count(*) AS times
    FROM parquet.bylines AS b
    JOIN persons AS p USING (author_id)
    GROUP BY p.person_id, b.name
    UNION ALL
    SELECT DISTINCT p.person_id, s.name, 'file', 0
    FROM said_same AS s
    JOIN persons AS p USING (author_id)
    WHERE s.name IS NOT NULL
),
best AS (
    SELECT person_id, name, name_source
    FROM spellings
    QUALIFY row_number() OVER (
        PARTITION BY person_id
        ORDER BY
            name_source <> 'file',
            regexp_matches(name, '[?\x{FFFD}]'),
            regexp_matches(name, '^\p{L}(\.|\s|$)'),
            name_source = 'rules',
            times DESC,
            name
    ) = 1
),
printed AS (
    SELECT
        p.person_id,
        list(DISTINCT a.outlet_id) FILTER (WHERE a.outlet_id IS NOT NULL) AS outlets,
        list_distinct(list(b.name) || list(coalesce(b.as_printed, b.name))) AS names
    FROM parquet.bylines AS b
    JOIN persons AS p USING (author_id)
    JOIN parquet.articles AS a USING (article_id)
    GROUP BY p.person_id
),
work AS (
    SELECT
        b.author_id,
        count(DISTINCT b.article_id) AS articles,
        min(a.published) AS first_published,
        max(a.published) AS last_published
    FROM parquet.bylines AS b
    JOIN parquet.articles AS a USING (article_id)
    GROUP BY b.author_id
)
SELECT
    p.author_id, p.person_id, p.joined_by, b.name, b.name_source,
    list_sort(list_filter(n.names, lambda one: one <> b.name)) AS aliases,
    w.articles, list_sort(coalesce(n.outlets, [])) AS outlets, w.first_published, w.last_published
FROM persons AS p
JOIN best AS b USING (person_id)
JOIN printed AS n USING (person_id)
JOIN work AS w USING (author_id)
ORDER BY p.author_id;
