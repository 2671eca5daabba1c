-- Laws of pro_forma(): what foots, what does not depend on what, and the same model
-- again as a slow recursion in numeric, month by month.
\ir ../laws.psql
SELECT plan(20);

-- Plans of every shape, from a seed.
CREATE TEMP TABLE plan AS
SELECT n, 60000 + (n * 7919 % 50000) AS capex, 900 + (n * 104729 % 5000) AS revenue, (n * 1299709 % 1500) AS cost,
	   1 + n * 31 % 70 AS months, n * 13 % 9 AS construction, n * 5 % 7 AS ramp, (n % 11) / 10.0 AS used, (n * 3 % 13 - 3) / 100.0 AS decline,
	   (n * 7 % 5) / 20.0 AS variable_cost, (n % 4) * 0.03 AS cost_growth, 12 * (1 + n % 5) AS life, (n % 6) * 1000 AS salvage, (n * 11 % 8) * 3000 AS residual,
	   (n * 17 % 9) / 10.0 AS share, (n % 7) * 0.013 AS interest, 1 + n * 29 % 60 AS loan, n % 3 = 0 AS capitalize, (n % 5) * 0.1 AS tax,
	   (ARRAY['straight line', 'double declining', 'sum of digits'])[1 + n % 3] AS method, (ARRAY[2, 0, 4])[1 + n * 7 % 3] AS scale,
	   CASE WHEN n % 4 = 0 THEN ARRAY[3, 14] END AS step_months, CASE WHEN n % 4 = 0 THEN ARRAY[0.5, 1.25] END AS step_factors
FROM generate_series(1, 240) AS n;
ALTER TABLE plan ADD grace int;
UPDATE plan SET grace = (n * 3 % 5) % loan;

CREATE TEMP VIEW model AS
SELECT p.n, p.tax, p.scale, p.months, p.construction, p.residual, f.*
FROM plan AS p, pro_forma(capex, revenue, cost, p.months, DATE '2024-01-31', construction, ramp, used, decline, step_months, step_factors, variable_cost, cost_growth,
	method, make_interval(months => life), salvage, residual, NULL, share, p.interest, loan, grace, capitalize, tax, p.scale) AS f;
CREATE TEMP TABLE line AS SELECT * FROM model;
ANALYZE plan, line;

-- ---- footing ----

SELECT is((SELECT count(*) FROM line), (SELECT sum(months + construction + 1) FROM plan), 'a row for each month and for the beginning');
SELECT is((SELECT count(*) FROM line WHERE ebitda <> revenue - operating_cost
		   OR profit_before_tax <> ebitda - depreciation - interest + disposal_gain
		   OR net_profit <> profit_before_tax - income_tax), 0::bigint, 'the income statement foots in every month');
SELECT is((SELECT count(*) FROM line WHERE project_cash_flow <> ebitda - project_tax - capex + disposal_proceeds
		   OR equity_cash_flow <> ebitda - income_tax - capex + disposal_proceeds - construction_interest + debt_drawn - interest - principal), 0::bigint,
	'so do the cash flows');
SELECT is((SELECT count(*) FROM (SELECT n, sum(equity_cash_flow) AS cash, sum(net_profit) AS profit FROM line GROUP BY n) AS s WHERE cash <> profit), 0::bigint,
	'over its life a project''s cash is its profit');
SELECT is((SELECT count(*) FROM (SELECT debt_balance, sum(debt_drawn - principal) OVER (PARTITION BY n ORDER BY month) AS owed FROM line) AS l WHERE debt_balance <> owed), 0::bigint,
	'the balance of the debt is what was drawn less what was repaid');
SELECT is((SELECT count(*) FROM line WHERE month = construction + months AND debt_balance <> 0), 0::bigint, 'nothing is owed at the end');
SELECT is((SELECT count(*) FROM (SELECT p.n, sum(l.depreciation + CASE WHEN l.month = p.months + p.construction THEN p.residual - l.disposal_gain ELSE 0 END) AS written_off,
										sum(l.capex + l.construction_interest) AS cost
								 FROM plan AS p JOIN line AS l USING (n) GROUP BY p.n) AS s WHERE written_off <> cost), 0::bigint,
	'depreciation and the book value at the end are the cost, interest of construction included');
SELECT is((SELECT count(*) FROM line WHERE dscr IS DISTINCT FROM CASE WHEN debt_service <> 0 THEN round((ebitda - income_tax) / debt_service, 6) END), 0::bigint,
	'the debt-service cover');
SELECT is((SELECT count(*) FROM line WHERE at <> (date '2024-01-31' + make_interval(months => month))::date), 0::bigint, 'months end on the day that they began');

-- ---- taxes: the rate on the highest cumulative profit ----

SELECT is((SELECT count(*) FROM (
	SELECT tax, scale, sum(income_tax) OVER w AS paid, max(so_far) OVER w AS highest
	FROM (SELECT n, month, tax, scale, income_tax, sum(profit_before_tax) OVER (PARTITION BY n ORDER BY month) AS so_far FROM line) AS l
	WINDOW w AS (PARTITION BY n ORDER BY month)) AS t
	WHERE paid <> round(tax * greatest(highest, 0), scale)), 0::bigint, 'income tax is the rate on the highest cumulative profit');
SELECT is((SELECT count(*) FROM (
	SELECT tax, scale, sum(project_tax) OVER w AS paid, max(so_far) OVER w AS highest
	FROM (SELECT n, month, tax, scale, project_tax, sum(profit_before_tax + interest) OVER v AS so_far, sum(construction_interest) OVER (PARTITION BY n) AS construction_interest
		  FROM line WINDOW v AS (PARTITION BY n ORDER BY month)) AS l
	WHERE construction_interest = 0 WINDOW w AS (PARTITION BY n ORDER BY month)) AS t
	WHERE paid <> round(tax * greatest(highest, 0), scale)), 0::bigint, 'and without debt, that on the profit before interest');

-- ---- the project does not know how it is paid for ----

SELECT is((SELECT count(*) FROM plan AS p CROSS JOIN LATERAL pro_forma(p.capex, p.revenue, cost, p.months, NULL, p.construction, ramp, used, decline, step_months, step_factors,
							 variable_cost, cost_growth, method, make_interval(months => life), salvage, p.residual, income_tax_rate => p.tax, scale => p.scale) AS f
		   JOIN line AS l ON l.n = p.n AND l.month = f.month
		   WHERE f.project_cash_flow <> l.project_cash_flow OR f.equity_cash_flow <> f.project_cash_flow), 0::bigint,
	'project cash flow is the same with any debt, and equity cash flow is that without debt');

-- ---- the model again, as a recursion: good to 40 decimals, in which what is between two cents is so ----

CREATE FUNCTION pg_temp.slowly(p plan) RETURNS TABLE (month int, revenue numeric, cost numeric, drawn numeric, building numeric, interest numeric, principal numeric, depreciation numeric)
LANGUAGE plpgsql AS
$$
DECLARE
	i numeric := p.interest * round(1, 60) / 12;
	balance numeric := 0;
	lent numeric := 0;
	rent numeric := p.revenue;
	grown numeric := 1;
	base numeric := 0;
	payment numeric := 0;
	left_to_pay int;
	k int;
	y int;
	year_amount numeric := 0;
	book numeric;
	one numeric := round(1, 60);
BEGIN
	revenue := 0; cost := 0; drawn := 0; building := 0; interest := 0; principal := 0; depreciation := 0;
	FOR m IN 0 .. p.construction + p.months LOOP
		month := m;
		k := m - p.construction;
		IF m BETWEEN 1 AND p.construction THEN
			building := building + balance * i;
			IF p.capitalize THEN
				drawn := drawn + balance * i;
				balance := balance * (1 + i);
			END IF;
		END IF;
		IF m < greatest(p.construction, 1) THEN
			drawn := drawn + p.share * p.capex * one / greatest(p.construction, 1);
			balance := balance + p.share * p.capex * one / greatest(p.construction, 1);
		END IF;
		IF k > 0 THEN
			IF k = 1 THEN lent := balance; base := p.capex + building; book := base; END IF;
			IF k > 1 THEN rent := rent * (1 - p.decline); END IF;
			IF k = p.step_months[1] THEN rent := rent * p.step_factors[1]; END IF;
			IF k = p.step_months[2] THEN rent := rent * p.step_factors[2]; END IF;
			IF k % 12 = 1 AND k > 1 THEN grown := grown * (1 + p.cost_growth); END IF;
			DECLARE earned numeric := rent * p.used * one * least(k, greatest(p.ramp, 1)) / greatest(p.ramp, 1);
			BEGIN
				revenue := revenue + earned;
				cost := cost + p.cost * grown + earned * p.variable_cost;
			END;
			interest := interest + balance * i;
			left_to_pay := p.loan - greatest(k - 1, p.grace);
			IF k > p.grace AND left_to_pay > 0 THEN
				payment := CASE WHEN i = 0 THEN balance * one / left_to_pay ELSE balance * i * one / (1 - one / (1 + i) ^ left_to_pay) END;
				principal := principal + payment - balance * i;
				balance := balance - (payment - balance * i);
			END IF;
			y := (k - 1) / 12;
			IF k <= p.life THEN
				IF p.method = 'straight line' THEN
					depreciation := depreciation + (base - p.salvage) * one / p.life;
				ELSE
					IF (k - 1) % 12 = 0 THEN
						year_amount := CASE WHEN p.method = 'sum of digits' THEN (base - p.salvage) * one * (p.life / 12 - y) / (p.life / 12 * (p.life / 12 + 1) / 2)
											WHEN y < p.life / 12 - 2 THEN least(book * one * 2 / (p.life / 12), book - p.salvage)
											WHEN y = p.life / 12 - 2 OR p.life = 12 THEN (book - p.salvage) * one / least(2, p.life / 12)
											ELSE year_amount END;
						IF y < p.life / 12 - 2 THEN book := book - year_amount; END IF;
					END IF;
					depreciation := depreciation + year_amount / 12;
				END IF;
			END IF;
		END IF;
		RETURN NEXT;
	END LOOP;
END
$$;
CREATE TEMP TABLE slow AS SELECT p.n, s.* FROM plan AS p, pg_temp.slowly(p) AS s;
ANALYZE slow;
CREATE TEMP TABLE fast AS
SELECT n, month, scale, months, construction, sum(revenue) OVER w AS revenue, sum(operating_cost) OVER w AS cost, sum(debt_drawn) OVER w AS drawn, sum(construction_interest) OVER w AS building,
	   sum(interest) OVER w AS interest, sum(principal) OVER w AS principal, sum(depreciation) OVER w AS depreciation
FROM line WINDOW w AS (PARTITION BY n ORDER BY month);
ANALYZE fast;
SELECT is((SELECT count(*) FROM fast JOIN slow USING (n, month) WHERE fast.revenue <> round(round(slow.revenue, 40), scale)), 0::bigint, 'revenue');
SELECT is((SELECT count(*) FROM fast JOIN slow USING (n, month) WHERE fast.cost <> round(round(slow.cost, 40), scale)), 0::bigint, 'operating cost');
SELECT is((SELECT count(*) FROM fast JOIN slow USING (n, month) WHERE fast.drawn <> round(round(slow.drawn, 40), scale) OR fast.building <> round(round(slow.building, 40), scale)), 0::bigint, 'debt drawn, interest of construction');
SELECT is((SELECT count(*) FROM fast JOIN slow USING (n, month) WHERE fast.interest <> round(round(slow.interest, 40), scale)), 0::bigint, 'interest');
SELECT is((SELECT count(*) FROM fast JOIN slow USING (n, month) WHERE month < months + construction AND fast.principal <> round(round(slow.principal, 40), scale)), 0::bigint, 'principal, up to the month in which what is left is repaid');
SELECT is((SELECT count(*) FROM fast JOIN slow USING (n, month) WHERE fast.depreciation <> round(round(slow.depreciation, 40), scale)), 0::bigint, 'depreciation');

-- ---- returns ----

-- at the internal rate of return the present value, worked out in numeric, is nothing
SELECT cmp_ok((SELECT max(abs(value)) FROM (
	SELECT sum(l.equity_cash_flow / round(1 + r.rate, 60) ^ l.month) / sum(abs(l.equity_cash_flow) / round(1 + r.rate, 60) ^ l.month) AS value
	FROM (SELECT n, irr(equity_cash_flow ORDER BY month) AS rate FROM line GROUP BY n HAVING irr(equity_cash_flow ORDER BY month) BETWEEN -0.5 AND 10) AS r JOIN line AS l USING (n) GROUP BY n) AS v), '<', 1e-12,
	'equity cash flow is worth nothing at its internal rate of return');
-- what the lender gets is worth what it lent
SELECT is((SELECT max(abs(round(value, 6))) FROM (
	SELECT sum((debt_drawn - principal - interest) / (1 + 0.01) ^ month) AS value
	FROM pro_forma(100000, 5000, months => 48, debt_share => 0.7, interest_rate => 0.12, loan_months => 36, grace_months => 6, scale => 12)) AS v), 0.000000,
	'what the lender gets is worth what it lent');
SELECT * FROM finish();
ROLLBACK;
