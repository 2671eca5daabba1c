-- Every bit of a value of variable size flipped, in binary input: each is refused as bytes that are
-- none, or another value that its text and its bytes give back.
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
                   ('monthly_revenue', monthly_revenue_send('{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "2000-01", "revenue": []}'))) AS v (type, sent),
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
