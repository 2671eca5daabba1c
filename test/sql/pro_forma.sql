-- A project's cash flow month by month: the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET datestyle = 'ISO';
SET intervalstyle = 'postgres';
\set ECHO all

-- ---- a card: bought, let, sold ----

-- worked.tsv: a rent of 7.6 that falls 2% a month, unrounded to 12 decimals
SELECT month, operating_month, let, rent_index, revenue, project_cash_flow
FROM pro_forma('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 0.02, scale => 12) WHERE month IN (0, 1, 2, 48);
-- posted to the cent, the months sum to the rounded whole
SELECT sum(revenue), round(5548 * (1 - 0.98 ^ 48) / 0.02, 2) AS whole, count(*), sum(project_cash_flow), sum(equity_cash_flow), sum(net_profit)
FROM pro_forma('100000 CNY/card', '7.6 CNY/card/hour', monthly_decline => 0.02);

-- ---- everything at once: 1,000 cards built in three months ----

CREATE TEMP TABLE plan AS
SELECT * FROM pro_forma('100000 CNY/card', '7.6 CNY/card/hour', 1000, '1.2 CNY/card/hour', months => 14, start_date => '2024-01-31', construction_months => 3,
	ramp_months => 3, utilization => 0.9, monthly_decline => 0.01, step_months => '{6,10}', step_factors => '{0.5,1.5}', variable_cost => 0.05, cost_growth => 0.03,
	life => '5 years', residual_value => 60000, debt_share => 0.6, interest_rate => 0.048, loan_months => 8, grace_months => 2, income_tax_rate => 0.25, scale => 0);
SELECT month, at, operating_month, let, rent_index, revenue, operating_cost, ebitda FROM plan;
SELECT month, depreciation, interest, disposal_gain, profit_before_tax, income_tax, net_profit FROM plan;
SELECT month, capex, construction_interest, debt_drawn, principal, debt_balance, debt_service, dscr FROM plan;
SELECT month, ebitda, capex, disposal_proceeds, project_tax, project_cash_flow, equity_cash_flow FROM plan;
SELECT irr(project_cash_flow ORDER BY month) AS project_irr, irr(equity_cash_flow ORDER BY month) AS equity_irr, xirr(equity_cash_flow, at) AS a_year,
	   payback(project_cash_flow, at) AS years, min(dscr), sum(net_profit) = sum(equity_cash_flow) AS foots
FROM plan;
-- interest of construction paid by the owners; the loan outlives the plan and is repaid at its end
SELECT month, construction_interest, debt_drawn, interest, principal, debt_balance, debt_service, equity_cash_flow
FROM pro_forma(1200, 100, months => 2, construction_months => 2, debt => 600, interest_rate => 0.12, loan_months => 12, capitalize_interest => false);

-- ---- depreciation: CAS 4's 50000, 25000, 10000 and 10000; digits 38000, 28500, 19000 and 9500 ----

SELECT method, array_agg(taken ORDER BY year)
FROM (SELECT method, (operating_month - 1) / 12 + 1 AS year, sum(depreciation) AS taken
	  FROM unnest(ARRAY['straight line', 'double declining', 'sum of digits']) AS method,
		   pro_forma(100000, 0, months => 60, depreciation_method => method, salvage => 5000) WHERE operating_month > 0 GROUP BY 1, 2) AS y
GROUP BY method;
-- a salvage that the declining balance would fall below; lives of a year and of two
SELECT salvage, extract(year FROM life) AS years, array_agg(taken ORDER BY year)
FROM (SELECT salvage, life, (operating_month - 1) / 12 + 1 AS year, sum(depreciation) AS taken
	  FROM (VALUES (50000, '5 years'::interval), (0, '1 year'), (10000, '24 months')) AS v (salvage, life),
		   pro_forma(100000, 0, months => 60, depreciation_method => 'double declining', life => v.life, salvage => v.salvage) WHERE operating_month > 0 GROUP BY 1, 2, 3) AS y
GROUP BY salvage, life ORDER BY life;

-- ---- the rent by other periods, per P; the decimals of the currency ----

SELECT count(DISTINCT (f.*)::text) AS same FROM (
	SELECT * FROM pro_forma('610000 CNY/P', '103125 CNY/P/year', 100, '2000 CNY/P/month', income_tax_rate => 0.25)
	UNION ALL SELECT * FROM pro_forma(61000000, 859375, 200000, income_tax_rate => 0.25)) AS f;
SELECT month, revenue FROM pro_forma('10000000 JPY/server', '1234.56 JPY/server/hour', months => 2) WHERE month > 0;

-- ---- long, large, nothing ----

SELECT count(*), max(month), sum(revenue) FROM pro_forma(1, 1, months => 9000, construction_months => 1000);
SELECT max(revenue) > 1e20 AS huge FROM pro_forma(1, 1e18, months => 100, monthly_decline => -0.1);
SELECT count(*) AS no_rows FROM pro_forma(NULL, '7.6 CNY/card/hour'::rent_rate);
SELECT count(*) AS no_rows FROM pro_forma(100, NULL::numeric);
SELECT sum(equity_cash_flow), sum(abs(equity_cash_flow)) FROM pro_forma(0, 0, months => 1, debt_share => 1);
SELECT month, let, rent_index, revenue FROM pro_forma(100, 100, months => 3, ramp_months => 5, step_months => '{2,500}', step_factors => '{0,7}');

SELECT array_agg(at ORDER BY month) FROM pro_forma(100, 100, months => 3, start_date => '0001-12-31 BC');

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT pro_forma('100000 CNY/card', '7.6 CNY/server/hour')$$,
$$SELECT pro_forma('100000 CNY/card', '7.6 CNY/card')$$,
$$SELECT pro_forma('100000 CNY/card', '7.6 CNY/card/hour', cost => '1 USD/card/hour')$$,
$$SELECT pro_forma('100000 CNY/card incl 13%', '7.6 CNY/card/hour incl 6%')$$,
$$SELECT pro_forma('100000 CNY/card', '7.6 CNY/card/hour', -1)$$,
$$SELECT pro_forma(-100, 10)$$,
$$SELECT pro_forma(100, 'NaN'::numeric)$$,
$$SELECT pro_forma(100, 10, months => 0)$$,
$$SELECT pro_forma(100, 10, months => 10001)$$,
$$SELECT pro_forma(100, 10, months => 9999, construction_months => 2)$$,
$$SELECT pro_forma(100, 10, months => NULL)$$,
$$SELECT pro_forma(100, 10, start_date => 'infinity')$$,
$$SELECT max(at) FROM pro_forma(100, 10, start_date => '5874897-12-01')$$,
$$SELECT pro_forma(100, 10, ramp_months => -1)$$,
$$SELECT pro_forma(100, 10, utilization => 85)$$,
$$SELECT pro_forma(100, 10, monthly_decline => 2)$$,
$$SELECT pro_forma(100, 10, monthly_decline => -1)$$,
$$SELECT pro_forma(100, 10, step_months => '{3}')$$,
$$SELECT pro_forma(100, 10, step_months => '{3,4}', step_factors => '{0.5}')$$,
$$SELECT pro_forma(100, 10, step_months => '{4,4}', step_factors => '{0.5,0.5}')$$,
$$SELECT pro_forma(100, 10, step_months => '{0}', step_factors => '{0.5}')$$,
$$SELECT pro_forma(100, 10, step_months => '{4}', step_factors => '{-0.5}')$$,
$$SELECT pro_forma(100, 10, variable_cost => 5)$$,
$$SELECT pro_forma(100, 10, cost_growth => -1)$$,
$$SELECT pro_forma(100, 10, depreciation_method => 'slow')$$,
$$SELECT pro_forma(100, 10, life => '100 days')$$,
$$SELECT pro_forma(100, 10, life => '0 months')$$,
$$SELECT pro_forma(100, 10, life => '30 months', depreciation_method => 'double declining')$$,
$$SELECT pro_forma(100, 10, salvage => 101)$$,
$$SELECT pro_forma(100, 10, residual_value => -1)$$,
$$SELECT pro_forma(100, 10, debt => 50, debt_share => 0.5)$$,
$$SELECT pro_forma(100, 10, debt => 101)$$,
$$SELECT pro_forma(100, 10, debt_share => 60)$$,
$$SELECT pro_forma(100, 10, debt_share => 0.5, interest_rate => -0.01)$$,
$$SELECT pro_forma(100, 10, debt_share => 0.5, loan_months => 0)$$,
$$SELECT pro_forma(100, 10, debt_share => 0.5, loan_months => 12, grace_months => 12)$$,
$$SELECT pro_forma(100, 10, income_tax_rate => 25)$$,
$$SELECT pro_forma(100, 10, scale => 13)$$,
$$SELECT pro_forma(100, 1e25, scale => 12)$$,
$$SELECT pro_forma(100, 10, months => 10000, monthly_decline => -0.9)$$
]) AS statement;
