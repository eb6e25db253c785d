-- What stands between a line of the body and the one before: an empty line, a space where it continues
-- the paragraph, nothing where it continues the very word.
CREATE OR REPLACE MACRO joint(line_repairs) AS
    CASE
        WHEN list_contains(line_repairs, 'joined_line') THEN ' '
        WHEN list_contains(line_repairs, 'joined_word') THEN ''
        ELSE e'\n\n'
    END;
