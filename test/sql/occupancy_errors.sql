-- What occupancy and occupancy_digest refuse, and with which words.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\i :helpers
\set helpers :abs_srcdir '/binary.psql'
\i :helpers
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SET timezone = 'UTC';

SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
-- leases
$$SELECT occupancy(8, '(,2024-01-02)')$$,
$$SELECT peak(8, '[-infinity,2024-01-02)', '[2024-01-01,2024-01-02)')$$,
$$SELECT occupancy(8, '[2024-01-02,2024-01-01)')$$,
$$SELECT occupancy(9223372036.854775808, '[2024-01-01,2024-01-02)')$$,
$$SELECT occupancy(9223372037, '[2024-01-01,2024-01-02)')$$,
$$SELECT occupancy('NaN'::float8, '[2024-01-01,2024-01-02)')$$,
$$SELECT occupancy('8', '[2024-01-01,2024-01-02)')$$,
$$SELECT occupancy(q, '[2024-01-01,2024-01-02)') FROM (VALUES ('8 P'::p_capacity), ('8 P fp16')) AS v (q)$$,
$$SELECT occupancy(q, '[2024-01-01,2024-01-02)') FROM (VALUES ('8 P fp16 sparse'::p_capacity), ('8 P fp16')) AS v (q)$$,
-- unlike ones
$$SELECT occupancy(8, '[2024-01-01,2024-01-02)') + occupancy('8 P', '[2024-01-01,2024-01-02)')$$,
$$SELECT rollup(o) FROM (SELECT occupancy('8 P', '[2024-01-01,2024-01-02)') AS o UNION ALL SELECT occupancy(8, '[2024-01-01,2024-01-02)')) AS s$$,
-- accessors
$$SELECT quantity_hours(occupancy(8, '[2024-01-01,)'))$$,
$$SELECT quantity_hours(occupancy(8, '[2024-01-01,)'), '[2024-01-01,)')$$,
$$SELECT time_over(occupancy(8, '[2024-01-01,)'), 7)$$,
$$SELECT time_over(occupancy(8, '[2024-01-01,)'), 8)$$,
$$SELECT time_over(occupancy(8, '[2024-01-01,2024-01-02)'), -1)$$,
$$SELECT quantity_hours_over(occupancy(8, '[2024-01-01,2024-01-02)'), -1, '[,2024-01-03)')$$,
$$SELECT time_over(occupancy(-8, '[2024-01-01,)'), -10, '[2024-01-01,)')$$,
$$SELECT utilization(occupancy(8, '[2024-01-01,2024-01-02)'), -1, '[2024-01-01,2024-01-02)')$$,
$$SELECT time_over(occupancy(8, '[2024-01-01,2024-01-02)'), 'NaN'::numeric)$$,
$$SELECT time_over(occupancy(8, '[2024-01-01,2024-01-02)'), 9223372036.8547758075)$$,
$$SELECT quantity_hours_over(occupancy('8 P fp16', '[2024-01-01,2024-01-02)'), '4 P')$$,
$$SELECT first_over(occupancy(8, '[2024-01-01,2024-01-02)'), '4 P fp16')$$,
$$SELECT utilization(occupancy(8, '[2024-01-01,2024-01-02)'), 0, '[2024-01-01,2024-01-02)')$$,
$$SELECT utilization(occupancy(8, '[2024-01-01,2024-01-02)'), -1, '[2024-01-01,2024-01-02)')$$,
$$SELECT utilization(occupancy(8, '[2024-01-01,2024-01-02)'), 8, '[2024-01-01,)')$$,
$$SELECT utilization(occupancy(8, '[2024-01-01,2024-01-02)'), 8, 'empty')$$,
-- the longest times there are
$$SELECT time_over(occupancy(8, '[4713-01-01 BC,294276-01-01)'), 0)$$,
$$SELECT quantity_hours(occupancy(9223372036, '[4713-01-01 BC,294276-01-01)'))$$,
$$SELECT occupancy_digest(8, '[2024-01-01,2024-01-02)', '[4713-01-01 BC,294276-01-01)')$$,
-- digests
$$SELECT occupancy_digest(8, '[2024-01-01,2024-01-02)', NULL)$$,
$$SELECT occupancy_digest(8, '[2024-01-01,2024-01-02)', w) FROM (VALUES ('[2024-01-01,2024-01-02)'::tstzrange), (NULL)) AS v (w)$$,
$$SELECT occupancy_digest(8, '[2024-01-01,2024-01-02)', '[2024-01-01,)')$$,
$$SELECT occupancy_digest(8, '[2024-01-01,2024-01-02)', 'empty')$$,
$$SELECT occupancy_digest(8, '[2024-01-01,2024-01-02)', '[2024-01-01,2024-01-02)', -1)$$,
$$SELECT occupancy_digest(8, '[2024-01-01,2024-01-02)', '[2024-01-01,2024-01-02)', c) FROM (VALUES (8), (9)) AS v (c)$$,
$$SELECT occupancy_digest(8, '[2024-01-01,2024-01-02)', '[2024-01-01,2024-01-02)', c) FROM (VALUES (8), (NULL)) AS v (c)$$,
$$SELECT occupancy_digest(8, '[2024-01-01,2024-01-02)', w) FROM (VALUES ('[2024-01-01,2024-01-02)'::tstzrange), ('[2024-01-01,2024-01-03)')) AS v (w)$$,
$$SELECT occupancy_digest('8 P', '[2024-01-01,2024-01-02)', '[2024-01-01,2024-01-02)', '8 P fp16')$$,
$$SELECT occupancy_digest(occupancy(8, '[2024-01-01,2024-01-02)'), '[2024-01-01,2024-01-02)', -1)$$,
$$SELECT occupancy_digest(occupancy(8, '[2024-01-01,2024-01-02)'), '(,2024-01-02)')$$,
$$SELECT rollup(d) FROM (SELECT occupancy_digest(8, '[2024-01-01,)', '[2024-01-01,2024-01-02)') AS d FROM generate_series(1, 2) AS n GROUP BY n) AS s$$,
$$SELECT d + d FROM (SELECT occupancy_digest(8, '[2024-01-01,)', '[2024-01-01,2024-01-02)') AS d) AS s$$,
$$SELECT occupancy_digest(8, '[2024-01-01,)', '[2024-01-01,2024-01-02)') + occupancy_digest(8, '[2024-01-01,)', '[2024-01-02,2024-01-03)', 8)$$,
$$SELECT occupancy_digest(8, '[2024-01-01,)', '[2024-01-01,2024-01-02)') + occupancy_digest(p_capacity '8 P', '[2024-01-01,)', '[2024-01-02,2024-01-03)')$$,
$$SELECT utilization(occupancy_digest(8, '[2024-01-01,)', '[2024-01-01,2024-01-02)'), 0)$$,
-- transitions are for aggregates
$$SELECT occupancy_add(NULL, 8, '[2024-01-01,2024-01-02)')$$,
$$SELECT occupancy_combine('{"version": 1, "unit": "", "steps": []}', NULL)$$,
$$SELECT occupancy_digest_final('{"version": 1, "unit": "", "steps": []}')$$
]) AS statement;

-- ---- text ----

SELECT value, pg_temp.soft(value, 'occupancy') FROM unnest(ARRAY[
'', '8', '[]', '{}', 'null',
'{"version": 3, "unit": "number", "steps": []}',
'{"version": 1, "unit": "card", "steps": []}',
'{"version": 1, "unit": 1, "steps": []}',
'{"version": 1, "unit": "P fp17", "steps": []}',
'{"version": 1, "unit": "number"}',
'{"version": 1, "unit": "number", "steps": 1}',
'{"version": 1, "unit": "number", "steps": {}}',
'{"version": 1, "unit": "", "steps": [["2024-01-01Z", 1]]}',
'{"version": 1, "unit": "number", "steps": [1]}',
'{"version": 1, "unit": "number", "steps": [[]]}',
'{"version": 1, "unit": "number", "steps": [["2024-01-01Z", 1, 2]]}',
'{"version": 1, "unit": "number", "steps": [[1, "2024-01-01Z"]]}',
'{"version": 1, "unit": "number", "steps": [["2024-01-01Z", null]]}',
'{"version": 1, "unit": "number", "steps": [["2024-02-30Z", 1]]}',
'{"version": 1, "unit": "number", "steps": [["infinity", 1]]}',
'{"version": 1, "unit": "number", "steps": [["2024-01-01Z", 0]]}',
'{"version": 1, "unit": "number", "steps": [["2024-01-01Z", 1], ["2024-01-02Z", 1]]}',
'{"version": 1, "unit": "number", "steps": [["2024-01-02Z", 1], ["2024-01-01Z", 2]]}',
'{"version": 1, "unit": "number", "steps": [["2024-01-02Z", 1], ["2024-01-02Z", 2]]}',
'{"version": 1, "unit": "number", "steps": [["2024-01-02Z", 0.0000000001]]}',
'{"version": 2, "unit": "number", "steps": [[60,1]]}',
'{"version": 2, "unit": "number", "steps": [["2024-01-02Z",1],[0,2]]}',
'{"version": 2, "unit": "number", "steps": [["2024-01-02Z",1],[-1,2]]}',
'{"version": 2, "unit": "number", "steps": [["2024-01-02Z",1],[1e-7,2]]}',
'{"version": 2, "unit": "number", "steps": [["2024-01-02Z",1],[1e13,2]]}',
'{"version": 2, "unit": "number", "steps": [["2024-01-02Z",1],[60,1]]}',
'{"version": 1, "unit": "P", "steps": [["2024-01-02Z", 0.0000001]]}',
'{"version": 1, "unit": "number", "steps": [["2024-01-02Z", 1e30]]}',
'{"version": 1, "unit": "number", "steps": [["2024-01-02Z", 1e-400]]}',
'{"version": 1, "unit": "number", "within": ["2024-01-01Z"], "steps": []}',
'{"version": 1, "unit": "number", "within": ["2024-01-02Z", "2024-01-01Z"], "steps": []}',
'{"version": 1, "unit": "number", "within": ["2024-01-01Z", "2024-01-02Z"], "capacity": -1, "steps": []}',
'{"version": 1, "unit": "number", "within": ["2024-01-01Z", "2024-01-02Z"], "capacity": 1, "steps": []}'
]) AS value;

SELECT change, pg_temp.soft((d::text::jsonb || change::jsonb)::text, 'occupancy_digest')
FROM (SELECT occupancy_digest(8, '[2024-01-01 06:00,)', '[2024-01-01,2024-01-02)', 5) AS d) AS s, unnest(ARRAY[
'{}', '{"version": 2}', '{"unit": ""}', '{"unit": "cards"}', '{"window_start": "2024-01-02T00:00:00Z"}', '{"window_start": "-infinity"}',
'{"window_end": "infinity"}', '{"covered_seconds": 86401}', '{"covered_seconds": 0}', '{"peak": -1}', '{"peak": 1}', '{"peak": 1e40}',
'{"minimum": 9}', '{"peak": -1, "minimum": -2}', '{"peak_at": "2024-01-02T00:00:00Z"}', '{"quantity_seconds": 1000000}', '{"quantity_seconds": -1}',
'{"rated_seconds": 1}', '{"rated_seconds": 0}', '{"capacity_seconds": -1}', '{"over_seconds": 86401}', '{"over_seconds": 0}',
'{"over_quantity_seconds": 0}', '{"over_quantity_seconds": 1000000}', '{"first_over": "infinity"}', '{"first_over": "2023-01-01T00:00:00Z"}'
]) AS change;

-- ---- binary: every byte of it changed is another valid value, or refused as such ----

CREATE TEMP TABLE flipped AS
SELECT what, i, bit, pg_temp.received(what::regtype, set_bit(bytes, i * 8 + bit, 1 - get_bit(bytes, i * 8 + bit))) AS answer
FROM (SELECT 'occupancy' AS what, occupancy_send(occupancy(8, '[2024-01-01,2024-01-02)')) AS bytes
      UNION ALL
      SELECT 'occupancy', occupancy_send('{"version": 1, "unit": "P", "within": ["2024-01-01Z", "2024-01-02Z"], "capacity": 1, "steps": [["2024-01-01Z", 3]]}')
      UNION ALL
      SELECT 'occupancy_digest', occupancy_digest_send(occupancy_digest(8, '[2024-01-01 06:00,)', '[2024-01-01,2024-01-02)', 5))) AS s,
     generate_series(0, length(bytes) - 1) AS i, unnest(ARRAY[0, 3, 7]) AS bit;
SELECT what, CASE WHEN answer LIKE 'gives%' THEN 'valid' ELSE left(regexp_replace(answer, ' \d+ ', ' N '), 70) END AS result, count(*) > 0
FROM flipped GROUP BY 1, 2 ORDER BY 1, 2;
-- cut off, and too long
SELECT what, n, left(pg_temp.received(what::regtype, CASE WHEN n < 0 THEN substr(bytes, 1, length(bytes) + n) ELSE bytes || '\x00'::bytea END), 60)
FROM (SELECT 'occupancy' AS what, occupancy_send(occupancy(8, '[2024-01-01,2024-01-02)')) AS bytes
      UNION ALL
      SELECT 'occupancy_digest', occupancy_digest_send(occupancy_digest(8, '[2024-01-01 06:00,)', '[2024-01-01,2024-01-02)', 5))) AS s,
     unnest(ARRAY[-1, -8, -20, 1]) AS n;
-- what leases can sum to is read back, though one change does not hold it; what they cannot is not
SELECT peak(o), o::text::occupancy = o AS same, peak(o + o), (o + o)::text::occupancy = o + o AS same_twice
FROM (SELECT occupancy(9000000000, '[2024-01-01,2024-01-02)') AS o FROM generate_series(1, 60000)) AS s;
CREATE TEMP TABLE huge AS
SELECT n, text FROM unnest(ARRAY[4, 5]) AS n, LATERAL (SELECT '{"version": 1, "unit": "number", "steps": [' ||
	(SELECT string_agg(format('["%s-01-01T00:00:00+00:00", %s]', 2000 + g, CASE WHEN g % 2 = 0 THEN 600000000000000 ELSE 0 END), ', ' ORDER BY g) FROM generate_series(0, n - 1) AS g) || ']}' AS text OFFSET 0) AS t;
SELECT n, pg_temp.soft(text, 'occupancy') FROM huge;
SELECT text::occupancy::text::occupancy = text::occupancy AS same, octet_length(occupancy_send(text::occupancy)) AS bytes FROM huge WHERE n = 4;
-- nor is it written
SELECT pg_temp.refused('SELECT (text::occupancy + text::occupancy)::text FROM huge WHERE n = 4');
SELECT pg_temp.soft('{"version": 1, "unit": "number", "steps": [["2024-01-01Z", 7e17]]}', 'occupancy');
-- a text of one step neither: what it asks for, some megabytes, is the most that one can
SELECT pg_temp.soft('{"version": 1, "unit": "number", "steps": [["2024-01-01T01:00+00:00", 6049999999999990]]}', 'occupancy');
SELECT text::occupancy::text LIKE '%,' || level || ']]}' AS same, octet_length(occupancy_send(text::occupancy)) AS bytes
FROM (SELECT level, format('{"version": 1, "unit": "number", "steps": [["2024-01-01T01:00+00:00", %s]]}', level) AS text FROM (VALUES ('2400000000000000')) AS v (level)) AS s;
-- what a capacity sums to is checked
SELECT pg_temp.refused($$SELECT rollup(d) FROM (SELECT (occupancy_digest(8, '[2024-01-01 06:00,)', tstzrange(day, day + '1 day'), 5)::text::jsonb || '{"capacity_seconds": 3e42}')::text::occupancy_digest AS d
	FROM generate_series(timestamptz '2024-01-01', '2024-01-02', '1 day') AS day GROUP BY day) AS large$$);
