-- gauge() and time_weighted_mean(): the ordinary, the edges and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set binary_helpers :abs_srcdir '/binary.psql'
\set ECHO none
\i :helpers
\i :binary_helpers
\set ECHO all
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'postgres';

-- every minute, once late, then silent for five
CREATE TEMP TABLE sample (card int, at timestamptz, used numeric);
INSERT INTO sample VALUES
	(1, '2024-01-01 00:03:00Z', 0.9), (1, '2024-01-01 00:00:00Z', 0.5), (1, '2024-01-01 00:01:00Z', 0.7), (1, '2024-01-01 00:02:00Z', 0),
	(1, '2024-01-01 00:08:00Z', 1), (1, '2024-01-01 00:09:00Z', 0.25),
	(2, '2024-01-01 00:00:30Z', 0.1), (3, NULL, 0.5), (3, '2024-01-01 00:00:00Z', NULL);

CREATE FUNCTION pg_temp.told(g gauge) RETURNS TABLE (mean numeric, integral numeric, covered interval, covered_hours numeric, minimum numeric, maximum numeric, first_sample numeric, first_sample_at timestamptz, last_sample numeric, last_sample_at timestamptz, samples int8, hold interval)
LANGUAGE sql BEGIN ATOMIC SELECT time_weighted_mean(g), integral(g), covered_time(g), covered_hours(g), minimum(g), maximum(g), first_sample(g), first_sample_at(g), last_sample(g), last_sample_at(g), samples(g), hold(g); END;
-- without a hold: each until the next; one sample alone covers no time
SELECT card, t.* FROM (SELECT card, gauge(used, at) AS g FROM sample GROUP BY card) AS c, pg_temp.told(g) AS t ORDER BY card;
-- with one: five minutes of silence are 90 seconds of the last value and a gap, and the last one holds too
SELECT card, t.* FROM (SELECT card, gauge(used, at, '90 seconds') AS g FROM sample GROUP BY card) AS c, pg_temp.told(g) AS t ORDER BY card;
SELECT card, gauge(used, at, '90 seconds') FROM sample GROUP BY card ORDER BY card;
-- windows: a sample before one counts from its start, as long as it holds; without a hold the last one only if there is another
SELECT within, h.hold, t.mean, t.covered, t.minimum, t.maximum, t.first_sample_at, t.samples
FROM unnest(ARRAY['[2024-01-01 00:01:30Z,2024-01-01 00:08:20Z)', '[2024-01-01 00:04:00Z,2024-01-01 00:05:00Z)', '[2024-01-01 00:05:00Z,2024-01-01 00:06:00Z)', '[2024-01-01 00:09:10Z,2024-01-01 00:20:00Z)', '[2024-01-01 00:11:00Z,2024-01-01 00:20:00Z)',
		'[2023-01-01,2024-01-01 00:00:00Z)', '[2024-01-01 00:02:00Z,)', '(,2024-01-01 00:02:00Z)', '(,)', 'empty', NULL]::tstzrange[]) WITH ORDINALITY AS w (within, i),
	 unnest(ARRAY[NULL, '90 seconds']::interval[]) AS h (hold),
	 LATERAL (SELECT gauge(used, at, h.hold, within) AS g FROM sample WHERE card = 1) AS c LEFT JOIN LATERAL pg_temp.told(g) AS t ON true
ORDER BY h.hold, i;
-- one-step, of any number; whatever a number is written as
SELECT time_weighted_mean(used, at), time_weighted_mean(used::float8, at), time_weighted_mean(used, at, '90 seconds'), time_weighted_mean(used::float8, at, '90 seconds', '[2024-01-01 00:01:30Z,2024-01-01 00:08:20Z)'),
	   time_weighted_mean(used, at, NULL, NULL) = time_weighted_mean(gauge(used, at)) AS null_is_none FROM sample WHERE card = 1;
SELECT gauge(v::numeric, at) = gauge(v::float8, at) AS same, time_weighted_mean(gauge(v::int4, at)), time_weighted_mean(gauge(v::int8, at)), time_weighted_mean(gauge(v::int2, at)) FROM (VALUES (-40, '2024-01-01'::timestamptz), (20, '2024-01-02'), (3, '2024-01-05')) AS s (v, at);
-- nine decimals and seventeen digits, rounded half away from zero
SELECT value, first_sample(gauge(value, '2024-01-01 00:00Z')), maximum(gauge(value::float8, '2024-01-01 00:00Z'))
FROM unnest(ARRAY[0, 0.1234567894, 0.1234567895, -0.1234567895, 1e-10, 99999999.9999999995, 123456789012.123456789, -450000000000, 9999999999999999, 1e-30, 85899345920, 700.0000000005]) WITH ORDINALITY AS v (value, i) GROUP BY i, value ORDER BY i;
-- of the same instant and value is the same sample, and of no sample nothing
SELECT gauge(used, at, '90 seconds') = (SELECT gauge(used, at, '90 seconds') FROM sample WHERE card = 1) AS same FROM (SELECT * FROM sample UNION ALL SELECT card, at, used FROM sample ORDER BY used) AS s WHERE card = 1;
SELECT gauge(used, at) IS NULL AS of_nulls, time_weighted_mean(used, at) IS NULL AS mean_of_nulls FROM sample WHERE card = 3;
SELECT gauge(used, at) IS NULL AS of_nothing, time_weighted_mean(used, at, '1 hour') IS NULL AS mean_of_nothing, (SELECT rollup(g) FROM (SELECT NULL::gauge) AS n (g)) IS NULL AS rolled_up FROM sample WHERE false;
-- a day as a hold is 24 hours, also where clocks change; all the time there is
SELECT hold(gauge(1, at, '1 day 00:00:01')), integral(gauge(1, at, '1 day')) FROM (VALUES (timestamptz '2024-03-10 00:00 America/New_York')) AS s (at);
SELECT covered_time(gauge(1, at)), time_weighted_mean(gauge(1, at)) FROM (VALUES (timestamptz '2000-01-01Z'), ('294276-12-31 23:59:59.999999Z')) AS s (at);

-- pieces: hours of samples alone, and windows of hours with what holds into them
CREATE TEMP TABLE long AS
SELECT card, at + interval '1 second' * (7 * i % 13) AS at, (i * 37 % 101)::numeric / 100 AS used
FROM (VALUES (1), (2)) AS c (card), generate_series(0, 499) AS i, LATERAL (SELECT timestamptz '2024-01-01 00:00Z' + interval '5 minutes' * i * card AS at) AS t
WHERE i % 50 NOT BETWEEN 20 AND 25;
CREATE TEMP TABLE piece AS
SELECT card, hold, date_bin('1 hour', at, '2024-01-01Z') AS hour, gauge(used, at, hold) AS g FROM long, unnest(ARRAY[NULL, '6 minutes', '3 hours']::interval[]) AS hold GROUP BY card, hold, hour;
SELECT card, hold, count(*) AS hours, sum(samples(g)) AS samples, rollup(g) = (SELECT gauge(used, at, p.hold) FROM long WHERE card = p.card) AS same, rollup(g ORDER BY md5(hour::text)) = rollup(g ORDER BY hour) AS in_any_order FROM piece AS p GROUP BY card, hold ORDER BY card, hold;
CREATE TEMP TABLE windowed AS
SELECT card, hold, hour, gauge(used, at, hold, tstzrange(hour, hour + '1 hour')) AS g
FROM generate_series(timestamptz '2024-01-01Z', '2024-01-05Z', '1 hour') AS hour CROSS JOIN unnest(ARRAY['6 minutes', '3 hours']::interval[]) AS hold JOIN long ON at < hour + '1 hour' AND at >= hour - hold GROUP BY card, hold, hour;
SELECT card, hold, (day AT TIME ZONE 'UTC')::date AS day, count(*) AS hours, rollup(g) = gauge AS same, round(sum(integral(g)), 9) = round(integral(gauge), 9) AS integrals_add_up, sum(covered_time(g)) = covered_time(gauge) AS times_add_up, integral(rollup(g)) = integral(gauge) AND time_weighted_mean(rollup(g)) = time_weighted_mean(gauge) AS rollup_says_the_same
FROM (SELECT *, date_bin('1 day', hour, '2024-01-01Z') AS day FROM windowed) AS w JOIN LATERAL (SELECT gauge(used, at, w.hold, tstzrange(day, day + interval '24 hours')) FROM long WHERE card = w.card) AS d ON true
WHERE hour < '2024-01-03Z' GROUP BY card, hold, w.day, gauge ORDER BY card, hold, day;
-- a sample at 00:59:50 holds for 60 seconds: 10 of this hour, 50 of the next
SELECT hour, round(integral(g) * 3600, 6) AS seconds, samples(g), first_sample_at(g) FROM (SELECT hour, gauge(1, at, '60 seconds', tstzrange(hour, hour + '1 hour')) AS g FROM generate_series(timestamptz '2024-01-01 00:00Z', '2024-01-01 02:00Z', '1 hour') AS hour, (VALUES (timestamptz '2024-01-01 00:59:50Z')) AS s (at) GROUP BY hour) AS h ORDER BY hour;
SELECT rollup(g) = (SELECT gauge(1, timestamptz '2024-01-01 00:59:50Z', '60 seconds', '[2024-01-01 00:00Z,2024-01-01 02:00Z)')) AS same FROM (SELECT hour, gauge(1, at, '60 seconds', tstzrange(hour, hour + '1 hour')) AS g FROM generate_series(timestamptz '2024-01-01 00:00Z', '2024-01-01 01:00Z', '1 hour') AS hour, (VALUES (timestamptz '2024-01-01 00:59:50Z')) AS s (at) GROUP BY hour) AS h;
-- a time that says where its clock hangs, or a cast that says that the session's is meant; beside another aggregate over a time that does not
SELECT first_sample_at(gauge(1, at AT TIME ZONE 'Asia/Shanghai')), first_sample_at(gauge(1, at::timestamptz)), first_sample_at(gauge(1, day::timestamp AT TIME ZONE 'Asia/Shanghai')) FROM (VALUES (timestamp '2024-01-01 08:00', date '2024-01-01')) AS s (at, day);
SELECT covered_time(gauge(1, at AT TIME ZONE 'UTC', '1 hour') OVER w), max(at) OVER w FROM (VALUES (timestamp '2024-01-01 08:00')) AS s (at) WINDOW w AS ();
-- the operator, of two in either order; windows need not touch
SELECT a + b = b + a AS commutes, t.* FROM (SELECT gauge(1, '2024-01-01 00:00Z', '1 hour', '[2024-01-01 00:00Z,2024-01-01 00:30Z)') AS a) AS a, (SELECT gauge(2, '2024-01-01 02:00Z', '1 hour', '[2024-01-01 01:00Z,2024-01-01 02:30Z)') AS b) AS b, pg_temp.told(a + b) AS t;
SELECT samples(a + a), (a + NULL) IS NULL AS null FROM (SELECT gauge(1, '2024-01-01 00:00Z', '1 hour') AS a) AS a;

-- the refused
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT gauge(used, at) FROM (VALUES (0.5, timestamptz '2024-01-01Z'), (0.7, '2024-01-01Z'), (0.6, '2024-01-01Z')) AS s (used, at)$$,
$$SELECT time_weighted_mean(used, at, '1 hour') FROM (VALUES (0.5, timestamptz '2024-01-01Z'), (-0.7, '2024-01-01Z')) AS s (used, at)$$,
$$SELECT gauge(1, 'infinity')$$,
$$SELECT gauge(1, '-infinity'::timestamptz)$$,
$$SELECT gauge('NaN'::float8, '2024-01-01Z')$$,
$$SELECT gauge('Infinity'::float8, '2024-01-01Z')$$,
$$SELECT gauge('NaN'::numeric, '2024-01-01Z')$$,
$$SELECT gauge('-Infinity'::numeric, '2024-01-01Z')$$,
$$SELECT gauge(1e17, '2024-01-01Z')$$,
$$SELECT gauge(-1e17::float8, '2024-01-01Z')$$,
$$SELECT gauge(99999999999999999.5, '2024-01-01Z')$$,
$$SELECT gauge(1, '2024-01-01Z', '0')$$,
$$SELECT gauge(1, '2024-01-01Z', '-1 second')$$,
$$SELECT gauge(1, '2024-01-01Z', '1 day -24 hours')$$,
$$SELECT gauge(1, '2024-01-01Z', '1 month')$$,
$$SELECT gauge(1, '2024-01-01Z', '1 year -11 months -30 days')$$,
$$SELECT gauge(1, '2024-01-01Z', '3000000 days')$$,
$$SELECT gauge(1, at, hold) FROM (VALUES (timestamptz '2024-01-01Z', interval '60 seconds'), ('2024-01-02Z', '90 seconds')) AS s (at, hold)$$,
$$SELECT gauge(1, at, hold) FROM (VALUES (timestamptz '2024-01-01Z', interval '60 seconds'), ('2024-01-02Z', NULL)) AS s (at, hold)$$,
$$SELECT gauge(1, at, NULL, within) FROM (VALUES (timestamptz '2024-01-01Z', tstzrange '[2024-01-01Z,)'), ('2024-01-02Z', NULL)) AS s (at, within)$$,
$$SELECT gauge(1, '2024-01-01Z', '1 hour', '[2024-01-02,2024-01-01)')$$,
$$SELECT gauge(1, at) FROM (VALUES (timestamp '2024-01-01 08:00')) AS s (at)$$,
$$SELECT gauge(1, at) FROM (VALUES (date '2024-01-01')) AS s (at)$$,
$$SELECT time_weighted_mean(used, at, '1 hour') FROM (VALUES (0.5::float8, timestamp '2024-01-01 08:00')) AS s (used, at) GROUP BY used$$,
$$SELECT time_weighted_mean(used, at, '1 hour', NULL) OVER () FROM (VALUES (0.5, timestamp '2024-01-01 08:00')) AS s (used, at)$$,
$$SELECT gauge(1, at) FROM (VALUES (timestamptz '4713-01-01 BC'), ('294276-12-31Z')) AS s (at)$$,
$$SELECT gauge(1, '4713-01-01Z BC') + gauge(2, '294276-12-31Z')$$,
$$SELECT rollup(g) FROM (SELECT gauge(used, at) AS g FROM sample WHERE card < 3 GROUP BY card) AS p$$,
$$SELECT rollup(g) FROM (SELECT gauge(used, at, hold) AS g FROM sample, unnest(ARRAY[NULL, '60 seconds']::interval[]) AS hold WHERE card = 1 GROUP BY hold) AS p$$,
$$SELECT rollup(g) FROM (SELECT gauge(used, at, NULL, within) AS g FROM sample, unnest(ARRAY[NULL, '[2024-01-01,2024-01-02)']::tstzrange[]) AS within WHERE card = 1 GROUP BY within) AS p$$,
$$SELECT rollup(g) FROM (SELECT gauge(used, at, NULL, within) AS g FROM sample, unnest(ARRAY['[2024-01-01 00:00Z,2024-01-01 01:00Z)', '[2024-01-01 00:08:30Z,2024-01-02)']::tstzrange[]) AS within WHERE card = 1 GROUP BY within) AS p$$,
$$SELECT gauge(1, '2024-01-01 00:00Z') + gauge(2, '2024-01-01 00:00Z')$$,
$$SELECT gauge_samples_add(NULL, 1, '2024-01-01Z')$$,
$$SELECT gauge_samples_combine(NULL, '{"version": 1, "hold_seconds": 0, "window_start": "-infinity", "window_end": "infinity", "samples": []}')$$
]) AS statement;

-- text and bytes of a gauge, and what none of both can be
SELECT g::text::gauge = g AS text, pg_temp.received('gauge', gauge_send(g)) = 'gives ' || g AS bytes, (chr(32) || g)::gauge = g AS by_the_general_reader
FROM (SELECT gauge(used, at, hold, within) AS g FROM sample, unnest(ARRAY[NULL, '90 seconds']::interval[]) AS hold, unnest(ARRAY[NULL, '[2024-01-01 00:01:30Z,2024-01-01 00:08:20Z)']::tstzrange[]) AS within WHERE card = 1 GROUP BY hold, within) AS p;
\set value '(SELECT gauge(used, at, ''90 seconds'', ''[2024-01-01 00:01:30Z,2024-01-01 00:08:20Z)'')::text FROM sample WHERE card = 1)'
SELECT field, changed, pg_temp.refused(format('SELECT %L::gauge', regexp_replace(:value, field, changed)))
FROM (VALUES ('"version": 1', '"version": 2'), ('"samples": 4', '"samples": 0'), ('"samples": 4', '"samples": 1'), ('"samples": 4', '"samples": 1.5'), ('"hold_seconds": 90', '"hold_seconds": -1'), ('"hold_seconds": 90', '"hold_seconds": 0.0000001'), ('"hold_seconds": 90', '"hold_seconds": 99999999999999'), ('"hold_seconds": 90', '"hold_seconds": 30'),
	('"window_start": "[^"]*"', '"window_start": "infinity"'), ('"window_end": "[^"]*"', '"window_end": "2024-01-01"'), ('"first_at": "[^"]*"', '"first_at": "-infinity"'), ('"first_at": "[^"]*"', '"first_at": "2024-01-01T00:09:00+00:00"'), ('"last_at": "[^"]*"', '"last_at": "infinity"'), ('"last_at": "[^"]*"', '"last_at": "2024-01-01T00:08:20+00:00"'), ('"last_at": "[^"]*"', '"last_at": "2024-01-01T00:01:00+00:00"'),
	('"counted_until": "[^"]*"', '"counted_until": "2024-01-01T00:01:30+00:00"'), ('"counted_until": "[^"]*"', '"counted_until": "infinity"'), ('"covered_seconds": \d+', '"covered_seconds": 400'), ('"covered_seconds": \d+', '"covered_seconds": 0'), ('"first": 0.7', '"first": 1.1'), ('"first": 0.7', '"first": "0.7"'), ('"last": 1', '"last": -1'), ('"minimum": 0', '"minimum": 2'), ('"maximum": 1', '"maximum": 100000000000000000'), ('"minimum": 0', '"minimum": -100000000000000000'),
	('"value_seconds": \d+', '"value_seconds": 1000'), ('"value_seconds": \d+', '"value_seconds": -1'), ('}', ''), ('"samples": 4, ', ''), ('{', '{"samples": 4, ')) AS v (field, changed);
-- and of the state of the aggregates
CREATE AGGREGATE pg_temp.state(numeric, timestamptz, interval, tstzrange) (SFUNC = gauge_samples_add, STYPE = gauge_samples);
CREATE AGGREGATE pg_temp.state(gauge) (SFUNC = gauge_samples_add, STYPE = gauge_samples);
SELECT s, s::text::gauge_samples = s AS text, pg_temp.received('gauge_samples', gauge_samples_send(s)) = 'gives ' || s AS bytes, (chr(32) || s)::gauge_samples = s AS by_the_general_reader, gauge_final(s) = gauge AS same
FROM (SELECT hold, pg_temp.state(used, at, hold, within) AS s, gauge(used, at, hold, within) FROM sample, unnest(ARRAY[NULL, '90 seconds']::interval[]) AS hold, unnest(ARRAY['empty', NULL, '[2024-01-01 00:01:30Z,2024-01-01 00:08:20Z)']::tstzrange[]) AS within WHERE card = 1 GROUP BY hold, within) AS p ORDER BY hold, s;
SELECT s, s::text::gauge_samples = s AS text, pg_temp.received('gauge_samples', gauge_samples_send(s)) = 'gives ' || s AS bytes, (chr(32) || s)::gauge_samples = s AS by_the_general_reader, gauge_final(s) = rollup AS same
FROM (SELECT pg_temp.state(g) AS s, rollup(g) FROM (SELECT gauge(used, at, '90 seconds') AS g FROM sample WHERE card = 1 GROUP BY used) AS p) AS p;
SELECT pg_temp.state(used, at, NULL, NULL) FROM (VALUES (0.5, timestamptz '2024-01-01Z'), (0.7, '2024-01-01Z'), (1e12, '2024-01-01Z'), (0.5, '2024-01-01Z'), (0.123456789, '2023-01-01Z')) AS s (used, at);
\set value '''{"version": 1, "hold_seconds": 90, "window_start": "-infinity", "window_end": "infinity", "samples": [["2024-01-01T00:00:00+00",0.5],[60,0.7],[0,0.9]]}'''
SELECT field, changed, pg_temp.refused(format('SELECT %L::gauge_samples', regexp_replace(:value, field, changed)))
FROM (VALUES ('"version": 1', '"version": 2'), ('"hold_seconds": 90', '"hold_seconds": -1'), ('"hold_seconds": 90', '"hold_seconds": "1"'), ('"-infinity"', '"infinity"'), ('"infinity"', '"-infinity"'), ('"2024-01-01T00:00:00\+00"', '"infinity"'), ('"2024-01-01T00:00:00\+00"', '60'), ('"2024-01-01T00:00:00\+00"', '"2024-01-01"'),
	('60', '-60'), ('60', '0'), ('60', '1e30'), ('60', '0.0000001'), ('60', '"2024-01-01T00:00:00+00"'), ('60', '"2024-01-01T00:00:01+00"'), ('0.7', '1'), ('0.7', '0.0000000001'), ('0.7', '1e17'), ('0.7', '"0.7"'), ('0.9', '0.7'), (',\[0,', ',[0,0.8],[0,'), ('\[60,0.7\]', '[60]'), ('\[60,0.7\]', '[60,0.7,1]'), ('\[60,0.7\]', '7'), ('\[60,0.7\]', '[[60,0.7]]'),
	('\[\[.*\]\]', '[]'), ('\[\[.*\]\]', '{}'), ('"samples"', '"gauges"'), ('\]\]}', ''), ('\]\]}', ']],"samples":[]}'), ('0.5', '123456789012.123456'), ('0.5', '123456789012.12345')) AS v (field, changed);
SELECT pg_temp.refused(format('SELECT %L::gauge_samples', value)) FROM unnest(ARRAY['{"version": 1, "gauges": []}', '{"version": 1, "gauges": [[1]]}', '{"version": 1, "gauges": [1]}', '{"version": 1, "gauges": [[1,0,"-infinity","infinity","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00",0,1,1,1,1,7]]}',
	'{"version": 1, "gauges": [[1,0,"-infinity","infinity","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00",0,1,1,1,1,0],[1,0,"-infinity","infinity","2023-01-01T00:00:00+00:00","2023-01-01T00:00:00+00:00","2023-01-01T00:00:00+00:00",0,1,1,1,1,0]]}',
	'{"version": 1, "gauges": [[1,99999999999999999999,"-infinity","infinity","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00",0,1,1,1,1,0]]}']) AS value;
-- binary: kinds, counts and values that are none
SELECT at, bytes, pg_temp.received('gauge_samples', overlay(gauge_samples_send(:value) PLACING bytes FROM at)) FROM (VALUES (1, '\x0002'::bytea), (3, '\x0002'), (3, '\x0001'), (5, '\xffffffffffffffff'), (13, '\x7fffffffffffffff'), (29, '\x00000002'), (29, '\x00000004'), (29, '\xffffffff'), (33, '\x8000000000000000'), (33, '\x7fffffffffffffff'), (41, '\x000000000000000f'), (41, '\x7fffffffffffffff'), (41, '\x0000000000000011')) AS b (at, bytes);
