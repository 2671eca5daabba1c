-- Values that this release does not know: of a later release, or from a damaged page.  Each is refused
-- wherever its codes matter, printing included; comparing, sorting and hashing bytes goes on.
\set VERBOSITY terse
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
BEGIN;
-- interval and bigint lie in memory as the two types do
CREATE CAST (interval AS rent_rate) WITHOUT FUNCTION;
CREATE CAST (bigint AS p_capacity) WITHOUT FUNCTION;
-- the terms of a rate, as the days and months that have their bytes: on this machine either order
CREATE FUNCTION pg_temp.rate(first_half bit, second_half bit) RETURNS rent_rate LANGUAGE sql AS
$$
	SELECT (make_interval(days => first_half::int, months => second_half::int) + interval '1510 seconds')::rent_rate
$$;
CREATE FUNCTION pg_temp.rate(terms bigint) RETURNS rent_rate LANGUAGE sql AS
$$
	SELECT CASE WHEN pg_temp.rate(x'01000000', x'0DD90100') = '15.1 CNY/card/hour' THEN pg_temp.rate(substring(terms::bit(64) from 33), substring(terms::bit(64) from 1 for 32))
		   ELSE pg_temp.rate(substring(terms::bit(64) from 1 for 32), substring(terms::bit(64) from 33)) END
$$;
CREATE FUNCTION pg_temp.rate(currency int, unit int, format int, period int, tax_basis int, tax_rate int) RETURNS rent_rate LANGUAGE sql AS
$$
	SELECT pg_temp.rate((currency::bigint << 48) | (unit::bigint << 40) | (format::bigint << 32) | (period::bigint << 24) | (tax_basis::bigint << 22) | tax_rate)
$$;

-- ---- each code of each kind: which are known, and what is said of the others ----

CREATE TEMP TABLE code (kind text, code int, rate rent_rate, capacity p_capacity);
INSERT INTO code
SELECT 'unit', i, pg_temp.rate(3545, i, 0, 1, 0, 0), NULL::p_capacity FROM generate_series(0, 255) AS i
UNION ALL
SELECT 'number format', i, pg_temp.rate(3545, 3, i, 1, 0, 0), NULL FROM generate_series(0, 255) AS i
UNION ALL
SELECT 'period', i, pg_temp.rate(3545, 1, 0, i, 0, 0), NULL FROM generate_series(0, 255) AS i
UNION ALL
SELECT 'tax basis', i, pg_temp.rate(3545, 1, 0, 1, i, 0), NULL FROM generate_series(0, 3) AS i
UNION ALL
SELECT 'tax rate', i, pg_temp.rate(3545, 1, 0, 1, 1, i), NULL FROM unnest(ARRAY[0, 1000000, 1000001, 4194303]) AS i
UNION ALL
SELECT 'tax rate of no basis', i, pg_temp.rate(3545, 1, 0, 1, 0, i), NULL FROM unnest(ARRAY[1, 60000]) AS i
UNION ALL
SELECT 'number format of a card', i, pg_temp.rate(3545, 1, i, 1, 0, 0), NULL FROM unnest(ARRAY[1, 18]) AS i
UNION ALL
SELECT 'currency', i, pg_temp.rate(i, 1, 0, 1, 0, 0), NULL FROM unnest(ARRAY[0, 1057, 25368, 24345, 32767, 32768, 65535]) AS i
UNION ALL
SELECT 'number format of a capacity', i, NULL, ((1000000::bigint << 5) | i)::p_capacity FROM generate_series(0, 31) AS i;

CREATE TEMP VIEW answer AS
SELECT kind, code, pg_temp.refused(format('SELECT %s FROM code WHERE kind = %L AND code = %s', CASE WHEN rate IS NULL THEN 'capacity' ELSE 'rate' END, kind, code)) AS answer FROM code;
SELECT kind, count(*) FILTER (WHERE answer LIKE 'gives %') AS known, min(code) FILTER (WHERE answer LIKE 'gives %') AS first, max(code) FILTER (WHERE answer LIKE 'gives %') AS last,
       count(*) FILTER (WHERE answer LIKE 'XX001: %') AS refused, count(*) FILTER (WHERE answer NOT LIKE 'gives %' AND answer NOT LIKE 'XX001: %') AS otherwise
FROM answer GROUP BY kind ORDER BY kind;
-- each names its code
SELECT count(*) FROM answer WHERE answer LIKE 'XX001: %' AND kind <> 'currency' AND answer !~ ('^XX001: [^\n]* ' || code || '[ \n]');
SELECT DISTINCT ON (kind) kind, answer FROM answer WHERE answer LIKE 'XX001: %' ORDER BY kind, code;
SELECT code, split_part(answer, E'\n', 1) AS answer FROM answer WHERE kind = 'currency' ORDER BY code;
-- the release is the one that is installed
SELECT count(*) = 0 AS release FROM answer, pg_extension WHERE extname = 'gpurent' AND answer LIKE 'XX001: %' AND answer NOT LIKE '%This is release ' || extversion || ':%';

-- ---- every function of the catalog, on the first and the last unknown code of each kind ----

CREATE TEMP TABLE unknown AS
SELECT DISTINCT ON (kind, least) kind, code, rate, capacity
FROM (SELECT c.*, least FROM code AS c JOIN answer AS a USING (kind, code), unnest(ARRAY[true, false]) AS least WHERE a.answer LIKE 'XX001: %') AS c
ORDER BY kind, least, CASE WHEN least THEN code ELSE -code END;
-- what stands for the other arguments, by type and by name; those of aggregates have none
CREATE TEMP TABLE argument (type regtype, name text, value text);
INSERT INTO argument VALUES
('rent_rate', NULL, $$'15.1 CNY/card/hour'$$), ('p_capacity', NULL, $$'1 P'$$), ('tstzrange', NULL, $$'[2024-01-01,2024-03-01)'$$),
('text', NULL, $$'hour'$$), ('text', 'zone', $$'UTC'$$), ('text', 'quantity', $$'8'$$), ('text', 'proration', $$'calendar'$$), ('text', 'step', $$'month'$$), ('text', 'tax', $$'incl 6%'$$), ('text', 'format', $$'fp16'$$),
('text', 'during_or_first_day', $$'2024-01-01'$$), ('text', 'within_or_last_day', $$'2024-01-31'$$), ('text', 'step_or_last_day', $$'2024-01-31'$$), ('text', 'zone_or_within', $$'[2024-01-01,2024-02-01)'$$), ('text', 'zone_or_step', $$'UTC'$$),
('text', 'price', $$'15.1 CNY/card'$$), ('text', 'rate', $$'15.1 CNY/card/hour'$$), ('text', 'cost', $$'1 CNY/card/hour'$$), ('text', 'within', $$'[2024-01-01,2024-02-01)'$$), ('daterange', NULL, $$'[2024-01-01,2024-02-01)'$$),
('lease_terms', NULL, $$'15.1 CNY/card/hour; free 1 month'$$), ('varchar', NULL, $$'0.5'$$), ('numeric', NULL, '0.5'), ('float8', NULL, '0.5'), ('float4', NULL, '0.5'), ('int2', NULL, '1'), ('int4', NULL, '1'), ('int8', NULL, '1'), ('boolean', NULL, 'true'),
('interval', NULL, $$'4 years'$$), ('date', NULL, $$'2024-01-01'$$), ('timestamptz', NULL, $$'2024-01-01'$$), ('timestamp', NULL, $$'2024-01-01'$$),
('occupancy', NULL, $$(SELECT occupancy('960 P', '[2024-01-01,2024-02-01)'))$$), ('occupancy_digest', NULL, $$(SELECT occupancy_digest(p_capacity '1 P', tstzrange '[2024-01-01,2024-02-01)', tstzrange '[2024-01-05,2024-01-06)'))$$),
('numeric[]', NULL, $$'{0.5,0.5}'$$), ('float8[]', NULL, $$'{0.5,0.5}'$$), ('text[]', NULL, $$'{a,b}'$$), ('int8[]', NULL, $$'{0,0,0,0}'$$), ('date[]', NULL, $$'{2024-01-01,2024-02-01}'$$);
CREATE TEMP TABLE call AS
SELECT p.oid AS function, p.proname, u.kind, u.code, a.args,
       format('SELECT string_agg(x::text, %L) FROM (SELECT %s FROM (SELECT rate, capacity FROM code WHERE kind = %L AND code = %s) AS u, generate_series(1, 2)) AS f (x)',
              ' ', format(CASE WHEN p.proretset THEN '(SELECT string_agg(r::text, '' '') FROM %s(%s) AS r)' ELSE '%s(%s)' END, p.proname, a.args), u.kind, u.code) AS statement
FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
     JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'gpurent',
     unknown AS u,
     LATERAL (SELECT string_agg(CASE WHEN t = 'rent_rate'::regtype AND u.rate IS NOT NULL THEN 'rate' WHEN t = 'rent_rate[]'::regtype AND u.rate IS NOT NULL THEN 'ARRAY[rate, rate]'
                                     WHEN t = 'p_capacity'::regtype AND u.capacity IS NOT NULL THEN 'capacity' WHEN t = 'p_capacity[]'::regtype AND u.capacity IS NOT NULL THEN 'ARRAY[capacity]'
                                     ELSE coalesce((SELECT value FROM argument WHERE type = t AND (name IS NULL OR name = coalesce(p.proargnames[n], CASE WHEN p.proname = 'lease_summary_by' THEN (CASE WHEN ranges THEN '{step,zone,proration}' WHEN days THEN '{step,proration}' ELSE '{during_or_first_day,within_or_last_day,step,within,proration}' END::text[])[texts] WHEN ranges THEN CASE WHEN texts = 1 THEN 'zone' ELSE 'proration' END WHEN days THEN 'proration' ELSE ('{during_or_first_day,within_or_last_day,within,proration}'::text[])[texts] END)) ORDER BY name LIMIT 1), 'NULL')
                                     || '::' || t::regtype END, ', ' ORDER BY n) AS args
              FROM (SELECT t, n, count(*) FILTER (WHERE t = 'text'::regtype) OVER (ORDER BY n) AS texts, bool_or(t = 'tstzrange'::regtype OR t = 'timestamptz'::regtype) OVER () AS ranges, bool_or(t = 'date'::regtype) OVER () AS days FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (t, n)) AS a) AS a
WHERE (u.rate IS NOT NULL AND p.proargtypes::oid[] && '{rent_rate,rent_rate[]}'::regtype[]::oid[] OR u.capacity IS NOT NULL AND p.proargtypes::oid[] && '{p_capacity,p_capacity[]}'::regtype[]::oid[])
  -- comparisons look at bytes alone, with a text that has to be of the same type
  AND p.proname !~ '_(cmp|lt|le|eq|ne|ge|gt)_text$|^text_(cmp|lt|le|eq|ne|ge|gt)_'
  -- only an aggregate can call these, and does
  AND p.oid NOT IN (SELECT unnest(ARRAY[aggtransfn, aggmtransfn, aggminvtransfn]::oid[]) FROM pg_aggregate WHERE aggtransfn <> 0);
CREATE TEMP TABLE outcome AS SELECT *, pg_temp.refused(statement) AS answer FROM call;
SELECT count(DISTINCT function) > 250 AS functions, count(*) > 3000 AS calls, count(*) FILTER (WHERE answer LIKE 'XX001: %') > 3000 AS refused FROM outcome;
-- what needs no names: order and hash, counts of rows
SELECT function::regprocedure, count(*) AS calls FROM outcome WHERE answer LIKE 'gives %' GROUP BY function ORDER BY function::regprocedure::text;
-- what is refused for another reason
SELECT function::regprocedure, min(split_part(answer, E'\n', 1)) AS answer, count(*) AS calls FROM outcome WHERE answer NOT LIKE 'gives %' AND answer NOT LIKE 'XX001: %' GROUP BY function ORDER BY function::regprocedure::text;

-- ---- an index holds them all the same, and a row can be found and mended ----

CREATE INDEX ON code (rate);
CREATE INDEX ON code (capacity);
SET LOCAL enable_seqscan = off;
SELECT kind, code FROM code WHERE rate = pg_temp.rate(3545, 1, 0, 255, 0, 0);
UPDATE code SET rate = '15.1 CNY/card/hour' WHERE rate > '15.1 CNY/card/hour' AND kind = 'period' AND code = 255 RETURNING rate;
ROLLBACK;
