-- Whether a text holds a phrase: the same words in the same order. What could be its letters is looked for first, any letter
-- beyond ASCII for each: that is fast, and few texts are left.
CREATE OR REPLACE MACRO holds(printed, phrase) AS
    folded(phrase) <> ''
    AND regexp_matches(lower(printed), replace(
        regexp_replace(folded(phrase), '([^ ])', '[\1\\x{80}-\\x{10ffff}]+', 'g'), ' ', '[^a-z0-9]+'
    ))
    AND contains(spaced(printed), spaced(phrase));
