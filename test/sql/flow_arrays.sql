-- Cash flows as arrays: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
SET datestyle = 'ISO';

-- ---- amounts a period apart ----

SELECT npv(0.08, '{-40000,5000,8000,12000,30000}'), npv(0.08, '{-40000,5000,8000,12000,30000}', 0) AS first_undiscounted, npv(-1.5, '{-40000,5000,8000,12000,30000}') AS below_minus_one;
SELECT irr('{-100,60,60}'), irr('{-50,-100,600,300,-100}', -0.5) AS low, irr('{-50,-100,600,300,-100}', 3) AS high, irr_all('{-50,-100,600,300,-100}');
SELECT mirr('{-120000,39000,30000,21000,37000,46000}', 0.1, 0.12), mirr('{-100,100}', 0.1, 0.1), mirr('{-100,121,0}', 0, -1) AS all_lost;
SELECT payback('{-1000,400,400,400,400}'), payback('{0,-500,-500,400,400,400}') AS from_the_first_outlay, payback('{-1000,340,340,340}'), payback('{-1000,300,300}') IS NULL AS never;
SELECT discounted_payback(0.1, '{-1000,300,400,500,200}'), discounted_payback(0.1, '{-100,110}') AS to_the_cent, discounted_payback(0, '{-1000,400,400,400}') AS static, discounted_payback(0.1, '{-100,109}') IS NULL AS never;
SELECT profitability_index(0.1, '{-1000,300,400,500,200}'), profitability_index(0.1, '{-100,0}') AS nothing_back, profitability_index(0.1, '{100,50}') IS NULL AS no_outlay;
-- outlays in several periods are discounted too: 1 + npv / 1000 is something else
SELECT profitability_index(0.1, '{-1000,-110,1331}') * (1000 + 100) = 1100 AS of_all_outlays;
-- sums are exact: a tenth and two tenths are three tenths
SELECT payback('{-0.3,0.1,0.2}'), npv(0, '{-0.3,0.1,0.2}'), irr('{-0.3,0.1,0.2}'), npv(0.1, '{-1,1.1}', 0), payback('{-1e-20,1e20}');
-- the rate as numeric to its last digit, as float8 its shortest decimal
SELECT abs(npv(0.1234567890123456789012345, '{1,1}', 0) * 1.1234567890123456789012345 - 2.1234567890123456789012345) < 1e-33 AS numeric_rate,
	   npv(0.1::float8, '{1}') = npv(0.1, '{1}') AS float_rate, npv(1, '{1}'), npv(1::int8, ARRAY[1, 2]), npv(0.5::float4, ARRAY[1.5]);

-- ---- amounts on dates ----

SELECT xirr('{-10000,5750,4250,3250}', '{2020-01-01,2020-03-01,2020-10-30,2021-02-15}'), xirr('{-10000,5750,4250,3250}', '{2020-01-01,2020-03-01,2020-10-30,2021-02-15}', 2) AS guess,
	   xirr_all('{-100,230,-132}', '{2021-01-01,2022-01-01,2023-01-01}');
SELECT xnpv(0.1, '{-10000,5750,4250,3250}', '{2020-01-01,2020-03-01,2020-10-30,2021-02-15}'), xnfv(0.1, '{-10000,5750,4250,3250}', '{2020-01-01,2020-03-01,2020-10-30,2021-02-15}');
SELECT xnfv(0.1, '{-100,110}', '{2021-01-01,2022-01-01}') AS nothing, xnfv(0.1, '{100}', '{2021-01-01}') AS one, xnfv(0.21, '{100,0}', '{2021-01-01,2023-01-01}') AS two_years;
SELECT profitability_index(0.1, '{-100,121}', '{2021-01-01,2023-01-01}'), payback('{-100,50,100}'::numeric[], '{2021-01-01,2022-01-01,2023-01-01}'),
	   payback_date('{-100,50,100}', '{2021-01-01,2022-01-01,2023-01-01}'), discounted_payback(0.1, '{-100,55,60.5}', '{2021-01-01,2022-01-01,2023-01-01}'),
	   discounted_payback_date(0.1, '{-100,55,60.5}', '{2021-01-01,2022-01-01,2023-01-01}');
SELECT payback(a, d, '2020-01-01') AS since, payback(a, d, recovery => 'last') AS last, payback_date(a, d, 'last') AS last_date, discounted_payback(0.01, a, d, '2020-01-01', 'last'), discounted_payback_date(0.01, a, d, 'last')
FROM (VALUES ('{-100,150,-100,100}'::numeric[], '{2021-01-01,2021-07-01,2022-01-01,2023-01-01}'::date[])) AS t (a, d);
-- any order after the first date, repeated dates
SELECT xirr('{-100,60,60}', '{2021-01-01,2023-01-01,2022-01-01}') = xirr('{-100,60,60}', '{2021-01-01,2022-01-01,2023-01-01}') AS any_order,
	   xnpv(0.1, '{-100,30,30,60}', '{2021-01-01,2022-01-01,2022-01-01,2023-01-01}') = xnpv(0.1, '{-100,60,60}', '{2021-01-01,2022-01-01,2023-01-01}') AS same_day;
SELECT cash_flows('{-100,60,60,-40}'::numeric[], '{2021-01-01,2023-01-01,2022-01-01,2021-01-01}'::date[]);
SET datestyle = 'German, DMY';
SELECT iso_dates('{2024-01-31,2024-02-29}'), xirr('{-100,110}', '{2021-01-01,2022-01-01}');
SET datestyle = 'ISO';

-- a root beside a double one: doubles tell half its digits
SELECT irr('{1,-5.11,10.421,-10.6028,5.3826,-1.0908}'), irr_all('{1,-5.11,10.421,-10.6028,5.3826,-1.0908}');

-- 0 and 0.2 are equally near to 0.1, and the higher counts
SELECT irr('{1,-4.2,5.6,-2.4}'), irr_all('{1,-4.2,5.6,-2.4}');

-- ---- day counts ----

SELECT day_count, xirr(a, d, 0.1, day_count), xirr_all(a, d, day_count) = ARRAY[xirr(a, d, NULL, day_count)] AS all_of_them, round(xnpv(0.1, a, d, day_count), 9) AS xnpv, round(xnfv(0.1, a, d, day_count), 9) AS xnfv
FROM (VALUES ('{-10000,2500,2000,3000,4000}'::numeric[], '{2007-01-12,2008-02-14,2008-03-03,2008-06-14,2008-12-01}'::date[])) AS t (a, d),
	 unnest(ARRAY['ACT/365F', 'ACT/360', '30E/360', 'ACT/365.25', 'ACT/ACT ISDA', '30/360']) AS day_count;
SELECT xirr(f, 0.1, 'ACT/365F') = xirr(f) AS same, xnpv(0.1, f, 'ACT/365F') = xnpv(0.1, f) AS same_value, xnfv(0.1, f, 'ACT/365F') = xnfv(0.1, f) AS same_future_value, xirr_all(f, 'ACT/360')
FROM cash_flows('{-10000,2500,2000,3000,4000}'::numeric[], '{2007-01-12,2008-02-14,2008-03-03,2008-06-14,2008-12-01}'::date[]) AS f;
-- dates that a day count takes for one
SELECT xirr('{-100,55,66}', '{2024-01-30,2024-03-30,2024-03-31}', 0.1, '30E/360') AS one_flow_of_121, xirr('{-100,100}', '{2024-03-30,2024-03-31}', 0.1, '30E/360') IS NULL AS no_time_between;
-- years that are fewer at a later date: 24.0137 and 23.9508 by ACT/365L, 2.9973 and 2.9918 by ACT/365A
SELECT day_count, r, r = ANY (xirr_all(a, d, day_count)) AS one_of_all, round(xnpv(r, a, d, day_count), 9) AS xnpv
FROM (VALUES ('ACT/365L', '{-1000,50,500,900}'::numeric[], '{2000-01-01,2010-01-01,2023-12-31,2024-01-01}'::date[]), ('ACT/365A', '{-1000,-500,1700}', '{2001-03-01,2004-02-28,2004-02-29}')) AS t (day_count, a, d),
	 LATERAL xirr(a, d, 0.1, day_count) AS r;

-- ---- none, nulls, limits ----

SELECT irr('{}') IS NULL, irr_all('{}'), npv(0.1, '{}') IS NULL, mirr('{}', 0.1, 0.1) IS NULL, xirr('{}', '{}') IS NULL, xnpv(0.1, '{}', '{}') IS NULL, xnfv(0.1, '{}', '{}') IS NULL,
	   payback('{}') IS NULL, payback_date('{}', '{}') IS NULL, profitability_index(0.1, '{}') IS NULL, cash_flows('{}'::numeric[], '{}'::date[]);
SELECT irr('{-100}') IS NULL, irr('{100,60}') IS NULL, irr('{1,-2,2}') IS NULL, xirr('{-100,110}', '{2021-01-01,2021-01-01}') IS NULL, mirr('{-100}', 0.1, 0.1) IS NULL, mirr('{100,100}', 0.1, 0.1) IS NULL;
SELECT irr(NULL::numeric[]) IS NULL, npv(NULL, ARRAY[1]) IS NULL, npv(0.1, NULL::numeric[]) IS NULL, xirr(NULL::numeric[], '{2021-01-01}'::date[]) IS NULL,
	   payback(NULL::numeric[]) IS NULL, payback('{1}'::numeric[], NULL::date[]) IS NULL;
SELECT round(1e60 * (1 + xirr('{-100,70}', '{2021-01-01,2021-01-02}'))) AS lost_in_a_day, xirr('{-1,1.06}', '{2021-01-01,2021-01-02}') AS gained_in_a_day, irr('{-100,-10,10,100}') AS zero, xirr('{-1e20,1e-11}', '{2021-01-01,2022-01-01}');
-- beyond what a double holds: (10^12)^365 and (3 * 10^-12)^365, worked out by numeric
SELECT xirr('{-1e12,1e24}', '{2021-01-01,2021-01-02}') = 1e4380 AS gained, (1 + xirr('{-1e12,3}', '{2021-01-01,2021-01-02}')) / (3::numeric ^ 365 * 1e-4380) BETWEEN 1 - 5e-15 AND 1 + 5e-15 AS lost, xirr('{-1e12,1e24}', '{2021-01-01,2021-01-02}', 0.1, 'ACT/ACT ISDA') / 1e4380 BETWEEN 1 - 1e-10 AND 1 + 1e-10 AS by_doubles;
SELECT irr('{-1,1e170}') = 1e170 AS gained, (1 + irr('{-3e180,1}')) * 3e180 BETWEEN 1 - 1e-14 AND 1 + 1e-14 AS lost, irr(x) = 1e162 AS over_rows FROM unnest('{-1,1e162}'::numeric[]) AS x;
SELECT npv(0.1, '{1.1e40}') = 1e40 AS any_size, xnpv(-0.9999999, '{1,1}', '{2000-01-01,2024-01-01}') > 1e167 AS large, npv(1e10, '{1,1,1}');
-- amounts of any size
SELECT irr('{-1e400,1.1e400}'), irr('{-1e-400,1.1e-400}'), irr('{-1e300,1,1e300}') AS above_zero, irr_all('{-1e400,2.3e400,-1.32e400}'), irr('{-1,1e-100}') + 1 AS lost, irr('{-1e-100,1}') = 1e100 AS gained,
	   irr('{-1e308,-1e308,-1e308,2e308,1.5e308}'), irr('{-3e160,3e160,-1e-50}') IS NOT NULL AS both_ends;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT npv(0.1, '{-100,NULL,110}')$$,
$$SELECT irr(ARRAY[-100, NULL, 110])$$,
$$SELECT irr('{{-100,110},{-100,110}}')$$,
$$SELECT irr('-100,110')$$,
$$SELECT irr('{-100,x}')$$,
$$SELECT irr('{-100,NaN}')$$,
$$SELECT irr('{-1e200,1e200,-1e-100}')$$,
$$SELECT irr('{-100,Infinity}')$$,
$$SELECT irr('{-100,110}', -1)$$,
$$SELECT irr('{-100,110}', 'NaN')$$,
$$SELECT irr('{-100,110}', NULL)$$,
$$SELECT xirr('{-100,110}', '{2021-01-01,2022-01-01}', NULL::float8)$$,
$$SELECT npv(-1, '{-100,110}')$$,
$$SELECT npv('NaN'::numeric, '{-100,110}')$$,
$$SELECT npv('infinity'::float8, '{-100,110}')$$,
$$SELECT npv(0.1, '{-100,110}', -1)$$,
$$SELECT mirr('{-100,110}', -1, 0.1)$$,
$$SELECT mirr('{-1,-5,1}', -1.5, 0.1)$$,
$$SELECT discounted_payback(-1, '{-100,110}')$$,
$$SELECT profitability_index(-1, '{-100,110}')$$,
$$SELECT xirr('{-100,110}', '{2021-01-01}')$$,
$$SELECT xirr('{-100,110}', '{2022-01-01,2021-01-01}')$$,
$$SELECT xnpv(0.1, '{-100,110}', '{2022-01-01,2021-12-31}')$$,
$$SELECT xirr('{-100,NULL}', '{2021-01-01,2022-01-01}')$$,
$$SELECT xirr('{-100,110}', '{2021-01-01,NULL}')$$,
$$SELECT xirr('{-100,110}', '{2021-01-01,infinity}')$$,
$$SELECT xirr('{-100,110}'::numeric[], '{2021-01-01,infinity}'::date[])$$,
$$SELECT xirr('{-100,110}', '{01.01.2021,01.01.2022}')$$,
$$SELECT xirr('{-100,110}', '{2021-01-01,2021-02-30}')$$,
$$SELECT xirr('{-100,110}', '{today,2099-01-01}')$$,
$$SELECT xirr('{-100,110}', '{2021-01-01,2022-01-01}', -2)$$,
$$SELECT xnpv(-1, '{-100,110}', '{2021-01-01,2022-01-01}')$$,
$$SELECT xnfv(-1.5::numeric, '{-100,110}', '{2021-01-01,2022-01-01}')$$,
$$SELECT xnpv(0.1, '{1e25}', '{2021-01-01}')$$,
$$SELECT payback('{-100,110}'::numeric[], '{2021-01-01,2022-01-01}', recovery => 'second')$$,
$$SELECT xirr('{-100,110}', '{2021-01-01,2022-01-01}', 0.1, 'ACT/366')$$,
$$SELECT xirr('{-100,110}', '{2021-01-01,2022-01-01}', 0.1, 'ACT/ACT ICMA')$$,
$$SELECT xirr('{-100.5,110.5}'::float8[], '{2021-01-01,2022-01-01}'::date[])$$,
$$SELECT npv(0.1, '{1e131071}', 2000000000)$$,
$$SELECT npv(-0.99999, '{1e100000}', 2000000000)$$,
$$SELECT irr_all_final('\x010000ff01000000000039000101058101010101010c01000000280c0c0c0c00000074747475747474747474ffffff7f7474740005ff0cff')$$
]) AS statement;
