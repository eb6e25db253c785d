-- A person is called by the id of one of its authors, and every author of a person by the same name.
SELECT 'a person is no author' AS problem, author_id AS key
FROM parquet.authors
WHERE person_id NOT IN (SELECT author_id FROM parquet.authors)
UNION ALL
SELECT 'a person has two names', person_id
FROM parquet.authors
GROUP BY person_id
HAVING count(DISTINCT name) > 1
ORDER BY ALL;
