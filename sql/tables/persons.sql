-- The person that each author is, and what joins that person's authors: only a key that two of them share does.
CREATE TABLE persons AS
WITH shared AS (
    SELECT key
    FROM author_keys SEMI JOIN labels USING (author_id) -- the file may name people whom no byline does
    GROUP BY key
    HAVING count(DISTINCT author_id) > 1
),
evidence AS (
    SELECT l.person_id, list_sort(list(DISTINCT k.why)) AS joined_by
    FROM author_keys AS k
    JOIN shared AS s USING (key)
    JOIN labels AS l USING (author_id)
    GROUP BY l.person_id
)
SELECT l.author_id, l.person_id, coalesce(e.joined_by, []) AS joined_by
FROM labels AS l
LEFT JOIN evidence AS e USING (person_id);
