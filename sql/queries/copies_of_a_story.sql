-- Who printed one story, when, under which headline, and what did each newspaper cut or add?
-- SET VARIABLE article = '…' chooses it by the id of one of its copies; without it, the story printed most often.
WITH chosen AS (
    SELECT cluster_id
    FROM reprints
    WHERE coalesce(starts_with(article_id, getvariable('article')), true)
    ORDER BY size DESC, cluster_id
    LIMIT 1
)
SELECT
    published,
    outlet,
    headline,
    word_count AS words,
    words_cut,
    words_added,
    containment,
    is_first,
    article_id = longest_id AS is_longest,
    coalesce(agency, agency_inferred) AS agency,
    agency IS NULL AND agency_inferred IS NOT NULL AS is_inferred,
    conflicts,
    article_id
FROM reprints
SEMI JOIN chosen USING (cluster_id)
ORDER BY published NULLS LAST, is_first DESC, outlet, article_id;
