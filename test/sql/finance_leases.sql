-- Finance leases of a lessor: rates, starts, schedules, income, modifications, and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- ---- the implicit rate ----

SELECT implicit_rate(array_fill(50000::numeric, '{36}'), 1600000, 80000), implicit_rate(array_fill(50000::numeric, '{36}'), 1600000, 80000, 16000) AS with_costs;
SELECT implicit_rate('{1100,1100,1100,1100,1100}', 5000, 250, due => 'advance') AS pwc_4_7, implicit_rate('{190000,190000}', 1000000, 700000, due => 'advance') AS pwc_5_12;
-- exactly what it is worth, less than that, a cent more, a free year, a residual only, the rate of a loan
SELECT implicit_rate('{25000,25000,25000,25000}', 100000) AS zero, implicit_rate('{9091}', 100000) AS negative, implicit_rate('{25000,25000,25000,25000.01}', 100000) AS a_cent,
	   implicit_rate('{0,60000,60000}', 100000) AS free_year, implicit_rate('{0,0}', 100, 121) AS residual_only, implicit_rate(array_fill(1000, '{96}'), 62000, 20000, due => 'advance') * 12 AS ezlease;
-- rates of 10^36 and of 10^-30, the whole of the digits, which a whole number as a float8 has not
SELECT implicit_rate('{1e24}', 0.000000000001), implicit_rate('{999999999999999999.000000000001}', 999999999999999999::numeric);
-- the rate of annuities, to the last digit: 34 of them
SELECT count(*) AS leases, count(*) FILTER (WHERE implicit_rate(array_fill(pmt, ARRAY[n]), fv, r, due => CASE d WHEN 1 THEN 'advance' ELSE 'arrears' END) <> rate(n, pmt, -fv, r, d)) AS different
FROM (SELECT i, 2 + i % 60 AS n, i % 2 AS d, 100 + i::numeric AS pmt, i % 3 * 500.5 AS r, round((100 + i) * (2 + i % 60) * 0.8, 2) AS fv FROM generate_series(1, 300) AS i) AS l;
SELECT implicit_rate(NULL, 1) IS NULL AS unknown, implicit_rate('{1}', NULL) IS NULL AS unknown;

-- ---- at the start ----

\x on
SELECT * FROM finance_lease(array_fill(50000::numeric, '{36}'), 1600000, 1400000, unguaranteed_residual => 80000);
-- PwC 4-7: sales-type; 5 of 6 years
SELECT * FROM finance_lease('{1100,1100,1100,1100,1100}', 5000, 4500, unguaranteed_residual => 250, due => 'advance', standard => 'us gaap', kind => 'sales-type', scale => 0);
-- a financier's, with a gain and with a loss
SELECT * FROM finance_lease(array_fill(50000::numeric, '{36}'), 1600000, 1590000, 20000, 60000, 16000, kind => 'financier', standard => 'ifrs');
-- direct financing: a profit deferred, a loss at once, and neither
SELECT * FROM finance_lease('{9500,9500,9500,9500,9500,9500}', 62000, 54000, 13000, 7000, 2000, standard => 'us gaap', kind => 'direct financing');
SELECT * FROM finance_lease('{9500,9500,9500,9500,9500,9500}', 62000, 63000, 13000, 7000, 2000, standard => 'us gaap', kind => 'direct financing');
SELECT * FROM finance_lease('{9500,9500,9500,9500,9500,9500}', 62000, 62000, 13000, 7000, 2000, standard => 'us gaap', kind => 'direct financing');
-- sales-type without a profit: costs in the rate, and out of the revenue
SELECT * FROM finance_lease('{9500,9500,9500,9500,9500,9500}', 62000, 62000, 13000, 7000, 2000, standard => 'us gaap', kind => 'sales-type');
\x off
-- a low rate that was quoted to sell: the market rate counts, and only if it is higher
SELECT market, rate, lease_receivable, net_investment, revenue, cost_of_sales, selling_profit
FROM unnest('{NULL,0.001,0.01}'::numeric[]) AS market, finance_lease(array_fill(50000::numeric, '{36}'), 1600000, 1400000, unguaranteed_residual => 80000, rate => market);
-- at a negative rate nothing is discounted, and what is missing is a loss at once
SELECT standard, kind, f.* FROM (VALUES ('cas', 'dealer'), ('ifrs', 'financier'), ('us gaap', 'sales-type'), ('us gaap', 'direct financing')) AS v (standard, kind),
	 finance_lease('{30000,30000,30000}', 100000, 95000, initial_direct_costs => 1000, standard => v.standard, kind => v.kind) AS f;
-- sales-type at its book value with a market rate: below the rate without costs it does not count, above it there is a loss and costs are expensed;
-- and what the costs alone do not leave is lost at once
SELECT market, f.rate, net_investment, revenue, cost_of_sales, selling_profit, direct_costs_expensed
FROM unnest('{0.04,0.0548,0.0549,0.06,NULL}'::numeric[]) AS market, finance_lease('{9500,9500,9500,9500,9500,9500}', 62000, 62000, 13000, 7000, 2000, standard => 'us gaap', kind => 'sales-type', rate => market) AS f ORDER BY market;
SELECT rate, net_investment, revenue, cost_of_sales, selling_profit, direct_costs_expensed FROM finance_lease('{50,50.5}', 100, 100, initial_direct_costs => 2, standard => 'us gaap', kind => 'sales-type');
-- a sales-type lease at a negative rate whose asset is worth its book value
SELECT rate, net_investment, revenue, cost_of_sales, selling_profit, direct_costs_expensed FROM finance_lease('{30000,30000,30000}', 95000, 95000, initial_direct_costs => 1000, standard => 'us gaap', kind => 'sales-type');
-- more decimals than the scale: rounded first, payments as cumulated
SELECT f.rate, net_investment, gross_investment, revenue, selling_profit FROM finance_lease(array_fill(100 / 3.0, '{3}'), 95.005, 80.004) AS f;
SELECT count(*) AS rows, count(f.rate) AS known FROM (SELECT * FROM finance_lease(NULL, 1, 1) UNION ALL SELECT * FROM finance_lease('{1}', NULL, 1) UNION ALL SELECT * FROM finance_lease('{1}', 1, NULL)) AS f;

-- ---- its life ----

-- PwC: guaranteed and unguaranteed residual are left
SELECT * FROM finance_lease_schedule('{9500,9500,9500,9500,9500,9500}', 0.054838879051, 13000, 7000);
-- in advance; free periods, interest on interest; rate 0; yen; a rate without sense
SELECT * FROM finance_lease_schedule('{1000,1000,1000}', 0.01, due => 'advance');
SELECT * FROM finance_lease_schedule('{0,0,500,500}', 0.01);
SELECT * FROM finance_lease_schedule('{30000,30000,30000}', 0);
SELECT * FROM finance_lease_schedule('{100000,100000}', 0.01, 0, 50001, scale => 0);
SELECT * FROM finance_lease_schedule('{100,100}', 1000000);
-- justaaa.com 179799: in advance, with a guaranteed residual of 14,500: interest 21,413, 19,534, 17,561, 15,489; balances after payments 428,263, 390,676, 351,210, 309,771
SELECT n, interest, opening - payment AS balance FROM finance_lease_schedule(array_fill(59000::numeric, '{10}'), 0.05, 14500, due => 'advance', scale => 0) WHERE n <= 4;
-- analystnotes.com K0LLZKRCO: 357,490, 25,024; farbooks: 250,000, 20,000, 207,386
SELECT opening, interest FROM finance_lease_schedule(array_fill(75000::numeric, '{6}'), 0.07, scale => 0) WHERE n = 1;
SELECT opening, interest, closing FROM finance_lease_schedule(array_fill(62614::numeric, '{5}'), 0.08, scale => 0) WHERE n = 1;
SELECT count(*) AS no_rows FROM (SELECT * FROM finance_lease_schedule(NULL, 0.01) UNION ALL SELECT * FROM finance_lease_schedule('{1}', NULL)) AS r;
-- more periods than are worked out at once
SELECT count(*), sum(payment), sum(interest), bool_and(closing = opening - payment + interest + accretion) AS foots, (array_agg(closing ORDER BY n DESC))[1] AS last FROM finance_lease_schedule(array_fill(100::numeric, '{2000}'), 0.001, 10, 20);
-- what the planner expects
CREATE FUNCTION pg_temp.expected_rows(statement text) RETURNS int LANGUAGE plpgsql AS
$$DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) ' || statement INTO plan; RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows'; END$$;
SELECT pg_temp.expected_rows($$SELECT * FROM finance_lease_schedule(array_fill(1::numeric, '{48}'), 0.01)$$) AS schedule, pg_temp.expected_rows($$SELECT * FROM finance_lease('{1}', 1, 1)$$) AS start;

-- income to the close of a day: periods that are over, and of a broken one its days
SELECT at, finance_lease_income('{1000,1000,1000}', 0.01, '2024-01-31', at::date) AS income,
	   (SELECT sum(interest) FROM finance_lease_schedule('{1000,1000,1000}', 0.01, scale => 12) WHERE n <= CASE WHEN at >= '2024-04-29' THEN 3 WHEN at >= '2024-03-30' THEN 2 WHEN at >= '2024-02-28' THEN 1 ELSE 0 END) AS whole_periods
FROM unnest('{-infinity,2024-01-30,2024-01-31,2024-02-28,2024-02-29,2024-03-30,2024-04-29,2024-05-01,infinity}'::date[]) AS at;
SELECT step, finance_lease_income('{1000,1000,1000}', 0.01, '2024-02-29', '2024-03-31', step, due => 'advance', unguaranteed_residual => 100, scale => 2) FROM unnest('{day,week,month,quarter,year}'::text[]) AS step;
SELECT finance_lease_income(array_fill(50000::numeric, '{36}'), 0.008, '2024-01-15', '2024-03-31', unguaranteed_residual => 80000, due => 'advance');
SELECT finance_lease_income(NULL, 0.01, '2024-01-01', '2024-01-31') IS NULL AS unknown, finance_lease_income('{1}', NULL, '2024-01-01', '2024-01-31') IS NULL AS unknown,
	   finance_lease_income('{1}', 0.01, NULL, '2024-01-31') IS NULL AS unknown, finance_lease_income('{1}', 0.01, '2024-01-01', NULL) IS NULL AS unknown;
-- the days of a period make it up, and those of the whole the schedule's total
SELECT count(*) AS days, max(income) = (SELECT sum(interest + accretion) FROM finance_lease_schedule('{100,0,300}', 0.02, 5, 7, scale => 12)) AS total, bool_and(income >= before) AS rises
FROM (SELECT day, income, lag(income, 1, 0) OVER (ORDER BY day) AS before
	  FROM (SELECT day, finance_lease_income('{100,0,300}', 0.02, '2024-01-15', day::date, guaranteed_residual => 5, unguaranteed_residual => 7) AS income
			FROM generate_series(timestamp '2024-01-15', '2024-04-14', '1 day') AS day) AS d) AS x;

-- ---- its modification ----

-- PwC 5-10: from six years left to five at the same payment, by each book; with costs; to operating
SELECT standard, costs, becomes, m.* FROM unnest('{cas,ifrs,us gaap}'::text[]) AS standard, (VALUES (0, 'finance'), (3000, 'finance'), (0, 'operating')) AS v (costs, becomes),
	 finance_lease_modification(standard, 1055201, 0.04995831304250628, array_fill(168000::numeric, '{5}'), 275000, 85000, 'advance', costs, becomes) AS m ORDER BY becomes, costs, standard;
-- nothing changes
SELECT * FROM finance_lease_modification('ifrs', 1618667.01, 0.008, array_fill(50000::numeric, '{36}'), unguaranteed_residual => 80000);
-- less comes in than there is: a loss at once, at a rate of 0
SELECT standard, m.* FROM unnest('{cas,us gaap}'::text[]) AS standard, finance_lease_modification(standard, 1000, 0.01, '{300,300}', initial_direct_costs => 400) AS m;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT implicit_rate('{}', 1)$$,
$$SELECT implicit_rate('{0,0}', 1)$$,
$$SELECT implicit_rate('{0,0}', 1, 2) > 0$$,
$$SELECT implicit_rate('{1,-1}', 1)$$,
$$SELECT implicit_rate('{1,NULL}', 1)$$,
$$SELECT implicit_rate('{1}', -1)$$,
$$SELECT implicit_rate('{1}', 0)$$,
$$SELECT implicit_rate('{1}', 1, -1)$$,
$$SELECT implicit_rate('{1}', 1, 0, -1)$$,
$$SELECT implicit_rate('{1}', 'NaN')$$,
$$SELECT implicit_rate('{1}', 1, due => 'beginning')$$,
$$SELECT implicit_rate('{1}', 1, due => NULL)$$,
$$SELECT implicit_rate('{1}', 1, NULL)$$,
$$SELECT implicit_rate('{1}', 1, 0, NULL)$$,
$$SELECT implicit_rate('{100,100}', 100, due => 'advance')$$,
$$SELECT implicit_rate('{100.5,100}', 100, due => 'advance')$$,
$$SELECT implicit_rate(array_fill(1::numeric, '{1000001}'), 1)$$,
$$SELECT implicit_rate('{{1},{2}}', 1)$$,
$$SELECT implicit_rate(ARRAY[1.5::float8], 1)$$,
$$SELECT finance_lease('{1}', 1, 1, standard => 'hgb')$$,
$$SELECT finance_lease('{1}', 1, 1, kind => 'sales-type')$$,
$$SELECT finance_lease('{1}', 1, 1, standard => 'us gaap')$$,
$$SELECT finance_lease('{1}', 1, 1, standard => 'us gaap', kind => 'direct')$$,
$$SELECT finance_lease('{1}', 1, 1, kind => 'financier', rate => 0.01)$$,
$$SELECT finance_lease('{1}', 1, 1, standard => 'us gaap', kind => 'direct financing', rate => 0.01)$$,
$$SELECT finance_lease('{1}', 1, 1, rate => -0.01)$$,
$$SELECT finance_lease('{1}', 1, 1, rate => 'NaN')$$,
$$SELECT finance_lease('{1}', 1, -1)$$,
$$SELECT finance_lease('{1}', 0, 1)$$,
$$SELECT finance_lease('{0,0}', 1, 1)$$,
$$SELECT finance_lease('{0,0}', 1, 1, unguaranteed_residual => 2)$$,
$$SELECT net_investment FROM finance_lease('{0,0}', 1, 1, guaranteed_residual => 2)$$,
$$SELECT finance_lease('{0.004}', 1, 1)$$,
$$SELECT finance_lease('{1}', 0.004, 1)$$,
$$SELECT finance_lease('{60,60}', 100, 50, due => 'advance', standard => 'us gaap', kind => 'direct financing')$$,
$$SELECT finance_lease('{1}', 1, 0, standard => 'us gaap', kind => 'direct financing')$$,
$$SELECT finance_lease('{1}', 1, 1, -1)$$,
$$SELECT finance_lease('{1}', 1, 1, 0, -1)$$,
$$SELECT finance_lease('{1}', 1, 1, 0, 0, -1)$$,
$$SELECT finance_lease('{1}', 1, 1, scale => 13)$$,
$$SELECT finance_lease('{1e24}', 1e24, 1, scale => 4)$$,
$$SELECT finance_lease_schedule('{1}', -0.01)$$,
$$SELECT finance_lease_schedule('{1}', 'Infinity')$$,
$$SELECT finance_lease_schedule('{}', 0.01)$$,
$$SELECT finance_lease_schedule('{0}', 0.01)$$,
$$SELECT finance_lease_income('{0}', 0.01, '2024-01-01', '2024-01-01')$$,
$$SELECT finance_lease_schedule('{1}', 0.01, due => '')$$,
$$SELECT count(*) FROM finance_lease_schedule('{1e24}', 0.01, scale => 4)$$,
$$SELECT finance_lease_income('{1}', 0.01, 'infinity', '2024-01-01')$$,
$$SELECT finance_lease_income('{1}', 0.01, '2024-01-01', '2024-01-01', 'hour')$$,
$$SELECT finance_lease_income('{1}', 0.01, '2024-01-01', '2024-01-01', 'fortnight')$$,
$$SELECT finance_lease_income('{1}', 0.01, '2024-01-01', '2024-01-01', NULL)$$,
$$SELECT finance_lease_modification()$$,
$$SELECT finance_lease_modification('ifrs', 1000, NULL, '{1}')$$,
$$SELECT finance_lease_modification('ifrs', 1000, 0.01)$$,
$$SELECT finance_lease_modification('us gaap', 1000, NULL, '{600,600}')$$,
$$SELECT finance_lease_modification('us gaap', 100, NULL, '{100,100}', due => 'advance')$$,
$$SELECT finance_lease_modification('cas', -1, 0.01, '{1}')$$,
$$SELECT finance_lease_modification('cas', 1, 0.01, '{1}', becomes => 'service')$$,
$$SELECT finance_lease_modification('cas', 1, becomes => 'operating')$$,
$$SELECT finance_lease_modification('cas', 1, 0.01, '{1}', becomes => 'operating')$$,
$$SELECT finance_lease_modification('cas', 1, -0.01, becomes => 'operating')$$,
$$SELECT finance_lease_modification('cas', 1, 0.01, '{1,-1}', becomes => 'operating')$$,
$$SELECT finance_lease_modification('cas', 1, 0.01, '{}', becomes => 'operating')$$,
$$SELECT finance_lease_modification('cas', 1, unguaranteed_residual => -1, becomes => 'operating')$$,
$$SELECT finance_lease_modification('cas', 1, due => 'end', becomes => 'operating')$$,
$$SELECT finance_lease_modification('ifrs', 1000, initial_direct_costs => 10, becomes => 'operating')$$,
$$SELECT finance_lease_modification('ifrs', 1000, 0.01, '{0,0}')$$
]) AS statement;
