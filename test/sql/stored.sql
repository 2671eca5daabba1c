-- Values as they lie on a page: bytes that are wrong there are not read beyond, and what another
-- aggregate than ours leaves is equal where it says the same.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
SET timezone = 'UTC';

-- ---- damaged pages ----

-- a value's bytes after its length, and any bytes as a value
CREATE FUNCTION pg_temp.bytes_of(lease_summary) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.bytes_of(occupancy) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.bytes_of(occupancy_digest) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.bytes_of(gauge) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.bytes_of(gauge_samples) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.bytes_of(monthly_revenue) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.bytes_of(periodic_summary) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.bytes_of(cash_flows) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.bytes_of(periodic_flows) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.as_lease_summary(bytea) RETURNS lease_summary LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.as_occupancy(bytea) RETURNS occupancy LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.as_occupancy_digest(bytea) RETURNS occupancy_digest LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.as_gauge(bytea) RETURNS gauge LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.as_gauge_samples(bytea) RETURNS gauge_samples LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.as_monthly_revenue(bytea) RETURNS monthly_revenue LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.as_periodic_summary(bytea) RETURNS periodic_summary LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.as_cash_flows(bytea) RETURNS cash_flows LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
CREATE FUNCTION pg_temp.as_periodic_flows(bytea) RETURNS periodic_flows LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';

CREATE TEMP TABLE stored AS
SELECT 'lease_summary' AS type, pg_temp.bytes_of(lease_summary('15.1 CNY/card/hour incl 6%', 8, '[2024-01-01,2024-01-03)')) AS bytes, 'revenue(v)' AS call
UNION ALL SELECT 'occupancy', pg_temp.bytes_of(occupancy(8, '[2024-01-01,2024-01-02)')), 'peak(v)'
UNION ALL SELECT 'occupancy_digest', pg_temp.bytes_of(occupancy_digest(8, '[2024-01-01 06:00,)', '[2024-01-01,2024-01-02)', 5)), 'peak(v)'
UNION ALL SELECT 'gauge', pg_temp.bytes_of(gauge(0.5, '2024-01-01 06:00', '1 hour', '[2024-01-01,2024-01-02)')), 'time_weighted_mean(v)'
UNION ALL SELECT 'gauge_samples', pg_temp.bytes_of('{"version": 1, "hold_seconds": 90, "window_start": "-infinity", "window_end": "infinity", "samples": [["2024-01-01T00:00:00+00:00",0.5],[60,0.7]]}'::gauge_samples), 'gauge_final(v)'
UNION ALL SELECT 'monthly_revenue', pg_temp.bytes_of(revenue_by_month('15.1 CNY/card/hour', 8, '[2024-01-01,2024-05-01)', 'Asia/Shanghai')), 'revenue(v)'
UNION ALL SELECT 'periodic_summary', pg_temp.bytes_of(lease_summary_by('15.1 CNY/card/hour', 8, '[2024-01-01,2024-05-01)', 'month', 'Asia/Shanghai')), '(SELECT sum(revenue(lease_summary)) FROM periods(v))'
UNION ALL SELECT 'cash_flows', pg_temp.bytes_of(cash_flows(a, d)), 'xnpv(0.1, v)' FROM (VALUES (-100, date '2024-01-01'), (110, '2025-01-01')) AS flow (a, d)
UNION ALL SELECT 'periodic_flows', pg_temp.bytes_of(periodic_flows(a, p)), 'npv(0.1, v)' FROM (VALUES (-100, 0), (110, 1)) AS flow (a, p);

CREATE TEMP TABLE answer AS
SELECT type, what, split_part(pg_temp.refused(format('SELECT %s FROM (SELECT pg_temp.as_%s(%L) AS v) AS v', call, type, damaged)), E'\n', 1) AS answer
FROM (SELECT type, CASE type WHEN 'gauge_samples' THEN ARRAY['v', 'gauge_samples_hash(v)', 'v = v', call] ELSE ARRAY['v', 'v + v', 'v = v', call] END AS calls, what, damaged
      FROM stored, LATERAL (SELECT 'cut off' AS what, substr(bytes, 1, n) AS damaged FROM generate_series(0, length(bytes) - 1) AS n
                            UNION ALL
                            -- one byte, and the four of a count
                            SELECT 'another byte', overlay(bytes PLACING other FROM n) FROM generate_series(1, length(bytes)) AS n, unnest(ARRAY['\x00', '\x7f', '\xff']::bytea[]) AS other
                            UNION ALL
                            SELECT 'another word', overlay(bytes PLACING other FROM n) FROM generate_series(5, length(bytes) - 3, 4) AS n, unnest(ARRAY['\x7f7f7f7f', '\x80808080', '\xffffffff']::bytea[]) AS other) AS d) AS d,
     unnest(calls) AS call;
-- nothing is made of what is cut off
SELECT type, answer, count(*) > 0 AS some FROM answer WHERE what = 'cut off' GROUP BY 1, 2 ORDER BY 1, 2;
-- what else is wrong is refused if it is a size; the server lives on
SELECT type, count(*) > 500 AS some, count(*) FILTER (WHERE answer LIKE 'XX001: % cannot be read') > 0 AS damaged, count(*) FILTER (WHERE answer LIKE '22000: %version%') > 0 AS of_another_version,
	string_agg(DISTINCT left(answer, 5), ' ') FILTER (WHERE answer NOT LIKE 'gives%') AS sqlstates
FROM answer WHERE what <> 'cut off' GROUP BY type ORDER BY type;

-- changes of -2^63, which nothing writes: added up they are no more than they were, and packed they have room
CREATE FUNCTION pg_temp.native(sent bytea) RETURNS bytea LANGUAGE sql AS
$$ SELECT CASE WHEN get_byte(bytes, 8) = 0 THEN sent ELSE (SELECT string_agg(substr(sent, i, 1), '' ORDER BY i DESC) FROM generate_series(1, length(sent)) AS i) END
   FROM stored WHERE type = 'occupancy' $$;
CREATE FUNCTION pg_temp.with_changes(n int, settled int, changes bytea) RETURNS occupancy LANGUAGE sql AS
$$ SELECT pg_temp.as_occupancy(overlay(overlay(substr(bytes, 1, length(bytes) - 2 * 16) PLACING pg_temp.native(int4send(n)) FROM 9) PLACING pg_temp.native(int4send(settled)) FROM 13) || changes)
   FROM stored WHERE type = 'occupancy' $$;
CREATE FUNCTION pg_temp.changes(n int, delta int8) RETURNS bytea LANGUAGE sql AS
$$ SELECT decode(repeat(encode(pg_temp.native(int8send(1)) || pg_temp.native(int8send(delta)), 'hex'), n), 'hex') $$;
CREATE AGGREGATE pg_temp.unfinished_rollup(occupancy) (SFUNC = occupancy_combine, STYPE = occupancy);
SELECT peak(pg_temp.with_changes(1001, 0, pg_temp.changes(1001, -9223372036854775808)));
SELECT peak(pg_temp.unfinished_rollup(v)) > 0 AS packed FROM (SELECT pg_temp.with_changes(70000, 70000, pg_temp.changes(1, -9223372036854775808) || pg_temp.changes(69999, 9223372036854775807)) AS v) AS v, generate_series(1, 3);
-- a large state that an aggregate without a final function left, packed: none of it is counted where a part is missing
CREATE AGGREGATE pg_temp.unfinished_occupancy(float8, tstzrange) (SFUNC = occupancy_add, STYPE = occupancy);
CREATE TEMP TABLE packed AS
SELECT pg_temp.unfinished_occupancy(1, tstzrange(timestamptz 'epoch' + i * interval '61 seconds', '2030-01-01')) AS o FROM generate_series(1, 70000) AS i;
SELECT length(pg_temp.bytes_of(o)) < 70000 * 8 AS packed, peak(o), peak(rollup(o)), peak(o + o) FROM packed GROUP BY o;
SELECT statement, pg_temp.refused(statement)
FROM unnest(ARRAY['peak(v)', 'peak(rollup(v))', 'quantity_hours(rollup(v), ''[2000-01-01,2001-01-01)'')', 'v + v', 'v = v']) AS call,
	 LATERAL (SELECT format('SELECT %s FROM (SELECT pg_temp.as_occupancy(substr(pg_temp.bytes_of(o), 1, 100000)) AS v FROM packed) AS v%s', call, CASE WHEN call LIKE 'v%' THEN '' END) AS statement) AS s;

-- ---- forms of a value: of an aggregate of one's own, without a final function ----

CREATE AGGREGATE pg_temp.unfinished(rent_rate, numeric, tstzrange, text) (SFUNC = monthly_revenue_add, STYPE = monthly_revenue);
CREATE TEMP TABLE months AS
SELECT lease, pg_temp.unfinished(rate, quantity, during, 'UTC') AS unfinished, revenue_by_month(rate, quantity, during, 'UTC') AS finished
FROM (VALUES (1, '1 CNY/card/hour'::rent_rate, 1::numeric, tstzrange '[2024-01-01,2024-04-01)'),
             (2, '1 CNY/card/hour', 1, '[2024-01-01,2024-04-01)'), (2, '1 CNY/card/hour', -1, '[2024-01-01,2024-02-01)'), (2, '1 CNY/card/hour', -1, '[2024-03-01,2024-04-01)'),
             (3, '1 CNY/card/hour', 1, '[2024-01-01,2024-02-01)'), (3, '1 CNY/card/hour', -1, '[2024-01-01,2024-02-01)'),
             (4, '1 CNY/card/hour', 1, 'empty')) AS lease (lease, rate, quantity, during)
GROUP BY lease;
SELECT lease, length(pg_temp.bytes_of(unfinished)) > length(pg_temp.bytes_of(finished)) AS longer, unfinished::text = finished::text AS same_text,
	unfinished = finished AS equal, unfinished <> finished AS unequal, monthly_revenue_cmp(unfinished, finished) AS compared,
	monthly_revenue_hash(unfinished) = monthly_revenue_hash(finished) AS same_hash,
	monthly_revenue_hash_extended(unfinished, 7) = monthly_revenue_hash_extended(finished, 7) AS same_extended_hash
FROM months ORDER BY lease;
SELECT count(DISTINCT m) FROM (SELECT unfinished AS m FROM months UNION ALL SELECT finished FROM months) AS m;
-- the same of the summaries of periods
CREATE AGGREGATE pg_temp.unfinished(rent_rate, numeric, tstzrange, text, text) (SFUNC = periodic_summary_add, STYPE = periodic_summary);
CREATE TEMP TABLE by_week AS
SELECT lease, pg_temp.unfinished(rate, quantity, during, 'week', 'UTC') AS unfinished, lease_summary_by(rate, quantity, during, 'week', 'UTC') AS finished
FROM (VALUES (1, '1 CNY/card/hour'::rent_rate, 1::numeric, tstzrange '[2024-01-01,2024-04-01)'),
             (2, '1 CNY/card/hour', 1, '[2024-01-01,2024-04-01)'), (2, '1 CNY/card/hour', -1, '[2024-01-01,2024-02-01)'),
             (3, '1 CNY/card/hour', 1, 'empty')) AS lease (lease, rate, quantity, during)
GROUP BY lease;
SELECT lease, length(pg_temp.bytes_of(unfinished)) > length(pg_temp.bytes_of(finished)) AS longer, unfinished::text = finished::text AS same_text,
	unfinished = finished AS equal, unfinished + unfinished = finished + finished AS same_sum, periodic_summary_cmp(unfinished, finished) AS compared,
	periodic_summary_hash(unfinished) = periodic_summary_hash(finished) AS same_hash, periodic_summary_hash_extended(unfinished, 7) = periodic_summary_hash_extended(finished, 7) AS same_extended_hash
FROM by_week ORDER BY lease;
SELECT count(DISTINCT m) FROM (SELECT unfinished AS m FROM by_week UNION ALL SELECT finished FROM by_week) AS m;
-- so that an index must not take equal ones for the same bytes
CREATE INDEX ON months (unfinished);
SELECT amproc FROM pg_amproc AS p JOIN pg_opfamily AS f ON f.oid = p.amprocfamily WHERE opfname IN ('monthly_revenue_ops', 'periodic_summary_ops', 'occupancy_ops') AND amprocnum = 4;
-- those of flows and of occupancies are canonical, or compared as if they were
CREATE AGGREGATE pg_temp.unfinished(numeric, timestamp) (SFUNC = cash_flows_add, STYPE = cash_flows);
CREATE AGGREGATE pg_temp.unfinished(numeric, tstzrange) (SFUNC = occupancy_add, STYPE = occupancy);
CREATE TEMP TABLE states AS
SELECT g, pg_temp.unfinished(amount, day) AS flows, cash_flows(amount, day) AS finished_flows,
	pg_temp.unfinished(1 + i % 5, tstzrange(day, day + 2)) AS occupied, occupancy(1 + i % 5, tstzrange(day, day + 2)) AS finished_occupied
FROM unnest(ARRAY[1, 2, 3, 20, 500]) AS g, generate_series(1, g) AS i, LATERAL (SELECT (i % 7 - 3)::numeric AS amount, date '2024-01-01' + i * 37 % 101 AS day) AS row
GROUP BY g;
SELECT g, flows::text = finished_flows::text AS same_text, flows = finished_flows AS equal, cash_flows_hash(flows) = cash_flows_hash(finished_flows) AS same_hash, flows + flows = finished_flows + finished_flows AS same_sum,
	occupied::text = finished_occupied::text AS same_text, occupied = finished_occupied AS equal, occupancy_hash(occupied) = occupancy_hash(finished_occupied) AS same_hash
FROM states ORDER BY g;
-- also where they have not been stored yet
SELECT count(*) FILTER (WHERE flows = finished_flows), count(DISTINCT flows) FROM (SELECT g, pg_temp.unfinished(i, date '2024-01-01' + i * 37 % 101) AS flows, cash_flows(i, date '2024-01-01' + i * 37 % 101) AS finished_flows
	FROM unnest(ARRAY[1, 2, 3, 20, 500]) AS g, generate_series(1, g) AS i GROUP BY g) AS s;
-- samples in no order, some of them twice, are those in order
CREATE AGGREGATE pg_temp.unfinished(float8, timestamptz) (SFUNC = gauge_samples_add, STYPE = gauge_samples);
CREATE AGGREGATE pg_temp.unfinished(gauge) (SFUNC = gauge_samples_add, STYPE = gauge_samples);
CREATE TEMP TABLE samples AS
SELECT g, pg_temp.unfinished(i * 37 % 101, at ORDER BY i * 37 % 101) AS unfinished, pg_temp.unfinished(i * 37 % 101, at ORDER BY at) AS other, gauge(i * 37 % 101, at) AS finished
FROM unnest(ARRAY[1, 2, 20, 500, 90000]) AS g, generate_series(1, g) AS i, generate_series(1, 1 + i % 3) AS copies, LATERAL (SELECT timestamptz '2024-01-01' + interval '1 minute' * i AS at) AS row
GROUP BY g;
SELECT g, unfinished::text = other::text AS same_text, unfinished = other AS equal, gauge_samples_cmp(unfinished, other) AS compared, gauge_samples_hash(unfinished) = gauge_samples_hash(other) AS same_hash,
	gauge_samples_hash_extended(unfinished, 7) = gauge_samples_hash_extended(other, 7) AS same_extended_hash, gauge_samples_send(unfinished) = gauge_samples_send(other) AS same_sent, gauge_final(unfinished) = finished AS same_gauge
FROM samples ORDER BY g;
SELECT count(DISTINCT m) FROM (SELECT unfinished AS m FROM samples UNION ALL SELECT other FROM samples) AS m;
SELECT pg_temp.unfinished(v) = pg_temp.unfinished(v ORDER BY i) AS equal, gauge_samples_hash(pg_temp.unfinished(v)) = gauge_samples_hash(pg_temp.unfinished(v ORDER BY i DESC)) AS same_hash FROM (SELECT i, gauge(i, timestamptz '2024-01-01' + interval '1 minute' * (i * 37 % 101)) AS v FROM generate_series(1, 100) AS i GROUP BY i) AS m;
