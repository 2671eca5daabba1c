-- Laws of gauges: what plain SQL with lead() says, whatever the order and the split; hours come to the day.
\ir ../laws.psql
SELECT plan(12);

-- samples of meters, of every spacing, with gaps; some of them twice
CREATE TABLE sample AS
SELECT meter, at, round((pg_temp.draw(n, 'value') * 200 - 50)::numeric, meter % 10) * 10::numeric ^ (meter % 4) AS value
FROM generate_series(1, 40) AS meter, generate_series(1, 150) AS i, LATERAL (SELECT meter * 1000 + i AS n) AS n,
	 LATERAL (SELECT timestamptz '2024-01-01 00:00Z' + interval '1 second' * (trunc(pg_temp.draw(n, 'at') * 172800) + (n % 3) * 0.000001) AS at) AS a;
-- one value at an instant
DELETE FROM sample AS s USING sample AS other WHERE other.meter = s.meter AND other.at = s.at AND other.ctid < s.ctid;
INSERT INTO sample SELECT * FROM sample WHERE extract(minute FROM at)::int % 10 = 3;
CREATE TABLE hold AS SELECT * FROM unnest(ARRAY[NULL, '30 seconds', '7 minutes', '1 hour', '1 day']::interval[]) WITH ORDINALITY AS h (hold, h);
CREATE TABLE within AS SELECT * FROM unnest(ARRAY[NULL, '[2024-01-01 05:00Z,2024-01-01 06:30:00.000001Z)', '[2024-01-01 12:00Z,2024-01-02 12:00Z)', '[2024-01-02 23:50Z,2024-01-05)', '[2023-12-31,2024-01-01 00:10Z)', '(,2024-01-01 12:00Z)', '[2024-01-02,)']::tstzrange[]) WITH ORDINALITY AS w (within, w);

-- until when each holds, as it would be said without us
CREATE TABLE held AS
SELECT meter, h, w, hold, within, value, at, greatest(at, lower(within)) AS from_at, least(until, upper(within)) AS until_at
FROM (SELECT meter, h, hold, value, at, coalesce(least(lead(at) OVER (PARTITION BY meter, h ORDER BY at), at + hold), at) AS until FROM (SELECT DISTINCT * FROM sample) AS s, hold) AS s, within;
CREATE TABLE plain AS
SELECT meter, h, w, sum(value * extract(epoch FROM until_at - from_at)) FILTER (WHERE from_at < until_at) AS value_seconds, coalesce(sum(until_at - from_at) FILTER (WHERE from_at < until_at), '0') AS covered,
	   min(value) AS minimum, max(value) AS maximum, min(at) AS first_at, max(at) AS last_at, count(*)
FROM held WHERE from_at < until_at OR (within IS NULL OR at <@ within) GROUP BY meter, h, w;
CREATE TABLE ours AS SELECT meter, h, w, gauge(value, at, hold, within) AS g FROM sample, hold, within GROUP BY meter, h, w;
SELECT cmp_ok(count(g), '>', 500::bigint, 'gauges of many meters, holds and windows') FROM ours;
SELECT cmp_ok(count(*) FILTER (WHERE g IS NULL), '>', 10::bigint, 'some of nothing') FROM ours;
SELECT is_empty($$SELECT meter, h, w FROM ours FULL JOIN plain USING (meter, h, w) WHERE (g IS NULL) <> (plain.count IS NULL)$$, 'nothing where nothing holds');
SELECT is_empty($$SELECT meter, h, w, covered_time(g), covered, round(integral(g), 9), round(value_seconds / 3600, 9) FROM ours JOIN plain USING (meter, h, w)
	WHERE (covered_time(g), round(integral(g), 9), minimum(g), maximum(g), first_sample_at(g), last_sample_at(g), samples(g)) IS DISTINCT FROM (covered, round(coalesce(value_seconds, 0) / 3600, 9), minimum, maximum, first_at, last_at, count)$$,
	'as lead() says it');
SELECT is_empty($$SELECT meter, h, w FROM ours JOIN plain USING (meter, h, w) WHERE time_weighted_mean(g) IS DISTINCT FROM CASE WHEN covered > '0' THEN round(value_seconds::numeric(60, 20) / extract(epoch FROM covered)::numeric, 20) END$$,
	'the mean, to its last digit');
SELECT is_empty($$SELECT meter, h, w FROM ours JOIN hold USING (h) JOIN within USING (w) WHERE g IS DISTINCT FROM (SELECT gauge(value, at, ours_hold, ours_within ORDER BY pg_temp.draw(extract(epoch FROM at)::int % 1000000, 'order')) FROM (SELECT *, hold.hold AS ours_hold, within.within AS ours_within FROM sample WHERE sample.meter = ours.meter OFFSET 0) AS s) AND meter % 8 = 1$$,
	'in any order the same bytes');
SELECT is_empty($$SELECT meter, h, w FROM ours JOIN hold USING (h) JOIN within USING (w) WHERE time_weighted_mean(g) IS DISTINCT FROM (SELECT time_weighted_mean(value::float8, at, ours_hold, ours_within) FROM (SELECT *, hold.hold AS ours_hold, within.within AS ours_within FROM sample WHERE sample.meter = ours.meter OFFSET 0) AS s) AND meter % 8 = 2$$,
	'one step, of float8');

-- any cut in time: pieces of samples alone
SELECT is_empty($$SELECT p.meter, p.h, cut FROM (SELECT meter, h, cut, rollup(g ORDER BY md5(piece::text)) AS g FROM
	(SELECT meter, h, cut, date_bin(cut, at, '2023-12-31Z') AS piece, gauge(value, at, hold) AS g FROM sample, hold, unnest('{1 hour,7 hours,11 minutes,1 day}'::interval[]) AS cut GROUP BY meter, h, cut, piece) AS pieces GROUP BY meter, h, cut) AS p
	JOIN ours USING (meter, h) WHERE w = 1 AND p.g <> ours.g$$, 'pieces of any length roll up to the whole, in every bit');
-- windows, given what holds into them
CREATE TABLE hour AS SELECT hour, tstzrange(hour, hour + cut) AS within, cut FROM unnest('{1 hour,3 hours}'::interval[]) AS cut, generate_series(timestamptz '2024-01-01 12:00Z', '2024-01-02 11:00Z', cut) AS hour;
CREATE TABLE by_hour AS
SELECT meter, h, cut, hour, gauge(value, at, hold, within) AS g FROM sample, hold, hour WHERE hold IS NULL OR (at >= hour - hold AND at < hour + cut) GROUP BY meter, h, cut, hour;
SELECT is_empty($$SELECT meter, h, cut FROM (SELECT meter, h, cut, rollup(g) AS g, sum(covered_time(g)) AS covered, sum(integral(g)) AS integral FROM by_hour GROUP BY meter, h, cut) AS r JOIN ours USING (meter, h)
	WHERE w = 3 AND (covered <> covered_time(ours.g) OR round(integral, 8) <> round(integral(ours.g), 8))$$, 'hours that know what holds into them sum to the day');
SELECT is_empty($$SELECT meter, h, cut FROM (SELECT meter, h, cut, rollup(g ORDER BY md5(hour::text)) AS g, count(g), max(hour) FILTER (WHERE g IS NOT NULL) + cut AS ends, min(hour) FILTER (WHERE g IS NOT NULL) AS starts FROM by_hour GROUP BY meter, h, cut) AS r JOIN ours USING (meter, h)
	WHERE w = 3 AND starts = '2024-01-01 12:00Z' AND ends = '2024-01-02 12:00Z' AND r.g <> ours.g$$, 'and roll up to it, in every bit');
SELECT cmp_ok(count(*), '>', 50::bigint, 'which many can') FROM (SELECT min(hour) FILTER (WHERE g IS NOT NULL) AS starts, max(hour) FILTER (WHERE g IS NOT NULL) + cut AS ends FROM by_hour GROUP BY meter, h, cut) AS r WHERE starts = '2024-01-01 12:00Z' AND ends = '2024-01-02 12:00Z';
-- text and bytes
SELECT is_empty($$SELECT meter, h, w FROM ours WHERE g::text::gauge <> g OR (' ' || g)::gauge <> g OR gauge_hash(g::text::gauge) <> gauge_hash(g)$$, 'written and read');

SELECT * FROM finish();
ROLLBACK;
