-- A text in small letters, without accents and what is not seen in print: soft hyphens, joiners, spaces of no width. Only
-- where there is any beyond ASCII and its quotes, dashes and signs are they looked for: that is slow.
CREATE OR REPLACE MACRO stripped(printed) AS
    CASE
        WHEN NOT regexp_matches(printed, '[^\x00-\x{ac}\x{ae}-\x{bf}\x{2000}-\x{200a}\x{200e}-\x{205f}\x{2061}-\x{206f}]')
        THEN lower(printed)
        WHEN regexp_matches(printed, '[\x{ad}\x{2bc}\x{200b}-\x{200d}\x{2060}\x{feff}]')
        THEN strip_accents(lower(translate(printed, chr(700) || chr(173) || chr(8203) || chr(8204) || chr(8205) || chr(8288) || chr(65279), '’')))
        ELSE strip_accents(lower(printed))
    END;
