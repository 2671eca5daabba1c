-- Unit economics: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- ---- cost of an hour ----

SELECT amortization('100000 CNY/card', '4 years') AS hour,
	   amortization('100000 CNY/card', '4 years', 10000) AS salvage,
	   amortization('100000 CNY/card', '48 months') AS months,
	   amortization('100000 CNY/card', '1460 days') AS days,
	   amortization('100000 CNY/card incl 13%', '35040 hours') AS tax,
	   amortization('100000 CNY/card', '4 years', 100000) AS nothing_left,
	   amortization(NULL, '4 years') IS NULL AS is_null;
SELECT per, amortization(100000, '4 years', 0, per) FROM unnest(ARRAY['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year']) AS per;
SELECT hourly_cost('100000 CNY/card', '4 years') AS always_let,
	   hourly_cost('100000 CNY/card', '4 years', 0, 0.5) AS half_let,
	   hourly_cost('30000 USD/card', '3 years', 0, 0.7) AS h100;

-- ---- rates by the minute and the second give what the same by the hour gives ----

SELECT period, rate, gross_margin(rate, '2.9 CNY/card/hour') AS gross, gross_margin('15.1 CNY/card/hour', per('2.88 CNY/card/hour', period)) AS cost_too,
	   net_margin(rate, '2.9 CNY/card/hour', '1 CNY/card/hour', 0.25) AS net, payback('100000 CNY/card', rate) AS payback, payback('100000 CNY/card', rate, 0.5, per('0.36 CNY/card/hour', period)) AS with_cost,
	   payback('100000 CNY/card', rate, 1, NULL, 0.01) AS falling, break_even_utilization(rate, '5.4 CNY/card/hour') AS break_even, break_even_utilization('100000 CNY/card', rate, 36) AS in_months
FROM (SELECT period, per('7.2 CNY/card/hour', period) AS rate FROM unnest(ARRAY['hour', 'minute', 'second']) AS period) AS v;
SELECT period, (SELECT sum(revenue) FROM pro_forma('100000 CNY/card', per('7.2 CNY/card/hour', period), 10)) AS revenue,
	   (SELECT array_agg(per_hour_let ORDER BY line) FROM unit_economics(per('7.2 CNY/card/hour', period), '100000 CNY/card', staff => per('0.36 CNY/card/hour', period))) AS statement
FROM unnest(ARRAY['hour', 'minute', 'second']) AS period;

-- ---- margin and break-even ----

SELECT gross_margin('5.4 CNY/card/hour', amortization('100000 CNY/card', '4 years')) AS of_rates,
	   gross_margin(5.4, amortization(100000, '4 years', 0, 'hour')) AS exact,
	   gross_margin(5.4, 2.9) AS as_published,
	   gross_margin('730 CNY/card/month', '0.5 CNY/card/hour') AS other_periods,
	   gross_margin('8760 CNY/card/year', '10080 CNY/card/week') AS loss;
-- net of taxes at different rates: rent includes 6 %, the card 13 % that is recovered
SELECT gross_margin(net('5.4 CNY/card/hour incl 6%'), amortization(net('100000 CNY/card incl 13%'), '4 years')) AS of_rates,
	   gross_margin(5.4 / 1.06, amortization(100000 / 1.13, '4 years', 0, 'hour')) AS exact;
SELECT break_even_utilization('5.4 CNY/card/hour', amortization('100000 CNY/card', '4 years')) AS rates,
	   break_even_utilization(5.4, 2.7) AS numbers,
	   break_even_rate('2.7 CNY/card/hour', 0.5) AS rate,
	   break_even_rate('2.7 CNY/card/hour') AS rate_fully_let;

-- ---- payback ----

SELECT payback('100000 CNY/card', '15.1 CNY/card/hour') AS full_use,
	   payback('100000 CNY/card', '15.1 CNY/card/hour', 0.5) AS half,
	   payback('100000 CNY/card', '15.1 CNY/card/hour', 1, '2 CNY/card/hour') AS with_cost,
	   payback('100000 CNY/card', '15.1 CNY/card/hour', 1, NULL) AS null_cost,
	   payback('1600000 CNY/server', '133400 CNY/server/month') AS by_the_month,
	   payback('100000 CNY/card', '8760 CNY/card/month', 1, '1 CNY/card/hour') AS other_periods;
SELECT payback('100000 CNY/card', '15.1 CNY/card/hour', 0) IS NULL AS never_let,
	   payback('100000 CNY/card', '1 CNY/card/hour', 1, '1 CNY/card/hour') IS NULL AS no_profit,
	   payback('100000 CNY/card', '-1 CNY/card/hour') IS NULL AS negative,
	   payback('0 CNY/card', '1 CNY/card/hour') AS free,
	   payback(1000, 400) AS level, payback(1000, 0) IS NULL AS never, payback(1000, -1) IS NULL AS never_too,
	   payback(1::int8, 3::int2) AS a_third, payback(0, 5) AS nothing;
SELECT payback(100000, '25000') AS literal, payback(30000::int2, ' 1.2e4 ') AS small, payback(3000000000, '1e9') AS large, payback(1, NULL) IS NULL AS unknown, payback(1, '-1') IS NULL AS never;
PREPARE untyped AS SELECT payback(100000, $1);
EXECUTE untyped ('25000');
-- a bare literal, a parameter and a column find their function
PREPARE scalar (rent_rate, rent_rate) AS SELECT payback($1, $2);
EXECUTE scalar ('100000 CNY/card', '15.1 CNY/card/hour');
SELECT payback(price, rate, used) FROM (VALUES ('100000 CNY/card'::rent_rate, '15.1 CNY/card/hour'::rent_rate, 0.9)) AS t (price, rate, used);

-- ---- work and growth ----

SELECT pf_days('0.6 P', '1 day') AS a_day, pf_days('1 P', '1 year') AS a_year, pf_days('1 P', '1 hour') AS an_hour,
	   pf_days('-2 P', '12 hours') AS negative;
SELECT cagr(19.5, 34.66, 4), cagr(0.02, 0.5, 10), cagr(300, 300, 12) AS none, cagr(250, 275, 1) AS tenth, cagr(100, 0, 2) AS all_lost,
	   cagr(-100, -400, 2) AS of_losses, cagr(1, 1e300, 0.5) > 1e599 AS huge;
SELECT cagr(300, 4000, 12), cagr(100, 10, 12), cagr(5000, 6000, 4), cagr(250, 880, 3);
-- steep falls, and quotients just under a half
SELECT cagr(3e45, 1, 1000) AS fall, cagr(1e60, 1, 1) AS all_but_lost, break_even_utilization(1, 0.000000000000000000004999999999999999999999999) AS under_half;
SELECT doubling_time(1) AS one, doubling_time(9) * 12 AS tenfold, doubling_time(cagr(1, 300000, 6)) * 12 AS gpt, doubling_time(0) IS NULL AS never,
	   doubling_time(-0.5) IS NULL AS never_too;

-- ---- tax ----

SELECT * FROM vat_split(345600000, 0.06);
SELECT (vat_split(100, 0.13)).*, (vat_split(-100, 0.13)).net AS credit, (vat_split(0.005, 0)).*, (vat_split(100, 0.13, 0)).tax;
SELECT bool_and(net + tax = round(gross, 2) AND scale(net) <= 2 AND scale(tax) <= 2 AND abs(tax - round(gross, 2) * 6 / 106) <= 0.005) AS invoices_foot
FROM generate_series(-1000, 1000) AS n, LATERAL (SELECT n * 0.0173331 AS gross) AS g, vat_split(gross, 0.06);
-- a third of 100, and what rent gives: the invoice is over 33.33
SELECT net, tax, net + tax AS total FROM vat_split(33.3333333333333333, 0.06);
SELECT net, tax, net + tax AS total FROM vat_split(33.3333333333333333, 0.06, 12);

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT amortization('100000 CNY/card/hour', '4 years')$$,
$$SELECT amortization('-1 CNY/card', '4 years')$$,
$$SELECT amortization('100000 CNY/card', '0')$$,
$$SELECT amortization('100000 CNY/card', '-1 year')$$,
$$SELECT amortization('100000 CNY/card', '4 years', 100001)$$,
$$SELECT amortization('100000 CNY/card', '4 years', -1)$$,
$$SELECT amortization('100000 CNY/card', '4')$$,
$$SELECT amortization(100000, '48', 0, 'hour')$$,
$$SELECT hourly_cost('92233720368 CNY/card', '1 hour', 0, 0.5)$$,
$$SELECT amortization(100000, '4 years', 0, 'fortnight')$$,
$$SELECT amortization(100000, '4 years', 100001, 'hour')$$,
$$SELECT amortization('NaN', '4 years', 0, 'hour')$$,
$$SELECT hourly_cost('100000 CNY/card', '4 years', 0, 0)$$,
$$SELECT hourly_cost('100000 CNY/card', '4 years', 0, 85)$$,
$$SELECT hourly_cost('100000 CNY/card', '4 years', 0, -0.1)$$,
$$SELECT gross_margin('5.4 CNY/card/hour', '2.9 USD/card/hour')$$,
$$SELECT gross_margin('5.4 CNY/card/hour', '2.9 CNY/server/hour')$$,
$$SELECT gross_margin('5.4 CNY/card/hour incl 6%', '2.9 CNY/card/hour excl 6%')$$,
$$SELECT gross_margin('5.4 CNY/card/hour incl 6%', '2.9 CNY/card/hour incl 13%')$$,
$$SELECT gross_margin('5.4 CNY/P fp16/hour', '2.9 CNY/P int8/hour')$$,
$$SELECT gross_margin('5.4 CNY/card/hour', '2.9 CNY/card')$$,
$$SELECT gross_margin('0 CNY/card/hour', '2.9 CNY/card/hour')$$,
$$SELECT gross_margin(0, 1)$$,
$$SELECT gross_margin('Infinity', 1::numeric)$$,
$$SELECT break_even_utilization(0, 1)$$,
$$SELECT break_even_utilization('0 CNY/card/hour', '2.9 CNY/card/hour')$$,
$$SELECT break_even_rate('2.9 CNY/card/hour', 0)$$,
$$SELECT break_even_rate('2.9 CNY/card', 0.5)$$,
$$SELECT payback('100000 CNY/card/hour', '15.1 CNY/card/hour')$$,
$$SELECT payback('100000 CNY/card', '15.1 CNY/card')$$,
$$SELECT payback('100000 USD/card', '15.1 CNY/card/hour')$$,
$$SELECT payback('100000 CNY/card incl 13%', '15.1 CNY/card/hour incl 6%')$$,
$$SELECT payback('-100000 CNY/card', '15.1 CNY/card/hour')$$,
$$SELECT payback('100000 CNY/card', '15.1 CNY/card/hour', 85)$$,
$$SELECT payback('100000 CNY/card', '15.1 CNY/card/hour', 1, '3 CNY/card')$$,
$$SELECT payback(-1, 3)$$,
$$SELECT payback('NaN'::numeric, 3)$$,
$$SELECT payback(1, 'NaN')$$,
$$SELECT payback(1, '15.1 CNY/card/hour')$$,
$$SELECT payback(-1, '3')$$,
$$SELECT pf_days('1 P', '-1 day')$$,
$$SELECT cagr(0, 10, 2)$$,
$$SELECT cagr(300, -90, 12)$$,
$$SELECT cagr(300, 400, 0)$$,
$$SELECT doubling_time(-1)$$,
$$SELECT vat_split(100, 6)$$,
$$SELECT vat_split(100, 0.06, 13)$$,
$$SELECT vat_split('Infinity', 0.06)$$
]) AS statement;
