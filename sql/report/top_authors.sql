-- Who wrote most, for which newspapers, from when to when?
SELECT name, articles, outlets, first_published, last_published
FROM people
ORDER BY articles DESC, name, person_id;
