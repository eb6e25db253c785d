-- A part of a whole as a number from 0 to 1; NULL where there is no whole.
CREATE OR REPLACE MACRO share(part, whole) AS round(part / nullif(whole, 0), 3);
