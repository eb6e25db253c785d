-- A body has words, no control character, no caption with a lost icon and no tail line at its end.
-- Dear is only the search for control characters: it reads every body once. Bodies with `??` or a word of the
-- tail alone meet a pattern; both patterns are narrower than the rules, so that no odd page stops a publication.
WITH seen AS (
    SELECT
        article_id,
        CASE
            WHEN word_count <= 0 OR NOT regexp_matches(body, '[^\s\pZ]') THEN 'the body has no words'
            WHEN contains(body, e'\n\n\n') THEN 'the body has an empty paragraph'
            WHEN NOT regexp_matches(headline, '[^\s\pZ]') THEN 'the headline is blank'
            WHEN regexp_matches(body, '[\x00-\x08\x0B-\x1F\x7F-\x{9F}]') THEN 'a control character is left in the body'
            WHEN regexp_matches(headline, '[\x00-\x08\x0A-\x1F\x7F-\x{9F}]')
                THEN 'a control character is left in the headline'
            WHEN contains(body, '??')
                AND regexp_matches(body, '(?:^|\n)[ \t]*\?\?\s+[—–-]\s[^?\n]{1,98}\?\?')
                THEN 'a caption with a lost icon is left in the body'
            WHEN (contains(body, 'Newspapers ') OR contains(body, 'Magazines '))
                AND regexp_matches(
                    body,
                    '\n(?:Newspapers|Magazines) (?:in|from) [A-ZÀ-Þ][^\s.,;:!?”"]+(?: [A-ZÀ-Þ(][^\s.,;:!?”"]+){0,3}$'
                )
                THEN 'a tail line is left at the end of the body'
        END AS problem
    FROM parquet.articles
)
SELECT problem, article_id
FROM seen
WHERE problem IS NOT NULL
ORDER BY ALL;
