-- A text in small letters and without accents. Only where there are letters beyond ASCII are accents looked for: that is slow.
CREATE OR REPLACE MACRO stripped(printed) AS
    CASE
        WHEN regexp_matches(printed, '[^\x00-\x{bf}\x{2000}-\x{206f}]') THEN strip_accents(lower(printed))
        ELSE lower(printed)
    END;
