-- Evidence that authors are one person: those that share a key are. An employer proves a full name only,
-- an address only a surname, because a desk has one too. Whom the file keeps apart has the file's keys alone.
CREATE TABLE author_keys AS
WITH printed AS (
    SELECT DISTINCT b.author_id, n.folded, n.surname, lower(b.email) AS email, e.employer
    FROM parquet.bylines AS b
    JOIN parquet.articles AS a USING (article_id)
    JOIN author_names AS n USING (author_id)
    LEFT JOIN employers AS e ON e.printed = coalesce(b.affiliation, a.agency, a.outlet)
),
keys AS (
    SELECT author_id, 'email ' || email || ' ' || surname AS key, 'email' AS why
    FROM printed
    WHERE email IS NOT NULL
    UNION
    SELECT author_id, 'employer ' || employer || ' ' || folded, 'employer'
    FROM printed
    WHERE employer IS NOT NULL AND contains(folded, ' ')
    UNION
    SELECT unnest([author_id, fuller_id]), 'name ' || fuller_id, why
    FROM same_names
)
SELECT author_id, key, why
FROM keys ANTI JOIN said_apart USING (author_id)
UNION
SELECT author_id, 'file ' || entry, 'file'
FROM said_same;
