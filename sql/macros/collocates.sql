-- Words that stand within `around` words of a word or phrase more often than elsewhere, with Dunning's log-likelihood and
-- what chance would give; beside it all words near, and of the corpus. A place near two printings counts once.
-- `word`: A word, folded.
-- `together`: How often it stands near the phrase.
-- `expected`: How often chance would put it there.
-- `log_likelihood`: Dunning's G: how little chance explains it.
-- `total`: How often it stands in the corpus.
-- `words_near`: All words near the phrase.
-- `words`: All words of the corpus.
CREATE OR REPLACE MACRO collocates(phrase, around) AS TABLE
WITH told AS MATERIALIZED (
    SELECT
        string_split(folded(body), ' ') AS told_words,
        places(string_split(spaced(body), spaced(phrase)), len(string_split(folded(phrase), ' '))) AS befores
    FROM parquet.articles
    WHERE holds(body, phrase)
),

near AS (
    SELECT told_words[place] AS word
    FROM (
        SELECT
            told_words,
            unnest(list_filter(
                list_distinct(flatten(list_transform(befores, lambda b: range(
                    greatest(b - around + 1, 1),
                    least(b + len(string_split(folded(phrase), ' ')) + around, len(told_words)) + 1
                )))),
                lambda place: NOT list_bool_or(list_transform(befores, lambda b:
                    place > b AND place <= b + len(string_split(folded(phrase), ' '))))
            )) AS place
        FROM told
    )
),

near_counts AS (SELECT word, count(*) AS together, sum(count(*)) OVER ()::BIGINT AS words_near FROM near GROUP BY word),

counts AS (
    SELECT word, count(*) AS total, sum(count(*)) OVER ()::BIGINT AS words
    FROM (SELECT unnest(string_split(folded(body), ' ')) AS word FROM parquet.articles WHERE folded(body) <> '')
    GROUP BY word
)

SELECT
    word, together,
    round(words_near * total / words, 2) AS expected,
    round(deviance(together, words_near, total - together, words - words_near), 2) AS log_likelihood,
    total, words_near, words
FROM near_counts
JOIN counts USING (word)
WHERE together > words_near * total / words
ORDER BY log_likelihood DESC, word;
