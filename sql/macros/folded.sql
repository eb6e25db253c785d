-- The words of a text, one space apart: what search and concordance compare. A word is a run of letters or digits, so
-- that quotes, hyphens, apostrophes of any shape and a lossy `?` are all the same.
CREATE OR REPLACE MACRO folded(printed) AS trim(regexp_replace(stripped(printed), '[^\p{L}\p{N}]+', ' ', 'g'));
