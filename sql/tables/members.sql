-- Every readable page with its article; rank 1 represents it. The order is total: publisher's id, most
-- fields, layout (the general extractor last), first page of the edition, page id, then where it was delivered.
CREATE TABLE members AS
WITH ranked AS (
    SELECT
        r.input,
        r.source,
        r.page_id,
        r.published,
        r.source_article_id,
        r.page_numbers,
        g.label,
        coalesce(r.own_id, r.text_id) AS possible_id,
        row_number() OVER (
            PARTITION BY g.label
            ORDER BY
                (r.own_id IS NULL),
                r.fields DESC,
                coalesce(r.layout = 'news', false),
                r.layout,
                try_cast(regexp_extract(r.page_numbers[1], '\d+') AS BIGINT) NULLS LAST,
                r.page_id,
                r.input,
                r.source
        ) AS rank
    FROM readings AS r
    JOIN groups AS g USING (input, source)
),
articles AS (
    SELECT
        label,
        min(possible_id) FILTER (WHERE rank = 1) AS article_id,
        min(source_article_id) FILTER (WHERE rank = 1) AS first_source_article_id,
        any_value(page_numbers) FILTER (WHERE rank = 1) AS first_page_numbers,
        list_sort(list_distinct(list(possible_id))) AS ids
    FROM ranked
    GROUP BY label
),
numbered AS (
    SELECT DISTINCT label, unnest(page_numbers) AS page_number
    FROM ranked
),
-- A5 before A12, and B1 behind both.
numbers AS (
    SELECT
        label,
        list(
            page_number
            ORDER BY
                regexp_extract(page_number, '^\D*'),
                try_cast(regexp_extract(page_number, '\d+') AS BIGINT),
                page_number
        ) AS page_numbers
    FROM numbered
    GROUP BY label
)
SELECT
    r.input,
    r.source,
    r.page_id,
    r.rank,
    a.article_id,
    coalesce(n.page_numbers, []) AS page_numbers,
    list_filter(a.ids, lambda id: id <> a.article_id) AS former_ids,
    CASE
        WHEN r.rank = 1 THEN NULL
        WHEN row_number() OVER (PARTITION BY r.label, r.page_id ORDER BY r.rank) > 1 THEN 'same_bytes'
        WHEN r.source_article_id <> a.first_source_article_id THEN 'other_page'
        WHEN r.page_numbers[1] <> a.first_page_numbers[1] THEN 'other_page'
        ELSE 'same_article'
    END AS reason
FROM ranked AS r
JOIN articles AS a USING (label)
LEFT JOIN numbers AS n USING (label);
