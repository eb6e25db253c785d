-- Which readings tell one article: the same publisher's id, or the same text in one edition.
-- An undated copy belongs to the first dated edition of its text. `label` starts as the reading's own id
-- and is lowered to the smallest of its group until nothing changes (see flows/assembling.py).
CREATE TABLE groups AS
WITH first_editions AS (
    SELECT text_key, min(published) AS first_published
    FROM readings
    WHERE reason IS NULL
    GROUP BY text_key
)
SELECT
    r.input,
    r.source,
    coalesce(r.own_id, r.text_id) AS own_label,
    r.text_key || coalesce(r.published, f.first_published, DATE '0001-01-01')::VARCHAR AS edition_key,
    coalesce(r.own_id, r.text_id) AS label
FROM readings AS r
JOIN first_editions AS f USING (text_key)
WHERE r.reason IS NULL;
