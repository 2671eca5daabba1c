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
