-- Every readable page with its article; rank 1 represents it. The order is total: publisher's id, most
-- fields, layout, page id, then where it was delivered.
CREATE TABLE members AS
WITH ranked AS (
    SELECT
        r.input,
        r.source,
        r.page_id,
        r.published,
        r.source_article_id,
        g.label,
        coalesce(r.own_id, r.text_id) AS possible_id,
        row_number() OVER (
            PARTITION BY g.label
            ORDER BY (r.own_id IS NULL), r.fields DESC, r.layout, r.page_id, r.input, r.source
        ) AS rank
    FROM readings AS r
    JOIN groups AS g USING (input, source)
),
articles AS (
    SELECT
        label,
        min(possible_id) FILTER (WHERE rank = 1) AS article_id,
        min(source_article_id) FILTER (WHERE rank = 1) AS first_source_article_id,
        list_sort(list_distinct(list(possible_id))) AS ids
    FROM ranked
    GROUP BY label
)
SELECT
    r.input,
    r.source,
    r.page_id,
    r.rank,
    a.article_id,
    list_filter(a.ids, lambda id: id <> a.article_id) AS former_ids,
    CASE
        WHEN r.rank = 1 THEN NULL
        WHEN row_number() OVER (PARTITION BY r.label, r.page_id ORDER BY r.rank) > 1 THEN 'same_bytes'
        WHEN r.source_article_id <> a.first_source_article_id THEN 'other_page'
        ELSE 'same_article'
    END AS reason
FROM ranked AS r
JOIN articles AS a USING (label);
