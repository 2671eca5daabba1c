-- Worked examples of the business whose answers were computed elsewhere, in exact
-- fractions: proration, cumulative rounding, VAT, margin, payback, cost of capacity.
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
\set ON_ERROR_STOP 1
BEGIN;
SELECT plan(26);

-- ---- rent ----

SELECT is(rent('31000 CNY/server/month', 1, '[2023-01-15 00:00Z, 2023-02-15 00:00Z)', NULL, 'UTC', 'actual/30'), 32033.333333333333,
	'one lease by actual days over 30');
SELECT is(rent('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31')), 345600000.0,
	'inclusive contract dates');
SELECT is(rent('120000 CNY/P/year', '960 P', '[2024-01-01 00:00Z, 2026-12-31 00:00Z]'), 345284383.561643835616,
	'the same dates taken as a range lose the last day');
SELECT is(rent('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31'), term('2024-01-01', '2024-01-31')), 9757377.049180327869,
	'a January by the elapsed fraction of the year');
SELECT is(rent('120000 CNY/P/year', '960 P', term('2024-01-01', '2026-12-31'), term('2024-01-01', '2024-01-31'), 'UTC', 'calendar'), 9600000.0,
	'a January by months');
SELECT is(rent('743 CNY/server/month', 1, term('2024-03-01', '2024-03-14', 'America/New_York'), NULL, 'America/New_York'), 335.0,
	'a monthly rate over a change of clocks');
SELECT is(rent('15.1 CNY/card/hour', 1000, '[2024-01-01 00:00Z,)', term('2024-01-01', '2024-01-31', 'Asia/Shanghai')), 11113600.0,
	'the time zone moves the cut-off');
SELECT is((SELECT sum(rent('100 CNY/server/month', 1, '[2024-01-01 00:00Z, 2024-02-01 00:00Z)', tstzrange(day, day + interval '1 day')))
		   FROM generate_series(timestamptz '2024-01-01 00:00Z', '2024-01-31 00:00Z', interval '1 day') AS day), 100.0,
	'cumulative rounding at 12 decimals is additive');
SELECT is((SELECT array_agg(amount) FROM rent_schedule('3 CNY/card/month', 1, '[2024-01-16 00:00Z, 2024-03-16 00:00Z)', scale => 0)), ARRAY[2, 2, 2]::numeric[],
	'posted amounts are differences of rounded cumulative ones');

-- ---- tax ----

SELECT is(vat_split(345600000, 0.06)::text, '(326037735.85,19562264.15)', 'VAT of 6% on the contract total');
SELECT is((SELECT sum(upto - before) FROM (SELECT round(9600000 * n / 1.06, 2) AS upto, round(9600000 * (n - 1) / 1.06, 2) AS before
										   FROM generate_series(1, 36) AS n) AS months), 326037735.85,
	'by month, cumulatively');
SELECT is(net('120000 CNY/P/year incl 6%'), '113207.54716981 CNY/P/year excl 6%', 'of a rate');

-- ---- margin ----

SELECT is(round(gross_margin(5.4, amortization(100000, '4 years', 0, 'hour')), 12), 0.471503466937, 'exact margin of row 5');
SELECT is(round(gross_margin(5.4 / 1.06, amortization(100000 / 1.13, '4 years', 0, 'hour')), 12), 0.504242190224, 'net of VAT');
SELECT is(round(gross_margin(5.4, amortization(200000, '4 years', 0, 'hour')), 12), -0.056993066125, 'with the capex of row 9');
SELECT is(round(gross_margin('5.4 CNY/card/hour', amortization('200000 CNY/card', '4 years')), 7), -0.0569931, 'the same of rates of 8 decimals');

-- ---- payback ----

SELECT is(round(payback('100000 CNY/card', '15.1 CNY/card/hour'), 12), 0.755995040673, 'row 1');
SELECT cmp_ok(abs(payback('100000 CNY/card', '7.6 CNY/card/hour', 1, amortization('100000 CNY/card', '4 years')) - 2.405233788724), '<', 0.00000001,
	'the trap: depreciation passed as cost counts the capex twice');
SELECT is(payback(1000, 400), 2.5, 'level flows');

-- ---- rates, growth, capacity ----

SELECT is(round(amount(per(per('133400 CNY/server/month', 'card', 8), 'hour')), 8), 22.84246575, 'row 8 by the card-hour');
SELECT is(p_capacity '960 P' / p_capacity '16 P', 60.0, 'row 7 in servers of 16 P');
SELECT is(amount(per(per('120000 CNY/P/year incl 6%', 'card', 0.5), 'hour')), 27.39726027, 'and by the card-hour, VAT included');
SELECT is(round(cagr(19.5, 34.66, 4), 12), 0.154645019926, 'row 17');
SELECT is(p_capacity '268 EFLOPS' * 1.523 ^ 4, '1441897.561533 P', 'row 18');
SELECT is(round(cagr(0.02, 0.5, 10), 12), 0.379729661461, '25-fold in ten years');

-- ---- many leases ----

SELECT is((SELECT ROW(revenue(s), utilization_weighted_revenue(s), amount(effective_rate(s)) * card_hours(s) / (16 * 200))::text
		   FROM (SELECT utilization_weighted_summary(rate, cards, during, used) AS s
				 FROM (VALUES ('15.1 CNY/card/hour'::rent_rate, 8, tstzrange '[2024-01-01 00:00Z, 2024-01-05 04:00Z)', 0.8),
							  ('7.6 CNY/card/hour', 4, '[2024-01-01 00:00Z, 2024-01-09 08:00Z)', 0.5)) AS t (rate, cards, during, used)) AS x),
	'(18160,12704,5.6750000000000000)', 'revenue, utilization-weighted revenue and revenue per available card-hour');
SELECT * FROM finish();
ROLLBACK;
