-- p_capacity: text, order, arithmetic, aggregates, parts.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- ---- text ----

SELECT text, text::p_capacity AS capacity FROM unnest(ARRAY[
'960 P', '0.312 P fp16', '1.979 P fp16 sparse', '-20 P', '0 P', '1 G', '288230376151.711743 P', '-288230376151.711743 P',
'960P', ' 960 p ', '+960 PFLOPS', '960 petaflop/s', '960 Peta FLOPS', '960 PF', '960 POPS',
'312 T', '312 TFLOPS', '312000 GFLOP/s', '268E', '268 EFLOPS', '0.268 Z', '3.12e14 FLOPS', '1e3 P', '1.5E-3 E',
'1,234,567.5 P', '.5 P', '5. P', '0.3120000000000 P', '0.312 P (FP16)', '0.312 P fp16 dense', '1.979 P sparse fp16',
'960P算力', '1.2万P', '1.2萬 P', '3百万T', '960PFLOPS算力（FP16 稀疏）', '９６０　Ｐ', '1.5 thousand P', '2 million T'
]) AS text;

-- every number format, dense and sparse
SELECT string_agg(format('%s, %s', ('1 P ' || f)::p_capacity, ('1 P ' || f || ' sparse')::p_capacity), E'\n')
FROM unnest(ARRAY['fp64', 'fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'int8', 'fp6', 'fp4']) AS f;

-- ---- order: by size, then by number format ----

CREATE TEMP TABLE c (v p_capacity);
INSERT INTO c VALUES ('1 P fp16'), ('-1 P'), ('0.999999 P fp4 sparse'), ('1 P'), ('1 P fp16 sparse'), ('0 P'), ('1 P'),
	('1.000001 P'), ('-288230376151.711743 P'), ('288230376151.711743 P fp4 sparse'), (NULL), ('-1 P fp64'), ('2 P');
SELECT v FROM c ORDER BY v;
SELECT v FROM c ORDER BY v DESC LIMIT 3;
SELECT DISTINCT v FROM c ORDER BY v USING > LIMIT 6;
SELECT v, count(*) FROM c GROUP BY v HAVING count(*) > 1;
SELECT min(v), max(v) FROM c;

SELECT a, b, a < b AS lt, a <= b AS le, a = b AS eq, a <> b AS ne, a >= b AS ge, a > b AS gt
FROM (VALUES ('1 P'::p_capacity, '2 P'::p_capacity), ('1 P', '1000 T'), ('1 P fp16', '1 P'), ('-1 P', '1 P'), ('1 P', NULL)) AS v (a, b);
SELECT '960 P' = '960000 T'::p_capacity AS equal, '1 P'::p_capacity IN ('2 P', '1 P') AS found,
	   '1 P'::p_capacity BETWEEN '0.5 P' AND '1 P' AS between_them, '1 P fp16' IS DISTINCT FROM '1 P'::p_capacity AS distinct_;

-- ---- arithmetic ----

SELECT '1 P'::p_capacity + '500 T' AS sum, '1 P fp16'::p_capacity - '1500 T fp16' AS difference, - '1 P fp8'::p_capacity AS negated,
	   '960 P'::p_capacity / '16 P' AS ratio, '1 P'::p_capacity / '3 P' AS third, '-2 P fp16'::p_capacity / '3 P fp16' AS two_thirds;

-- by every kind of number, in both orders
SELECT pg_typeof(n) AS kind, '0.312 P fp16'::p_capacity * n AS times, n * '0.312 P fp16'::p_capacity AS also
FROM (VALUES (8::int4)) AS v (n)
UNION ALL SELECT pg_typeof(n), '0.312 P fp16'::p_capacity * n, n * '0.312 P fp16'::p_capacity FROM (VALUES (8::int2)) AS v (n)
UNION ALL SELECT pg_typeof(n), '0.312 P fp16'::p_capacity * n, n * '0.312 P fp16'::p_capacity FROM (VALUES (8::int8)) AS v (n)
UNION ALL SELECT pg_typeof(n), '0.312 P fp16'::p_capacity * n, n * '0.312 P fp16'::p_capacity FROM (VALUES (0.1::numeric)) AS v (n)
UNION ALL SELECT pg_typeof(n), '0.312 P fp16'::p_capacity * n, n * '0.312 P fp16'::p_capacity FROM (VALUES (0.1::float4)) AS v (n)
UNION ALL SELECT pg_typeof(n), '0.312 P fp16'::p_capacity * n, n * '0.312 P fp16'::p_capacity FROM (VALUES (0.1::float8)) AS v (n);
SELECT '1 P'::p_capacity / 8 AS int4, '1 P'::p_capacity / 8::int2 AS int2, '1 P'::p_capacity / 8::int8 AS int8,
	   '1 P'::p_capacity / 0.3 AS numeric, '1 P'::p_capacity / 0.3::float4 AS float4, '1 P'::p_capacity / 0.3::float8 AS float8;

-- rounded to 1 GFLOP/s, half away from zero
SELECT '1 G'::p_capacity * 0.5 AS half, '1 G'::p_capacity * -0.5 AS minus_half, '1 G'::p_capacity * 0.49999999999999999999 AS less,
	   '5 G'::p_capacity / 2 AS five_halves, '-5 G'::p_capacity / 2 AS minus, '5 G'::p_capacity / -2 AS also, '-5 G'::p_capacity / -2 AS plus,
	   '7 G'::p_capacity / 3 AS seven_thirds, '288230376151.711743 P'::p_capacity / -1 AS limit;
-- a float8 counts as its shortest decimal
SELECT '1 E'::p_capacity * 0.1::float8 AS tenth, '100000 P'::p_capacity * 1.000000000001::float8 AS more, '1 E'::p_capacity * 0.1::float4 AS tenth_of_float4;

-- NULL in, NULL out
SELECT '1 P'::p_capacity + NULL AS sum, '1 P'::p_capacity * NULL::int4 AS product, NULL::float8 * '1 P'::p_capacity AS also, - NULL::p_capacity AS negated;

-- ---- aggregates ----

SELECT sum(v), avg(v), min(v), max(v), count(v) FROM (VALUES ('1 P'::p_capacity), ('2 P'), (NULL), ('4 P')) AS t (v);
SELECT sum(v), avg(v), min(v), max(v) FROM c WHERE false;
SELECT sum(v), avg(v) FROM (VALUES (NULL::p_capacity)) AS t (v);
SELECT number_format(v), sum(v), avg(v) FROM (VALUES ('1 P fp16'::p_capacity), ('2 P fp16'), ('1 P'), ('2 P')) AS t (v) GROUP BY 1 ORDER BY 1;
-- the mean is rounded half away from zero, and its sum may pass the type's limits
SELECT avg(v) FROM (VALUES ('1 G'::p_capacity), ('2 G')) AS t (v);
SELECT avg(v) FROM (VALUES ('-1 G'::p_capacity), ('-2 G')) AS t (v);
SELECT avg(v) FROM (VALUES ('288230376151.711743 P fp8'::p_capacity), ('288230376151.711743 P fp8'), ('288230376151.711740 P fp8')) AS t (v);

-- moving frames; a frame of one format after one of another
SELECT i, v, sum(v) OVER w, avg(v) OVER w, min(v) OVER w, max(v) OVER w
FROM (SELECT i, CASE WHEN i % 5 <> 0 THEN (i * i || ' P')::p_capacity END AS v FROM generate_series(1, 12) AS i) AS t
WINDOW w AS (ORDER BY i ROWS BETWEEN 2 PRECEDING AND CURRENT ROW);
SELECT v, sum(v) OVER w, avg(v) OVER w
FROM (VALUES (1, '1 P fp16'::p_capacity), (2, '2 P fp16'), (3, NULL), (4, '3 P'), (5, '4 P')) AS t (i, v)
WINDOW w AS (ORDER BY i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW);

-- states combine in any order, empty ones too
SELECT p_capacity_avg(p_capacity_avg_combine(a, b)) AS ab, p_capacity_avg(p_capacity_avg_combine(b, a)) AS ba,
	   p_capacity_avg_combine(a, '{0,0,0,0}') = a AS right_empty, p_capacity_avg_combine('{0,0,0,0}', a) = a AS left_empty,
	   p_capacity_avg('{0,0,0,0}') AS none
FROM (SELECT p_capacity_avg_accum('{0,0,0,0}', '1 P fp16') AS a,
			 p_capacity_avg_accum(p_capacity_avg_accum('{0,0,0,0}', '-2 P fp16'), '7 P fp16') AS b) AS s;

-- in parallel workers
CREATE TABLE p_capacity_many (g int, v p_capacity);
INSERT INTO p_capacity_many SELECT i % 3, (i || ' G')::p_capacity FROM generate_series(1, 20000) AS i;
ANALYZE p_capacity_many;
BEGIN;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT pg_temp.nodes('SELECT sum(v), avg(v), min(v), max(v) FROM p_capacity_many') AS plan;
SELECT g, sum(v), avg(v), min(v), max(v), count(*) FROM p_capacity_many GROUP BY g ORDER BY g;
COMMIT;
SELECT g, sum(v), avg(v), min(v), max(v), count(*) FROM p_capacity_many GROUP BY g ORDER BY g;
DROP TABLE p_capacity_many;

-- ---- parts ----

SELECT v, petaflops(v), number_format(v), set_number_format(v, 'BF16 (sparse)') AS set, set_number_format(v, NULL) AS cleared
FROM (VALUES ('0.312 P fp16'::p_capacity), ('960 P'), ('-1 G fp8 sparse'), (NULL)) AS t (v);
SELECT petaflops('960 P'), number_format('0.312 P fp16'), set_number_format('0.312 P', 'fp16'), scale(petaflops('1.500000 P'));

-- ---- what is not there: no cast but through text, no sum with a number ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '

SELECT 'casts', count(*) FROM pg_cast WHERE 'p_capacity'::regtype IN (castsource, casttarget);
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT 960::p_capacity$$,
$$SELECT 960::numeric::p_capacity$$,
$$SELECT '960 P'::p_capacity::numeric$$,
$$SELECT '960 P'::p_capacity + 1$$,
$$SELECT '960 P'::p_capacity = 960$$,
$$SELECT '960 P'::p_capacity * interval '1 hour'$$,
$$SELECT '960 P'::text::p_capacity$$,
$$SELECT '960 P'::p_capacity::text$$,
$$SELECT '960 P'::p_capacity || ' a year'$$
]) AS statement;

-- ---- what the operators refuse ----

SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT '1 P'::p_capacity + '1 P fp16'$$,
$$SELECT '1 P fp16'::p_capacity - '1 P fp16 sparse'$$,
$$SELECT '1 P fp16'::p_capacity / '1 P fp8'$$,
$$SELECT sum(v) FROM (VALUES ('1 P fp16'::p_capacity), ('1 P')) AS t (v)$$,
$$SELECT avg(v) FROM (VALUES ('1 P fp16'::p_capacity), ('1 P')) AS t (v)$$,
$$SELECT p_capacity_avg_combine('{1,9,0,1}', '{1,0,0,1}')$$,
$$SELECT '288230376151.711743 P'::p_capacity + '1 G'$$,
$$SELECT '-288230376151.711743 P'::p_capacity - '1 G'$$,
$$SELECT '288230376151.711743 P'::p_capacity + '288230376151.711743 P'$$,
$$SELECT '-288230376151.711743 P'::p_capacity + '-288230376151.711743 P'$$,
$$SELECT '288230376151.711743 P'::p_capacity * 2$$,
$$SELECT -9223372036854775808 * '288230376151.711743 P'::p_capacity$$,
$$SELECT '2 G'::p_capacity * 9223372036854775807$$,
$$SELECT '1 P'::p_capacity * 1e300::float8$$,
$$SELECT '1 P'::p_capacity * 1e300$$,
$$SELECT '1 P'::p_capacity * 1e38::float4$$,
$$SELECT '1 P'::p_capacity / 1e-300$$,
$$SELECT sum(v) FROM (VALUES ('288230376151.711743 P'::p_capacity), ('1 G')) AS t (v)$$,
$$SELECT '1 P'::p_capacity / 0$$,
$$SELECT '1 P'::p_capacity / 0::int8$$,
$$SELECT '1 P'::p_capacity / 0.0$$,
$$SELECT '1 P'::p_capacity / 0::float4$$,
$$SELECT '1 P'::p_capacity / '-0'::float8$$,
$$SELECT '1 P'::p_capacity / '0 P'$$,
$$SELECT '1 P'::p_capacity * 'NaN'::numeric$$,
$$SELECT '1 P'::p_capacity * 'NaN'::float8$$,
$$SELECT 'Infinity'::float4 * '1 P'::p_capacity$$,
$$SELECT '1 P'::p_capacity / '-Infinity'::numeric$$,
$$SELECT '1 P'::p_capacity / 'Infinity'::float8$$,
$$SELECT set_number_format('1 P', 'fp17')$$,
$$SELECT set_number_format('1 P', 'sparse')$$,
$$SELECT set_number_format('1 P', '')$$,
$$SELECT set_number_format('1 P', repeat('算', 1000))$$,
$$SELECT p_capacity_avg_accum('{0,0,0}', '1 P')$$,
$$SELECT p_capacity_avg_accum('{0,0,0,NULL}', '1 P')$$,
$$SELECT p_capacity_avg_accum('{{0,0},{0,0}}', '1 P')$$,
$$SELECT p_capacity_avg_accum('{-1,0,0,0}', '1 P')$$,
$$SELECT p_capacity_avg_accum('{9223372036854775807,0,0,0}', '1 P')$$,
$$SELECT p_capacity_avg_accum('{1,0,9223372036854775807,-1}', '1 P')$$,
$$SELECT p_capacity_avg('{1,31,0,1}')$$,
$$SELECT p_capacity_avg('{1,0,1,0}')$$,
$$SELECT p_capacity_avg('{}')$$
]) AS statement;
