-- How large is the corpus: pages, articles, words, newspapers, and from when to when?
SELECT
    (SELECT count(*) FROM pages) AS pages,
    (SELECT count(*) FROM articles) AS articles,
    (SELECT coalesce(sum(word_count), 0)::BIGINT FROM articles) AS words,
    (SELECT count(*) FROM outlets) AS outlets,
    (SELECT count(*) FROM countries) AS countries,
    (SELECT count(*) FROM people) AS people,
    (SELECT count(*) FROM reprints) AS reprints,
    (SELECT min(published) FROM articles) AS first_published,
    (SELECT max(published) FROM articles) AS last_published;
