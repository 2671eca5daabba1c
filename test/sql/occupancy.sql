-- occupancy and occupancy_digest: the ordinary and the edges.
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'postgres';

CREATE TABLE lease (pool text, cards int, during tstzrange);
INSERT INTO lease VALUES
  ('a', 8, '[2024-01-01, 2024-01-03)'),
  ('a', 4, '[2024-01-02, 2024-01-05)'),
  ('a', 8, '[2024-01-03, 2024-01-04)'),   -- starts where the first ends
  ('a', 2, 'empty'),
  ('b', 16, '[2024-01-01 12:00, 2024-01-01 18:00)'),
  ('b', 16, '[2024-01-02 12:00, 2024-01-02 18:00)'),
  ('b', 1, '[2024-01-10,)'),              -- still running
  ('c', NULL, '[2024-01-01, 2024-01-02)'),
  ('c', 3, NULL);

-- ---- the aggregates ----

SELECT pool, occupancy(cards, during) FROM lease GROUP BY pool ORDER BY pool;
SELECT pool, peak(cards, during), peak_at(cards, during), peak_until(cards, during) FROM lease GROUP BY pool ORDER BY pool;
SELECT pool, peak(cards, during, '[2024-01-04, 2024-02-01)'), peak_at(cards, during, '[2024-01-04, 2024-02-01)'),
       peak_until(cards, during, '[2024-01-04, 2024-02-01)'), peak(cards, during, NULL),
       occupancy(cards, during, '[2024-01-04, 2024-02-01)')
FROM lease GROUP BY pool ORDER BY pool;

-- no rows; rows of nothing; one row; no cards; no time
SELECT occupancy(cards, during), peak(cards, during), peak_at(cards, during) FROM lease WHERE false;
SELECT occupancy(NULL::int, during), peak(NULL::numeric, during), peak_at(cards, NULL) FROM lease;
SELECT peak(cards, during), peak_until(cards, during) FROM lease WHERE cards = 4;
SELECT occupancy(0, during) FROM lease WHERE pool = 'a';
SELECT occupancy(cards, during, 'empty') FROM lease WHERE pool = 'a';

-- every kind of quantity
SELECT occupancy(8::int2, d), occupancy(8::int8, d), occupancy(0.125, d), occupancy(0.1::float8, d),
       occupancy('960 P', d), occupancy('0.312 P fp16 sparse', d)
FROM (VALUES (tstzrange '[2024-01-01, 2024-01-02)')) AS v (d);
SELECT peak('960 P', '[2024-01-01, 2024-01-02)'), peak_at(8, '[2024-01-01, 2024-01-02)'),
       peak(8, '[2024-01-01, 2024-01-02)', '[2024-01-01, 2024-02-01)');

-- bounds in all their forms
SELECT occupancy(1, d) FROM (VALUES (tstzrange '(2024-01-01, 2024-01-02]'), ('[2024-01-03,2024-01-03]'),
                                    ('[2024-01-04,infinity)'), ('[infinity,)'), ('[infinity,infinity]')) AS v (d);

-- more than 64 bits
WITH o AS (SELECT occupancy(9000000000, '[2024-01-01, 2024-01-02)') AS o FROM generate_series(1, 5))
SELECT peak(o), o, o::text::occupancy = o AS same, peak(clip(o, '[2024-01-01 12:00, 2024-01-01 13:00)')), quantity_hours(o) FROM o;
SELECT octet_length(occupancy_send(occupancy(9000000000, '[2024-01-01, 2024-01-02)'))) FROM generate_series(1, 5);

-- ---- accessors ----

CREATE TABLE pool_occupancy AS SELECT pool, occupancy(cards, during) AS o FROM lease GROUP BY pool;

SELECT pool, peak(o), peak_at(o), peak_until(o), unit(o) FROM pool_occupancy ORDER BY pool;
SELECT pool, peak(o, w), peak_at(o, w), peak_until(o, w), minimum(o, w), clip(o, w)
FROM pool_occupancy, (VALUES (tstzrange '[2024-01-02 06:00, 2024-01-03 06:00)')) AS v (w) ORDER BY pool;
SELECT pool, at, occupied_at(o, at) FROM pool_occupancy,
  unnest(ARRAY['-infinity', '2023-12-31', '2024-01-01', '2024-01-02', '2024-01-03', '2024-01-05', 'infinity']::timestamptz[]) AS at
WHERE pool < 'c' ORDER BY pool, at;
SELECT time_over(o, 7), time_over(o, 8), time_over(o, 12), time_over(o, 0), quantity_hours_over(o, 7), quantity_hours_over(o, 7.5),
       first_over(o, 8), first_over(o, 12), time_over(o, 8, '[2024-01-03 23:00, 2024-02-01)')
FROM pool_occupancy WHERE pool = 'a';
SELECT quantity_hours(o), quantity_hours(o, '[2024-01-01, 2024-01-01 00:00:01)'), quantity_hours(o, 'empty') FROM pool_occupancy WHERE pool = 'a';
SELECT pool, utilization(o, 16, '[2024-01-01, 2024-02-01)'), quantity_hours(o, '(,2024-02-01)') FROM pool_occupancy ORDER BY pool;
SELECT pool, steps.* FROM pool_occupancy, steps(o) ORDER BY pool, period_start;
SELECT steps.* FROM pool_occupancy, steps(o, '[2023-12-31, 2024-01-02)') WHERE pool = 'b' ORDER BY period_start;
SELECT peak(o), peak_at(o), time_over(o, '8 P fp16'), time_over(o, 8), utilization(o, '32 P fp16', '[2024-01-01,2024-01-03)'), unit(o)
FROM (SELECT occupancy('16 P fp16', '[2024-01-01, 2024-01-02)') AS o) AS s;
-- NULL in
SELECT peak(NULL::occupancy), peak(o, NULL), minimum(o, NULL), occupied_at(o, NULL), time_over(o, NULL::numeric), time_over(o, 8, NULL),
       clip(o, NULL), utilization(o, NULL::numeric, NULL), (SELECT count(*) FROM steps(NULL)) AS steps
FROM pool_occupancy WHERE pool = 'a';

-- ---- merging ----

SELECT rollup(o) = (SELECT occupancy(cards, during) FROM lease) AS same, peak(rollup(o)), peak_at(rollup(o)) FROM pool_occupancy;
SELECT peak(a.o + b.o), a.o + b.o = b.o + a.o AS commutes, a.o + c.o = a.o AS nothing
FROM pool_occupancy AS a, pool_occupancy AS b, pool_occupancy AS c WHERE a.pool = 'a' AND b.pool = 'b' AND c.pool = 'c';
SELECT rollup(o) FROM pool_occupancy WHERE false;
SELECT rollup(NULL::occupancy), rollup(o) FROM (VALUES (NULL::occupancy), (NULL)) AS v (o);

-- ---- digests ----

CREATE TABLE day_digest AS
SELECT pool, day, occupancy_digest(cards, during, tstzrange(day, day + interval '1 day'), 10) AS d
FROM lease, generate_series(timestamptz '2024-01-01', '2024-01-31', interval '1 day') AS day GROUP BY pool, day;

SELECT pool, rollup(d) FROM day_digest GROUP BY pool ORDER BY pool;
SELECT pool, peak(rollup(d)), peak_at(rollup(d)), minimum(rollup(d)), quantity_hours(rollup(d)), utilization(rollup(d)),
       utilization(rollup(d), 20), time_over(rollup(d)), quantity_hours_over(rollup(d)), first_over(rollup(d)),
       covered(rollup(d)), covered_time(rollup(d))
FROM day_digest GROUP BY pool ORDER BY pool;
-- the same, of the month at once
SELECT pool, rollup(d) = (SELECT occupancy_digest(o, '[2024-01-01, 2024-02-01)', 10) FROM pool_occupancy AS p WHERE p.pool = t.pool) AS same
FROM day_digest AS t GROUP BY pool ORDER BY pool;
-- gaps are not covered
SELECT covered(rollup(d)), covered_time(rollup(d)), utilization(rollup(d), 10) FROM day_digest WHERE pool = 'a' AND extract(day FROM day) IN (1, 3);
-- without a capacity; a capacity of none; one that changes
SELECT utilization(d), utilization(d, 8), time_over(d), quantity_hours_over(d), first_over(d)
FROM (SELECT occupancy_digest(cards, during, '[2024-01-01, 2024-01-02)') AS d FROM lease WHERE pool = 'a') AS s;
SELECT utilization(d), time_over(d), first_over(d)
FROM (SELECT occupancy_digest(cards, during, '[2024-01-01, 2024-01-02)', 0) AS d FROM lease WHERE pool = 'a') AS s;
SELECT utilization(x + y), time_over(x + y) FROM
  (SELECT occupancy_digest(o, '[2024-01-01, 2024-01-02)', 4) AS x, occupancy_digest(o, '[2024-01-02, 2024-01-03)', 12) AS y
   FROM pool_occupancy WHERE pool = 'a') AS s;
SELECT occupancy_digest(o, '[2024-01-01, 2024-01-02)', NULL::numeric) = occupancy_digest(o, '[2024-01-01, 2024-01-02)') AS none,
       occupancy_digest(o, NULL), occupancy_digest(NULL::occupancy, '[2024-01-01, 2024-01-02)')
FROM pool_occupancy WHERE pool = 'a';
SELECT occupancy_digest('16 P fp16', '[2024-01-01, 2024-01-02)', '[2024-01-01, 2024-01-03)', '8 P fp16');
SELECT occupancy_digest(NULL::int, NULL, '[2024-01-01, 2024-01-03)', 8), occupancy_digest(8.5, '[2024-01-02,)', '[2024-01-01, 2024-01-03)');

-- ---- text ----

SELECT o::text::occupancy = o AS text_same FROM pool_occupancy;
SELECT bool_and(d::text::occupancy_digest = d) AS text_same FROM day_digest;
SELECT '{"steps":[["2024-01-01 08:00+08",8.0],["2024-01-02 00:00Z",1e1],["2024-01-03Z",0]],"unit":"number","version":1,"note":0}'::occupancy;
SELECT '{"version": 1, "unit": "P fp16", "steps": [["2024-01-01T00:00:00.000001+00", 0.000001]]}'::occupancy;
-- instants and seconds from one to the next, in either version, and across all time
SELECT '{"version": 1, "unit": "number", "steps": [["2024-01-01Z", 1], [60, 2.50], ["2024-01-02Z", 3], [1e-6, 0]]}'::occupancy;
SELECT '{"version": 2, "unit": "number", "steps": [["4714-11-24T00:00:00Z BC", 1], [9435181535999.999999, 0]]}'::occupancy;
-- independent of settings
SET timezone = 'America/New_York';
SET datestyle = 'German';
SET extra_float_digits = -15;
SELECT o, o::text::occupancy = o AS same FROM pool_occupancy WHERE pool = 'a';
SELECT d, d::text::occupancy_digest = d AS same FROM day_digest WHERE pool = 'a' AND day = '2024-01-03Z';
RESET timezone;
RESET datestyle;
RESET extra_float_digits;
SET timezone = 'UTC';

-- ---- stored, compared, hashed ----

SELECT count(DISTINCT o), count(DISTINCT d) FROM pool_occupancy, day_digest WHERE pool_occupancy.pool = day_digest.pool;
SELECT count(*) FROM (SELECT o FROM pool_occupancy UNION SELECT occupancy(cards, during) FROM lease GROUP BY pool) AS s;
CREATE TABLE long AS
SELECT occupancy(1, tstzrange(t, t + interval '90 minutes')) AS o
FROM generate_series(timestamptz '2024-01-01', '2024-12-31', interval '1 hour') AS t;
SELECT peak(o), peak_at(o), (SELECT count(*) FROM steps(o)), pg_column_size(o) < octet_length(occupancy_send(o)) AS compressed, o = o + '{"version": 1, "unit": "", "steps": []}' AS same FROM long;

-- a sort compares far more often than there are values: what a comparison makes of long ones must not stay
CREATE TABLE many AS
SELECT (SELECT occupancy(1 + (i * j) % 7, tstzrange(t, t + interval '90 minutes'))
		FROM generate_series(1, 400) AS j, LATERAL (SELECT timestamptz '2024-01-01' + j * interval '1 hour') AS start (t)) AS o
FROM generate_series(1, 1000) AS i;
CREATE FUNCTION pg_temp.used_memory(bigint) RETURNS numeric LANGUAGE sql VOLATILE AS
'SELECT sum(used_bytes) FROM pg_backend_memory_contexts';
SET enable_hashagg = off;
SELECT pg_temp.used_memory(0) AS before \gset
SELECT count(*), pg_temp.used_memory(count(*)) - :before < 30000000 AS bounded FROM (SELECT o FROM many ORDER BY o OFFSET 1) AS sorted;
RESET enable_hashagg;

DROP TABLE lease, pool_occupancy, day_digest, long, many;

-- ---- reductions: rows of a negative quantity ----

CREATE TEMP TABLE reduced (pool text, quantity numeric, during tstzrange);
INSERT INTO reduced VALUES
	('back', 8, '[2024-01-01 00:00Z, 2024-01-04 00:00Z)'), ('back', -3, '[2024-01-02 00:00Z, 2024-01-04 00:00Z)'), ('back', 3, '[2024-01-03 00:00Z, 2024-01-04 00:00Z)'),
	('below', 2, '[2024-01-01 00:00Z, 2024-01-03 00:00Z)'), ('below', -5, '[2024-01-02 00:00Z, 2024-01-03 00:00Z)'), ('below', 4, '[2024-01-03 00:00Z, 2024-01-04 00:00Z)'),
	('never above', -1, '[2024-01-01 00:00Z, 2024-01-03 00:00Z)'), ('never above', -1, '[2024-01-02 00:00Z,)'),
	('cancelled', 5, '[2024-01-01 00:00Z, 2024-01-02 00:00Z)'), ('cancelled', -5, '[2024-01-01 00:00Z, 2024-01-02 00:00Z)');
SELECT pool, peak(quantity, during), peak_at(quantity, during), peak_until(quantity, during), minimum(occupancy(quantity, during), '[2024-01-01, 2024-01-05)') AS minimum,
	   occupied_at(occupancy(quantity, during), '2024-01-02 12:00Z') AS occupied, quantity_hours(occupancy(quantity, during), '[2024-01-01, 2024-01-05)') AS hours, utilization(occupancy(quantity, during), 8, '[2024-01-01, 2024-01-05)') AS used,
	   time_over(occupancy(quantity, during), 3, '[2024-01-01, 2024-01-05)') AS over, peak(quantity, during, '[2024-01-02 00:00Z, 2024-01-03 00:00Z)') AS second_day
FROM reduced GROUP BY pool ORDER BY pool;
SELECT pool, occupancy(quantity, during), occupancy(quantity, during)::text::occupancy = occupancy(quantity, during) AS of_text FROM reduced GROUP BY pool ORDER BY pool;
SELECT pool, period_start, period_end, level FROM (SELECT pool, occupancy(quantity, during) AS o FROM reduced GROUP BY pool) AS x, LATERAL (SELECT period_start, period_end, quantity AS level FROM steps(o)) AS s WHERE pool = 'below' ORDER BY pool, period_start;
-- digests of them merge as ever: their peaks are never below 0, their minimum is
SELECT pool, peak(whole) AS peak, peak_at(whole), minimum(whole), quantity_hours(whole) AS hours, time_over(whole) AS over, quantity_hours_over(whole) AS hours_over, whole = of_days AS of_days, whole::text::occupancy_digest = whole AS of_text
FROM (SELECT pool, occupancy_digest(quantity, during, '[2024-01-01, 2024-01-05)', 3) AS whole FROM reduced GROUP BY pool) AS w
	 JOIN (SELECT pool, rollup(digest) AS of_days
		   FROM (SELECT pool, occupancy_digest(occupancy(quantity, during), tstzrange(day, day + interval '1 day'), 3) AS digest
				 FROM reduced, generate_series(timestamptz '2024-01-01 00:00Z', '2024-01-04 00:00Z', '1 day') AS day GROUP BY pool, day) AS d GROUP BY pool) AS r USING (pool) ORDER BY pool;
SELECT peak(q, d) AS capacities, minimum(occupancy(q, d), d) AS minimum FROM (VALUES ('16 P fp16'::p_capacity, tstzrange '[2024-01-01, 2024-01-03)'), ('-20 P fp16', '[2024-01-01, 2024-01-03)')) AS v (q, d) GROUP BY d;
SELECT occupancy(8, '[2024-01-01 00:00Z, 2024-01-02 00:00Z)') + occupancy(-3, '[2024-01-01 12:00Z, 2024-01-03 00:00Z)') AS sum;
-- held against a quantity below zero, as levels may be
SELECT quantity, time_over(o, quantity, d), quantity_hours_over(o, quantity, d) AS hours_over, first_over(o, quantity, d), first_over(o, quantity) AS first_of_all, time_over(o, quantity::float8, d) = time_over(o, quantity, d) AS float8
FROM (SELECT occupancy(q, e) AS o, tstzrange '[2024-01-01 00:00Z, 2024-01-05 00:00Z)' AS d FROM (VALUES (2, tstzrange '[2024-01-01 00:00Z, 2024-01-02 00:00Z)'), (-7, '[2024-01-02 00:00Z, 2024-01-03 00:00Z)')) AS v (q, e)) AS x, unnest('{-8, -7, -6.5, -1, 0, 2}'::numeric[]) AS quantity;
SELECT time_over(o, '-6 P', d) AS capacities, time_over(o, '-5 P', d) AS never, first_over(o, '-5 P', d) AS nor FROM (SELECT occupancy('-5 P'::p_capacity, d) AS o, d FROM (VALUES (tstzrange '[2024-01-01 00:00Z, 2024-01-02 00:00Z)')) AS v (d) GROUP BY d) AS x;
