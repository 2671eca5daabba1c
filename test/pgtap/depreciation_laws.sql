-- Laws of depreciation over random assets, and exactness against fractions.
\ir ../laws.psql
SELECT plan(14);

CREATE TEMP TABLE asset AS
SELECT i, cost, round(cost * (i % 10) / 20, 2) AS salvage, 1 + trunc(15 * pg_temp.draw(i, 'life'))::int AS life,
	   (1 + trunc(12 * pg_temp.draw(i, 'factor'))) / 2 AS factor, 1 + trunc(12 * pg_temp.draw(i, 'months'))::int AS months
FROM generate_series(1, 300) AS i, LATERAL (SELECT round(1 + 10000000 * pg_temp.draw(i, 'cost'), 2) AS cost) AS c;
CREATE TEMP TABLE year AS SELECT asset.*, year FROM asset, generate_series(1, life) AS year;

-- Sums of amounts of 34 digits each.
CREATE FUNCTION pg_temp.close_to(a numeric, b numeric) RETURNS boolean LANGUAGE sql AS $$ SELECT abs(a - b) < 1e-24 $$;

-- Rounded half away from zero to 34 significant digits.
CREATE FUNCTION pg_temp.significant(value numeric) RETURNS numeric LANGUAGE sql AS
$$
	SELECT CASE WHEN value = 0 THEN 0 ELSE round(value, 33 - floor(log(abs(value)))::int) END
$$;
-- num / den, exact to 60 decimals
CREATE FUNCTION pg_temp.quotient(num numeric, den numeric) RETURNS numeric LANGUAGE sql AS $$ SELECT div(num * 1e60::numeric, den) * 1e-60::numeric $$;

-- The declining balance in fractions: the book value is num / (2 life)^year, in cents.
CREATE FUNCTION pg_temp.declining(cost numeric, salvage numeric, life int, factor numeric, switches boolean) RETURNS TABLE (year int, amount numeric)
LANGUAGE plpgsql AS
$$
DECLARE
	num numeric := cost * 100;
	den numeric := 1;
	taken numeric;
	most numeric;
BEGIN
	FOR i IN 0 .. life - 1 LOOP
		-- over den x 2 life x (life - i)
		den := den * 2 * life * (life - i);
		num := num * 2 * life * (life - i);
		most := num - salvage * 100 * den;
		taken := least(div(num * 2 * factor, 2 * life), most);
		IF switches AND taken * (life - i) < most THEN
			taken := div(most, life - i);
		END IF;
		year := i + 1;
		amount := pg_temp.quotient(taken, den * 100);
		RETURN NEXT;
		num := num - taken;
	END LOOP;
END
$$;

SELECT is_empty($$
	SELECT a.i, d.year, ddb(cost, salvage, life, d.year, factor), d.amount
	FROM asset AS a, pg_temp.declining(cost, salvage, life, factor, false) AS d
	WHERE ddb(cost, salvage, life, d.year, factor) <> pg_temp.significant(d.amount)$$, 'ddb is the fraction, to 34 digits');
SELECT is_empty($$
	SELECT a.i, d.year, vdb(cost, salvage, life, d.year - 1, d.year, factor), d.amount
	FROM asset AS a, pg_temp.declining(cost, salvage, life, factor, true) AS d
	WHERE vdb(cost, salvage, life, d.year - 1, d.year, factor) <> pg_temp.significant(d.amount)$$, 'and vdb with the switch');
SELECT is_empty($$
	SELECT i, year FROM year WHERE syd(cost, salvage, life, year) <> pg_temp.significant(pg_temp.quotient((cost - salvage) * 2 * (life - year + 1), life * (life + 1)::numeric))
	   OR sln(cost, salvage, life) <> pg_temp.significant(pg_temp.quotient(cost - salvage, life))$$, 'and syd, and sln');
SELECT is_empty($$SELECT i, year FROM year WHERE ddb(cost, salvage, life, year, factor) <> vdb(cost, salvage, life, year - 1, year, factor, true)$$, 'ddb is vdb without the switch');
SELECT is_empty($$SELECT i FROM asset WHERE vdb(cost, salvage, life, 0, life, factor) <> cost - salvage$$, 'with the switch a life takes all but the salvage');
SELECT is_empty($$SELECT i FROM year GROUP BY i HAVING NOT pg_temp.close_to(sum(vdb(cost, salvage, life, year - 1, year, factor)), max(cost - salvage))$$, 'and so do its years');
SELECT is_empty($$
	SELECT i, a, b FROM (SELECT *, round(life * pg_temp.draw(year * 1000 + i, 'a'), 3) AS a, round(life * pg_temp.draw(year * 1000 + i, 'b'), 3) AS b, i % 2 = 0 AS unswitched FROM year) AS y
	WHERE NOT pg_temp.close_to(vdb(cost, salvage, life, 0, least(a, b), factor, unswitched) + vdb(cost, salvage, life, least(a, b), greatest(a, b), factor, unswitched),
							   vdb(cost, salvage, life, 0, greatest(a, b), factor, unswitched))$$, 'parts of broken periods sum to the whole');
SELECT is_empty($$SELECT i FROM year GROUP BY i HAVING NOT pg_temp.close_to(sum(syd(cost, salvage, life, year)), max(cost - salvage))$$, 'the sum of the years'' digits takes all but the salvage');
SELECT is_empty($$
	SELECT i FROM year GROUP BY i
	HAVING NOT pg_temp.close_to(sum(cas_ddb(cost, salvage, life, year)), max(cost - salvage)) OR min(cas_ddb(cost, salvage, life, year)) < 0
		OR max(cas_ddb(cost, salvage, life, year)) FILTER (WHERE year > life - 2) <> min(cas_ddb(cost, salvage, life, year)) FILTER (WHERE year > life - 2)
		OR bool_or(year <= life - 2 AND cas_ddb(cost, salvage, life, year) <> ddb(cost, salvage, life, year))$$,
	'so does cas_ddb: as ddb, and two equal years in the end');
-- 100,000 units and more, in parts that end beyond them
SELECT is_empty($$
	SELECT i FROM (SELECT *, sum(units) OVER (PARTITION BY i ORDER BY year) - units AS before
				   FROM (SELECT *, 100000 + i AS total, CASE WHEN year = life THEN 200000 ELSE round(30000 * pg_temp.draw(year * 1000 + i, 'units'), 1) END AS units FROM year) AS u) AS p
	GROUP BY i HAVING NOT pg_temp.close_to(sum(units_of_production(cost, salvage, total, units, before)), max(cost - salvage))$$,
	'units of production in any parts take all but the salvage');
-- rates in whole thousandths
SELECT is_empty($$
	SELECT i, year FROM (SELECT *, trunc(1000 * round(1 - exp(ln(salvage / cost) / life), 3)) AS rate FROM year WHERE salvage > 0) AS y
	WHERE db(cost, salvage, life, year, months) <> pg_temp.significant(
		CASE WHEN year = 1 THEN pg_temp.quotient(cost * rate * months, 12000)
			 ELSE pg_temp.quotient(cost * (12000 - rate * months) * rate * trunc(power(1000 - rate, (year - 2)::numeric)), 12000 * trunc(power(1000::numeric, (year - 1)::numeric))) END)$$,
	'db is the fraction, at its rounded rate');
SELECT is_empty($$
	SELECT class, convention FROM unnest('{3,5,7,10,15,20}'::numeric[]) AS class, unnest('{half-year,mid-quarter Q1,mid-quarter Q2,mid-quarter Q3,mid-quarter Q4}'::text[]) AS convention
	WHERE (SELECT sum(macrs_rate(class, year, convention)) FROM generate_series(1, class::int + 1) AS year) <> 1
	UNION ALL
	SELECT class, month::text FROM unnest('{27.5,31.5,39}'::numeric[]) AS class, generate_series(1, 12) AS month
	WHERE (SELECT sum(macrs_rate(class, year, 'mid-month ' || month)) FROM generate_series(1, 41) AS year) <> 1$$, 'MACRS takes the whole cost');
SELECT is_empty($$
	SELECT i FROM (SELECT *, date '2020-01-01' + i AS purchased FROM asset) AS a
	WHERE NOT pg_temp.close_to((SELECT sum(amorlinc(cost, purchased, (date_trunc('year', purchased) + interval '1 year - 1 day')::date, salvage, year, 0.2, i % 2 * 3)) FROM generate_series(0, 6) AS year), cost - salvage)$$,
	'the linear French system takes all but the salvage');
SELECT is_empty($$
	SELECT i FROM asset
	WHERE abs((SELECT sum(amordegrc(cost, '2024-03-15', '2024-12-31', 0, year, 0.15, 1)) FROM generate_series(0, 7) AS year) - cost) > 8 * 0.5$$,
	'the degressive one takes the cost, but for the rounding of each year');

SELECT * FROM finish();
ROLLBACK;
