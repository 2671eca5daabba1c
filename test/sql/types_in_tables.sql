-- Both types where PostgreSQL uses types: COPY, arrays, JSON, indexes, joins,
-- partitions, grouping.  Plans are shown as node types.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\set byte_order :abs_srcdir '/byte_order.psql'
\i :helpers
\i :byte_order
\set ECHO all

CREATE TABLE offer (id int PRIMARY KEY, capacity p_capacity, rate rent_rate);
INSERT INTO offer
SELECT i, (i % 500 || CASE i % 3 WHEN 0 THEN ' P' WHEN 1 THEN ' P fp16' ELSE ' P fp16 sparse' END)::p_capacity,
	   ((i % 700) * 0.25 || CASE i % 4 WHEN 0 THEN ' CNY/card/hour' WHEN 1 THEN ' USD/card/hour' WHEN 2 THEN ' CNY/P fp16/year incl 6%' ELSE ' CNY/server' END)::rent_rate
FROM generate_series(1, 10000) AS i;
INSERT INTO offer VALUES (0, NULL, NULL), (-1, '-288230376151.711743 P', '-92233720368.54775807 CNY/card'), (-2, '288230376151.711743 P fp4 sparse', '92233720368.54775807 USD/P fp4 sparse/year excl 99.9999%');
ANALYZE offer;

-- ---- COPY in three formats ----

CREATE TABLE copied (LIKE offer);
\copy offer to program 'cat > "$PG_ABS_BUILDDIR/offer.copy"'
\copy copied from program 'cat "$PG_ABS_BUILDDIR/offer.copy"'
SELECT count(*) AS text FROM (TABLE offer INTERSECT TABLE copied) AS same;
TRUNCATE copied;
\copy offer to program 'cat > "$PG_ABS_BUILDDIR/offer.copy"' (format csv, header, force_quote *)
\copy copied from program 'cat "$PG_ABS_BUILDDIR/offer.copy"' (format csv, header)
SELECT count(*) AS csv FROM (TABLE offer INTERSECT TABLE copied) AS same;
TRUNCATE copied;
\copy offer to program 'cat > "$PG_ABS_BUILDDIR/offer.copy"' (format binary)
\copy copied from program 'cat "$PG_ABS_BUILDDIR/offer.copy"' (format binary)
SELECT count(*) AS binary FROM (TABLE offer INTERSECT TABLE copied) AS same;
DROP TABLE copied;
COPY (SELECT capacity, rate FROM offer WHERE id < 3 ORDER BY id) TO stdout;
COPY (SELECT capacity, rate FROM offer WHERE id < 3 ORDER BY id) TO stdout (FORMAT csv);

-- ---- arrays, composites, JSON ----

SELECT ARRAY['960 P', '0.312 P fp16', NULL]::p_capacity[] AS capacities, '{"15.1 CNY/card/hour",15.1元/卡/小时,NULL,120000 CNY/P/year incl 6%}'::rent_rate[] AS rates;
SELECT '15.1 CNY/card/hour' = ANY ('{15.1元/卡/小时}'::rent_rate[]) AS found, array_position(ARRAY['1 P', '2 P']::p_capacity[], '2 P') AS place,
	   ARRAY['1 P', '2 P']::p_capacity[] @> ARRAY['2 P']::p_capacity[] AS contains, ARRAY['1 P', '2 P']::p_capacity[] < ARRAY['1 P', '3 P']::p_capacity[] AS less;
SELECT array_agg(rate ORDER BY rate) FROM (SELECT DISTINCT rate FROM offer WHERE id BETWEEN 1 AND 4) AS few;
SELECT ROW('1 P'::p_capacity, '1 CNY/card'::rent_rate) < ROW('1 P'::p_capacity, '2 CNY/card'::rent_rate) AS less, ROW('1 P'::p_capacity, '1 CNY/card'::rent_rate) AS composite;

SELECT to_json(capacity), to_jsonb(rate), row_to_json(offer) FROM offer WHERE id IN (0, 1, 2) ORDER BY id;
SELECT jsonb_agg(rate ORDER BY id) FROM offer WHERE id BETWEEN 1 AND 3;
SELECT * FROM json_populate_record(NULL::offer, '{"id": 7, "capacity": "960 P", "rate": "15.1元/卡/小时"}');
SELECT * FROM jsonb_to_recordset('[{"capacity": "1 P fp16"}, {"rate": "1 CNY/card"}]') AS r (capacity p_capacity, rate rent_rate);

-- ---- the operator classes are sound ----

SELECT opcname, amname, amvalidate(c.oid) AS valid, opcdefault AS default_
FROM pg_opclass AS c JOIN pg_am AS a ON a.oid = opcmethod
WHERE opcintype IN ('p_capacity'::regtype, 'rent_rate'::regtype) ORDER BY opcname, amname;

-- ---- indexes: found through each kind, the same rows as without ----

-- how many rows, through an index of the kind and without any
CREATE FUNCTION pg_temp.through(kind text, condition text) RETURNS TABLE (index_used boolean, by_index bigint, by_scan bigint)
LANGUAGE plpgsql AS
$$
BEGIN
	EXECUTE 'SELECT count(*) FROM offer WHERE ' || condition INTO by_scan;
	EXECUTE format('CREATE INDEX probe ON offer USING %s (%s) %s', kind, substring(condition FROM '\w+'),
				   CASE kind WHEN 'brin' THEN 'WITH (pages_per_range = 1)' END);
	SET LOCAL enable_seqscan = off;
	index_used := pg_temp.nodes('SELECT id FROM offer WHERE ' || condition) LIKE '% probe%';
	EXECUTE 'SELECT count(*) FROM offer WHERE ' || condition INTO by_index;
	SET LOCAL enable_seqscan = on;
	DROP INDEX probe;
	RETURN NEXT;
END
$$;
SELECT kind, condition, through.* FROM (VALUES
	('btree', $$capacity = '7 P fp16'$$),
	('btree', $$capacity < '-1 P'$$),
	('btree', $$capacity >= '499 P'$$),
	('btree', $$capacity BETWEEN '10 P' AND '11 P'$$),
	('btree', $$capacity IS NULL$$),
	('hash', $$capacity = '7 P fp16'$$),
	('brin', $$capacity = '7 P fp16'$$),
	('brin', $$capacity > '499 P fp16'$$),
	('btree', $$rate = '2 CNY/card/hour'$$),
	('btree', $$rate <= '0 CNY/card/hour'$$),
	('btree', $$rate > '174 USD/card/hour'$$),
	('btree', $$rate >= '1 CNY/server' AND rate < '2 CNY/server'$$),
	('btree', $$rate = ANY ('{1.5 CNY/server,1.75 CNY/server,0.25 USD/card/hour}')$$),
	('hash', $$rate = '1.75 CNY/server'$$),
	('brin', $$rate = '1.75 CNY/server'$$),
	('brin', $$rate < '1 CNY/card/hour'$$)) AS c (kind, condition), pg_temp.through(kind, condition);

-- order and extremes from the index, duplicates and uniqueness
CREATE INDEX offer_capacity ON offer (capacity);
CREATE INDEX offer_rate ON offer (rate);
SELECT pg_temp.nodes('SELECT rate FROM offer ORDER BY rate LIMIT 5') LIKE '%Index Only Scan offer_rate' AS ordered_by_index,
	   pg_temp.nodes('SELECT min(capacity) FROM offer') LIKE '%Index Only Scan offer_capacity' AS minimum_by_index,
	   pg_temp.nodes('SELECT max(rate) FROM offer') LIKE '%Index Only Scan offer_rate' AS maximum_by_index;
SELECT min(capacity), max(rate), min(rate), max(capacity) FROM offer;
CREATE UNIQUE INDEX ON offer (rate, id);
CREATE TEMP TABLE unique_rate (rate rent_rate UNIQUE, capacity p_capacity PRIMARY KEY);
INSERT INTO unique_rate VALUES ('1 CNY/card', '1 P'), ('2 CNY/card', '2 P');
INSERT INTO unique_rate VALUES ('1元/卡', '3 P') ON CONFLICT (rate) DO UPDATE SET capacity = excluded.capacity;
INSERT INTO unique_rate VALUES ('2 CNY/server', '2000 T') ON CONFLICT DO NOTHING;
INSERT INTO unique_rate VALUES ('2 CNY/server', '2000 T');
TABLE unique_rate ORDER BY capacity;

-- ---- grouping and joining: by hash, by sort, in a loop ----

SET enable_sort = off;
SELECT pg_temp.nodes('SELECT capacity FROM offer GROUP BY capacity') LIKE '%Hashed Aggregate%' AS hashed;
SELECT count(*) FROM (SELECT capacity, count(*) FROM offer GROUP BY capacity) AS groups;
SELECT count(*) FROM (SELECT DISTINCT rate FROM offer) AS groups;
RESET enable_sort;
SET enable_hashagg = off;
SELECT count(*) FROM (SELECT capacity, count(*) FROM offer GROUP BY capacity) AS groups;
SELECT count(*) FROM (SELECT DISTINCT rate FROM offer) AS groups;
RESET enable_hashagg;
-- the smallest memory: sorts and hashes spill
SET work_mem = '64kB';
SELECT count(*) FROM (SELECT rate, capacity, id FROM offer GROUP BY rate, capacity, id) AS groups;
SELECT count(*) FILTER (WHERE previous > rate) AS out_of_order FROM (SELECT rate, lag(rate) OVER (ORDER BY rate) AS previous FROM offer) AS o;
RESET work_mem;

CREATE FUNCTION pg_temp.joined(using_column text) RETURNS TABLE (method text, plan text, n bigint)
LANGUAGE plpgsql AS
$$
DECLARE
	query text := format('SELECT count(*) FROM offer AS a JOIN offer AS b USING (%I) WHERE a.id < 2000', using_column);
BEGIN
	FOREACH method IN ARRAY ARRAY['hashjoin', 'mergejoin', 'nestloop'] LOOP
		PERFORM set_config('enable_' || m, (m = method)::text, true) FROM unnest(ARRAY['hashjoin', 'mergejoin', 'nestloop']) AS m;
		plan := (regexp_match(pg_temp.nodes(query), 'Hash Join|Merge Join|Nested Loop'))[1];
		EXECUTE query INTO n;
		RETURN NEXT;
	END LOOP;
	PERFORM set_config('enable_' || m, 'on', true) FROM unnest(ARRAY['hashjoin', 'mergejoin', 'nestloop']) AS m;
END
$$;
SELECT * FROM pg_temp.joined('capacity');
SELECT * FROM pg_temp.joined('rate');

-- ---- partition keys ----

CREATE TABLE by_hash (capacity p_capacity, rate rent_rate) PARTITION BY HASH (rate, capacity);
CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_hash SELECT capacity, rate FROM offer;
-- these counts are frozen by the hash, which like PostgreSQL's own goes by the bytes in memory
SELECT tableoid::regclass AS partition, count(*) = CASE WHEN :'big_endian' THEN (CASE tableoid WHEN 'by_hash_0'::regclass THEN 4908 ELSE 5095 END)
	ELSE (CASE tableoid WHEN 'by_hash_0'::regclass THEN 5091 ELSE 4912 END) END AS as_frozen
FROM by_hash GROUP BY tableoid ORDER BY 1;
SELECT pg_temp.nodes($$SELECT FROM by_hash WHERE rate = '1.75 CNY/server' AND capacity = '7 P fp16'$$) AS pruned_to_one;

CREATE TABLE by_range (capacity p_capacity) PARTITION BY RANGE (capacity);
CREATE TABLE by_range_small PARTITION OF by_range FOR VALUES FROM (MINVALUE) TO ('100 P');
CREATE TABLE by_range_large PARTITION OF by_range FOR VALUES FROM ('100 P') TO (MAXVALUE);
INSERT INTO by_range SELECT capacity FROM offer WHERE capacity IS NOT NULL;
SELECT tableoid::regclass AS partition, count(*), min(capacity), max(capacity) FROM by_range GROUP BY 1 ORDER BY 1;
SELECT pg_temp.nodes($$SELECT FROM by_range WHERE capacity < '10 P'$$) AS pruned_to_one;
INSERT INTO by_range VALUES (NULL);

CREATE TABLE by_rate (rate rent_rate) PARTITION BY RANGE (rate);
CREATE TABLE by_rate_cny PARTITION OF by_rate FOR VALUES FROM ('-92233720368.54775807 CNY/card') TO ('-92233720368.54775807 COP/card');
CREATE TABLE by_rate_rest PARTITION OF by_rate DEFAULT;
INSERT INTO by_rate SELECT rate FROM offer;
SELECT tableoid::regclass AS partition, count(*), count(DISTINCT currency(rate)) AS currencies FROM by_rate GROUP BY 1 ORDER BY 1;

CREATE TABLE by_list (capacity p_capacity, rate rent_rate) PARTITION BY LIST (rate);
CREATE TABLE by_list_one PARTITION OF by_list FOR VALUES IN ('15.1元/卡/小时', NULL);
INSERT INTO by_list VALUES ('1 P', '15.1 CNY/card/hour'), (NULL, NULL);
INSERT INTO by_list VALUES ('1 P', '15.2 CNY/card/hour');
SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname IN ('by_list_one', 'by_rate_cny', 'by_range_small') ORDER BY relname;

-- ---- defaults, checks, generated columns, domains, statistics ----

CREATE DOMAIN hourly_rate AS rent_rate CHECK (period(VALUE) = 'hour');
CREATE TABLE price (rate hourly_rate DEFAULT '15.1 CNY/card/hour', monthly rent_rate GENERATED ALWAYS AS (per(rate, 'month')) STORED,
					capacity p_capacity CHECK (capacity > '0 P'), size numeric GENERATED ALWAYS AS (petaflops(capacity)) STORED);
INSERT INTO price (capacity) VALUES ('0.312 P fp16');
INSERT INTO price (rate, capacity) VALUES ('$2/GPU-hour', '1 P');
INSERT INTO price (capacity) VALUES ('-1 P');
INSERT INTO price (rate) VALUES ('100000 CNY/card');
TABLE price;
SELECT attname, null_frac > 0 AS nulls, n_distinct <> 0 AS distinct_values, histogram_bounds IS NOT NULL AS histogram FROM pg_stats WHERE tablename = 'offer' AND attname <> 'id' ORDER BY attname;

DROP TABLE offer, by_hash, by_range, by_rate, by_list, price;
DROP DOMAIN hourly_rate;
