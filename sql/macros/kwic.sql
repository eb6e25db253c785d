-- Concordance: every printing of a phrase in a body, with so many words before and after it.
-- `words_before`: Words of the body before the phrase.
-- `left`: So many words before it.
-- `hit`: The phrase as printed.
-- `right`: So many words after it, from the punctuation on that closes it.
CREATE OR REPLACE MACRO kwic(phrase, width) AS TABLE
WITH split AS MATERIALIZED (
    SELECT
        article_id, outlet_id, outlet, published, section, headline, body,
        string_split(spaced(body), spaced(phrase)) AS cuts,
        len(string_split(folded(phrase), ' ')) AS size
    FROM parquet.articles
    WHERE holds(body, phrase)
),

found AS (SELECT * EXCLUDE (body, cuts), pieces(body) AS parts, unnest(places(cuts, size)) AS words_before FROM split),

cut AS (
    SELECT
        *,
        array_to_string(parts[greatest(words_before - width + 1, 1):words_before], '') AS before,
        array_to_string(parts[words_before + 1:words_before + size], '') AS printed,
        array_to_string(parts[words_before + size + 1:words_before + size + width], '') AS after
    FROM found
)

SELECT
    article_id, outlet_id, outlet, published, section, headline, words_before,
    trim(regexp_replace(before, '\s+', ' ', 'g')) AS "left",
    regexp_replace(regexp_replace(printed, '[^\p{L}\p{N}\p{M}]+$', ''), '\s+', ' ', 'g') AS hit,
    rtrim(regexp_replace(regexp_extract(printed, '[^\p{L}\p{N}\p{M}]*$') || after, '\s+', ' ', 'g')) AS "right"
FROM cut
ORDER BY published, article_id, words_before;
