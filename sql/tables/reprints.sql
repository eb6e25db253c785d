-- Every article in a group of reprints, as `measured` against the longest text: which print is the first, and what
-- other copies name that this one does not. A credit is taken over only if all copies that have one agree.
WITH copies AS (
    SELECT
        m.*,
        a.outlet_id,
        a.outlet,
        a.published,
        a.agency,
        a.word_count
    FROM measured AS m
    JOIN parquet.articles AS a USING (article_id)
),
people AS (
    SELECT
        article_id,
        list(name ORDER BY position) AS names,
        list_sort(list_distinct(list(regexp_extract(lower(strip_accents(name)), '\S+$')))) AS surnames
    FROM parquet.bylines SEMI JOIN measured USING (article_id)
    WHERE role = 'author'
    GROUP BY article_id
),
told AS (
    SELECT *
    FROM copies
    LEFT JOIN people USING (article_id)
),
fullest AS (
    SELECT
        cluster_id,
        arg_max(article_id, (len(surnames), word_count, article_id)) FILTER (names IS NOT NULL) AS authors_evidence,
        arg_max(names, (len(surnames), word_count, article_id)) FILTER (names IS NOT NULL) AS names,
        arg_max(surnames, (len(surnames), word_count, article_id)) FILTER (names IS NOT NULL) AS surnames,
        arg_max(article_id, (word_count, article_id)) FILTER (agency IS NOT NULL) AS agency_evidence,
        any_value(agency) AS agency,
        count(DISTINCT agency) AS agencies,
        list_sort(list(DISTINCT outlet_id) FILTER (outlet_id IS NOT NULL)) AS outlets,
        count(*) AS size
    FROM told
    GROUP BY cluster_id
),
disagreeing AS (
    SELECT DISTINCT cluster_id
    FROM told
    JOIN fullest USING (cluster_id)
    WHERE NOT list_has_all(fullest.surnames, told.surnames)
),
inferring AS (
    SELECT
        t.article_id,
        t.agency IS NULL AND f.agencies = 1 AND t.outlet IS DISTINCT FROM f.agency AS infers_agency,
        t.names IS NULL AND f.names IS NOT NULL AND d.cluster_id IS NULL AS infers_authors
    FROM told AS t
    JOIN fullest AS f USING (cluster_id)
    LEFT JOIN disagreeing AS d USING (cluster_id)
),
-- A newspaper that others name as the source of the text printed it first, where the day does not decide.
ordered AS (
    SELECT
        t.article_id,
        row_number() OVER (
            PARTITION BY t.cluster_id
            ORDER BY
                t.published NULLS LAST,
                t.outlet IS DISTINCT FROM f.agency,
                t.word_count DESC,
                t.article_id
        ) AS place
    FROM told AS t
    JOIN fullest AS f USING (cluster_id)
)
SELECT
    t.cluster_id,
    t.article_id,
    t.longest_id,
    o.place = 1 AS is_first,
    t.containment,
    t.words_cut,
    t.words_added,
    t.paragraphs_cut,
    t.paragraphs_added,
    CASE WHEN i.infers_agency THEN f.agency END AS agency_inferred,
    CASE WHEN i.infers_agency THEN f.agency_evidence END AS agency_evidence,
    CASE WHEN i.infers_authors THEN f.names ELSE [] END AS authors_inferred,
    CASE WHEN i.infers_authors THEN f.authors_evidence END AS authors_evidence,
    list_concat(
        CASE WHEN f.agencies > 1 THEN ['agency'] ELSE [] END,
        CASE WHEN d.cluster_id IS NOT NULL THEN ['authors'] ELSE [] END
    ) AS conflicts,
    f.size,
    coalesce(f.outlets, []) AS outlets
FROM told AS t
JOIN fullest AS f USING (cluster_id)
JOIN ordered AS o USING (article_id)
JOIN inferring AS i USING (article_id)
LEFT JOIN disagreeing AS d USING (cluster_id)
ORDER BY t.article_id;
