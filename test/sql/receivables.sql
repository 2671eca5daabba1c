-- What customers owe: ages, maturities, receipts, where a contract stands.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- ---- by age ----

SELECT at, aging_bucket('2024-01-01', at::date) FROM unnest('{2023-12-31,2024-01-01,2024-01-02,2024-01-31,2024-02-01,2024-03-01,2024-03-02,2024-03-31,2024-04-01,2034-04-01,infinity,-infinity}'::date[]) AS at;
-- the Chinese table, from the day on which a claim arose: a year after the 29th of February, and after the 31st
SELECT since, at, aging_bucket(since, at, '{1 year,2 years,3 years}')
FROM (VALUES (date '2023-02-28', date '2024-02-28'), ('2023-02-28', '2024-02-29'), ('2024-02-29', '2025-02-28'), ('2024-02-29', '2025-03-01'), ('2020-01-01', '2024-01-01')) AS v (since, at);
SELECT aging_bucket('2024-01-31', '2024-02-29', '{1 month,2 months}') AS to_the_day, aging_bucket('2024-01-31', '2024-03-01', '{1 month,2 months}') AS a_day_more,
	   aging_bucket('2024-01-31', '2024-02-15', '{}') AS past, aging_bucket('2024-01-31', '2024-01-31', '{}') AS not_past, aging_bucket('-infinity', '2024-01-31') AS ever, aging_bucket('infinity', '2024-01-31') AS never;
-- months and days in one list: the first edge that has not gone by holds, also where a later one comes before it
SELECT at, aging_bucket('2024-07-01', at, '{2 months,61 days}') FROM unnest('{2024-08-31,2024-09-01,2024-09-02}'::date[]) AS at;
SELECT aging_bucket(NULL, '2024-01-31') IS NULL AS unknown, aging_bucket('2024-01-31', NULL) IS NULL AS unknown;

-- ---- by when it is due ----

SELECT due, maturity_bucket(due, '2025-06-30'), maturity_bucket(due, '2025-06-30', 3) AS three
FROM unnest('{2025-01-01,2025-06-30,2025-07-01,2026-06-30,2026-07-01,2028-06-30,2028-07-01,2030-06-30,2030-07-01,infinity,-infinity}'::date[]) AS due;
SELECT maturity_bucket('2025-02-28', '2024-02-29') AS leap_day, maturity_bucket('2025-03-01', '2024-02-29') AS a_day_more, maturity_bucket('2028-02-29', '2024-02-29') AS four_years;
SELECT maturity_bucket(NULL, '2024-01-31') IS NULL AS unknown, maturity_bucket('2024-01-31', NULL) IS NULL AS unknown;

-- ---- receipts ----

SELECT * FROM allocate_receipts('{2024-03-31,2024-01-31,2024-02-29}', '{300,100,200}', 250);
-- nothing received; of one day the first; paid too much; a credit note pays too, also the future one
SELECT * FROM allocate_receipts('{2024-01-31,2024-01-31}', '{100,200}', 0);
SELECT * FROM allocate_receipts('{2024-01-31,2024-01-31}', '{100,200}', 150);
SELECT * FROM allocate_receipts('{2024-01-31}', '{100.01}', 150);
SELECT * FROM allocate_receipts('{2024-01-31,2024-02-29,2024-03-31}', '{100,200,-50}', 75.5);
SELECT * FROM allocate_receipts('{2024-01-31}', '{-50}', 0);
SELECT * FROM allocate_receipts('{}', '{}', 10);
SELECT * FROM allocate_receipts('{2024-01-31,-infinity,infinity}', '{0,1,1}', 1);
SELECT count(*) AS no_rows FROM (SELECT * FROM allocate_receipts(NULL, '{1}', 1) UNION ALL SELECT * FROM allocate_receipts('{2024-01-31}', NULL, 1)
	UNION ALL SELECT * FROM allocate_receipts('{2024-01-31}', '{1}', NULL) UNION ALL SELECT * FROM allocate_receipts('{}', '{}', 0)) AS r;
-- laws: paid sums to what was received, open to the rest; nothing is open that is older than what is paid
SELECT count(*) AS books, bool_and(paid = received) AS all_given, bool_and(open = amount - received) AS rest_is_open, bool_and(in_order) AS in_order
FROM (SELECT i, received, sum(a.paid) AS paid, sum(a.open) AS open, sum(a.amount) AS amount,
			 bool_and(a.open = 0 OR a.n IS NULL OR NOT EXISTS (SELECT FROM allocate_receipts(c.due, c.amounts, c.received) AS later WHERE later.due_date > a.due_date AND later.paid > 0)) AS in_order
	  FROM (SELECT i, i * 37 % 400 AS received, array_agg(date '2024-01-01' + i * k * 7919 % 90 ORDER BY k) AS due, array_agg(round((i * k * 104729 % 9973) / 100.0 - 10, 2) ORDER BY k) AS amounts
			FROM generate_series(1, 100) AS i, generate_series(1, 1 + i % 12) AS k GROUP BY i) AS c, allocate_receipts(due, amounts, received) AS a GROUP BY 1, 2) AS s;

-- ---- where a contract stands ----

SELECT * FROM contract_position(26400000, 0, 0);
SELECT * FROM contract_position(100, 150.5, 120);
SELECT * FROM contract_position(100, 150, 200.01);
SELECT * FROM contract_position(9056603.77, 9056603.77, 9056603.77);
SELECT * FROM contract_position(-10, 0, NULL);
-- four balances, one truth: they net to what was earned and not received
SELECT count(*) AS cases, count(*) FILTER (WHERE accrued_income - deferred_income + receivable - customer_advance <> e - r OR least(accrued_income, deferred_income) <> 0 OR least(receivable, customer_advance) <> 0) AS different
FROM generate_series(-5, 5) AS e, generate_series(-5, 5) AS b, generate_series(-5, 5) AS r, contract_position(e, b, r);

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{30 days,30 days}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{60 days,30 days}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{30 days,1 month}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{0 days}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{-30 days}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{12 hours}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{1 year 1 month -3 days 00:00:01.5}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{14 months,1 year 61 days}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{30 days,NULL}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', '{{30 days},{60 days}}')$$,
$$SELECT aging_bucket('2024-01-01', '2024-02-01', NULL)$$,
$$SELECT maturity_bucket('2024-01-01', '2024-02-01', 0)$$,
$$SELECT maturity_bucket('2024-01-01', '2024-02-01', 1001)$$,
$$SELECT maturity_bucket('2024-01-01', '2024-02-01', NULL)$$,
$$SELECT allocate_receipts('{2024-01-31}', '{1,2}', 1)$$,
$$SELECT allocate_receipts('{2024-01-31}', '{1}', -1)$$,
$$SELECT allocate_receipts('{2024-01-31}', '{1}', 'NaN')$$,
$$SELECT allocate_receipts('{2024-01-31}', '{NULL}', 1)$$,
$$SELECT allocate_receipts('{NULL}', '{1}', 1)$$,
$$SELECT contract_position('NaN', 1, 1)$$,
$$SELECT contract_position(1, 1e25, 1)$$
]) AS statement;
