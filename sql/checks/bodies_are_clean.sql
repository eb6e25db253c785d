-- A body has words, no control character, no caption with a lost icon and no tail line at its end.
-- Cheap tests stand first: only bodies with `??` or the tail's first word meet a pattern.
SELECT 'the body is empty, or an artefact is left in it' AS problem, article_id
FROM parquet.articles
WHERE trim(body) = '' OR word_count <= 0
    OR regexp_matches(body, '[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]')
    OR (contains(body, '??') AND regexp_matches(body, '(?:^|\n)\s*\?\?\s+[—–-]\s[^?\n]{1,100}\?\?'))
    OR (contains(body, 'Newspapers ') AND regexp_matches(body, '\nNewspapers (?:in|from) [A-Z]\S*$'));
