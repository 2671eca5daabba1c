-- A lease that ends early: what is due, credited, billed, applied and refunded.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- stopped after 5 months of 12, one of them free: a deposit, a fee, accrued rent
SELECT * FROM termination('30000 CNY/server/month; free 1 month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-06-01 00:00Z', billed => 120000, received => 90000, accrued => 10000, deposit => 30000, fee => 50000);
-- on the first day; the deposit is less than what is owed; all square; at the end
SELECT * FROM termination('30000 CNY/server/month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-01-01 00:00Z', deposit => 60000, fee => 10000);
SELECT * FROM termination('30000 CNY/server/month', 2, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', 180000, 60000, 0, 60000, 60000);
SELECT * FROM termination('30000 CNY/server/month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', 90000, 90000);
SELECT rent_due, balance_due FROM termination('30000 CNY/server/month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2025-01-01 00:00Z', 360000, 330000);
-- billed and paid a year ahead: a credit note, and what is left of it after the fee is refunded
SELECT * FROM termination('30000 CNY/server/month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', billed => 360000, received => 360000, deposit => 30000, fee => 50000);
-- billed behind: it is made up
SELECT rent_due, credit_note, still_to_bill FROM termination('30000 CNY/server/month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-16 00:00Z', billed => 90000);
-- rent and fee are gross: of a rate that includes the tax, of one that excludes it; deferred rent is income then
SELECT * FROM termination('10600 CNY/server/month incl 6%', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-03-01 00:00Z', 21200, 21200, accrued => -500, fee => 1060);
SELECT * FROM termination('10000 CNY/server/month excl 6%', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-03-01 00:00Z', 21200, 21200, fee => 1060);
-- a broken month in the terms' zone; a lease without an end; yen; a capacity
SELECT rent_due FROM termination('31000 CNY/server/month; zone Asia/Shanghai', 1, term('2024-01-01', '2024-12-31', 'Asia/Shanghai'), '2024-01-14 16:00Z');
SELECT rent_due FROM termination('31000 CNY/server/month', 1, '[2024-01-01 00:00Z,)', '2024-03-15 00:00Z', proration => 'calendar');
SELECT rent_due FROM termination('100001 JPY/card/month', 0.5::float8, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-02-01 00:00Z');
SELECT rent_due FROM termination('120000 CNY/P/year', '960 P', '[2024-01-01 00:00Z, 2027-01-01 00:00Z)', '2025-01-01 00:00Z', scale => 0);
SELECT termination(NULL, 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z') IS NULL AS unknown, termination('1 CNY/card/hour', NULL::numeric, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z') IS NULL AS unknown,
	   termination('1 CNY/card/hour', 1, NULL, '2024-04-01 00:00Z') IS NULL AS unknown, termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', NULL) IS NULL AS unknown;
-- laws: what is billed after all is what is due; money in and out is what is due too
SELECT count(*) AS cases, bool_and(billed - t.credit_note + t.still_to_bill = t.rent_due + fee) AS bills_foot, bool_and(received + t.deposit_applied + t.balance_due - t.refund = t.rent_due + fee) AS money_foots,
	   bool_and(t.deposit_applied + t.deposit_refund = deposit AND least(t.credit_note, t.still_to_bill, t.deposit_applied, t.deposit_refund, t.balance_due, t.refund) >= 0 AND least(t.balance_due, t.deposit_refund) = 0) AS signs
FROM (VALUES (0), (50000), (120000), (360000)) AS b (billed), (VALUES (0), (90000.01), (400000)) AS r (received), (VALUES (0), (30000), (200000)) AS d (deposit), (VALUES (0), (50000)) AS f (fee),
	 generate_series(timestamptz '2024-01-01 00:00Z', '2025-01-01 00:00Z', '17 days') AS ended,
	 termination('30000 CNY/server/month; free 1 month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', ended, billed, received, 0, deposit, fee) AS t;

-- a third of a server owes what bills come to, to the cent
SELECT rent_due, (SELECT sum(gross) FROM billing_schedule('1000000 CNY/server/month', 0.3333333333333, d)) AS billed, still_to_bill
FROM (SELECT tstzrange '[2024-01-01 00:00Z, 2026-01-01 00:00Z)' AS d) AS lease, termination('1000000 CNY/server/month', 0.3333333333333, d, upper(d), billed => 8000000);

-- taxes as they were billed: what was billed and paid owes nothing, by whatever steps
SELECT step, cut, tax_rounding, billed, t.rent_due, t.still_to_bill, t.balance_due, t.refund, t.income_effect
FROM (SELECT tstzrange '[2024-01-31 16:00Z, 2027-01-31 16:00Z)' AS d) AS lease, unnest('{month,quarter}'::text[]) AS step, unnest('{calendar,anniversary}'::text[]) AS cut, unnest('{invoice,cumulative}'::text[]) AS tax_rounding,
	 LATERAL (SELECT sum(gross) AS billed FROM billing_schedule('133.37 CNY/server/month excl 13%; zone Asia/Shanghai', 3, d, step, cut => cut, tax_rounding => tax_rounding)) AS b,
	 termination('133.37 CNY/server/month excl 13%; zone Asia/Shanghai', 3, d, upper(d), billed, billed, step => step, cut => cut, tax_rounding => tax_rounding) AS t
ORDER BY 1, 2, 3;
-- accrued is accrued_rent() on the last day let: income comes to rent and fee. What was billed ahead makes no difference
SELECT ended, billed, accrued, round(earned, 2) AS earned, t.rent_due, t.credit_note, t.income_effect, round(earned, 2) + t.income_effect AS income
FROM (SELECT lease_terms '31800 CNY/server/month incl 6%; free 2 months' AS terms, tstzrange '[2024-01-01 00:00Z, 2025-01-01 00:00Z)' AS d) AS lease, (VALUES (0), (318000)) AS b (billed), unnest('{2024-03-01 00:00Z,2024-06-10 12:00Z,2024-07-01 00:00Z,2025-01-01 00:00Z}'::timestamptz[]) AS ended,
	 LATERAL (SELECT (ended - interval '1 microsecond')::date AS last) AS x, accrued_rent(terms, 1, d, last) AS accrued, income_to_date(terms, 1, d, last) AS earned,
	 termination(terms, 1, d, ended, billed, accrued => accrued, fee => 1060) AS t ORDER BY 1, 2;

-- a lease without an end has no even income: what was accrued is so when it ends
SELECT t.rent_due, t.income_effect FROM unnest('{[2024-01-01 00:00Z\,),[2024-01-01 00:00Z\,2025-01-01 00:00Z)}'::tstzrange[]) AS during, termination('15.1 CNY/card/hour incl 6%', 8, during, '2024-06-01 13:37Z', accrued => 0, fee => 106) AS t;

-- a fee as large as can be, in the currency's own decimals, and without a tax in as many as there are
SELECT t.still_to_bill, t.fee_tax FROM (VALUES (lease_terms '1 CNY/card/hour incl 6%', 2), ('1 CNY/card/hour', 12)) AS v (terms, scale), termination(terms, 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-01-01 00:00Z', fee => 1e24, scale => v.scale) AS t;
-- bills round their net one by one: income takes what that leaves. The tax of a credit note inside a month
SELECT terms, t.rent_due, t.income_effect, t.rent_due_tax, t.credit_note
FROM (VALUES (lease_terms '133400 CNY/server/month incl 6%; zone Asia/Shanghai', 2, term('2024-01-15', '2026-12-31', 'Asia/Shanghai'), timestamptz '2025-10-01 00:00+8', 5478293.33),
	 ('1234 JPY/lease/month incl 10%', 1, '[2024-01-01 00:00Z, 2027-01-01 00:00Z)', '2026-12-01 00:00Z', 43190), ('10 CNY/lease/month incl 6%', 1, '[2024-01-01 00:00Z, 2027-01-01 00:00Z)', '2026-12-01 00:00Z', 350),
	 ('999.99 CNY/server/month excl 13%', 1, '[2024-01-15 00:00Z, 2025-01-15 00:00Z)', '2024-06-20 00:00Z', 6252.61)) AS v (terms, quantity, during, ended, billed), termination(terms, quantity, during, ended, billed) AS t;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2023-12-31 23:59:59Z')$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2025-01-01 00:00:00.000001Z')$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z,)', 'infinity')$$,
$$SELECT termination('1 CNY/card/hour', 1, '(,2024-01-01 00:00Z)', '2023-01-01 00:00Z')$$,
$$SELECT termination('1 CNY/card/hour', 1, 'empty', '2023-01-01 00:00Z')$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', billed => -1)$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', received => -1)$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', deposit => -1)$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', fee => -1)$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', fee => NULL)$$,
$$SELECT termination('1 CNY/card/hour incl 6%', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', fee => 1e24, scale => 12)$$,
$$SELECT termination('1 CNY/card/hour excl 6%', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', fee => 2e24)$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', billed => 'NaN')$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', scale => 13)$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', step => 'fortnight')$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', cut => 'month')$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', tax_rounding => 'line')$$,
$$SELECT termination('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', tax_rounding => NULL)$$,
$$SELECT termination('1 CNY/card/hour; zone UTC', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', '2024-04-01 00:00Z', zone => 'Asia/Shanghai')$$
]) AS statement;
