-- The cost structure of a card-hour: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- ---- the statement ----

-- every input: figure 16 of examples/figures.sql with the inputs of doc/unit_economics.md
SELECT * FROM unit_economics('7.6 CNY/card/hour', '100000 CNY/card', utilization => 0.9, power => 0.8, pue => 1.3,
	power_price => '0.65 CNY/kW/hour', colocation => '350 CNY/kW/month', staff => '2000 CNY/card/year', other => '0.15 CNY/card/hour',
	selling => 0.03, administration => '0.5 CNY/card/hour', debt => 50000, interest_rate => 0.045, income_tax_rate => 0.25);
-- only what figure 5 counts; unrounded
SELECT line, per_hour_available, share_of_revenue, gross_margin(5.4, amortization(100000, '4 years', 0, 'hour'))
FROM unit_economics('5.4 CNY/card/hour', '100000 CNY/card', scale => 12) WHERE line = 'gross profit';
-- a loss bears no tax; by the month, per P, with salvage, over other lives
SELECT line, per_hour_available, share_of_revenue FROM unit_economics('2 CNY/card/hour', '100000 CNY/card', income_tax_rate => 0.25) WHERE line ~ 'tax|net';
SELECT line, per_hour_available, per_hour_let FROM unit_economics('10000 CNY/P/month', '400000 CNY/P', '5 years', 40000, 0.8, scale => 2) WHERE per_hour_let <> 0;
-- colocation by the card as well as by the kW
SELECT line, per_hour_available FROM unit_economics('7.6 CNY/card/hour', colocation => '280 CNY/card/month') WHERE line = 'colocation'
UNION ALL
SELECT line, per_hour_available FROM unit_economics('7.6 CNY/card/hour', colocation => '350 CNY/kW/month', power => 0.8) WHERE line = 'colocation';
-- nothing let, nothing earned, nothing asked
SELECT line, per_hour_available, per_hour_let, share_of_revenue FROM unit_economics('7.6 CNY/card/hour', '100000 CNY/card', utilization => 0) WHERE line ~ 'revenue|net';
SELECT line, per_hour_available, per_hour_let, share_of_revenue FROM unit_economics('0 CNY/card/hour', '100000 CNY/card') WHERE line ~ 'revenue|net';
SELECT count(*) AS no_rows FROM unit_economics(NULL, '100000 CNY/card');

-- ---- net margin ----

SELECT net_margin(7.6, 4.5) AS of_costs, net_margin(7.6, 4.5, 0.9) AS of_expenses, net_margin(7.6, 4.5, 0.9, 0.25) AS after_tax, net_margin(4, 5, 0, 0.25) AS loss,
	   net_margin(7.6, NULL) IS NULL AS is_null;
SELECT net_margin('7.6 CNY/card/hour', '4.5 CNY/card/hour', '657 CNY/card/month', 0.25) AS other_periods, net_margin('7.6 CNY/card/hour', '3285 CNY/card/month', '0.9 CNY/card/hour', 0.25) AS too,
	   net_margin('5548 CNY/card/month', '4.5 CNY/card/hour', '7884 CNY/card/year', 0.25) AS and_so,
	   net_margin('7.6 CNY/card/hour', '4.5 CNY/card/hour') = gross_margin('7.6 CNY/card/hour', '4.5 CNY/card/hour') AS gross,
	   net_margin('7.6 CNY/card/hour', NULL) IS NULL AS is_null;

-- ---- laws: every column foots, at any scale; the profits are the formulas' own, rounded ----

WITH input AS (
	SELECT i, 1 + i * 0.37 AS rate, (i * 7 % 11) / 10.0 AS used, 1000.0 * (i * 13 % 97) AS price, (i * 3 % 7) * 0.11 AS kw, (i * 5 % 13) * 0.31 AS staff,
		   (i % 5) * 0.01 AS selling, (i % 3) * 10000 AS debt, (i % 4) * 0.1 AS tax, i % 13 AS scale
	FROM generate_series(1, 300) AS i),
line AS (
	SELECT i, used, rate, price, kw, staff, selling, debt, tax, input.scale, u.*,
		   CASE WHEN line IN ('revenue') OR line ~ 'profit' THEN 1 WHEN line = 'cost of revenue' THEN 0 ELSE -1 END AS sign
	FROM input, unit_economics('1 CNY/card/hour'::rent_rate * rate, '1 CNY/card'::rent_rate * price, '3 years', 0, least(used, 1), kw, 1.3, '0.7 CNY/kW/hour',
							   staff => '1 CNY/card/hour'::rent_rate * staff, selling => selling, debt => debt, interest_rate => 0.05, income_tax_rate => tax, scale => input.scale) AS u)
SELECT count(*) AS statements, bool_and(available) AS available, bool_and(let) AS let, bool_and(shares) AS shares, bool_and(cost) AS cost, bool_and(exact) AS exact
FROM (SELECT sum(sign * per_hour_available) FILTER (WHERE line !~ 'profit') = sum(per_hour_available) FILTER (WHERE line = 'net profit') AS available,
			 sum(sign * per_hour_let) FILTER (WHERE line !~ 'profit') IS NOT DISTINCT FROM sum(per_hour_let) FILTER (WHERE line = 'net profit') AS let,
			 sum(sign * share_of_revenue) FILTER (WHERE line !~ 'profit') IS NOT DISTINCT FROM sum(share_of_revenue) FILTER (WHERE line = 'net profit') AS shares,
			 sum(per_hour_available) FILTER (WHERE n BETWEEN 2 AND 6) = sum(per_hour_available) FILTER (WHERE line = 'cost of revenue') AS cost,
			 max(per_hour_available) FILTER (WHERE line = 'net profit') = round(max(profit * CASE WHEN profit > 0 THEN 1 - tax ELSE 1 END), max(scale)) AS exact
	  FROM (SELECT *, rate * least(used, 1) * (1 - selling) - price / 26280.0 - kw * 1.3 * 0.7 - staff - debt * 0.05 / 8760 AS profit FROM line) AS l
	  GROUP BY i) AS s;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT unit_economics('7.6 CNY/card')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', '100000 CNY/card/hour')$$,
$$SELECT unit_economics('7.6 CNY/card/hour incl 6%', '100000 CNY/card incl 13%')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', '100000 CNY/card', '0 years')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', '100000 CNY/card', life => '4')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', '100000 CNY/card', salvage => 100001)$$,
$$SELECT unit_economics('7.6 CNY/card/hour', utilization => 85)$$,
$$SELECT unit_economics('7.6 CNY/card/hour', power => 0.8, power_price => '0.65 CNY/card/hour')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', power => 0.8, power_price => '0.65 USD/kW/hour')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', power_price => '0.65 CNY/kW/hour')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', colocation => '350 CNY/kW/month')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', power => -0.8, power_price => '0.65 CNY/kW/hour')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', power => 0.8, pue => 0.9, power_price => '0.65 CNY/kW/hour')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', staff => '350 CNY/kW/month')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', staff => '2000 CNY/card')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', staff => '2000 CNY/server/year')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', selling => 3)$$,
$$SELECT unit_economics('7.6 CNY/card/hour', debt => -1)$$,
$$SELECT unit_economics('7.6 CNY/card/hour', debt => 'NaN')$$,
$$SELECT unit_economics('7.6 CNY/card/hour', income_tax_rate => 25)$$,
$$SELECT unit_economics('7.6 CNY/card/hour', income_tax_rate => NULL)$$,
$$SELECT unit_economics('7.6 CNY/card/hour', scale => 13)$$,
$$SELECT net_margin(0, 1)$$,
$$SELECT net_margin(5, 1, 0, 25)$$,
$$SELECT net_margin('Infinity'::numeric, 1)$$,
$$SELECT net_margin('0 CNY/card/hour', '1 CNY/card/hour')$$,
$$SELECT net_margin('5 CNY/card/hour', '1 CNY/card')$$,
$$SELECT net_margin('5 CNY/card/hour', '1 CNY/card/hour', '1 USD/card/hour')$$
]) AS statement;
