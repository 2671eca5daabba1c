-- The journals of finance leases, every kind of them, and of leases that are billed; red entries, charts, and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- a dealer's, in arrears: commencement with expensed costs, then payments before interest
SELECT * FROM finance_lease_journal('{1000,1000}', 1900, 1500, '2024-01-31', unguaranteed_residual => 50, initial_direct_costs => 20);
-- in advance, by quarters
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{1000,1000}', 1900, 1500, '2024-01-15', 'quarter', due => 'advance');
-- a financier's, with a gain; at a loss, and the same in red
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{1000,1000}', 1900, 1890, '2024-01-15', initial_direct_costs => 5, kind => 'financier') WHERE entry = 'commencement';
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{1000,1000}', 1900, 1950, '2024-01-15', kind => 'financier') WHERE entry = 'commencement';
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{1000,1000}', 1900, 1950, '2024-01-15', kind => 'financier', red => true) WHERE entry = 'commencement';
-- direct financing: one account for the net investment, with a profit deferred and with a loss at once
SELECT at, entry, account, debit, credit, memo FROM finance_lease_journal('{9500,9500}', 18500, 18000, '2024-02-29', 'year', unguaranteed_residual => 700, initial_direct_costs => 200, standard => 'us gaap', kind => 'direct financing');
SELECT at, entry, account, debit, credit FROM finance_lease_journal('{9500,9500}', 18500, 18700, '2024-02-29', 'year', standard => 'us gaap', kind => 'direct financing') WHERE entry = 'commencement';
-- sales-type without a profit: costs are in the receivable
SELECT account, debit, credit FROM finance_lease_journal('{9500,9500}', 18500, 18500, '2024-02-29', initial_direct_costs => 200, standard => 'us gaap', kind => 'sales-type') WHERE entry = 'commencement';
-- more than an unguaranteed residual is worth of cost: the cost of sales is below zero, on the other side or red
SELECT red, account, debit, credit FROM unnest('{f,t}'::boolean[]) AS red, finance_lease_journal('{1000}', 1900, 500, '2024-01-01', unguaranteed_residual => 1000, red => red) WHERE entry = 'commencement' ORDER BY red;
-- a period without a payment has no entry of it; at a rate of 0 nothing is earned
SELECT entry, account, debit, credit FROM finance_lease_journal('{0,2000}', 1900, 1500, '2024-01-01') WHERE entry <> 'commencement';
SELECT entry, count(*) FROM finance_lease_journal('{1000,900}', 1900, 1500, '2024-01-01') GROUP BY 1 ORDER BY 1;
SELECT count(*) AS no_rows FROM (SELECT * FROM finance_lease_journal(NULL, 1, 1, '2024-01-01') UNION ALL SELECT * FROM finance_lease_journal('{1}', NULL, 1, '2024-01-01')
	UNION ALL SELECT * FROM finance_lease_journal('{1}', 1, NULL, '2024-01-01') UNION ALL SELECT * FROM finance_lease_journal('{1}', 1, 1, NULL)) AS r;
-- what the planner expects: with and without a residual to accrete, and of a column
CREATE FUNCTION pg_temp.expected_rows(statement text) RETURNS int LANGUAGE plpgsql AS
$$DECLARE plan json; BEGIN EXECUTE 'EXPLAIN (FORMAT json) ' || statement INTO plan; RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows'; END$$;
SELECT pg_temp.expected_rows($$SELECT * FROM finance_lease_journal(array_fill(50000::numeric, '{36}'), 1600000, 1400000, '2024-01-01')$$) AS without,
	   pg_temp.expected_rows($$SELECT * FROM finance_lease_journal(array_fill(50000::numeric, '{36}'), 1600000, 1400000, '2024-01-01', unguaranteed_residual => 80000)$$) AS with_residual,
	   (SELECT count(*) FROM finance_lease_journal(array_fill(50000::numeric, '{36}'), 1600000, 1400000, '2024-01-01', unguaranteed_residual => 80000, initial_direct_costs => 1)) AS lines;

-- ---- a lease that is billed ----

-- in advance, tax included, with a free month: bills run behind income, then it is made up
SELECT * FROM rent_journal('10600 CNY/server/month incl 6%; free 1 month', 2, '[2024-01-15 00:00Z, 2024-04-15 00:00Z)', due_days => 10);
-- in arrears: of one day the bill comes first; the last bill has what taxes rounded by invoice leave
SELECT at, entry, account, debit, credit FROM rent_journal('10 CNY/card/month incl 6%', 1, '[2024-01-01 00:00Z, 2024-08-01 00:00Z)', due => 'arrears') WHERE at >= '2024-07-01';
-- a year in advance; a rate that says no tax; a tax on top; yen
SELECT at, entry, account, debit, credit FROM rent_journal('1200 CNY/server/month', 1, '[2024-01-01 00:00Z, 2025-01-01 00:00Z)', 'year') WHERE at <= '2024-02-29';
SELECT at, entry, account, debit, credit FROM rent_journal('10.01 CNY/card/month excl 13%', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)');
SELECT at, entry, account, debit, credit FROM rent_journal('1001 JPY/card/month incl 10%', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)');
-- a credit: sides change, or it is red
SELECT red, at, entry, account, debit, credit FROM unnest('{f,t}'::boolean[]) AS red, rent_journal('1000 CNY/server/month incl 6%', -1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', red => red) ORDER BY red, at;
-- days of the terms' zone; an opening balance is used up
SELECT at, entry, account, debit, credit FROM rent_journal('31000 CNY/server/month; zone Asia/Shanghai', 1, term('2024-01-15', '2024-02-14', 'Asia/Shanghai'), opening => -500) ORDER BY at;
SELECT count(*) AS no_rows FROM (SELECT * FROM rent_journal(NULL, 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)') UNION ALL SELECT * FROM rent_journal('1 CNY/card/hour', NULL::numeric, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)')
	UNION ALL SELECT * FROM rent_journal('1 CNY/card/hour', 1, NULL) UNION ALL SELECT * FROM rent_journal('1 CNY/card/hour', 1, 'empty')) AS r;
-- each kind of quantity
SELECT (SELECT sum(debit) FROM rent_journal('1 CNY/card/hour', 3, '[2024-01-15 00:00Z, 2024-01-15 01:00Z)')) AS int4, (SELECT sum(debit) FROM rent_journal('1 CNY/card/hour', 2.5, '[2024-01-15 00:00Z, 2024-01-15 01:00Z)')) AS numeric,
	   (SELECT sum(debit) FROM rent_journal('1 CNY/card/hour', 2.5::float8, '[2024-01-15 00:00Z, 2024-01-15 01:00Z)')) AS float8, (SELECT sum(debit) FROM rent_journal('1 CNY/P/hour', '2.5 P', '[2024-01-15 00:00Z, 2024-01-15 01:00Z)')) AS p_capacity;
-- a third of a server: what is posted is what is billed and earned, to the cent
SELECT (SELECT sum(gross) FROM billing_schedule('1000000 CNY/server/month', 0.3333333333333, d)) AS billed, (SELECT sum(debit) FROM rent_journal('1000000 CNY/server/month', 0.3333333333333, d) WHERE account = 'receivable') AS receivable,
	   (SELECT sum(income) FROM income_schedule('1000000 CNY/server/month', 0.3333333333333, d)) AS earned, (SELECT sum(credit) FROM rent_journal('1000000 CNY/server/month', 0.3333333333333::float8, d) WHERE account = 'rental_income') AS rental_income
FROM (SELECT tstzrange '[2024-01-01 00:00Z, 2026-01-01 00:00Z)' AS d) AS lease;

-- laws, of each step, due, cut, tax and rounding: entries balance; accrued_rent ends at 0; bills and income are those of the schedules
CREATE TEMP TABLE book AS
SELECT row_number() OVER () AS i, terms, quantity, during, step, due, cut, opening, red
FROM unnest('{12.34 CNY/card/hour; free 10 days,10.07 CNY/card/month incl 6%; +5% every 1 month,133.33 CNY/server/month excl 13%; from 2 months 140; zone Asia/Shanghai,1001 JPY/card/month incl 10%; free from 1 month to 2 months,77.77 USD/lease/year; from 2024-03-01 index 80}'::lease_terms[]) AS terms,
	 (VALUES (1.0), (-3), (0.333)) AS q (quantity), (VALUES (tstzrange '[2024-01-15 00:00Z, 2024-07-20 06:00Z)'), ('[2024-01-31 16:00Z, 2024-02-10 00:00Z)')) AS d (during),
	 unnest('{month,quarter,year}'::text[]) AS step, unnest('{advance,arrears}'::text[]) AS due, unnest('{calendar,anniversary}'::text[]) AS cut, (VALUES (0, false), (12, true), (-7, false)) AS o (opening, red);
CREATE TEMP TABLE line AS SELECT b.i, j.*, row_number() OVER (PARTITION BY b.i) AS n FROM book AS b, rent_journal(terms, quantity, during, step, due, 0, NULL, NULL, cut, opening, red) AS j;
SELECT (SELECT count(*) FROM book) AS leases, count(*) AS lines FROM line;
SELECT count(*) AS unbalanced FROM (SELECT FROM line GROUP BY i, at, entry HAVING coalesce(sum(debit), 0) <> coalesce(sum(credit), 0)) AS e;
SELECT count(*) AS not_at_0 FROM book AS b WHERE opening + coalesce((SELECT sum(coalesce(debit, 0) - coalesce(credit, 0)) FROM line AS l WHERE l.i = b.i AND account = 'accrued_rent'), 0) <> 0;
SELECT count(*) AS out_of_order FROM (SELECT at, lag(at) OVER (PARTITION BY i ORDER BY n) AS before FROM line) AS l WHERE at < before;
SELECT count(*) AS with_rounding, count(*) FILTER (WHERE entries <> 1) AS more_than_once FROM (SELECT i, count(*) AS entries FROM line WHERE account = 'rounding' GROUP BY i) AS r;
SELECT count(*) AS different FROM book AS b WHERE
	(SELECT coalesce(sum(gross), 0) FROM billing_schedule(terms, quantity, during, step, due, cut => cut)) <> coalesce((SELECT sum(coalesce(debit, 0) - coalesce(credit, 0)) FROM line AS l WHERE l.i = b.i AND account = 'receivable'), 0)
	OR (SELECT coalesce(sum(tax), 0) FROM billing_schedule(terms, quantity, during, step, due, cut => cut)) <> coalesce((SELECT sum(coalesce(credit, 0) - coalesce(debit, 0)) FROM line AS l WHERE l.i = b.i AND account = 'output_vat'), 0)
	OR (SELECT array_agg(income ORDER BY period_start) FROM income_schedule(terms, quantity, during, opening => opening) WHERE income <> 0)
	   IS DISTINCT FROM (SELECT array_agg(coalesce(credit, 0) - coalesce(debit, 0) ORDER BY n) FROM line AS l WHERE l.i = b.i AND account = 'rental_income');
SELECT count(*) AS red_on_the_other_side FROM line JOIN book USING (i) WHERE red AND ((account IN ('receivable') AND credit IS NOT NULL) OR (account IN ('output_vat', 'rental_income') AND debit IS NOT NULL)) OR (NOT red AND least(debit, credit) < 0);
SELECT pg_temp.expected_rows($$SELECT * FROM rent_journal('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2027-01-01 00:00Z)')$$) AS expected, (SELECT count(*) FROM rent_journal('1 CNY/card/hour incl 6%', 1, '[2024-01-01 00:00Z, 2027-01-01 00:00Z)')) AS lines;

-- taxes as the lease is billed: 100 bills of 9.99 by either rounding
SELECT tax_rounding, sum(credit) FILTER (WHERE account = 'output_vat') AS output_vat, (SELECT sum(tax) FROM billing_schedule('9.99 CNY/card/month incl 6%', 1, d, tax_rounding => tax_rounding)) AS billed, max(debit) FILTER (WHERE account = 'rounding') AS rounding_debit,
	   coalesce(sum(credit) FILTER (WHERE account = 'accrued_rent'), 0) - sum(debit) FILTER (WHERE account = 'accrued_rent') AS accrued_rent
FROM (SELECT tstzrange '[2020-01-01 00:00Z, 2028-05-01 00:00Z)' AS d) AS lease, unnest('{invoice,cumulative}'::text[]) AS tax_rounding, rent_journal('9.99 CNY/card/month incl 6%', 1, d, tax_rounding => tax_rounding) GROUP BY tax_rounding, d ORDER BY 1 DESC;

SELECT account, debit, credit, memo FROM rent_journal('13.91 CNY/card/month incl 6%', 1.774, '[2024-01-10 00:00Z, 2024-07-01 00:00Z)', tax_rounding => 'cumulative') WHERE entry = 'invoice 6';

-- ---- charts of accounts ----

\set chart :abs_srcdir '/../examples/chart.sql'
BEGIN;
CREATE SCHEMA books;
SET LOCAL search_path = books, public;
\set ECHO none
\i :chart
\set ECHO all
-- every role that a journal gives is in both; none is there twice
SELECT DISTINCT c.chart, j.account FROM unnest('{cn,en}'::text[]) AS c (chart), (VALUES ('cas', 'dealer', 1500), ('ifrs', 'financier', 1950), ('us gaap', 'sales-type', 1500), ('us gaap', 'direct financing', 1950)) AS v (standard, kind, book),
	 finance_lease_journal('{1000,1000}', 1900, v.book, '2024-01-31', unguaranteed_residual => 50, initial_direct_costs => 20, standard => v.standard, kind => v.kind) AS j
WHERE NOT EXISTS (SELECT FROM chart AS a WHERE a.chart = c.chart AND a.account = j.account)
UNION SELECT DISTINCT c.chart, j.account FROM unnest('{cn,en}'::text[]) AS c (chart), line AS j WHERE NOT EXISTS (SELECT FROM chart AS a WHERE a.chart = c.chart AND a.account = j.account);
SELECT chart, count(*) = count(DISTINCT code) AS codes_once, count(*) = count(DISTINCT name) AS names_once, count(DISTINCT account) FROM chart GROUP BY 1 ORDER BY 1;
-- one lease in three books, side by side
SELECT c.code, c.name, sum(j.debit - j.credit) FILTER (WHERE b.standard = 'cas') AS cas, sum(j.debit - j.credit) FILTER (WHERE b.standard = 'ifrs') AS ifrs, sum(j.debit - j.credit) FILTER (WHERE b.standard = 'us gaap') AS us_gaap
FROM (VALUES ('cas', 'financier'), ('ifrs', 'financier'), ('us gaap', 'direct financing')) AS b (standard, kind),
	 LATERAL (SELECT account, coalesce(debit, 0) AS debit, coalesce(credit, 0) AS credit FROM finance_lease_journal(array_fill(50000::numeric, '{36}'), 1600000, 1580000, '2024-01-01', unguaranteed_residual => 80000, initial_direct_costs => 16000,
		standard => b.standard, kind => b.kind) AS j WHERE j.at <= '2024-12-31') AS j
	 JOIN chart AS c ON c.account = j.account AND c.chart = 'en' GROUP BY 1, 2 ORDER BY 1;
ROLLBACK;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT rent_journal('1 CNY/card/hour', 1, '[2024-01-01 00:00Z,)')$$,
$$SELECT rent_journal('1 CNY/card/hour; minimum 10 per month', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)')$$,
$$SELECT rent_journal('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', due => 'later')$$,
$$SELECT rent_journal('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', cut => 'never')$$,
$$SELECT rent_journal('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', opening => 0.001)$$,
$$SELECT rent_journal('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', opening => NULL)$$,
$$SELECT rent_journal('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', red => NULL)$$,
$$SELECT rent_journal('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', tax_rounding => NULL)$$,
$$SELECT rent_journal('1 CNY/card/hour', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', tax_rounding => 'line')$$,
$$SELECT finance_lease_journal('{1}', 1, 1, 'infinity')$$,
$$SELECT finance_lease_journal('{1}', 1, 1, '2024-01-01', 'minute')$$,
$$SELECT count(*) FROM finance_lease_journal(array_fill(1::numeric, '{1000}'), 1, 1, '5874000-01-01', 'year')$$,
$$SELECT finance_lease_journal('{1}', 1, 1, '2024-01-01', red => NULL)$$,
$$SELECT finance_lease_journal('{1}', 1, 1, '2024-01-01', step => NULL)$$,
$$SELECT finance_lease_journal('{1}', 1, 1, '2024-01-01', kind => 'operating')$$,
$$SELECT finance_lease_journal('{}', 1, 1, '2024-01-01')$$,
$$SELECT finance_lease_journal('{1,1}', 1, 1, '2024-01-01', due => 'advance')$$
]) AS statement;
