-- Day counts: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- ---- by basis ----

SELECT basis, yearfrac('2024-01-31', '2026-12-31', basis), yearfrac('2023-02-28', '2023-03-31', basis) AS after_february
FROM generate_series(0, 4) AS basis;
SELECT yearfrac('2024-01-31', '2026-12-31') AS default_basis, yearfrac('2026-12-31', '2024-01-31') AS reversed,
	   yearfrac('2024-01-31', '2024-01-31', 1) AS same_day, yearfrac('2024-01-01', '2025-01-01', 3::int2) AS smallint_basis,
	   yearfrac(NULL, '2024-01-31') IS NULL AS null_start, yearfrac('2024-01-31', NULL, 1) IS NULL AS null_end,
	   yearfrac('2024-01-31', '2024-02-01', NULL::text) IS NULL AS null_day_count;

-- ---- by name ----

SELECT day_count, yearfrac('2007-12-28', '2008-02-29', day_count), day_count_days('2007-12-28', '2008-02-29', day_count) AS days,
	   yearfrac('2024-02-29', '2026-08-31', day_count) AS long, day_count_days('2024-02-29', '2026-08-31', day_count) AS long_days
FROM unnest(ARRAY['30/360 spreadsheet', 'ACT/ACT spreadsheet', 'ACT/360', 'ACT/365F', '30E/360', '30/360', '30U/360', '30E/360 ISDA', '30E+/360',
				  'ACT/364', 'ACT/365.25', 'ACT/365A', 'ACT/365L', 'NL/360', 'NL/365', 'ACT/ACT ISDA', 'ACT/ACT AFB']) AS day_count;
SELECT day_count, day_count_days('2023-01-31', '2024-02-29', day_count) AS days
FROM unnest(ARRAY['Actual/360', 'a/365f', 'Actual/365 (Fixed)', 'ACT/ACT.ISDA', 'Actual/Actual (AFB)', 'bond basis', 'Eurobond basis', '30E/360 (ISDA)', '30/360 us', 'ACT', 'ACT/ACT ICMA']) AS day_count;
SELECT day_count_days('2024-03-31', '2024-01-30', '30E/360') AS reversed, day_count_days('2024-03-31', '2024-03-31', '30E+/360') AS same_day,
	   day_count_days('4713-01-01 BC', '5874897-12-31', 'ACT') AS all_there_are, yearfrac('4713-01-01 BC', '5874897-12-31', 'ACT/ACT') AS in_years;

-- ---- bonds ----

-- half a year of a bond that pays on 1 May and 1 November; a long first period of another; a short one
SELECT yearfrac('2003-11-01', '2004-05-01', 'ACT/ACT ICMA', 2, '2004-05-01') AS regular,
	   yearfrac('2002-08-15', '2003-07-15', 'ACT/ACT ICMA', 2, '2003-07-15') AS long_first,
	   yearfrac('1999-02-01', '1999-07-01', 'ACT/ACT ICMA', 1, '2000-07-01') AS short_first,
	   yearfrac('1999-11-30', '2000-05-31', 'ACT/ACT ICMA', 2, '2000-05-31') AS month_ends;
-- the maturity matters to 30E/360 ISDA, the coupons to no other
SELECT yearfrac('2006-08-31', '2007-02-28', '30E/360 ISDA') AS before_maturity, yearfrac('2006-08-31', '2007-02-28', '30E/360 ISDA', 2, '2007-02-28') AS at_maturity,
	   yearfrac('2006-08-31', '2007-02-28', 'ACT/360') = yearfrac('2006-08-31', '2007-02-28', 'ACT/360', 4, '2007-02-28') AS others;

-- 34 significant digits, exact where it is a decimal
SELECT yearfrac('2024-01-01', '2024-01-02', 3) AS a_day, yearfrac('2024-01-01', '2024-01-02', 3) * 365 AS short_of_one,
	   yearfrac('2024-01-01', '2024-04-01', 2) AS cut, yearfrac('2024-01-01', '2024-03-31', 2) AS exact, yearfrac('1000-01-01', '3000-01-01', 1) AS long;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT yearfrac('2024-01-01', '2024-02-01', 5)$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', -1)$$,
$$SELECT yearfrac('2024-01-01', 'infinity')$$,
$$SELECT yearfrac('-infinity', '2024-01-01', 'ACT/360')$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', 'ACT/361')$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', '')$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', repeat('30', 100))$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', 'ACT')$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', 'ACT/ACT ICMA')$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', 'ACT/ACT ICMA', 5, '2024-02-01')$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', 'ACT/ACT ICMA', 0, '2024-02-01')$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', 'ACT/ACT ICMA', 2, 'infinity')$$,
$$SELECT yearfrac('2024-01-01', '2024-02-01', 'ACT', 2, '2024-02-01')$$,
$$SELECT day_count_days('2024-01-01', '2024-02-01', 'BUS/252')$$,
$$SELECT day_count_days('2024-01-01', 'infinity', 'ACT')$$
]) AS statement;
