-- People of each article, in printed order; from the day of a split on, a name is another author (`splits`).
WITH people AS (
    SELECT
        m.article_id,
        r.published,
        unnest(r.people) AS person,
        generate_subscripts(r.people, 1) AS position
    FROM members AS m
    JOIN corrected AS r USING (input, source)
    WHERE m.rank = 1
)
SELECT
    p.article_id, p.position::INTEGER AS position, coalesce(s.part_id, p.person.author_id) AS author_id, p.person.name,
    p.person.role, p.person.affiliation, p.person.job, p.person.place, p.person.email, p.person.as_printed,
    p.person.name_source
FROM people AS p
ASOF LEFT JOIN splits AS s ON p.person.author_id = s.author_id AND p.published >= s.since
ORDER BY p.article_id, p.position;
