-- What p_capacity's input refuses, and with which words: text and binary.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set helpers :abs_srcdir '/binary.psql'
\i :helpers
\set ECHO all
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '

-- ---- text ----

SELECT quote_literal(text), pg_temp.refused(format('SELECT %L::p_capacity', text)) FROM unnest(ARRAY[
-- nothing, or nothing but a number
'', '   ', E'\t\n', '960', '-20', '1e5', '1.2万', '９６０',
-- no number
'P', 'fp16', '-', '+', '.', '. P', '- 5 P', '--5 P', 'twelve P', '十二 P', '$5', 'NULL',
'NaN', 'nan P', 'inf P', 'Infinity P', '-Infinity P',
-- malformed numbers
'1.2.3 P', '1..2 P', '15,1 P', '1,23 P', '1,23,456 P', '12,3456 P', '1234,567 P', '0,312 P', ',123 P', '1.5,000 P', '1,000,0 P',
'1 000 P', '1_000 P', '0x3C0 P', '1e P', '5e-P', '1/2 P', '960 %',
-- unknown units
'960 X', '960 PB', '960 Pb/s', '960 W', '960 kW', '960 GHz', '960 F', '960 per P', '960 card', '960 算力', '960 瓦', '960 P P', '960 PPFLOPS', '960 MFLOPS',
-- unknown formats, or too many
'960 P fp17', '960 P (fp17)', '960 P 16', '960 P half', '960 P sparse', '960 P 稀疏', '960 P dense', '960 P fp16 fp8', '960 P fp16 sparse dense', '960 P fp16x',
'960 P (fp16', '960 P fp16)', '960 P ()', '960 P/year', '960 P;', '960 P -- comment', '960 P'' OR 1=1', E'960 P\x01', E'960\x7fP', '960 P 😀', E'960\ufeffP',
-- too fine, too large
'0.0000001 P', '0.5 G', '1e-7 P', '1e-400 P', '0.1234567890123456789012345678901234567890 P', '1 FLOPS', '960.0000000000000000000000000000000000000000000001 P',
'288230376151.711744 P', '-288230376151.711744 P', '9223372036854775807 P', '18446744073709551616 G', '1e400 P', '1e99999999999999999999 P', '-1e12 P', '1 亿亿 P',
'340282366920938463463374607431768211456 P', '3万亿 P'
]) AS text;

-- huge: refused at once and said in a line
SELECT left(quote_literal(text), 20), length(text), pg_temp.refused(format('SELECT %L::p_capacity', text)) FROM unnest(ARRAY[
repeat('9', 1000000) || ' P', repeat('x', 1000000), repeat('算', 1000000), '960 P' || repeat(' x', 500000), '1' || repeat('0', 300) || ' P', '1 P ' || repeat('(', 1000000),
repeat('9', 250) || ' P', repeat('é', 40) || ' P'
]) AS text;
-- but spaces around do not count
SELECT (repeat(' ', 1000000) || '960 P' || repeat(E'\n', 1000000))::p_capacity;

-- a word at fault is counted in characters, whatever stands before it
SELECT pg_temp.refused(format('SELECT %L::p_capacity', text)) FROM unnest(ARRAY['１．５万　公斤', '  ９６０Ｐ（浮点）']) AS text;

-- ---- where text comes from elsewhere ----

CREATE TYPE pg_temp.capacity_row AS (v p_capacity);
SELECT pg_temp.refused($$SELECT v FROM json_populate_record(NULL::pg_temp.capacity_row, '{"v": 960}')$$);
SELECT pg_temp.refused($$SELECT '{960 P,961}'::p_capacity[]$$);
CREATE TEMP TABLE t (v p_capacity);
COPY t FROM stdin;
960 P
961
\.
SELECT count(*) AS nothing_was_loaded FROM t;
INSERT INTO t VALUES (960);

-- ---- soft errors: the same words without an error ----

SELECT text, pg_temp.soft(text, 'p_capacity') FROM unnest(ARRAY['960 P', '960', '960 X', '960 P fp17', '0.0000001 P', '1e30 P', '']) AS text;

-- ---- binary ----

SELECT pg_temp.received('p_capacity', p_capacity_send(v)) FROM (VALUES ('0.312 P fp16 sparse'::p_capacity), ('-288230376151.711743 P fp4 sparse'), ('0 P')) AS t (v);
SELECT what, pg_temp.received('p_capacity', bytes) FROM (VALUES
	('nothing', ''::bytea),
	('truncated', '\x00000000098bdf'),
	('overlong', '\x00000000098bdf0900'),
	('format 19', '\x0000000000000013'),
	('format 31', '\x000000000000001f'),
	('size one too small', '\x8000000000000000')) AS v (what, bytes);
-- each bit of a good value flipped: refused, or another value that survives its text
SELECT count(*), count(*) FILTER (WHERE answer LIKE '22P03: %') AS refused,
	   count(*) FILTER (WHERE answer LIKE 'gives %' AND p_capacity_send(substr(answer, 7)::p_capacity) = flipped) AS another_value
FROM (SELECT flipped, pg_temp.received('p_capacity', flipped) AS answer
	  FROM (SELECT set_bit(p_capacity_send('0.312 P fp16'), i, 1 - get_bit(p_capacity_send('0.312 P fp16'), i)) AS flipped FROM generate_series(0, 63) AS i) AS f) AS a;
