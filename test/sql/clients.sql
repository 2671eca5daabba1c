-- What drivers and BI tools send: texts where values are meant, float8 and integers where numbers are.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all

-- ---- a text beside a value ----

CREATE TABLE driver_rate AS
SELECT i, (i % 500 || ' CNY/card/hour')::rent_rate AS rate, (i % 500 || ' P')::p_capacity AS capacity, (i % 500 || '元/卡/小时')::varchar AS written FROM generate_series(1, 2000) AS i;
CREATE INDEX ON driver_rate (rate);
CREATE INDEX ON driver_rate (capacity);
ANALYZE driver_rate;
PREPARE equal (text) AS SELECT count(*) FROM driver_rate WHERE rate = $1;
PREPARE equal_varchar (varchar) AS SELECT count(*) FROM driver_rate WHERE $1 = rate;
PREPARE unequal (text) AS SELECT count(*) FROM driver_rate WHERE rate <> $1;
PREPARE among (varchar, text) AS SELECT count(*) FROM driver_rate WHERE rate IN ($1, $2);
PREPARE among_array (text[]) AS SELECT count(*) FROM driver_rate WHERE rate = ANY ($1);
PREPARE capacity (varchar) AS SELECT count(*), count(*) FILTER (WHERE $1 <> capacity) FROM driver_rate WHERE capacity = $1 OR capacity <> $1;
EXECUTE equal('15 CNY/card/hour');
EXECUTE equal('15元/卡/小时');
EXECUTE equal_varchar('15 CNY/card/hour');
EXECUTE unequal('15 CNY/card/hour');
EXECUTE among('15 CNY/card/hour', '16 CNY/card/hour');
EXECUTE among_array('{15 CNY/card/hour,16 CNY/card/hour}');
EXECUTE capacity('15 P');
SELECT count(*) FROM driver_rate WHERE rate = ANY (ARRAY['15 CNY/card/hour', '16 CNY/card/hour']);
SELECT count(*) FROM driver_rate WHERE rate <> ALL (ARRAY['15 CNY/card/hour', '16 CNY/card/hour']);
SELECT count(*) AS all_rows, count(*) FILTER (WHERE rate = written) AS equal, count(*) FILTER (WHERE written <> rate) AS unequal, count(rate = NULL::text) AS unknown FROM driver_rate;
SELECT count(*) FROM driver_rate WHERE rate NOT IN ('15 CNY/card/hour'::text);
-- an index on the column serves them, with parameters of which nothing is known too; a join is one of rates
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT plan_cache_mode, nodes FROM (VALUES ('force_custom_plan'), ('force_generic_plan')) AS m (plan_cache_mode), LATERAL (SELECT set_config('plan_cache_mode', plan_cache_mode, false)) AS s,
	   LATERAL (SELECT pg_temp.nodes($$EXECUTE equal('15 CNY/card/hour')$$) || '; ' || pg_temp.nodes($$EXECUTE equal_varchar('15 CNY/card/hour')$$) AS nodes) AS n;
RESET plan_cache_mode;
RESET enable_bitmapscan;
-- from 18 on one scan for both, before that two
SELECT pg_temp.nodes($$EXECUTE among('15 CNY/card/hour', '16 CNY/card/hour')$$) LIKE '%Bitmap Index Scan driver_rate_rate_idx' AS by_index;
RESET enable_seqscan;
SET enable_nestloop = off;
SELECT pg_temp.nodes($$SELECT count(*) FROM driver_rate AS a JOIN driver_rate AS b ON a.rate = b.written$$);
RESET enable_nestloop;
DROP TABLE driver_rate;

-- ---- texts as arguments ----

PREPARE payback_of (text, varchar) AS SELECT payback($1, $2) AS payback, payback($1, $2, 0.9) AS used, payback('100000 CNY/card'::rent_rate, $2) AS of_a_column, payback($1, '15.1 CNY/card/hour'::rent_rate) AS at_a_column,
	gross_margin($2, '2.9 CNY/card/hour'::text) AS margin, net_margin($2, $2, income_tax_rate => 0.25) AS net_margin, break_even_utilization($2, '2.9 CNY/card/hour') AS break_even, amortization($1, '4 years') AS amortization, hourly_cost($1, '4 years', 0, 0.5) AS hourly_cost,
	break_even_opening_rate($1, 48) AS opening, break_even_utilization($1, $2, 48) AS utilization, break_even_rate($2, 0.5) AS at_half;
EXECUTE payback_of('100000 CNY/card', '15.1 CNY/card/hour');
PREPARE economics (text, text) AS SELECT count(*), sum(per_hour_available) FROM unit_economics($1, $2, utilization => 0.9);
EXECUTE economics('7.6 CNY/card/hour', '100000 CNY/card');
SELECT count(*), sum(per_hour_available) FROM unit_economics('7.6 CNY/card/hour'::rent_rate, '100000 CNY/card'::rent_rate, utilization => 0.9);
PREPARE model (text, varchar) AS SELECT count(*), sum(project_cash_flow) FROM pro_forma($1, $2, 1000, months => 36);
EXECUTE model('100000 CNY/card', '7.6 CNY/card/hour');
SELECT count(*), sum(project_cash_flow) FROM pro_forma('100000 CNY/card'::rent_rate, '7.6 CNY/card/hour'::rent_rate, 1000, months => 36);
SET datestyle = 'SQL, DMY';
PREPARE term_of (text, varchar) AS SELECT term($1, $2) = term(date '2024-03-01', date '2024-03-31') AS utc, term($1, $2, 'Asia/Shanghai') = term(date '2024-03-01', date '2024-03-31', 'Asia/Shanghai') AS zone, term($1, NULL) = term(date '2024-03-01', NULL) AS running;
EXECUTE term_of('2024-03-01', '2024-03-31');
SELECT term('2024-3-1', '2024/03/31') = term('20240301', '2024-03-31') AS year_first, term(NULL, NULL) AS all_of_time, term('2024-03-01', 'infinity') = term('2024-03-01', NULL) AS open;
RESET datestyle;

-- ---- float8, integers and parameters without a type: the answers of numeric ----

SELECT shortest_decimal(0.1), shortest_decimal(1e-300) = 1e-300, shortest_decimal(123456.789012345), shortest_decimal(9007199254740991), shortest_decimal(-0.0), shortest_decimal('NaN'), shortest_decimal('-Infinity'), shortest_decimal(NULL);
-- each question mark is a number; whole ones, so that they can be integers
CREATE TEMP TABLE driver_call (call text);
INSERT INTO driver_call VALUES
('pv(?1, ?12, ?-100)'), ('fv(?1, ?12, ?-100, ?-1000, 1)'), ('pmt(?1, ?12, ?1000)'), ('nper(?1, ?-500, ?400)'), ('rate(?12, ?-100, ?1000)'), ('rate(?12, ?-100, ?1000, ?0, 0, ?1)'), ('ipmt(?1, ?2, ?12, ?1000)'), ('ppmt(?1, ?2, ?12, ?1000)'),
('cumipmt(?1, ?12, ?1000, ?1, ?3, 0)'), ('cumprinc(?1, ?12, ?1000, ?1, ?3, 0)'), ('ispmt(?1, ?2, ?12, ?1000)'), ('effect(?1, ?12)'), ('nominal(?1, ?12)'), ('rri(?12, ?100, ?200)'), ('cagr(?19, ?34, ?4)'), ('pduration(?1, ?100, ?200)'), ('doubling_time(?9)'),
('sln(?10000, ?1000, ?5)'), ('syd(?10000, ?1000, ?5, ?2)'), ('units_of_production(?10000, ?1000, ?500, ?7)'), ('ddb(?10000, ?1000, ?5, ?2)'), ('vdb(?10000, ?1000, ?5, ?0, ?3)'), ('cas_ddb(?10000, ?1000, ?5, ?2)'), ('db(?10000, ?1000, ?5, ?2, 7)'),
('amorlinc(?10000, ''2024-01-31'', ''2024-12-31'', ?100, ?1, ?1)'), ('amordegrc(?10000, ''2024-01-31'', ''2024-12-31'', ?100, ?1, ?1)'), ('macrs_rate(?5, 1)'), ('macrs(?10000, ?5, 1)'),
('amortization(?100000, ''4 years'', ?10, ''hour'')'), ('amortization(''100000 CNY/card''::rent_rate, ''4 years'', ?10)'), ('hourly_cost(''100000 CNY/card''::rent_rate, ''4 years'', ?10, ?1)'), ('gross_margin(?5, ?3)'), ('net_margin(?7, ?4, ?1, ?0)'), ('vat_split(?100, ?1)'),
('break_even_utilization(?5, ?2)'), ('break_even_rate(''2.9 CNY/card/hour''::rent_rate, ?1)'), ('payback(?1000, ?400)'), ('payback(''100000 CNY/card''::rent_rate, ''15.1 CNY/card/hour''::rent_rate, ?1)'), ('break_even_opening_rate(?100000, 48)'), ('break_even_utilization(?100000, ?8, 48)'), ('growing_annuity(?1, ?0, ?12, ?5548)'),
('net_margin(''7.6 CNY/card/hour''::rent_rate, ''4.5 CNY/card/hour''::rent_rate, NULL, ?0)'), ('(SELECT sum(per_hour_let) FROM unit_economics(''7.6 CNY/card/hour''::rent_rate, ''100000 CNY/card''::rent_rate, ''4 years'', ?1000, ?1))'), ('(SELECT sum(project_cash_flow) FROM pro_forma(?100000, ?5548, months => 12))'),
('(SELECT sum(project_cash_flow) FROM pro_forma(''100000 CNY/card''::rent_rate, ''7.6 CNY/card/hour''::rent_rate, ?10, months => 12))');
CREATE FUNCTION pg_temp.driver_answer(call text, type text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE 'SELECT ' || regexp_replace(call, '\?(-?\d+)', CASE WHEN type = '' THEN '''\1''' ELSE '''\1''::' || type END, 'g') || '::text' INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END
$$;
SELECT count(*), count(*) FILTER (WHERE pg_temp.driver_answer(call, 'numeric') ~ '^\d{2}\w{3}: ') AS refused FROM driver_call;
-- those that differ: two literals without a type are rates, as ever
SELECT call, type, pg_temp.driver_answer(call, 'numeric') AS numeric, pg_temp.driver_answer(call, type) AS answer
FROM driver_call, unnest('{float8,float4,int2,int4,int8,""}'::text[]) AS type
WHERE pg_temp.driver_answer(call, type) IS DISTINCT FROM pg_temp.driver_answer(call, 'numeric') AND NOT (type = 'int2' AND call ~ '\d{6}');
-- fractions, and numbers of both kinds in one call
SELECT pmt(0.05::float8, 12, 1000) = pmt(0.05, 12, 1000) AS psycopg, payback(100000::float8, 15.1 * 8760) AS mixed, cagr(19.5::float8, 34.66::float8, 4) = cagr(19.5, 34.66, 4) AS cagr, (vat_split(345600000.01::float8, 0.06)).net, doubling_time(0.07::float8) = doubling_time(0.07) AS doubling;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT rate = 'nonsense'::text FROM (VALUES ('1 CNY/card'::rent_rate)) AS v (rate)$$,
$$SELECT payback('100000'::text, '25000'::text)$$,
$$SELECT sln(9007199254740992::float8, 0, 1)$$,
$$SELECT sln(-1e300::float8, 0, 1)$$,
$$SELECT sln(9007199254740993::int8, 0, 1)$$,
$$SELECT sln(9007199254740993::numeric, 0, 1)$$,
$$SELECT sln('NaN'::float8, 0, 1)$$,
$$SELECT pmt('Infinity'::float8, 12, 1000)$$,
$$SELECT pmt(0.05::float8, 12, 1000, NULL)$$,
$$SELECT term(timestamp '2024-01-01', timestamp '2024-01-31')$$,
$$SELECT term(date '2024-01-01', now())$$,
$$SELECT term('01/02/2024', '2024-12-31')$$,
$$SELECT term('today', '2024-12-31')$$,
$$SELECT term('2024-03-01', '2024-02-29')$$,
$$SELECT term('2024-03-01', '2024-03-31', NULL)$$
]) AS statement;
