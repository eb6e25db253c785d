-- A text cut before each word, as printed: the nth piece begins with the nth word of `folded`. The apostrophe that is a
-- letter by its class (U+02BC) becomes the usual one.
CREATE OR REPLACE MACRO pieces(printed) AS regexp_extract_all(
    replace(printed, chr(700), '’'),
    '[\p{L}\p{N}][\p{L}\p{N}\p{M}\x{ad}\x{200b}-\x{200d}\x{2060}\x{feff}]*[^\p{L}\p{N}]*'
);
