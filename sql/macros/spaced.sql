-- The same with two spaces between words and one at each end: each word has its own, so that words are counted by them.
CREATE OR REPLACE MACRO spaced(printed) AS ' ' || replace(folded(printed), ' ', '  ') || ' ';
