-- Characters of a line as it was decoded, its ending included: an escape stands for one character.
-- Only lines with the repair `escaped_controls` hold escapes; elsewhere a backslash is a backslash.
CREATE OR REPLACE MACRO count_characters(line_raw, line_ending, line_repairs) AS
    length(line_ending) + CASE
        WHEN list_contains(line_repairs, 'escaped_controls')
        THEN length(regexp_replace(line_raw, '\\(?:\\|x[0-9a-f]{2}|u[0-9a-f]{4})', '.', 'g'))
        ELSE length(line_raw)
    END;
