-- A text cut before each word, as printed: the nth piece begins with the nth word of `folded`.
CREATE OR REPLACE MACRO pieces(printed) AS
    regexp_extract_all(printed, '[\p{L}\p{N}][\p{L}\p{N}\p{M}]*[^\p{L}\p{N}]*');
