-- Depreciation: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- ---- an 8-card server of 1.6 m, 5 % left after four years ----

SELECT year, sln(1600000, 80000, 4), syd(1600000, 80000, 4, year), ddb(1600000, 80000, 4, year), vdb(1600000, 80000, 4, year - 1, year), cas_ddb(1600000, 80000, 4, year),
	   round(db(1600000, 80000, 4, year), 2) AS db, macrs(1600000, 5, year)
FROM generate_series(1, 4) AS year;
-- by the card-hour: 8 cards for four years are 280,320; nothing is taken beyond them
SELECT units_of_production(1600000, 80000, 280320, 5040) AS a_month, units_of_production(1600000, 80000, 280320, 5040, 5040) AS the_next,
	   units_of_production(1600000, 80000, 280320, 1000, 279820) AS the_last, units_of_production(1600000, 80000, 280320, 1000, 300000) AS after_it,
	   units_of_production(1600000, 80000, 280320, 280320) AS all_of_it;

-- ---- the published examples of the functions ----

SELECT sln(30000, 7500, 10), syd(30000, 7500, 10, 1) AS syd_1, syd(30000, 7500, 10, 10) AS syd_10;
SELECT period, round(db(1000000, 100000, 6, period, 7), 2) AS db FROM generate_series(1, 7) AS period;
SELECT round(ddb(2400, 300, 3650, 1), 2) AS day, round(ddb(2400, 300, 120, 1, 2), 2) AS month, round(ddb(2400, 300, 10, 1, 2), 2) AS year,
	   round(ddb(2400, 300, 10, 2, 1.5), 2) AS second_year, round(ddb(2400, 300, 10, 10), 2) AS tenth_year;
SELECT round(vdb(2400, 300, 3650, 0, 1), 2) AS day, round(vdb(2400, 300, 120, 0, 1), 2) AS month, round(vdb(2400, 300, 10, 0, 1), 2) AS year,
	   round(vdb(2400, 300, 120, 6, 18), 2) AS months, round(vdb(2400, 300, 120, 6, 18, 1.5), 2) AS at_1_5, round(vdb(2400, 300, 10, 0, 0.875, 1.5), 2) AS broken;
SELECT amorlinc(2400, '2008-08-19', '2008-12-31', 300, 1, 0.15, 1), amordegrc(2400, '2008-08-19', '2008-12-31', 300, 1, 0.15, 1);

-- ---- the French system, to the end ----

SELECT period, round(amorlinc(1600000, '2024-03-15', '2024-12-31', 80000, period, 0.25, 0), 2) AS amorlinc, amordegrc(1600000, '2024-03-15', '2024-12-31', 80000, period, 0.25, 0)
FROM generate_series(0, 5) AS period;
SELECT round(sum(amorlinc(1600000, '2024-03-15', '2024-12-31', 80000, period, 0.25, 0)), 20) AS linear, sum(amordegrc(1600000, '2024-03-15', '2024-12-31', 0, period, 0.25, 0)) AS degressive
FROM generate_series(0, 5) AS period;
-- a third of a year's cost a year is three years, however it is written
SELECT amordegrc(90000, '2024-01-01', '2024-12-31', 0, 1, 1.0 / 3, 0) AS a_third, amordegrc(90000, '2024-01-01', '2024-12-31', 0, 1, 0.33333333333333333333333333, 0) AS longer,
	   amordegrc(90000, '2024-12-31', '2024-12-31', 0, 0, 1.0 / 3, 0) AS whole_first_year, amordegrc(90000, '2024-12-31', '2024-12-31', 0, 1, 1.0 / 3, 0) AS second;
-- a leap day counts for nothing by the bases 1 and 3
SELECT amorlinc(36600, '2024-02-28', '2024-02-29', 0, 0, 0.2, 1) AS a_whole_year, amorlinc(36600, '2024-02-28', '2024-03-01', 0, 0, 0.2, 1) AS actual, amorlinc(36600, '2024-02-28', '2024-02-29', 0, 0, 0.2, 0) AS thirty;

-- ---- broken periods ----

SELECT ddb(100, 10, 13, 0.3, 3) AS first, ddb(100, 0, 10, 1.5) AS first_and_a_half, ddb(100, 0, 10, 2.5) AS second_and_third, ddb(100, 0, 10, 2), ddb(100, 0, 10, 3);
SELECT vdb(100, 10, 12.7, 0, 12.7) AS whole_life, vdb(100, 10, 12.7, 12, 12.7) AS its_end, vdb(100, 10, 0.5, 0, 0.5) AS short, vdb(100, 10, 0.5, 0, 0.5, 2, true) AS unswitched, vdb(100, 10, 5, 2, 2) AS nothing;
SELECT db(200, 10, 12.7, 1.9, 9) = db(200, 10, 12.7, 1, 9) AS within_the_period, syd(100, 10, 40, 1.7);

-- ---- edges ----

SELECT ddb(100, 100, 5, 1) AS no_loss, ddb(100, 200, 5, 1) AS worth_more, vdb(100, 200, 5, 0, 5) AS likewise, db(100, 200, 5, 1) AS likewise, cas_ddb(100, 200, 5, 1) AS likewise, ddb(0, 0, 5, 1) AS free,
	   ddb(100, 10, 5, 1, 50) AS at_once, ddb(100, 10, 5, 2, 50) AS nothing_left, sln(100, 200, 5) AS gain, sln(100, 10, -5) AS backwards, sln(-100, 0, 5) AS negative;
SELECT cas_ddb(100, 10, 1, 1) AS one_year, cas_ddb(100, 10, 2, 1) AS two, cas_ddb(100, 10, 2, 2) AS two,
	   ARRAY(SELECT cas_ddb(100, 60, 5, year) FROM generate_series(1, 5) AS year) AS salvage_reached, db(100, 0, 5, 1) AS all_at_once, db(100, 0, 5, 2) AS then_nothing, db(1000, 999.5, 1, 1) AS tie;
-- the balance is exactly the salvage: nothing is left of the arithmetic
SELECT ddb(9, 4, 6, 2), ddb(9, 4, 6, 3), vdb(9, 4, 6, 2, 6);
SELECT macrs_rate(5, 6), macrs_rate(5, 7) AS after_the_last, macrs_rate(20, 21, 'mid-quarter Q1'), macrs_rate(7, 1, 'Mid-quarter 2'), macrs_rate(27.5, 29, 'mid-month 7'), macrs_rate(39, 1, 'mid-month 12'), macrs(0, 3, 1);
SELECT round(ddb(1600000, 80000, 1000000000, 500000000), 8) AS long_life, round(vdb(1600000, 80000, 1000000000, 0, 999999999.5), 6) AS switched, ddb(1e18, 0, 1e18, 1e18) > 0.13 AS longest;
SELECT ddb(1e40, 1, 3, 2) AS large, sln(1, 0, 3e30) AS small, ddb(1.234567890123456789012345678901234567890, 0, 2, 1) AS digits;
SELECT sln(NULL, 1, 1) IS NULL, ddb(100, 10, 5, NULL) IS NULL, vdb(100, 10, 5, 0, NULL) IS NULL, macrs_rate(5, NULL) IS NULL, amorlinc(1, NULL, '2024-01-01', 0, 0, 0.1) IS NULL, units_of_production(1, 0, 1, NULL) IS NULL;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT sln(100, 10, 0)$$,
$$SELECT sln('NaN', 10, 1)$$,
$$SELECT sln(100, 'Infinity', 1)$$,
$$SELECT syd(100, 10, 0, 1)$$,
$$SELECT syd(100, 10, 5, 0)$$,
$$SELECT syd(100, 10, 5, 5.1)$$,
$$SELECT db(-1, 0, 5, 1)$$,
$$SELECT db(100, -1, 5, 1)$$,
$$SELECT db(100, 10, -6, 1)$$,
$$SELECT db(100, 10, 6, 0)$$,
$$SELECT db(100, 10, 6, 7)$$,
$$SELECT db(100, 10, 6, 8, 7)$$,
$$SELECT db(100, 10, 6, 1, 0)$$,
$$SELECT db(100, 10, 6, 1, 13)$$,
$$SELECT ddb(100, 10, 6, 7)$$,
$$SELECT ddb(100, 10, 6, 1, 0)$$,
$$SELECT ddb(100, 10, 0, 1)$$,
$$SELECT ddb(100, 10, 1e19, 1)$$,
$$SELECT ddb('-Infinity', 10, 5, 1)$$,
$$SELECT vdb(100, 10, 5, -1, 2)$$,
$$SELECT vdb(100, 10, 5, 3, 2)$$,
$$SELECT vdb(100, 10, 5, 3, 5.5)$$,
$$SELECT cas_ddb(100, 10, 4.5, 1)$$,
$$SELECT cas_ddb(100, 10, 4, 1.5)$$,
$$SELECT cas_ddb(100, 10, 4, 5)$$,
$$SELECT units_of_production(100, 10, 0, 1)$$,
$$SELECT units_of_production(100, 10, 1000, -1)$$,
$$SELECT units_of_production(100, 110, 1000, 1)$$,
$$SELECT amorlinc(100, '2024-01-01', '2023-12-31', 10, 0, 0.1)$$,
$$SELECT amorlinc(100, '2024-01-01', 'infinity', 10, 0, 0.1)$$,
$$SELECT amorlinc(100, '2024-01-01', '2024-12-31', 110, 0, 0.1)$$,
$$SELECT amorlinc(100, '2024-01-01', '2024-12-31', 10, -1, 0.1)$$,
$$SELECT amorlinc(100, '2024-01-01', '2024-12-31', 10, 0, 0)$$,
$$SELECT amorlinc(100, '2024-01-01', '2024-12-31', 10, 0, 1e-19)$$,
$$SELECT amorlinc(100, '2024-01-01', '2024-12-31', 10, 0, 0.1, 2)$$,
$$SELECT amorlinc(100, '2024-01-01', '2024-12-31', 10, 0, 0.1, 5)$$,
$$SELECT amordegrc(100, '2024-01-01', '2024-12-31', 10, 0, 0.4)$$,
$$SELECT amordegrc(100, '2024-01-01', '2024-12-31', 10, 0, 0.22)$$,
$$SELECT macrs_rate(4, 1)$$,
$$SELECT macrs_rate(27.5, 1)$$,
$$SELECT macrs_rate(5, 1, 'mid-month 1')$$,
$$SELECT macrs_rate(5, 0)$$,
$$SELECT macrs_rate(5, 1, 'full-month')$$,
$$SELECT macrs(-1, 5, 1)$$
]) AS statement;
