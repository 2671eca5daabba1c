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
-- in order: before, after, between, from either side; the order is that of rates
PREPARE below (text) AS SELECT count(*) FROM driver_rate WHERE rate < $1;
PREPARE range_of (varchar, text) AS SELECT count(*) FROM driver_rate WHERE rate BETWEEN $1 AND $2;
EXECUTE below('15元/卡/小时');
EXECUTE range_of('15 CNY/card/hour', '19.5 CNY/card/hour');
SELECT count(*) FILTER (WHERE rate < written) AS less, count(*) FILTER (WHERE rate <= written AND rate >= written) AS alike, count(*) FILTER (WHERE rate > '3 CNY/card/hour'::text) AS more,
	   count(*) FILTER (WHERE '3 CNY/card/hour'::text > rate) AS from_the_left, count(*) FILTER (WHERE capacity < '3000 T'::varchar) AS capacities, count(*) FILTER (WHERE '3 P'::text <= capacity) AS and_so, count(rate < NULL::text) AS unknown
FROM driver_rate;
-- each operator, in each direction, is that of the values, for all pairs
WITH v AS (SELECT x, (x || ' P')::p_capacity AS c, (x || ' CNY/card')::rent_rate AS r, x || ' P' AS ct, (x || ' CNY/card')::varchar AS rt FROM generate_series(1, 12) AS x)
SELECT count(*) AS pairs, bool_and((a.c < b.ct) = (a.c < b.c) AND (a.c <= b.ct) = (a.c <= b.c) AND (a.c = b.ct) = (a.c = b.c) AND (a.c <> b.ct) = (a.c <> b.c) AND (a.c >= b.ct) = (a.c >= b.c) AND (a.c > b.ct) = (a.c > b.c)) AS capacity_text,
	   bool_and((a.ct < b.c) = (a.c < b.c) AND (a.ct <= b.c) = (a.c <= b.c) AND (a.ct = b.c) = (a.c = b.c) AND (a.ct <> b.c) = (a.c <> b.c) AND (a.ct >= b.c) = (a.c >= b.c) AND (a.ct > b.c) = (a.c > b.c)) AS text_capacity,
	   bool_and((a.r < b.rt) = (a.r < b.r) AND (a.r <= b.rt) = (a.r <= b.r) AND (a.r = b.rt) = (a.r = b.r) AND (a.r <> b.rt) = (a.r <> b.r) AND (a.r >= b.rt) = (a.r >= b.r) AND (a.r > b.rt) = (a.r > b.r)) AS rate_text,
	   bool_and((a.rt < b.r) = (a.r < b.r) AND (a.rt <= b.r) = (a.r <= b.r) AND (a.rt = b.r) = (a.r = b.r) AND (a.rt <> b.r) = (a.r <> b.r) AND (a.rt >= b.r) = (a.r >= b.r) AND (a.rt > b.r) = (a.r > b.r)) AS text_rate
FROM v AS a, v AS b;
-- an index on the column serves them, with parameters of which nothing is known too; a join is one of rates
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT plan_cache_mode, nodes FROM (VALUES ('force_custom_plan'), ('force_generic_plan')) AS m (plan_cache_mode), LATERAL (SELECT set_config('plan_cache_mode', plan_cache_mode, false)) AS s,
	   LATERAL (SELECT pg_temp.nodes($$EXECUTE equal('15 CNY/card/hour')$$) || '; ' || pg_temp.nodes($$EXECUTE equal_varchar('15 CNY/card/hour')$$) AS nodes) AS n;
RESET plan_cache_mode;
SELECT pg_temp.nodes($$EXECUTE below('15 CNY/card/hour')$$) AS below, pg_temp.nodes($$EXECUTE range_of('15 CNY/card/hour', '16 CNY/card/hour')$$) AS range_of;
RESET enable_bitmapscan;
-- from 18 on one scan for both, before that two
SELECT pg_temp.nodes($$EXECUTE among('15 CNY/card/hour', '16 CNY/card/hour')$$) LIKE '%Bitmap Index Scan driver_rate_rate_idx' AS by_index;
RESET enable_seqscan;
SET enable_nestloop = off;
SELECT pg_temp.nodes($$SELECT count(*) FROM driver_rate AS a JOIN driver_rate AS b ON a.rate = b.written$$);
RESET enable_nestloop;
-- comparisons of rows: each column by its own operator, an index on them serves =
CREATE INDEX ON driver_rate (i, rate);
PREPARE row_equal (int, text) AS SELECT count(*) FROM driver_rate WHERE (i, rate) = ($1, $2);
PREPARE row_among (int, varchar, text) AS SELECT count(*) FROM driver_rate WHERE (i, rate, capacity) IN (($1, $2, $3), (8, $2, $3));
PREPARE row_below (text, int) AS SELECT count(*), count(*) FILTER (WHERE (rate, i) < ($1::rent_rate, $2)) AS as_rates, count(*) FILTER (WHERE ($1, $2) > (rate, i)) AS from_the_left FROM driver_rate WHERE (rate, i) < ($1, $2);
EXECUTE row_equal(7, '7元/卡/小时');
EXECUTE row_equal(7, '8元/卡/小时');
EXECUTE row_among(7, '7元/卡/小时', '7 P');
EXECUTE row_below('2元/卡/小时', 1000);
SELECT count(*) FILTER (WHERE (i, rate) <> (7, '7元/卡/小时'::text)) AS other_rows, count(*) FILTER (WHERE (i, rate) IN (SELECT 7, '7元/卡/小时'::text)) AS of_a_query, count(*) FILTER (WHERE (capacity, i) >= ('499 P'::text, 1999)) AS capacities FROM driver_rate;
SELECT pg_temp.nodes($$EXECUTE row_equal(7, '7元/卡/小时')$$);
DROP TABLE driver_rate;

-- terms beside a text likewise
CREATE TABLE driver_terms AS SELECT i, (i % 500 || ' CNY/card/hour; free 1 month')::lease_terms AS terms, i % 500 || '元/卡/小时; free 1 month' AS written FROM generate_series(1, 2000) AS i;
CREATE INDEX ON driver_terms (terms);
ANALYZE driver_terms;
PREPARE terms_equal (varchar) AS SELECT count(*) FROM driver_terms WHERE terms = $1;
PREPARE terms_unequal (text) AS SELECT count(*) FROM driver_terms WHERE $1 <> terms;
PREPARE terms_among (text, varchar) AS SELECT count(*), count(*) FILTER (WHERE terms = ANY (ARRAY[$1, $2])) AS in_array FROM driver_terms WHERE terms IN ($1, $2);
EXECUTE terms_equal('15元/卡/小时; free 1 month');
EXECUTE terms_unequal('15元/卡/小时; free 1 month');
EXECUTE terms_among('15元/卡/小时; free 1 month', '16 CNY/card/hour; free 1 month');
SELECT count(*) AS all_rows, count(*) FILTER (WHERE terms = written AND written = terms) AS equal, count(*) FILTER (WHERE terms < '15元/卡/小时; free 1 month'::text) AS less, count(*) FILTER (WHERE (i, terms) = (7, '7元/卡/小时; free 1 month'::text)) AS rows, count(terms = NULL::text) AS unknown FROM driver_terms;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
SELECT pg_temp.nodes($$EXECUTE terms_equal('15元/卡/小时; free 1 month')$$);
RESET enable_seqscan;
RESET enable_bitmapscan;
DROP TABLE driver_terms;

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
-- spaces around a day
SELECT term(' 2024-03-01 ', E'2024-03-31\n') = term(date '2024-03-01', date '2024-03-31') AS spaces, term(nullif('', ''), '2024-03-31') = term(NULL, date '2024-03-31') AS empty_is_open, rent('1 CNY/card/day'::text, ' 8 '::text, ' 2024-03-01'::text, '2024-03-31 '::text) AS rent;
-- a date beside a text
SELECT term(date '2024-03-01', '2024-03-31'::text) = term(date '2024-03-01', date '2024-03-31') AS text_last, term('2024-03-01'::varchar, date '2024-03-31', 'Asia/Shanghai') = term(date '2024-03-01', date '2024-03-31', 'Asia/Shanghai') AS text_first,
	   term(date '2024-03-01', '2024-03-31') = term(date '2024-03-01', date '2024-03-31') AS literal, term(date '2024-03-01', NULL::text) = term(date '2024-03-01', NULL) AS running, term(NULL::text, date '2024-03-31') = term(NULL, date '2024-03-31') AS until;
RESET datestyle;
-- a rate and a quantity as texts: '8' is a number, '960 P' a capacity
PREPARE rent_of AS SELECT rent($1, $2, $3, $4);
EXECUTE rent_of('15.1 CNY/card/hour', '8', '[2024-01-01 00:00Z,2024-02-01 00:00Z)', NULL);
EXECUTE rent_of('15.1元/卡/小时', '8', '2024-01-01', '2024-01-31');
EXECUTE rent_of('120000 CNY/P/year', '960 P', '2024-01-01', '2026-12-31');
SELECT rent('1 CNY/card/hour'::varchar, 8, d) AS rate, rent(r, '8'::varchar, d) AS quantity, rent(r, ' 1.5e1 ', d) AS exponent, rent(r, '-.5', d) AS credit, rent(r, NULL, d) AS nothing, rent(NULL, '8', d) AS no_rate,
	   rent('1 CNY/P/hour', '0.5 P', d) AS capacity, rent('1 CNY/P/hour', '500 T', d, d) AS part, rent('1 CNY/P/hour', '5', d) AS number_of_p, rent('1 CNY/card/day', '8', date '2024-01-01', date '2024-01-02') AS days
FROM (VALUES (rent_rate '1 CNY/card/hour', tstzrange '[2024-01-01 00:00Z,2024-01-02 00:00Z)')) AS v (r, d);
-- of many rows, texts of both kinds one after the other
SELECT bool_and(rent(r, q, d) = CASE WHEN q LIKE '%P' THEN rent(r, q::p_capacity, d) ELSE rent(r, q::numeric, d) END) AS same, count(*) FROM (VALUES (rent_rate '7 CNY/P/hour', tstzrange '[2024-01-01 00:00Z,2024-01-02 00:00Z)')) AS v (r, d),
	 (SELECT CASE i % 3 WHEN 0 THEN i || ' P' WHEN 1 THEN i::text ELSE i || '.123456789012' END FROM generate_series(1, 3000) AS i) AS w (q);
-- the other functions of one lease
SELECT (SELECT sum(amount) FROM rent_schedule(r, '8', d)) AS schedule, (SELECT value FROM explain_rent(r, '8', d) WHERE item = 'rent') AS explained, rent(t, '8', d) AS terms, (SELECT sum(rent) FROM income_schedule(t, '8', d)) AS income, income_to_date(t, '8', d, '2024-01-15') AS to_date, accrued_rent(t, '8', d, '2024-01-15') AS accrued,
	   (SELECT sum(net) FROM billing_schedule(t, '8', d)) AS bills, (SELECT sum(amount) FROM backlog_schedule(t, '8', d, '2024-01-15')) AS backlog, (SELECT sum(debit) FROM rent_journal(t, '8', d)) AS journal, (termination(t, '8', d, '2024-01-15')).rent_due, (SELECT sum(amount) FROM revenue_share_schedule(r, '8', d, '{0.5,0.5}')) AS shared
FROM (VALUES (rent_rate '1 CNY/card/hour', lease_terms '1 CNY/card/hour; free 1 day', tstzrange '[2024-01-01 00:00Z,2024-02-01 00:00Z)')) AS v (r, t, d);
-- parameters of no type: two rates and a utilization, arrays of dated amounts
PREPARE untyped AS SELECT round(payback($1, $2, $3), 6) AS used, round(payback($1, $2, $3, $4), 6) AS after_cost, round(payback($1, $2, $3, $4, $5, $6), 6) AS falling;
EXECUTE untyped('100000 CNY/card', '15.1 CNY/card/hour', '0.9', '2 CNY/card/hour', '0.01', '0.08');
SELECT round(payback('100000 CNY/card'::rent_rate, '15.1 CNY/card/hour'::rent_rate, 0.9), 6) AS used, round(payback('100000 CNY/card'::rent_rate, '15.1 CNY/card/hour'::rent_rate, 0.9, '2 CNY/card/hour'), 6) AS after_cost, round(payback('100000 CNY/card'::rent_rate, '15.1 CNY/card/hour'::rent_rate, 0.9, '2 CNY/card/hour', 0.01, 0.08), 6) AS falling;
SELECT payback(a, d) AS arrays, payback(a, d, recovery => 'last') AS last, payback(a, d, 'last') AS as_third, payback(a, d, since => '2021-07-02') AS since, payback(a, d, since => '2021-07-02', recovery => 'last') AS both
FROM (VALUES ('{-100,50,60,-20,30}'::text, '{2021-01-01,2022-01-01,2023-01-01,2024-01-01,2025-01-01}'::varchar)) AS v (a, d),
	 LATERAL (SELECT a::numeric[] AS na, d::date[] AS nd) AS t WHERE (payback(na, nd), payback(na, nd, recovery => 'last'), payback(na, nd, '2021-07-02')) = (payback(a, d), payback(a, d, recovery => 'last'), payback(a, d, since => '2021-07-02'));
SELECT payback('{-100,50,60,-20,30}', '{2021-01-01,2022-01-01,2023-01-01,2024-01-01,2025-01-01}') = payback(' {-100,50,60,-20,30}', '{2021-01-01,2022-01-01,2023-01-01,2024-01-01,2025-01-01}', recovery => 'first') AS literals;

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
INSERT INTO driver_call VALUES ('book_value(?10000, ''2024-01-15'', ''5 years'', ''2025-12-31'', ?1000)'), ('accumulated_depreciation(?10000, ''2024-01-15'', ''5 years'', ''2025-12-31'', ?1000, ''double declining'', factor => ?2)'), ('depreciation(?10000, ''2024-01-15'', ''5 years'', ''[2024-01-01,2025-01-01)'', ?1000)'),
('(SELECT sum(charge) FROM depreciation_schedule(?10000, ''2024-01-15'', ''5 years'', ?1000))'), ('(SELECT sum(debit) FROM asset_journal(?10000, ''2024-01-15'', ''5 years'', ?1000))'), ('book_value(?10000, ''2024-01-15'', at => ''2025-12-31'', method => ''macrs'', convention => ''half-year'', class => ?5)'),
('(SELECT utilization(?2, d, ?8, d) FROM (VALUES (tstzrange ''[2024-01-01,2024-02-01)'')) AS v (d))'), ('(SELECT utilization(?2, timestamptz ''2024-01-01'', ''2024-01-10'', ?8, ''[2024-01-01,2024-02-01)''))'), ('(SELECT revenue_per_available_hour(''1 CNY/card/hour''::rent_rate, ?2, d, ?8, d, ''UTC'', ''calendar'') FROM (VALUES (tstzrange ''[2024-01-01,2024-02-01)'')) AS v (d))');
SELECT count(*), count(*) FILTER (WHERE pg_temp.driver_answer(call, 'numeric') ~ '^\d{2}\w{3}: ') AS refused FROM driver_call;
-- those that differ: two literals without a type are rates, as ever
SELECT call, type, pg_temp.driver_answer(call, 'numeric') AS numeric, pg_temp.driver_answer(call, type) AS answer
FROM driver_call, unnest('{float8,float4,int2,int4,int8,""}'::text[]) AS type
WHERE pg_temp.driver_answer(call, type) IS DISTINCT FROM pg_temp.driver_answer(call, 'numeric') AND NOT (type = 'int2' AND call ~ '\d{6}');
-- fractions, and numbers of both kinds in one call
SELECT pmt(0.05::float8, 12, 1000) = pmt(0.05, 12, 1000) AS psycopg, payback(100000::float8, 15.1 * 8760) AS mixed, cagr(19.5::float8, 34.66::float8, 4) = cagr(19.5, 34.66, 4) AS cagr, (vat_split(345600000.01::float8, 0.06)).net, doubling_time(0.07::float8) = doubling_time(0.07) AS doubling;

-- integers and floats in arrays
CREATE TEMP TABLE array_call (call text);
INSERT INTO array_call VALUES ('irr(?)'), ('irr(?, 0.2)'), ('irr_all(?)'), ('payback(?)'), ('npv(0.08, ?)'), ('npv(0.08::float8, ?, 0)'), ('profitability_index(0.08, ?)'), ('discounted_payback(0.08, ?)'), ('mirr(?, 0.1, 0.12)'), ('cash_flows(?, d)'), ('xirr(?, d)'), ('xirr(?, d, 0.2)'), ('xirr(?, d, 0.2, ''ACT/360'')'),
('xirr_all(?, d)'), ('xirr_all(?, d, ''ACT/360'')'), ('xnpv(0.08, ?, d)'), ('xnpv(0.08, ?, d, ''ACT/360'')'), ('xnfv(0.08::float8, ?, d)'), ('xnfv(0.08, ?, d, ''ACT/360'')'), ('profitability_index(0.08, ?, d)'), ('payback(?, d)'), ('payback(?, d, recovery => ''last'')'), ('payback_date(?, d)'),
('discounted_payback(0.08, ?, d)'), ('discounted_payback(0.08, ?, d, recovery => ''last'')'), ('discounted_payback_date(0.08, ?, d, ''last'')');
CREATE FUNCTION pg_temp.array_answer(call text, type text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE 'SELECT (' || replace(call, '?', '''{-1000,300,500,600}''::' || type) || ')::text FROM (SELECT ''{2021-01-01,2022-01-01,2023-01-01,2024-01-01}''::date[] AS d) AS v' INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END
$$;
SELECT count(*), count(pg_temp.array_answer(call, 'numeric[]')) AS answered, count(*) FILTER (WHERE pg_temp.array_answer(call, 'numeric[]') ~ '^\d{2}\w{3}: ') AS refused FROM array_call;
SELECT call, type, pg_temp.array_answer(call, 'numeric[]') AS numeric, pg_temp.array_answer(call, type) AS answer
FROM array_call, unnest('{float8[],float4[],int2[],int4[],int8[]}'::text[]) AS type
WHERE pg_temp.array_answer(call, type) IS DISTINCT FROM pg_temp.array_answer(call, 'numeric[]');
SELECT irr('{-100.1,60.7,60.3}'::float8[]) = irr('{-100.1,60.7,60.3}'::numeric[]) AS shortest, cash_flows('{0.1,0.2,-0.3}'::float8[], '{2021-01-01,2022-01-01,2023-01-01}') = cash_flows('{0.1,0.2,-0.3}'::numeric[], '{2021-01-01,2022-01-01,2023-01-01}') AS tenths,
	   cash_flows('{9007199254740993}'::int8[], '{2021-01-01}') AS beyond_floats, irr('{}'::float8[]) AS empty, irr(NULL::int8[]) AS of_null, irr(ARRAY[-100, 110]) AS literals, irr(array_agg(x)) AS aggregated FROM (VALUES (-100::int8), (110)) AS v (x);
SELECT payback_date('{-100,50,60,-20,30}', '{2021-01-01,2022-01-01,2023-01-01,2024-01-01,2025-01-01}', 'last') AS payback, discounted_payback_date(0.01, '{-100,50,60,-20,30}', '{2021-01-01,2022-01-01,2023-01-01,2024-01-01,2025-01-01}', 'last') AS discounted,
	   round(discounted_payback(0.01, '{-100,50,60,-20,30}', '{2021-01-01,2022-01-01,2023-01-01,2024-01-01,2025-01-01}', recovery => 'last'), 6) AS years;
-- bigint where a small whole number is
SELECT pmt(0.05, 12, 1000, 0, 1::int8) = pmt(0.05, 12, 1000, 0, 1) AS due, yearfrac('2024-01-31', '2024-08-30', 1::int8) = yearfrac('2024-01-31', '2024-08-30', 1) AS basis, yearfrac('2024-01-31', '2024-08-30', 1::int2) = yearfrac('2024-01-31', '2024-08-30', 1) AS small_basis,
	   db(1000, 100, 5, 2, 7::int8) = db(1000, 100, 5, 2, 7) AS month, npv(0.08, '{-100,60,60}', 0::int8) = npv(0.08, '{-100,60,60}', 0) AS first_period, break_even_opening_rate(100000, 48::int8) = break_even_opening_rate(100000, 48) AS months,
	   (vat_split(100, 0.06, 1::int8)).tax = (vat_split(100, 0.06, 1)).tax AS scale, (SELECT count(*) FROM loan_schedule(1000000, 0.05, 36::int8, '2024-01-31')) AS nper, macrs(10000, 5, 1::int8) = macrs(10000, 5, 1) AS year,
	   (SELECT npv(0.08::float8, x, 0::int8) = npv(0.08::float8, x, 0) FROM (VALUES (100), (200)) AS v (x)) AS aggregate, (SELECT sum(project_cash_flow) FROM pro_forma(100000, 5548, months => 12::int8)) = (SELECT sum(project_cash_flow) FROM pro_forma(100000, 5548, months => 12)) AS model;
-- money of schedules, quantities, factors
SELECT (SELECT sum(interest) FROM loan_schedule(1000000.01::float8, 0.05::float8, 36, '2024-01-31', balloon => 0.1::float8)) = (SELECT sum(interest) FROM loan_schedule(1000000.01, 0.05, 36, '2024-01-31', balloon => 0.1)) AS loan,
	   (SELECT array_agg(s::text) FROM revenue_share(1000.01::float8, '{0.3,0.7}') AS s) = (SELECT array_agg(s::text) FROM revenue_share(1000.01, '{0.3,0.7}') AS s) AS share, per('8 CNY/server/hour'::rent_rate, 'card', 8::float8) AS card, per('1 CNY/card/year'::rent_rate, 'hour', 8784::float8) = per('1 CNY/card/year'::rent_rate, 'hour', 8784) AS hours;
SELECT time_over(o, 4.5::float8) = time_over(o, 4.5) AS over, time_over(o, 5) AS whole, quantity_hours_over(o, 4.5::float8, tr) = quantity_hours_over(o, 4.5, tr) AS hours, first_over(o, 4.5::float8) = first_over(o, 4.5) AS first, utilization(o, 10.5::float8, tr) = utilization(o, 10.5, tr) AS utilization, utilization(o, 10, tr) AS of_ten
FROM (SELECT occupancy(q, tr) AS o, tstzrange(min(lower(tr)), max(upper(tr))) AS tr FROM (VALUES (3, tstzrange '[2024-01-01 00:00Z,2024-01-03 00:00Z)'), (3, tstzrange '[2024-01-02 00:00Z,2024-01-04 00:00Z)')) AS v (q, tr)) AS v;
-- months of steps as drivers make arrays of integers
SELECT count(DISTINCT cash_flow) AS one_answer FROM (SELECT sum(project_cash_flow) AS cash_flow FROM pro_forma(100000, 5548, months => 24, step_months => '{12}'::int2[], step_factors => '{0.9}')
	UNION ALL SELECT sum(project_cash_flow) FROM pro_forma(100000, 5548, months => 24, step_months => ARRAY[12], step_factors => '{0.9}') UNION ALL SELECT sum(project_cash_flow) FROM pro_forma(100000, 5548, months => 24, step_months => '{12}'::int8[], step_factors => '{0.9}')
	UNION ALL SELECT sum(project_cash_flow) FROM pro_forma(100000, 5548, months => 24, step_months => '{12}', step_factors => '{0.9}')) AS x;
-- fractions of what there is, and of assets
SELECT utilization(0.1::float8, d, 0.3::float8, d) = utilization(0.1, d, 0.3, d) AS utilization, revenue_per_available_hour('1 CNY/card/hour'::rent_rate, 0.1, d, 0.3::float8, d) = revenue_per_available_hour('1 CNY/card/hour'::rent_rate, 0.1, d, 0.3, d) AS per_hour FROM (VALUES (tstzrange '[2024-01-01,2024-02-01)')) AS v (d) GROUP BY d;
SELECT book_value(1234.56::float8, '2024-01-15', '5 years', '2025-12-31', 12.34::float8, rate => 0.1::float8) = book_value(1234.56, '2024-01-15', '5 years', '2025-12-31', 12.34, rate => 0.1) AS book_value,
	   (SELECT array_agg(s::text) FROM depreciation_schedule(1234.56::float8, '2024-01-15', '2 years', 12.34) AS s) = (SELECT array_agg(s::text) FROM depreciation_schedule(1234.56, '2024-01-15', '2 years', 12.34) AS s) AS schedule,
	   (SELECT array_agg(s::text) FROM asset_journal(1234.56::float8, '2024-01-15', '2 years', red => true) AS s) = (SELECT array_agg(s::text) FROM asset_journal(1234.56, '2024-01-15', '2 years', red => true) AS s) AS journal;
SELECT percentile(o, 0.95::float8, d) = percentile(o, 0.95, d) AS percentile, occupancy_digest(o, d, 10.5::float8) = occupancy_digest(o, d, 10.5) AS digest, (SELECT occupancy_digest(8.1::float8, e, e, 10.5::float8) FROM (VALUES (d)) AS w (e)) = (SELECT occupancy_digest(8.1, e, e, 10.5) FROM (VALUES (d)) AS w (e)) AS digest_of_rows,
	   to_currency('1.5 USD/card/hour'::rent_rate, 'CNY', 7.1::float8) AS in_cny, to_currency('1.5 USD/card/hour'::text, 'CNY', 7.1) = to_currency('1.5 USD/card/hour'::rent_rate, 'CNY', 7.1) AS of_text, to_currency('1.5 USD/card/hour'::varchar, 'CNY', 7::int8) AS whole,
	   usage_charge('5.4 CNY/card/hour; above 10000 per month at 5', 15000.5::float8, before => 8000.25::float8) = usage_charge('5.4 CNY/card/hour; above 10000 per month at 5', 15000.5, before => 8000.25) AS usage
FROM (VALUES (tstzrange '[2024-01-01 00:00Z,2024-02-01 00:00Z)')) AS v (d), LATERAL (SELECT occupancy(q, d * p) AS o FROM (VALUES (3.3, tstzrange '[2024-01-01,2024-01-20)'), (5, '[2024-01-10,2024-03-01)')) AS w (q, p)) AS x;
-- the lessor's books, and what else has arrays beside its numbers: fractions that no float8 holds, as the decimals they write
CREATE TEMP TABLE book_call (call text);
INSERT INTO book_call VALUES ('left_to_post(#1234.565, #1000.1)'), ('fvschedule(#1000.1, @{0.09,0.11,-0.1})'), ('loan_event(''2024-01-31'', #0.045)'), ('loan_event(''2024-01-31'', NULL, #1000.1)'), ('asset_event(''2024-01-31'', ''impairment'', #1000.1)'), ('asset_event(''2024-01-31'', ''disposal'', #0.1, share => #0.3, salvage => #0.7)'),
('(SELECT array_agg(x::text) FROM allocate_price(#1000.1, @{0.1,0.2,0.4}) AS x)'), ('implicit_rate(@{100.1,100.1,100.1}, #250.5, #10.1, #0.3)'), ('finance_lease(@{100.1,100.1,100.1}, #250.5, #200.1, #0.1, #0.2, #0.3)'), ('finance_lease(@{100.1,100.1,100.1}, #250.5, #200.1, rate => #0.1)'),
('(SELECT array_agg(x::text) FROM finance_lease_schedule(@{100.1,100.1}, #0.1, #0.1, #0.2) AS x)'), ('finance_lease_income(@{100.1,100.1}, #0.1, ''2024-01-01'', ''2024-02-15'', guaranteed_residual => #0.1)'), ('finance_lease_modification(''cas'', #180.1, #0.1, @{100.1,100.1}, #0.1)'),
('(SELECT array_agg(x::text) FROM finance_lease_journal(@{100.1,100.1}, #180.1, #150.1, ''2024-01-01'') AS x)'), ('(SELECT array_agg(x::text) FROM vat_lines(@{10.1,20.2,0.3}, #0.06) AS x)'), ('difference_vat(#1000.1, #300.3, #0.06)'), ('(SELECT array_agg(x::text) FROM hosted_statement(@{100.1,50.5}, #0.7, #40.4, @{1.1,2.2}) AS x)'),
('(SELECT array_agg(x::text) FROM allocate_receipts(''{2024-01-31,2024-02-29}'', @{10.1,20.2}, #15.3) AS x)'), ('contract_position(#100.1, #90.3, #80.7)'), ('service_credit(#1000.1, #0.985, @{0.999,0.99}, @{0.1,0.3})'),
('(SELECT array_agg(x::text) FROM payback_grid(''100000 CNY/card'', ''{5.4 CNY/card/hour,7.6 CNY/card/hour}'', @{0.3,0.7}, NULL, #0.02, #0.08) AS x)'),
('(SELECT array_agg(x::text) FROM income_schedule(''100.1 CNY/card/month; free 1 month'', #2, ''[2024-01-01 00:00Z,2024-04-01 00:00Z)'', opening => #10.1) AS x)'), ('income_to_date(''100.1 CNY/card/month; free 1 month'', #2.5, ''[2024-01-01 00:00Z,2024-04-01 00:00Z)'', ''2024-02-10'', opening => #10.1)'), ('accrued_rent(''100.1 CNY/card/month; free 1 month'', #2.5, ''[2024-01-01 00:00Z,2024-04-01 00:00Z)'', ''2024-02-10'', opening => #10.1)'),
('(SELECT array_agg(x::text) FROM rent_journal(''100.1 CNY/card/month; free 1 month'', #2, ''[2024-01-01 00:00Z,2024-04-01 00:00Z)'', opening => #10.1) AS x)'), ('termination(''100.1 CNY/card/month'', #2, ''[2024-01-01 00:00Z,2024-04-01 00:00Z)'', ''2024-02-15 00:00Z'', #300.3, #100.1, #0.1, #50.5, #10.1)');
CREATE FUNCTION pg_temp.book_answer(call text, type text) RETURNS text LANGUAGE plpgsql SET search_path FROM CURRENT AS
$$
DECLARE
	answer text;
BEGIN
	EXECUTE 'SELECT (' || regexp_replace(regexp_replace(call, '#([-0-9.]+)', '''\1''::' || type, 'g'), '@(\{[^}]*\})', '''\1''::' || type || '[]', 'g') || ')::text' INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ': ' || SQLERRM;
END
$$;
SELECT count(*), count(pg_temp.book_answer(call, 'numeric')) AS answered, count(*) FILTER (WHERE pg_temp.book_answer(call, 'numeric') ~ '^\d{2}\w{3}: ') AS refused FROM book_call;
SELECT call, pg_temp.book_answer(call, 'numeric') AS numeric, pg_temp.book_answer(call, 'float8') AS float8 FROM book_call WHERE pg_temp.book_answer(call, 'float8') IS DISTINCT FROM pg_temp.book_answer(call, 'numeric');
-- an opening of either kind beside a quantity of either kind, and the rows of a table, which read a constant again
SELECT count(DISTINCT y) AS answers FROM (VALUES ('2::float8', '10.1::float8'), ('2', '10.1::float8'), ('2.0', '10.1::float8'), ('2::float8', '10.1'), ('2', '10.1'), ('2.0', '10.1')) AS v (q, o), LATERAL (SELECT pg_temp.book_answer(format('income_to_date(''100.1 CNY/card/month; free 1 month'', %s, ''[2024-01-01 00:00Z,2024-04-01 00:00Z)'', ''2024-02-10'', opening => %s)', q, o), 'numeric') AS y) AS x;
SELECT count(*), sum(income_to_date('100.1 CNY/card/month; free 1 month', q, '[2024-01-01 00:00Z,2024-04-01 00:00Z)', '2024-02-10', opening => 10.1::float8)) = sum(income_to_date('100.1 CNY/card/month; free 1 month', q::numeric, '[2024-01-01 00:00Z,2024-04-01 00:00Z)', '2024-02-10', opening => 10.1)) AS same,
	   count((SELECT sum(income) FROM income_schedule('100.1 CNY/card/month; free 1 month', q, '[2024-01-01 00:00Z,2024-04-01 00:00Z)', opening => 10.1::float8))) AS schedules, sum((SELECT count(*) FROM (SELECT income_schedule('100.1 CNY/card/month', q, '[2024-01-01 00:00Z,2024-04-01 00:00Z)', opening => 10.1::float8) OFFSET 0) AS s)) AS row_by_row
FROM (SELECT i::float8 / 2 AS q FROM generate_series(1, 200) AS i) AS v;
-- NULL in is NULL out
SELECT income_to_date(NULL, 1::float8, '[2024-01-01,2024-02-01)', '2024-01-15') IS NULL AS to_date, accrued_rent('1 CNY/card/month', NULL::float8, '[2024-01-01,2024-02-01)', '2024-01-15') IS NULL AS accrued, termination(NULL, 1::float8, '[2024-01-01,2024-02-01)', '2024-01-15') IS NULL AS termination,
	   (SELECT count(*) FROM income_schedule(NULL, 1::float8, '[2024-01-01,2024-02-01)')) AS schedule, (SELECT count(*) FROM rent_journal('1 CNY/card/month', 1::float8, NULL)) AS journal;
SELECT shortest_decimals('{0.1,NULL,-1e-30}'), shortest_decimals('[0:1][1:2]={{0.1,0.2},{0.3,0.4}}'), shortest_decimals('{}'), shortest_decimals(NULL), shortest_decimals('{NaN,Infinity}');
-- a float4, which PostgreSQL widens bit by bit
SELECT shortest_decimal(0.1::float4), shortest_decimal(-1e-30::float4) = -1e-30 AS small, shortest_decimal(16777215::float4), shortest_decimal('NaN'::float4), shortest_decimal('-Infinity'::float4), shortest_decimal(NULL::float4);
-- one rate as a parameter
PREPARE parts (text) AS SELECT amount($1), currency($1), unit($1), period($1), tax_basis($1), tax_rate($1), net($1), gross($1), per($1, 'card', 8) AS card, per($1, 'hour') AS hour, set_tax($1, NULL) AS untaxed;
EXECUTE parts('113400 CNY/server/month incl 6%');
SELECT petaflops('960 P'::varchar), amount('1 CNY/card') AS literal, amount(NULL) AS of_null, unit_number_format('1 CNY/P(fp16)/hour'::text) AS format, per('133400 CNY/server/month'::varchar, 'card', 8::float8) AS card, per('1 CNY/P/hour'::text, 'card', '0.312 P'::p_capacity) AS by_capacity;

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
$$SELECT shortest_decimal(16777216::float4)$$,
$$SELECT occupancy_digest(1, d, d, -1::float8) FROM (VALUES (tstzrange '[2024-01-01,2024-02-01)')) AS v (d)$$,
$$SELECT to_currency('1 USD/card/hour'::rent_rate, 'CNY', 'NaN'::float8)$$,
$$SELECT rent('1 CNY/card/hour'::rent_rate, 'eight', '[2024-01-01,2024-01-02)')$$,
$$SELECT terms = '1 CNY/card; free'::text FROM (VALUES ('1 CNY/card/hour'::lease_terms)) AS v (terms)$$,
$$SELECT coalesce(a.rate, b.rate) FROM (VALUES ('1 CNY/card'::rent_rate)) AS a (rate), (VALUES ('1 CNY/card'::text)) AS b (rate)$$,
$$SELECT '1 CNY/card'::rent_rate UNION SELECT '1 CNY/card'::text$$,
$$SELECT * FROM (VALUES ('1 CNY/card'::rent_rate)) AS a (rate) JOIN (VALUES ('1 CNY/card'::text)) AS b (rate) USING (rate)$$,
$$SELECT rent('1 CNY/card/hour'::rent_rate, '', '[2024-01-01,2024-01-02)')$$,
$$SELECT rent('1 CNY/card/hour'::rent_rate, '1,000', '[2024-01-01,2024-01-02)')$$,
$$SELECT rent('1 CNY/card/hour'::rent_rate, '8e', '[2024-01-01,2024-01-02)')$$,
$$SELECT rent('1 CNY/card/hour'::rent_rate, 'NaN', '[2024-01-01,2024-01-02)')$$,
$$SELECT rent('1 CNY/card/hour'::rent_rate, '1e30', '[2024-01-01,2024-01-02)')$$,
$$SELECT rent('1 CNY/card/hour'::rent_rate, '8 P', '[2024-01-01,2024-01-02)')$$,
$$SELECT rent('1 CNY/card'::text, 8, '[2024-01-01,2024-01-02)')$$,
$$SELECT rent('one CNY/card/hour'::text, 8, '[2024-01-01,2024-01-02)')$$,
$$SELECT book_value('NaN'::float8, '2024-01-15', '5 years')$$,
$$SELECT book_value(9007199254740992::float8, '2024-01-15', '5 years')$$,
$$SELECT utilization(1, d, 0::float8, d) FROM (VALUES (tstzrange '[2024-01-01,2024-02-01)')) AS v (d)$$,
$$SELECT utilization(1, d, 'NaN'::float8, d) FROM (VALUES (tstzrange '[2024-01-01,2024-02-01)')) AS v (d)$$,
$$SELECT rate < 'nonsense'::text FROM (VALUES ('1 CNY/card'::rent_rate)) AS v (rate)$$,
$$SELECT payback('{-100,110}', '{2021-01-01,2022-01-01}', 'middle')$$,
$$SELECT payback('{-100,110}', '{01/02/2021,2022-01-01}', recovery => 'last')$$,
$$SELECT payback('100000 CNY/card', '15.1 CNY/card/hour', 'often')$$,
$$SELECT payback('100000 CNY/card', '15.1 CNY/card/hour', NULL)$$,
$$SELECT * FROM pro_forma(100000, 5548, step_months => '{0}', step_factors => '{0.9}')$$,
$$SELECT * FROM pro_forma(100000, 5548, step_months => '{2147483648}'::int8[], step_factors => '{0.9}')$$,
$$SELECT term(date '2024-01-01', '31.12.2024')$$,
$$SELECT term('1/1/2024', date '2024-12-31')$$,
$$SELECT pmt(0.05::float8, 12, 1000, NULL)$$,
$$SELECT irr('{-100,9007199254740992}'::float8[])$$,
$$SELECT shortest_decimals('{1,9007199254740992}')$$,
$$SELECT vat_lines('{10,NULL}'::float8[], 0.06)$$,
$$SELECT implicit_rate('{100,NaN}'::float8[], 150::float8)$$,
$$SELECT left_to_post('NaN'::float8, 0)$$,
$$SELECT income_to_date('1 CNY/card/month', 1::float8, '[2024-01-01,2024-02-01)', '2024-01-15', opening => 'NaN'::float8)$$,
$$SELECT income_to_date('1 CNY/card/month', 1::float8, '[2024-01-01,2024-02-01)', '2024-01-15', opening => NULL)$$,
$$SELECT income_to_date('1 CNY/card/month', 1::float8, '[2024-01-01,2024-02-01)', '2024-01-15', opening => 0.001::float8)$$,
$$SELECT termination('1 CNY/card/month', 1::float8, '[2024-01-01,2024-02-01)', '2024-01-15', -1::float8)$$,
$$SELECT irr('{-100,NULL}'::float8[])$$,
$$SELECT irr('{-100,NaN}'::float8[])$$,
$$SELECT irr('{{-100},{110}}'::int4[])$$,
$$SELECT xirr('{-100,110}'::int8[], '{2021-01-01}'::date[])$$,
$$SELECT yearfrac('2024-01-31', '2024-08-30', 4294967297::int8)$$,
$$SELECT macrs_rate(5, -2147483649::int8)$$,
$$SELECT vat_split(100, 0.06, 9223372036854775807)$$,
$$SELECT count(*) FROM loan_schedule(1000, 0.05, 4294967308::int8, '2024-01-31')$$,
$$SELECT npv(0.08::float8, x, 4294967296::int8) FROM (VALUES (1)) AS v (x)$$,
$$SELECT amount('nonsense'::text)$$,
$$SELECT per('8 CNY/server/hour', 'card', 'NaN'::float8)$$,
$$SELECT term(timestamp '2024-01-01', timestamp '2024-01-31')$$,
$$SELECT term(date '2024-01-01', now())$$,
$$SELECT term('01/02/2024', '2024-12-31')$$,
$$SELECT term('', '2024-12-31')$$,
$$SELECT term('2024-01-01', '  '::varchar)$$,
$$SELECT term(date '2024-01-01', '')$$,
$$SELECT rent('1 CNY/card/day'::rent_rate, 8, '2024-01-01', '')$$,
$$SELECT term('today', '2024-12-31')$$,
$$SELECT term('2024-03-01', '2024-02-29')$$,
$$SELECT term('2024-03-01', '2024-03-31', NULL)$$
]) AS statement;
