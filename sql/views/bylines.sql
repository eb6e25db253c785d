-- People of bylines in printed order; `name` is the best spelling that any page of the person knows, `person_id` the person.
-- `name`: Name in normal case, the best spelling that any page of the person knows.
-- `name_source`: Who decided the spelling of `name`: `printed`, `page`, `rules` or `file`.
SELECT
    bylines.* REPLACE (
        coalesce(authors.name, bylines.name) AS name,
        coalesce(authors.name_source, bylines.name_source) AS name_source
    ),
    authors.person_id
FROM parquet.bylines AS bylines
LEFT JOIN parquet.authors AS authors USING (author_id);
