-- Photographs of each article, in printed order.
WITH photographs AS (
    SELECT m.article_id, unnest(r.photographs) AS photograph, generate_subscripts(r.photographs, 1) AS position
    FROM members AS m
    JOIN readings AS r USING (input, source)
    WHERE m.rank = 1
)
SELECT
    article_id, position::INTEGER AS position, photograph.caption, photograph.credit, photograph.agency,
    photograph.photographer, photograph.times_printed
FROM photographs
ORDER BY article_id, position;
