-- Every bit of a value flipped, in binary input: each is refused as bytes that are none, or another
-- value that its text and its bytes give back.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set binary_helpers :abs_srcdir '/binary.psql'
\set ECHO none
\i :helpers
\i :binary_helpers
\set ECHO all
SET timezone = 'UTC';

CREATE TEMP TABLE flipped AS
SELECT type, i, bytes, pg_temp.received(type::regtype, bytes) AS answer
FROM (SELECT type, i, set_bit(sent, i, 1 - get_bit(sent, i)) AS bytes
      FROM (VALUES ('cash_flows', cash_flows_send('{"version": 1, "rate": 0.08, "flows": [["2024-01-31", -100.25], ["2025-02-28", 112]]}')),
                   ('monthly_revenue', monthly_revenue_send('{"version": 1, "terms": "CNY/card incl 6%", "zone": "UTC", "first_month": "2024-01", "revenue": [15.2, -3]}')),
                   ('monthly_revenue', monthly_revenue_send('{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2000-01", "revenue": []}')),
                   ('gauge_samples', gauge_samples_send('{"version": 1, "hold_seconds": 90, "window_start": "-infinity", "window_end": "2024-01-01T00:01:30+00:00", "samples": [["2024-01-01T00:00:00+00:00",0.5],[60,-123456789012.12345],[0,1]]}')),
                   ('periodic_summary', periodic_summary_send('{"version": 1, "terms": "CNY/card incl 6%", "step": "month", "zone": "UTC", "window_start": "2024-01-10T00:00:00+00", "window_end": "infinity", "rows": 5, "pending": 1, "first_period": "2024-01-01", '
                     '"periods": [[2, "2024-01-10T00:00:00+00", "2024-01-11T00:00:00+00", 86400, 15.2], [], [0, "2024-03-10T00:00:00+00", "2024-03-11T00:00:00+00", -3, -3]]}'))) AS v (type, sent),
           generate_series(0, length(sent) * 8 - 1) AS i) AS f;

-- what refuses
SELECT type, regexp_replace(answer, 'version \d+', 'version N') AS message, count(*) > 0 AS some FROM flipped WHERE answer NOT LIKE 'gives %' GROUP BY 1, 2 ORDER BY 1, 2;

-- the rest are values
SELECT count(*) > 100 AS some,
       count(*) FILTER (WHERE cash_flows_send(substr(answer, 7)::cash_flows) IS DISTINCT FROM bytes) AS not_given_back
FROM flipped WHERE type = 'cash_flows' AND answer LIKE 'gives %';
SELECT count(*) > 100 AS some,
       count(*) FILTER (WHERE monthly_revenue_send(substr(answer, 7)::monthly_revenue) IS DISTINCT FROM bytes) AS not_given_back
FROM flipped WHERE type = 'monthly_revenue' AND answer LIKE 'gives %';

SELECT count(*) > 100 AS some,
       count(*) FILTER (WHERE periodic_summary_send(substr(answer, 7)::periodic_summary) IS DISTINCT FROM bytes) AS not_given_back
FROM flipped WHERE type = 'periodic_summary' AND answer LIKE 'gives %';

SELECT count(*) > 100 AS some,
       count(*) FILTER (WHERE gauge_samples_send(substr(answer, 7)::gauge_samples) IS DISTINCT FROM bytes) AS not_given_back
FROM flipped WHERE type = 'gauge_samples' AND answer LIKE 'gives %';

-- ---- lease_summary: and that is added in either order ----

CREATE TEMP TABLE summary (what text, s lease_summary);
INSERT INTO summary
SELECT 'rates', lease_summary(rate, cards, started_at, ended_at)
FROM (VALUES ('15.1 CNY/card/hour incl 6%'::rent_rate, 8, timestamptz '2024-01-01', timestamptz '2024-01-03'),
             ('7.6 CNY/card/hour incl 6%', 4, '2024-01-02', '2024-01-05'), ('7.6 CNY/card/hour incl 6%', 4, NULL, NULL)) AS lease (rate, cards, started_at, ended_at)
UNION ALL
SELECT 'utilization', utilization_weighted_summary('-98000 CNY/P fp16/month', capacity, during, used)
FROM (VALUES ('960 P fp16'::p_capacity, tstzrange '[2024-01-01,2024-03-01)', 0.85), ('1 P fp16', '[2024-02-01,2024-03-01)', NULL)) AS lease (capacity, during, used);
-- states of utilization(), of capacities and of pools without a lease, as a distributed engine ships them
INSERT INTO summary VALUES
('available', '{"version": 1, "terms": "XXX/P fp16", "rows": 2, "leases": 1, "pending": 0, "unknown_utilization": 0, "first_start": "2024-01-01T00:00:00+00", "last_end": "2024-01-01T01:00:00+00", "quantity_seconds": 1080, "rent": 0, "utilization_weighted_rent": 0, "available": 16, "window_start": "2024-01-01T00:00:00+00", "window_end": "2024-01-02T00:00:00+00"}'),
('none', '{"version": 1, "terms": "", "rows": 0, "leases": 0, "pending": 0, "unknown_utilization": 0, "first_start": "infinity", "last_end": "-infinity", "quantity_seconds": 0, "rent": 0, "utilization_weighted_rent": 0, "available": 0, "window_start": "infinity", "window_end": "-infinity"}');
CREATE TEMP TABLE flipped_summary AS
SELECT what, i, bytes, pg_temp.received('lease_summary', bytes) AS answer
FROM (SELECT what, i, set_bit(sent, i, 1 - get_bit(sent, i)) AS bytes
      FROM (SELECT what, lease_summary_send(s) AS sent FROM summary) AS sent, generate_series(0, length(sent) * 8 - 1) AS i) AS f;
SELECT what, regexp_replace(answer, 'version \d+', 'version N') AS message, count(*) > 0 AS some FROM flipped_summary WHERE answer NOT LIKE 'gives %' GROUP BY 1, 2 ORDER BY 1, 2;
CREATE TEMP TABLE other_summary AS SELECT what, bytes, substr(answer, 7)::lease_summary AS s FROM flipped_summary WHERE answer LIKE 'gives %';
SELECT what, count(*) > 50 AS some, count(*) FILTER (WHERE lease_summary_send(s) IS DISTINCT FROM bytes) AS not_given_back FROM other_summary GROUP BY what ORDER BY what;
-- with those it was made of: the same sum, or the same error
CREATE FUNCTION pg_temp.sum_or_error(a lease_summary, b lease_summary) RETURNS text
LANGUAGE plpgsql SET search_path FROM CURRENT AS
$$
BEGIN
	RETURN a + b;
EXCEPTION WHEN data_exception THEN
	RETURN SQLSTATE;
END
$$;
SELECT o.what, k.what AS and_what, count(*) FILTER (WHERE pg_temp.sum_or_error(o.s, k.s) <> pg_temp.sum_or_error(k.s, o.s)) AS not_commutative,
       count(*) FILTER (WHERE pg_temp.sum_or_error(o.s, k.s) NOT LIKE '{%') > 0 AS some_refused
FROM other_summary AS o, summary AS k GROUP BY 1, 2 ORDER BY 1, 2;

-- ---- lease_terms: on the wire, and as they lie on disk ----

CREATE TEMP TABLE contract (what text, terms lease_terms);
INSERT INTO contract VALUES
('steps', '133400 CNY/server/month incl 6%; from 12 months 140070; +5% every 1 year; from 2026-07-01 index 9.9; free from 2 months to 2024-07-01; zone Asia/Shanghai; proration calendar'),
('usage', '5.4 CNY/card/hour; above 10000 per month at 6; above 20000 per month at 7; minimum 10000 per month; maximum 80000 CNY per month');
CREATE TEMP TABLE flipped_terms AS
SELECT what, i, bytes, pg_temp.received('lease_terms', bytes) AS answer
FROM (SELECT what, i, set_bit(sent, i, 1 - get_bit(sent, i)) AS bytes
      FROM (SELECT what, lease_terms_send(terms) AS sent FROM contract) AS sent, generate_series(0, length(sent) * 8 - 1) AS i) AS f;
SELECT what, regexp_replace(regexp_replace(answer, '"[^"]*"', '"…"', 'g'), 'version \d+', 'version N') AS message, count(*) > 0 AS some FROM flipped_terms WHERE answer NOT LIKE 'gives %' GROUP BY 1, 2 ORDER BY 1, 2;
-- the rest are values, some of which are sent as another form of the same
SELECT what, count(*) > 100 AS some, count(*) FILTER (WHERE substr(answer, 7)::lease_terms::text <> substr(answer, 7)) AS not_given_back,
       count(*) FILTER (WHERE lease_terms_send(substr(answer, 7)::lease_terms) <> bytes) AS in_another_form
FROM flipped_terms WHERE answer LIKE 'gives %' GROUP BY what ORDER BY what;

-- A damaged page: bytes that become terms unchecked.  Whatever is asked of them is an answer or an error of the data.
SET client_min_messages = warning;
CREATE TYPE raw_terms;
CREATE FUNCTION raw_terms_in(cstring) RETURNS raw_terms AS 'byteain' LANGUAGE internal STRICT IMMUTABLE;
CREATE FUNCTION raw_terms_out(raw_terms) RETURNS cstring AS 'byteaout' LANGUAGE internal STRICT IMMUTABLE;
CREATE TYPE raw_terms (INPUT = raw_terms_in, OUTPUT = raw_terms_out, INTERNALLENGTH = VARIABLE, ALIGNMENT = double);
CREATE CAST (raw_terms AS lease_terms) WITHOUT FUNCTION;
CREATE CAST (lease_terms AS raw_terms) WITHOUT FUNCTION;
SELECT bool_and(terms::raw_terms::text::raw_terms::lease_terms = terms) AS the_same FROM contract;
CREATE TEMP TABLE damaged AS
SELECT what, set_bit(stored, i, 1 - get_bit(stored, i))::text::raw_terms::lease_terms AS terms
FROM (SELECT what, terms::raw_terms::text::bytea AS stored FROM contract) AS stored, generate_series(0, length(stored) * 8 - 1) AS i
UNION ALL SELECT what, substr(stored, 1, n)::text::raw_terms::lease_terms FROM (SELECT what, terms::raw_terms::text::bytea AS stored FROM contract) AS stored, generate_series(0, length(stored) - 1) AS n
UNION ALL SELECT what, (stored || decode(repeat('41', n), 'hex'))::text::raw_terms::lease_terms FROM (SELECT what, terms::raw_terms::text::bytea AS stored FROM contract) AS stored, generate_series(1, 100, 9) AS n;
CREATE FUNCTION pg_temp.answer(terms lease_terms, expression text) RETURNS text
LANGUAGE plpgsql SET search_path FROM CURRENT AS
$$
BEGIN
	EXECUTE 'SELECT count(x::text) FROM (SELECT ' || expression || ' AS x FROM (SELECT $1 AS t) AS s) AS s' USING terms;
	RETURN 'an answer';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
-- which of them depends on where a machine has the bytes of a number
SELECT call, count(*) > 100 AS many, count(*) FILTER (WHERE answer <> 'an answer' AND answer !~ '^(22...|XX001)$') AS other_errors
FROM (SELECT call, i, what, pg_temp.answer(terms, call) AS answer
      FROM (SELECT *, row_number() OVER (PARTITION BY what) AS n FROM damaged) AS d, unnest(ARRAY['t', 'lease_terms_send(t)', 't = t', 't < ''5 CNY/card/hour; free 1 month''', 'lease_terms_hash(t)', 'rent(t, 8, ''[2024-01-31,2027-01-31)'')', 'rent(t, 8, ''2024-01-31'', ''2027-01-30'')', 'rent_schedule(t, 8, ''[2024-01-31,2027-01-31)'', ''month'', NULL, NULL)',
		'explain_rent(t, 8, ''[2024-01-31,2027-01-31)'', ''[2025-01-31,2026-01-31)'')', 'rate_steps(t, ''[2024-01-31,2027-01-31)'')', 'rate_at(t, ''[2024-01-31,2027-01-31)'', ''2025-06-30'')', 'term(''2024-01-31'', ''2027-01-30'', t)', 'income_schedule(t, 8, ''[2024-01-31,2027-01-31)'')', 'accrued_rent(t, 8, ''[2024-01-31,2027-01-31)'', ''2025-06-30'')',
		'billing_schedule(t, 8, ''[2024-01-31,2027-01-31)'')', 'backlog_schedule(t, 8, ''[2024-01-31,2027-01-31)'', ''2025-06-30'')', 'usage_charge(t, 25000, 3)', 'usage_schedule(t, ''{25000,3}'', ''[2024-01-31,2024-03-15)'')', 'revenue(t, 8, ''[2024-01-31,2027-01-31)'')', 'revenue_by_month(t, 8, ''[2024-01-31,2027-01-31)'')', 'backlog(t, 8, ''[2024-01-31,2027-01-31)'', ''2025-06-30'')']) WITH ORDINALITY AS c (call, i)
      -- each damage is seen by some of the calls, each call sees damage of all kinds
      WHERE (n + i) % 11 = 0) AS a
GROUP BY call, i ORDER BY i;
DROP TYPE raw_terms CASCADE;
