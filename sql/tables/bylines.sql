-- People of each article, in printed order.
WITH people AS (
    SELECT m.article_id, unnest(r.people) AS person, generate_subscripts(r.people, 1) AS position
    FROM members AS m
    JOIN readings AS r USING (input, source)
    WHERE m.rank = 1
)
SELECT
    article_id, position::INTEGER AS position, person.author_id, person.name, person.role, person.affiliation,
    person.job, person.place, person.email, person.as_printed
FROM people
ORDER BY article_id, position;
