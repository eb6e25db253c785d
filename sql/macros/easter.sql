-- Easter Sunday of a year in the Gregorian calendar (Meeus, Jones and Butcher).
CREATE OR REPLACE MACRO easter(of_year) AS (
    WITH cycle AS (
        SELECT of_year % 19 AS a, of_year // 100 AS b, of_year % 100 AS c
    ),
    moon AS (
        SELECT *, (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30 AS h
        FROM cycle
    ),
    sunday AS (
        SELECT *, (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7 AS l
        FROM moon
    ),
    place AS (
        SELECT h + l - 7 * ((a + 11 * h + 22 * l) // 451) + 114 AS n
        FROM sunday
    )
    SELECT make_date(of_year, n // 31, n % 31 + 1)
    FROM place
);
