-- Payback and break-even where rents fall: the ordinary, the edges and the refused.
-- Level rents are in economics.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- ---- payback ----

-- worked.tsv: 7.6 CNY that falls 2% a month is paid back in 22.129525791381 months, at 6% never
SELECT payback('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 0.02) * 12 AS months,
	   payback('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 0.06) IS NULL AS never;
SELECT payback('100000 CNY/card', '7.6 CNY/card/hour', 0.9, '1.2 CNY/card/hour') AS level,
	   payback('100000 CNY/card', '7.6 CNY/card/hour', 0.9, '1.2 CNY/card/hour', 0.02) AS falling,
	   payback('100000 CNY/card', '7.6 CNY/card/hour', 0.9, '1.2 CNY/card/hour', 0.02, 0.08) AS discounted,
	   payback('100000 CNY/card', '7.6 CNY/card/hour', 0.9, '1.2 CNY/card/hour', discount_rate => 0.08) AS level_discounted,
	   payback('100000 CNY/card', '5548 CNY/card/month', 0.9, '10512 CNY/card/year', 0.02, 0.08) AS other_periods;
-- rents that rise: from the first month on, and to over the cost; and a rise that discounting eats up
SELECT payback('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => -0.02) AS rising,
	   payback('100000 CNY/card', '1 CNY/card/hour', 1, '1.2 CNY/card/hour', -0.02) AS over_the_cost,
	   payback('100000 CNY/card', '1 CNY/card/hour', 1, '1.2 CNY/card/hour', -0.01, 2) IS NULL AS never;
-- it must be back by the end of a month: after the 9th each costs more than it brings
SELECT k, total, round(payback('1 CNY/card'::rent_rate * total, '1 CNY/card/month', 1, '0.4 CNY/card/month', 0.1) * 12, 30) AS months
FROM (SELECT k, sum(0.9 ^ (k - 1) - 0.4) OVER (ORDER BY k) AS total FROM generate_series(1, 11) AS k) AS s;
SELECT payback('2.52579511 CNY/card', '1 CNY/card/month', 1, '0.4 CNY/card/month', 0.1) * 12 AS at_most, payback('2.52579512 CNY/card', '1 CNY/card/month', 1, '0.4 CNY/card/month', 0.1) IS NULL AS never,
	   payback('0 CNY/card', '1 CNY/card/month', monthly_decline => 0.1) AS free,
	   payback('1 CNY/card', '0 CNY/card/month', monthly_decline => 0.1) IS NULL AS no_rent,
	   payback('1 CNY/card', '1 CNY/card/month', 0, monthly_decline => 0.1) IS NULL AS not_let,
	   payback('10 CNY/card', '1 CNY/card/month', monthly_decline => 0.1) IS NULL AS just_never,
	   payback('50 CNY/card', '1.4 CNY/card/month', 1, '0.4 CNY/card/month', 0, 0.268241794562545318301696) IS NULL AS just_never_too,
	   payback('9.9999 CNY/card', '1 CNY/card/month', monthly_decline => 0.1) * 12 AS nearly_never,
	   payback('1 CNY/card', '0.00000001 CNY/card/month', monthly_decline => 0.000000000001) AS ages,
	   payback(NULL, '1 CNY/card/month') IS NULL AS is_null;

-- ---- break-even ----

-- worked.tsv: 4.413114846452
SELECT break_even_opening_rate('100000 CNY/card', 48, monthly_decline => 0.02) AS rate, break_even_opening_rate(100000, 48, monthly_decline => 0.02) AS exact,
	   round(break_even_opening_rate(100000, 48), 20) = amortization(100000, '4 years', 0, 'hour') AS level_is_amortization,
	   break_even_opening_rate('100000 CNY/card incl 13%', 48, 0.8, '1.2 CNY/card/hour incl 13%', 0.02, 0.08, 10000) AS everything,
	   break_even_opening_rate(100000, 48, 0.8, 1.2, 0.02, 0.08, 10000) AS numbers;
SELECT break_even_utilization('100000 CNY/card', '7.6 CNY/card/hour', 48, monthly_decline => 0.02) AS share,
	   break_even_utilization(100000, 7.6, 48, monthly_decline => 0.02) AS numbers,
	   break_even_utilization('100000 CNY/card', '66576 CNY/card/year', 48, '876 CNY/card/month', 0.02, 0.08, 10000) AS everything,
	   break_even_utilization(100000, 7.6, 48, 1.2, 0.02, 0.08, 10000) AS numbers_too,
	   break_even_utilization(100000, 7.6, 48, monthly_decline => 0.06) AS cannot_be;
SELECT break_even_opening_rate(100, 1, residual_value => 200) AS worth_more, break_even_opening_rate(NULL::numeric, 1) IS NULL AS is_null,
	   break_even_opening_rate('1 CNY/card', 1, cost => NULL) AS no_cost, break_even_utilization('1 CNY/card', NULL, 1) IS NULL AS is_null_too;

-- ---- growing annuities ----

-- worked.tsv: the limit of 5,548 that falls 6% a month is 92466.666666666667
SELECT growing_annuity(0, -0.06, 'Infinity', 5548) AS all_of_it, growing_annuity(0, -0.02, 48, 5548) AS of_48, growing_annuity(0.01, 0.01, 12, 101) AS equal, growing_annuity(0.1, 0, 1, 110) AS one,
	   growing_annuity(0, 0, 7, 3) AS level, growing_annuity(0.08, 0.03, 'Infinity', 5) AS gordon, growing_annuity(0.03, 0.08, 'Infinity', 5) IS NULL AS no_limit, growing_annuity(0, -1, 5, 7) AS first_only,
	   growing_annuity(0, -0.02, 22.5, 5548) AS part, growing_annuity(0.1, 0.02, 0, 5) AS nothing, growing_annuity(0.1, 0.0999999999999999999999999999, 3, 1.1) AS nearly_equal;

-- ---- a grid for a chart ----

SELECT * FROM payback_grid('100000 CNY/card', '{5.4 CNY/card/hour,7.6 CNY/card/hour,15.1 CNY/card/hour}', '{0.5,0.75,1}', '1.2 CNY/card/hour', 0.01);
SELECT count(*), count(payback_years), min(payback_years) FROM payback_grid('100000 CNY/card', '{5.4 CNY/card/hour,NULL,66576 CNY/card/year}', '{1,NULL}');
SELECT count(*) AS no_rows FROM payback_grid('100000 CNY/card', '{}', '{1}');

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT payback('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 2)$$,
$$SELECT payback('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 1)$$,
$$SELECT payback('100000 CNY/card', '7.6 CNY/card/hour', discount_rate => -1)$$,
$$SELECT payback('100000 CNY/card', '7.6 CNY/card/hour', discount_rate => 'NaN')$$,
$$SELECT payback('100000 CNY/card', '7.6 CNY/card/hour', 1, '-1 CNY/card/hour', 0.02)$$,
$$SELECT payback('100000 CNY/card', '7.6 CNY/card/hour', 1, '1 USD/card/hour', 0.02)$$,
$$SELECT break_even_opening_rate('100000 CNY/card/hour', 48)$$,
$$SELECT break_even_opening_rate('100000 CNY/card', 0)$$,
$$SELECT break_even_opening_rate('100000 CNY/card', 48, 0)$$,
$$SELECT break_even_opening_rate('100000 CNY/card', 48, 80)$$,
$$SELECT break_even_opening_rate('100000 CNY/card', 48, cost => '1 CNY/server/hour')$$,
$$SELECT break_even_opening_rate('100000 CNY/card', 48, residual_value => -1)$$,
$$SELECT break_even_opening_rate('92233720368 CNY/card', 1, 0.000000001)$$,
$$SELECT break_even_opening_rate(-1, 48)$$,
$$SELECT break_even_opening_rate(1, 48, cost => -1)$$,
$$SELECT break_even_utilization('100000 CNY/card', '0 CNY/card/hour', 48)$$,
$$SELECT break_even_utilization(100000, 0, 48)$$,
$$SELECT break_even_utilization(100000, 7.6, -1)$$,
$$SELECT break_even_utilization(100000, 7.6, 48, monthly_decline => -1)$$,
$$SELECT growing_annuity(-1, 0, 3, 1)$$,
$$SELECT growing_annuity(0, -1.1, 3, 1)$$,
$$SELECT growing_annuity(0, 0, -3, 1)$$,
$$SELECT growing_annuity(0, 0, 'NaN', 1)$$,
$$SELECT growing_annuity(0, 9, 1e7, 1)$$,
$$SELECT payback_grid('100000 CNY/card', '{5.4 CNY/card/hour,2 USD/card/hour}', '{0.5}')$$
]) AS statement;
