-- Laws of payback and break-even under falling rents: the closed forms against plain
-- summation month by month in numeric.
\ir ../laws.psql
SELECT plan(9);

CREATE TEMP TABLE deal AS
SELECT n, 20000 + n * 7919 % 150000 AS price, round(2 + n * 104729 % 1300 / 100.0, 2) AS rate, round(n * 1299709 % 250 / 100.0, 2) AS cost,
	   0.4 + n % 7 / 10.0 AS used, (n * 3 % 17 - 4) / 200.0 AS decline, (n % 5) * 0.03 AS discount, 1 + n * 31 % 71 AS months, n % 4 * 5000 AS residual
FROM generate_series(1, 400) AS n;

-- month by month: the sum of what comes in, discounted, to 60 decimals
CREATE FUNCTION pg_temp.slow_payback(d deal) RETURNS numeric LANGUAGE plpgsql AS
$$
DECLARE
	v numeric := round(exp(-ln(round(1 + d.discount, 60)) / 12), 60);
	income numeric := round(d.rate * d.used * 730, 60);
	factor numeric := round(1, 60);
	so_far numeric := -d.price;
	flow numeric;
BEGIN
	FOR k IN 1 .. 1200 LOOP
		factor := round(factor * v, 60);
		flow := (income - d.cost * 730) * factor;
		IF so_far + flow >= 0 THEN RETURN k - 1 - so_far / flow; END IF;
		so_far := so_far + flow;
		income := round(income * (1 - d.decline), 60);
	END LOOP;
	RETURN NULL;
END
$$;
CREATE TEMP TABLE answer AS
SELECT n, decline, discount, payback('1 CNY/card'::rent_rate * price, '1 CNY/card/hour'::rent_rate * rate, used, '1 CNY/card/hour'::rent_rate * cost, decline, discount) * 12 AS months, pg_temp.slow_payback(d) AS slow
FROM deal AS d;
SELECT is((SELECT count(*) FROM answer WHERE slow IS NOT NULL AND months IS NULL), 0::bigint, 'what is paid back in a hundred years is found');
SELECT is((SELECT count(*) FROM answer WHERE slow IS NULL AND months <= 1200), 0::bigint, 'and nothing else');
SELECT cmp_ok((SELECT max(abs(months - slow)) FROM answer WHERE decline <> 0 OR discount <> 0), '<', 1e-25, 'to the same fraction of a month');
SELECT cmp_ok((SELECT count(*) FROM answer WHERE slow IS NOT NULL AND decline > 0), '>', 50::bigint, 'of falling rents, too');
SELECT cmp_ok((SELECT count(*) FROM answer WHERE slow IS NULL), '>', 50::bigint, 'and of those never paid back');

-- at the opening rate the present value of all is nothing
CREATE FUNCTION pg_temp.slow_value(d deal, rate numeric) RETURNS numeric LANGUAGE sql AS
$$
	SELECT sum((rate * d.used * 730 * round(1 - d.decline, 60) ^ (k - 1) - d.cost * 730) * v ^ k) - d.price + d.residual * max(v ^ d.months)
	FROM (SELECT round(exp(-ln(round(1 + d.discount, 60)) / 12), 60) AS v) AS s, generate_series(1, d.months) AS k
$$;
SELECT cmp_ok((SELECT max(abs(pg_temp.slow_value(d, break_even_opening_rate(price, months, used, cost, decline, discount, residual)))) FROM deal AS d), '<', 1e-24,
	'at the opening rate nothing is earned');
SELECT cmp_ok((SELECT max(abs(break_even_utilization(price, rate, months, cost, decline, discount, residual) - used * break_even_opening_rate(price, months, used, cost, decline, discount, residual) / rate)) FROM deal), '<', 1e-25,
	'break-even utilization is that of the opening rate');
-- as the pro forma has it: the sum of its cash flow is what is missing
SELECT cmp_ok((SELECT max(abs(cash)) FROM (
	SELECT sum(f.project_cash_flow) AS cash
	FROM deal AS d, pro_forma(d.price, break_even_opening_rate(price, d.months, used, cost, decline, 0, residual) * 730, cost * 730, months => d.months, utilization => used, monthly_decline => decline, residual_value => residual, scale => 12) AS f
	WHERE n <= 60 AND decline > -1 GROUP BY n) AS s), '<', 1e-11, 'a pro forma at the opening rate ends at nothing');
SELECT cmp_ok((SELECT max(abs(growing_annuity(discount, -decline, months, rate) - (SELECT sum(rate * round(1 - decline, 60) ^ (k - 1) / round(1 + discount, 60) ^ k) FROM generate_series(1, months) AS k))) FROM deal), '<', 1e-25,
	'a growing annuity is its sum');
SELECT * FROM finish();
ROLLBACK;
