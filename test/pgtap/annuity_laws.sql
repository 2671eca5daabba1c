-- Laws of the time value functions over random arguments: exact against rational
-- arithmetic, and each the inverse of the others.

\ir ../laws.psql
SELECT plan(19);

-- 34 significant digits, half away from zero
CREATE FUNCTION pg_temp.digits34(x numeric) RETURNS numeric LANGUAGE sql AS
$$ SELECT CASE WHEN x = 0 THEN 0 ELSE trim_scale(round(x, 33 - floor(log(abs(x)))::int)) END $$;

-- a / b to 250 decimals
CREATE FUNCTION pg_temp.quotient(a numeric, b numeric) RETURNS numeric LANGUAGE sql AS
$$ SELECT round(a, 250) / b $$;

-- (1 + rate)^n, exact: numeric multiplication drops nothing
CREATE FUNCTION pg_temp.growth(rate numeric, n int) RETURNS numeric LANGUAGE plpgsql AS
$$
DECLARE
	result numeric := 1;
	base numeric := 1 + rate;
	rest int := abs(n);
BEGIN
	WHILE rest > 0 LOOP
		IF rest % 2 = 1 THEN
			result := result * base;
		END IF;
		base := base * base;
		rest := rest / 2;
	END LOOP;
	RETURN CASE WHEN n < 0 THEN pg_temp.quotient(1, result) ELSE result END;
END
$$;

-- What payments of 1 in n periods have grown to.
CREATE FUNCTION pg_temp.payments(rate numeric, n int, due int) RETURNS numeric LANGUAGE sql AS
$$ SELECT CASE WHEN rate = 0 THEN n ELSE pg_temp.quotient((pg_temp.growth(rate, n) - 1) * (1 + rate * due), rate) END $$;

-- rates of 0 to 6 decimals from -0.9 to 3, most of them small, some that leave next to nothing; 1 to 120 periods; amounts to the cent
CREATE TEMP TABLE loan AS
SELECT i, CASE WHEN i % 50 = 0 THEN 0 WHEN i % 25 = 1 THEN round(0.8 * pg_temp.draw(i, 'rate') - 0.9, 2) WHEN i % 5 = 0 THEN round(3.9 * pg_temp.draw(i, 'rate') - 0.9, i % 7) ELSE round(0.04 * pg_temp.draw(i, 'rate') - 0.01, 2 + i % 5) END AS rate,
	   1 + (pg_temp.draw(i, 'n') * CASE WHEN i % 5 = 0 THEN 12 ELSE 119 END)::int AS n, round(1000000 * (pg_temp.draw(i, 'pv') - 0.5), 2) AS pv,
	   CASE WHEN i % 3 = 0 THEN 0 ELSE round(100000 * (pg_temp.draw(i, 'fv') - 0.5), 2) END AS fv, round(10000 * (pg_temp.draw(i, 'pmt') - 0.5), 2) AS pmt, i % 2 AS due
FROM generate_series(1, 500) AS i;
DELETE FROM loan WHERE rate = -1 OR pv = 0;

-- ---- exact ----

CREATE FUNCTION pg_temp.wrong(expression text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	result text;
BEGIN
	EXECUTE format('SELECT string_agg(concat_ws('' '', rate, n, pv, fv, pmt, due, ours, exact), E''\n'') FROM (SELECT *, %s FROM loan) AS x WHERE ours IS DISTINCT FROM pg_temp.digits34(exact)', expression) INTO result;
	RETURN left(result, 1000);
END
$$;

SELECT is(pg_temp.wrong('pmt(rate, n, pv, fv, due) AS ours, pg_temp.quotient(-(pv * pg_temp.growth(rate, n) + fv), pg_temp.payments(rate, n, due)) AS exact'), NULL, 'pmt to the last of 34 digits');
SELECT is(pg_temp.wrong('fv(rate, n, pmt, pv, due) AS ours, -(pv * pg_temp.growth(rate, n) + pmt * pg_temp.payments(rate, n, due)) AS exact'), NULL, 'fv');
SELECT is(pg_temp.wrong('pv(rate, n, pmt, fv, due) AS ours, pg_temp.quotient(-(fv + pmt * pg_temp.payments(rate, n, due)), pg_temp.growth(rate, n)) AS exact'), NULL, 'pv');
SELECT is(pg_temp.wrong('fv(rate, -n, pmt, pv, due) AS ours, -(pv * pg_temp.growth(rate, -n) + pmt * pg_temp.payments(rate, -n, due)) AS exact'), NULL, 'fv of a negative number of periods');
SELECT is(pg_temp.wrong('effect(abs(rate) + 0.01, n) AS ours, pg_temp.growth(pg_temp.quotient(abs(rate) + 0.01, n), n) - 1 AS exact'), NULL, 'effect');

-- interest by the balance: what pv and the payments before have grown to, times the rate
CREATE TEMP TABLE part AS
SELECT loan.*, per, pg_temp.quotient(-(pv * pg_temp.growth(rate, n) + fv), pg_temp.payments(rate, n, due)) AS payment,
	   CASE WHEN due = 1 AND per = 1 THEN 0
			ELSE pg_temp.quotient(rate * (pv * pg_temp.growth(rate, per - 1)
										  + pg_temp.quotient(-(pv * pg_temp.growth(rate, n) + fv), pg_temp.payments(rate, n, 0)) * pg_temp.payments(rate, per - 1, 0)), -(1 + rate * due)) END AS interest
FROM loan, LATERAL (SELECT 1 + i * 7919 % n) AS p (per);
SELECT is((SELECT left(string_agg(concat_ws(' ', rate, n, pv, fv, due, per, ipmt(rate, per, n, pv, fv, due), interest), E'\n'), 1000) FROM part
		   WHERE ipmt(rate, per, n, pv, fv, due) <> pg_temp.digits34(interest)), NULL, 'ipmt');
SELECT is((SELECT left(string_agg(concat_ws(' ', rate, n, pv, fv, due, per, ppmt(rate, per, n, pv, fv, due), payment - interest), E'\n'), 1000) FROM part
		   WHERE ppmt(rate, per, n, pv, fv, due) <> pg_temp.digits34(payment - interest)), NULL, 'ppmt');

-- ---- sums ----

SELECT is((SELECT count(*) FROM part WHERE abs(ipmt(rate, per, n, pv, fv, due) + ppmt(rate, per, n, pv, fv, due) - pmt(rate, n, pv, fv, due))
			> 1e-33 * greatest(abs(ipmt(rate, per, n, pv, fv, due)), abs(pmt(rate, n, pv, fv, due)))), 0::bigint, 'interest and repayment make the payment');
SELECT is((SELECT count(*) FROM part, LATERAL (SELECT sum(ipmt(rate, k, n, abs(pv), 0, due)), sum(ppmt(rate, k, n, abs(pv), 0, due)) FROM generate_series(per, n) AS k) AS s (interest_sum, repaid)
		   WHERE rate > 0 AND i % 4 < 2 AND (abs(cumipmt(rate, n, abs(pv), per, n, due) - interest_sum) > 1e-32 * abs(pv) OR abs(cumprinc(rate, n, abs(pv), per, n, due) - repaid) > 1e-32 * abs(pv))),
		  0::bigint, 'cumipmt and cumprinc are the sums of ipmt and ppmt');
SELECT is((SELECT count(*) FROM loan WHERE rate > 0 AND cumprinc(rate, n, abs(pv), 1, n, due) <> -abs(pv)), 0::bigint, 'all repayments together are the loan, exactly');

-- ---- inverses ----

-- (where next to nothing is left of pv, 34 digits of a payment or of fv do not say how much it was; a single payment at once is pv itself: any rate does, and NULL says so)

SELECT is((SELECT left(string_agg(concat_ws(' ', rate, n, pv, fv, due, pmt(rate, n, pv, fv, due), back), E'\n'), 1000) FROM loan, LATERAL rate(n, pmt(rate, n, pv, fv, due), pv, fv, due, rate) AS back
		   WHERE sign(pv) <> sign(fv) AND NOT (n = 1 AND due = 1 AND fv = 0) AND (back IS NULL OR abs(back - rate) > 1e-26)), NULL, 'rate gives back the rate of pmt');
SELECT is((SELECT count(*) FROM loan, LATERAL rate(n, pmt(rate, n, pv, 0, due), pv, 0, due) AS back WHERE NOT (n = 1 AND due = 1) AND (back IS NULL OR abs(back - rate) > 1e-26)), 0::bigint, 'whatever the guess, where there is one');
SELECT is((SELECT count(*) FROM loan, LATERAL nper(rate, pmt(rate, n, pv, fv, due), pv, fv, due) AS back WHERE i % 25 <> 1 AND pmt(rate, n, pv, fv, due) <> 0 AND (back IS NULL OR abs(back - n) > 1e-20)), 0::bigint, 'nper the number of periods');
SELECT is((SELECT count(*) FROM loan WHERE i % 25 <> 1 AND abs(pv(rate, n, pmt, fv(rate, n, pmt, pv, due), due) - pv) > 1e-25 * (abs(pv) + abs(pmt) * n)), 0::bigint, 'pv what fv was made from');
SELECT is((SELECT count(*) FROM loan WHERE abs(pmt(rate, n, pv, fv(rate, n, pmt, pv, due), due) - pmt) > 1e-22), 0::bigint, 'pmt likewise');
SELECT is((SELECT count(*) FROM loan WHERE abs(nominal(effect(abs(rate) + 0.01, n), n) - abs(rate) - 0.01) > 1e-30), 0::bigint, 'nominal undoes effect');
SELECT is((SELECT count(*) FROM loan WHERE rate > -1 AND abs(rri(n, pv, pv * pg_temp.growth(rate, n)) - rate) > 1e-30), 0::bigint, 'rri the rate of growth, exactly as many digits');
SELECT is((SELECT count(*) FROM loan WHERE rate > 0 AND abs(pduration(rate, abs(pv), abs(pv) * pg_temp.growth(rate, n)) - n) > 1e-30), 0::bigint, 'pduration its time');
SELECT is((SELECT count(*) FROM loan WHERE fvschedule(pv, array_fill(rate, ARRAY[n])) <> pg_temp.digits34(pv * pg_temp.growth(rate, n))), 0::bigint, 'fvschedule of one rate is its power');

SELECT * FROM finish();
ROLLBACK;
