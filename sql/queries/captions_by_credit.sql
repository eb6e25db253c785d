-- Whom are photographs credited to, how many, in how many newspapers?
SELECT
    captions.credit,
    captions.agency,
    count(*) AS photographs,
    count(DISTINCT article_id) AS articles,
    count(DISTINCT articles.outlet_id) AS outlets,
    count(DISTINCT captions.photographer) AS photographers,
    arg_min(captions.caption, (article_id, captions.position)) AS example
FROM captions
JOIN articles USING (article_id)
GROUP BY captions.credit, captions.agency
ORDER BY photographs DESC, captions.credit, captions.agency;
