-- Laws of leases on terms: parts sum to the whole, a table of the steps gives the same, bills sum to the
-- rounded rent, income comes to the rent less what was carried in, shortfalls at the end and as accrued come
-- to one total.  Random leases of a fixed seed; LEASES= for more of them.
\ir ../laws.psql
SELECT plan(18);

\set leases `echo "${LEASES:-600}"`
CREATE TEMP TABLE zones (i int, zone text);
INSERT INTO zones VALUES (0, 'UTC'), (1, 'Asia/Shanghai'), (2, 'America/New_York'), (3, 'Europe/London'), (4, 'Australia/Lord_Howe'), (5, 'Asia/Kathmandu');
CREATE TEMP TABLE prorations (i int, proration text);
INSERT INTO prorations VALUES (0, 'anniversary'), (1, 'calendar'), (2, '30e/360'), (3, 'actual/30'), (4, 'actual/365'), (5, '730h'), (6, 'calendar/30');
CREATE TEMP TABLE periods (i int, period text);
INSERT INTO periods VALUES (0, 'hour'), (1, 'day'), (2, 'week'), (3, 'month'), (4, 'quarter'), (5, 'year');

-- Steps rise from 40 days on, by times after the start and by dates after those; amounts grow or fall by percent.
CREATE TEMP TABLE leases AS
SELECT n, zone, proration, period, quantity, started, tstzrange(started, ended) AS during, amount,
	   (amount || ' CNY/card/' || period || CASE n % 3 WHEN 0 THEN ' incl 6%' WHEN 1 THEN ' excl 13%' ELSE '' END
		|| CASE WHEN d1 < 0.4 THEN '; ' || CASE WHEN d2 < 0.5 THEN '+' ELSE '-' END || round(d3 * 5, 2) || '%' || CASE WHEN d2 < 0.2 THEN ' simple' ELSE '' END || ' every ' || (ARRAY['3 months', '10 weeks', '1 year', '1000 hours'])[1 + n % 4] ELSE '' END
		|| CASE WHEN d4 < 0.7 THEN '; from ' || (ARRAY['2 months', '40 days', '3 months', '9 weeks'])[1 + n % 4] || CASE WHEN d4 < 0.2 THEN ' index ' ELSE ' ' END || round(amount * (0.5 + d5), 4) ELSE '' END
		|| CASE WHEN d5 < 0.5 THEN '; from ' || (ARRAY['7 months', '200 days', '31 weeks'])[1 + n % 3] || ' ' || round(amount * (0.5 + d6), 8) ELSE '' END
		|| CASE WHEN d6 < 0.5 THEN '; from ' || (started + interval '300 days')::date || CASE WHEN d6 < 0.1 THEN ' index ' ELSE ' ' END || round(amount * (0.5 + d1), 2) || CASE WHEN d6 < 0.3 THEN '; +' || round(d4 * 100) || ' every 5 months' ELSE '' END ELSE '' END
		|| CASE WHEN d3 < 0.5 THEN '; free ' || 1 + n % 3 || ' months' ELSE '' END
		|| CASE WHEN d2 < 0.3 THEN '; free from ' || (started + interval '1 day' * trunc(d1 * 500))::date || ' to ' || (started + interval '1 day' * (510 + trunc(d4 * 30)))::date ELSE '' END
		|| '; zone ' || zone || '; proration ' || proration)::lease_terms AS terms,
	   started + (ended - started) * d1 AS middle, round(d2 * 20000 - 10000, 2) AS opening
FROM generate_series(1, :leases) AS n
	 CROSS JOIN LATERAL (SELECT round(pg_temp.draw(n, 'amount') * 100000, (pg_temp.draw(n, 'decimals') * 8)::int) AS amount,
								round(pg_temp.draw(n, 'quantity') * 1000 * CASE WHEN n % 17 = 0 THEN -1 ELSE 1 END, (pg_temp.draw(n, 'more') * 9)::int) AS quantity,
								timestamptz '2019-01-01 00:00Z' + CASE WHEN n % 3 = 0 THEN interval '1 day' * trunc(pg_temp.draw(n, 'start') * 2000)
									ELSE interval '1 second' * trunc(pg_temp.draw(n, 'start') * 170000000) END AS started,
								pg_temp.draw(n, 'a') AS d1, pg_temp.draw(n, 'b') AS d2, pg_temp.draw(n, 'c') AS d3, pg_temp.draw(n, 'd') AS d4, pg_temp.draw(n, 'e') AS d5, pg_temp.draw(n, 'f') AS d6) AS x
	 CROSS JOIN LATERAL (SELECT started + interval '1 second' * trunc(pg_temp.draw(n, 'length') * 10 ^ (5 + n % 4) + 3600) AS ended) AS y
	 JOIN zones z ON z.i = trunc(pg_temp.draw(n, 'zone') * 6)
	 JOIN prorations q ON q.i = trunc(pg_temp.draw(n, 'proration') * 7)
	 JOIN periods p ON p.i = trunc(pg_temp.draw(n, 'period') * 6);
SELECT is(count(*), (:leases)::bigint, 'leases') FROM leases;
SELECT ok(count(DISTINCT terms) > count(*) / 2 AND bool_or(terms::text ~ 'index') AND bool_or(terms::text ~ 'every') AND bool_or(terms::text ~ 'free from'), 'on terms of many kinds') FROM leases;

-- ---- text ----

SELECT is_empty('SELECT n FROM leases WHERE terms::text::lease_terms <> terms OR lease_terms_hash(terms::text::lease_terms) <> lease_terms_hash(terms)', 'text gives the value back');

-- ---- rent ----

CREATE TEMP TABLE whole AS SELECT *, rent(terms, quantity, during) AS rent FROM leases;
SELECT is_empty('SELECT n FROM whole WHERE rent <> rent(terms, quantity, during, tstzrange(NULL, middle)) + rent(terms, quantity, during, tstzrange(middle, NULL))', 'two parts are the whole');
SELECT is_empty($$SELECT n FROM whole, LATERAL (SELECT sum(rent(terms, quantity, during, tstzrange(s, s + interval '37 hours 11 minutes'))) AS parts FROM generate_series(started, upper(during), interval '37 hours 11 minutes') AS s) AS p
	WHERE n % 5 = 0 AND upper(during) - started < interval '400 days' AND parts <> rent$$, 'and so are many');
-- to 10^-12 a step, for each of these is rounded
SELECT is_empty($$SELECT n FROM whole, LATERAL (SELECT sum(rent((amount || substring(terms::text FROM ' CNY[^;]*'))::rent_rate, quantity, during, tstzrange(starts_at, ends_at), zone, proration)) AS steps, count(*) AS count FROM rate_steps(terms, during)) AS s
	WHERE abs(steps - rent) > count * 0.000000000001 * 2$$, 'a table of the steps gives the same');
SELECT is_empty($$SELECT n FROM whole, LATERAL (SELECT count(*), min(starts_at), max(ends_at), bool_and(ends_at = next OR next IS NULL) AS joined FROM (SELECT *, lead(starts_at) OVER (ORDER BY starts_at) AS next FROM rate_steps(terms, during)) AS x) AS s
	WHERE count = 0 OR min <> lower(during) OR max <> upper(during) OR NOT joined$$, 'steps cover the lease');
SELECT is_empty($$SELECT n FROM whole, LATERAL (SELECT value FROM explain_rent(terms, quantity, during) WHERE item = 'rent') AS e WHERE value::numeric <> rent AND n % 7 = 0$$, 'an explanation ends in the figure');
SELECT is((SELECT revenue(terms, quantity, during) FROM whole WHERE n % 3 = 0), (SELECT sum(rent) FROM whole WHERE n % 3 = 0), 'revenue() sums rent()');
SELECT is_empty($$SELECT zone FROM (SELECT zone, revenue_by_month(terms, quantity, during) AS m, sum(rent) AS rent FROM whole WHERE n % 3 = 1 GROUP BY zone) AS x WHERE (SELECT sum(revenue) FROM months(m)) <> rent$$, 'months sum to it');

-- ---- bills and schedules ----

SELECT is_empty($$SELECT n FROM whole, LATERAL (SELECT sum(amount) FROM rent_schedule(terms, quantity, during, (ARRAY['month', 'week', 'quarter'])[1 + n % 3], cut => (ARRAY['calendar', 'anniversary'])[1 + n % 2])) AS s
	WHERE sum IS DISTINCT FROM round(rent, 2)$$, 'a schedule sums to the rounded rent');
SELECT is_empty($$SELECT n FROM whole, LATERAL (SELECT sum(CASE n % 3 WHEN 0 THEN gross ELSE net END) AS billed, bool_and(net + coalesce(tax, 0) = gross) AS foots,
		sum(tax) + (array_agg(tax_difference ORDER BY invoice DESC))[1] AS tax_of_all
	FROM billing_schedule(terms, quantity, during, (ARRAY['month', 'quarter'])[1 + n % 2], (ARRAY['advance', 'arrears'])[1 + n % 2], cut => (ARRAY['calendar', 'anniversary'])[1 + n % 2], tax_rounding => (ARRAY['invoice', 'cumulative'])[1 + n % 5 % 2])) AS b
	WHERE billed <> round(rent, 2) OR NOT foots OR tax_of_all <> CASE n % 3 WHEN 0 THEN round(rent, 2) - round(round(rent, 2) / 1.06, 2) WHEN 1 THEN round(round(rent, 2) * 0.13, 2) END$$, 'bills sum to the rounded rent, and their taxes with the difference to the tax of it');

-- ---- income ----

SELECT is_empty($$SELECT n FROM whole, LATERAL (SELECT sum(rent) AS rents, sum(income) AS incomes, bool_and(accrued = opening + cumulative_income - cumulative_rent) AS foots, (array_agg(accrued ORDER BY period_start DESC))[1] AS left_over
	FROM income_schedule(terms, quantity, during, opening => opening)) AS i
	WHERE NOT foots OR left_over <> 0 OR incomes <> rents - opening OR abs(rents - rent / CASE n % 3 WHEN 0 THEN 1.06 ELSE 1 END) > 0.005000000001$$, 'income is the rent less what was carried in, and nothing is left over');
SELECT is_empty($$SELECT n FROM whole, LATERAL (SELECT (array_agg(cumulative_income ORDER BY period_start))[2] AS income, (array_agg(posting_date ORDER BY period_start))[2] AS at, (array_agg(accrued ORDER BY period_start))[2] AS accrued
	FROM income_schedule(terms, quantity, during, opening => opening)) AS i
	WHERE at IS NOT NULL AND (round(opening + income_to_date(terms, quantity, during, at, opening => opening), 2) - opening <> income OR abs(accrued_rent(terms, quantity, during, at, opening => opening) - accrued) > 0.01)$$, 'to date it is what the schedule has');
SELECT is_empty($$SELECT n FROM whole, LATERAL (SELECT coalesce(sum(amount), 0) AS to_come FROM backlog_schedule(terms, quantity, during, middle::date)) AS b
	WHERE abs(to_come - rent(terms, quantity, during, term((middle::date + 1), NULL, zone))) > 0.01$$, 'the backlog is the rent that is to come');

-- ---- usage ----

CREATE TEMP TABLE metered AS
SELECT n, during, used, (amount || ' CNY/card/hour; above 100 per ' || p || ' at ' || round(amount / 2, 8) || '; above 250 per ' || p || ' at ' || round(amount / 3, 8) || CASE WHEN n % 2 = 0 THEN '; minimum ' || n % 500 || ' per ' || p ELSE '; minimum ' || n * 100 || ' CNY per ' || p END || '; zone ' || zone || '; proration ' || proration)::lease_terms AS terms
FROM leases, LATERAL (SELECT (ARRAY['month', 'quarter', 'year', 'lease'])[1 + n % 4] AS p) AS q, LATERAL (SELECT count(*) FROM rent_schedule('1 CNY/card/hour', 1, during, 'month', zone, cut => CASE WHEN proration = 'anniversary' THEN 'anniversary' ELSE 'calendar' END)) AS s,
	 LATERAL (SELECT array_agg(round(pg_temp.draw(n * 1000 + i, 'used') * 300, 9)) AS used FROM generate_series(1, s.count::int) AS i) AS u
WHERE upper(during) - started < interval '1000 days';
SELECT is_empty($$SELECT n FROM metered, LATERAL (SELECT sum(amount) AS total, bool_and(amount = charge + shortfall AND shortfall >= -0.01) AS foots, sum(used) AS used FROM usage_schedule(terms, metered.used, during)) AS e,
	LATERAL (SELECT sum(amount) AS total, bool_and(amount = charge + shortfall) AS foots FROM usage_schedule(terms, metered.used, during, shortfall => 'as accrued')) AS a
	WHERE e.total <> a.total OR NOT e.foots OR NOT a.foots OR e.used <> (SELECT sum(u) FROM unnest(metered.used) AS u)$$, 'shortfalls at the end and as accrued come to one total');
SELECT is_empty($$SELECT n FROM metered, LATERAL (SELECT sum(usage_charge(terms, u, before)) AS rows FROM (SELECT u, coalesce(sum(u) OVER (ORDER BY i ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM unnest(used) WITH ORDINALITY AS t (u, i)) AS x) AS r
	WHERE rows <> usage_charge(terms, (SELECT sum(u) FROM unnest(used) AS u))$$, 'charges of rows sum to that of all');

-- ---- prepayments ----

SELECT is_empty($$SELECT n FROM leases,
	LATERAL (SELECT array_agg(round(pg_temp.draw(n * 100 + i, 'charge') * 1000, n % 13)) AS charges, array_agg(CASE WHEN pg_temp.draw(n * 100 + i, 'prepaid') < 0.4 THEN 0 ELSE round(pg_temp.draw(n * 100 + i, 'credit') * 1500, n % 5) END) AS credits FROM generate_series(1, 1 + n % 24) AS i) AS a,
	LATERAL (SELECT bool_and(d.applied + d.payable = d.charge AND least(d.applied, d.payable, d.lapsed, d.balance) >= 0) AS foots, sum(d.credit) AS credit, sum(d.applied + d.lapsed) AS gone, (array_agg(d.balance ORDER BY d.n DESC))[1] AS left_over
		FROM drawdown(charges, credits, CASE WHEN n % 3 > 0 THEN n % 7 + 1 END) AS d) AS d
	WHERE NOT foots OR credit <> gone + left_over$$, 'credits are applied, lapse or are left, and charges are paid by them or payable');

SELECT * FROM finish();
ROLLBACK;
