-- Bills of leases on terms.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';
\pset format unaligned

SELECT invoice_date, due_date, net, tax, gross FROM billing_schedule('10600 CNY/server/month incl 6%; free 1 month', 2, '[2024-01-15, 2024-04-15)', due => 'arrears', due_days => 10);
-- each basis, each way to round the tax: what is shown as the difference is left at the end
SELECT basis, tax_rounding, b.* FROM unnest(ARRAY['10.01 CNY/card/month incl 6%', '10.01 CNY/card/month excl 6%', '10.01 CNY/card/month']) AS basis, unnest(ARRAY['invoice', 'cumulative']) AS tax_rounding,
	 LATERAL (SELECT invoice, period_start::date, net, tax, gross, tax_difference FROM billing_schedule(basis::lease_terms, 1, '[2024-01-01, 2024-05-01)', tax_rounding => tax_rounding)) AS b;
SELECT tax_rounding, sum(net), sum(tax), sum(gross), (array_agg(tax_difference ORDER BY invoice DESC))[1] AS difference
FROM unnest(ARRAY['invoice', 'cumulative']) AS tax_rounding, billing_schedule('120000 CNY/P/year incl 6%', p_capacity '960 P', '[2024-01-01, 2027-01-01)', 'year', tax_rounding => tax_rounding) GROUP BY 1 ORDER BY 1;
-- cut at the lease's own months, quarters, days; dates of the zone; a month with 31 days, one that clips
SELECT invoice, period_start, period_end, invoice_date, due_date, net FROM billing_schedule('100 CNY/server/month', 1, '[2024-01-31, 2024-05-15)', cut => 'anniversary', due_days => 30);
SELECT invoice, period_start, invoice_date, net FROM billing_schedule('10000 CNY/server/month; zone Asia/Shanghai', 3.0::float8, term('2024-02-10', '2024-08-31', 'Asia/Shanghai'), 'quarter', 'arrears', cut => 'anniversary');
SELECT count(*), sum(net) FROM billing_schedule('24 CNY/card/day', 1, '[2024-03-30 00:00 Europe/Berlin, 2024-04-02 00:00 Europe/Berlin)', 'hour', zone => 'Europe/Berlin');
-- bills sum to the rounded rent; a credit mirrors its bill
SELECT sum(net) AS billed, round(rent('31000.07 CNY/server/month; +1% every 40 days; free from 2024-03-03 to 2024-04-04'::lease_terms, 7.3, '[2024-01-31 11:00Z, 2025-01-17 23:17Z)'), 2) AS rent
FROM billing_schedule('31000.07 CNY/server/month; +1% every 40 days; free from 2024-03-03 to 2024-04-04', 7.3, '[2024-01-31 11:00Z, 2025-01-17 23:17Z)', 'week');
SELECT bool_and(a.net = -b.net AND a.tax = -b.tax AND a.gross = -b.gross AND a.tax_difference = -b.tax_difference) AS mirrors
FROM billing_schedule('10.01 CNY/card/month incl 6%', 1, '[2024-01-11, 2024-05-01)') AS a JOIN billing_schedule('10.01 CNY/card/month incl 6%', -1, '[2024-01-11, 2024-05-01)') AS b USING (invoice);
SELECT period_start::date, net, tax, gross FROM billing_schedule('100001 JPY/card/month excl 10%', 3, '[2024-01-10, 2024-03-10)');
SELECT net, tax, gross FROM billing_schedule('100 CNY/card/month excl 6%', 1, '[2024-01-10, 2024-02-10)', scale => 4);
SELECT (SELECT count(*) FROM billing_schedule(NULL, 1, '[2024-01-10, 2024-02-10)')) AS no_terms, (SELECT count(*) FROM billing_schedule('1 CNY/card/month', 1, 'empty')) AS no_time;
SELECT pg_temp.refused('SELECT count(*) FROM ' || call) FROM unnest(ARRAY[
	$$billing_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', due => 'later')$$,
	$$billing_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', due => NULL)$$,
	$$billing_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', due_days => -1)$$,
	$$billing_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', due_days => 2147483647)$$,
	$$billing_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', cut => 'paper')$$,
	$$billing_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', tax_rounding => 'up')$$,
	$$billing_schedule('100 CNY/server/month', 1, '[2024-01-01, 2025-01-01)', 'moon')$$,
	$$billing_schedule('100 CNY/server/month', 1, '[2024-01-01,)')$$,
	$$billing_schedule('100 CNY/server/month; maximum 3', 1, '[2024-01-01, 2025-01-01)')$$,
	$$billing_schedule('100 CNY/card/second', 1, '[1924-01-01, 2925-01-01)', 'hour')$$
]) AS call;
