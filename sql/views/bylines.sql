-- People of bylines in printed order; `name` is the best spelling that any page of the person knows.
SELECT bylines.* REPLACE (coalesce(authors.name, bylines.name) AS name)
FROM parquet.bylines AS bylines
LEFT JOIN parquet.authors AS authors USING (author_id);
