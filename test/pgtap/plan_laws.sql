-- Every aggregate of the extension under every kind of plan: what the catalog lists is called
-- over a table that has a column for each argument, by itself for one group after the other,
-- and then in parallel, by partitions, hashed with a spill, in grouping sets, filtered, distinct,
-- over windows and moving frames, over nothing but NULLs, over nothing.  All must agree, to the
-- last digit, and each plan must have the nodes that it is here for.
--
-- An aggregate that is not called fails the test: tell below what its arguments are.
\ir ../laws.psql
SELECT plan(47);

-- ---- arguments: a column is named by what it is, with its type where there are several ----

-- The same for all rows
CREATE TABLE parameter AS
SELECT tstzrange '[2024-01-10 03:30Z, 2024-05-20 17:00Z)' AS within, daterange '[2024-01-10,2024-05-21)' AS days, '[2024-01-10,2024-05-21)' AS days_text, 'Asia/Shanghai' AS zone, 'week' AS step, 'calendar' AS proration,
	   900::numeric AS available_numeric, 900::float8 AS available_float8, p_capacity '900 P' AS available_p_capacity,
	   0.08::float8 AS discount_rate, 0.1::float8 AS finance_rate, 0.12::float8 AS reinvest_rate, 0.2::float8 AS guess, 0::int8 AS first_period;

-- Groups 0 to 3 of many rows, 4 of NULLs, 5 of one row.  The same quantity, amount and day in each of their types.
-- Some arguments are NULL, in three rows of group 0 all that are no parameters.  Rows come in pairs of one content; only
-- their digests differ, whose windows may not overlap.
CREATE TABLE row_of AS
SELECT n, g, copy,
	   CASE WHEN copy % 11 <> 1 THEN (ARRAY['15.1 CNY/P/hour incl 6%', '120000 CNY/P/year incl 6%', '9000 CNY/P/month incl 6%'])[1 + copy % 3]::rent_rate END AS rate,
	   CASE WHEN copy % 11 <> 1 THEN ((ARRAY['15.1 CNY/P/hour incl 6%', '120000 CNY/P/year incl 6%', '9000 CNY/P/month incl 6%; proration calendar'])[1 + copy % 3] || (ARRAY['', '; free 2 weeks', '; from 10 days 5; +1% every 3 days'])[1 + copy % 4 % 3] || '; zone Asia/Shanghai')::lease_terms END AS terms,
	   date '2024-01-01' + copy * 20 AS starts, copy % 5 = 0 AS by_index,
	   quantity::int4 AS quantity_int4, quantity::int8 AS quantity_int8, quantity::numeric AS quantity_numeric, quantity::float8 AS quantity_float8,
	   (quantity || ' P')::p_capacity AS quantity_p_capacity,
	   CASE WHEN started_at IS NOT NULL THEN tstzrange(started_at, ended_at) END AS during, started_at, ended_at, started_at::date AS first_day, ended_at::date AS last_day, started_at::date::text AS first_text, ended_at::date::text AS last_text,
	   utilization AS utilization_numeric, utilization::float8 AS utilization_float8,
	   amount::int4 AS amount_int4, amount::int8 AS amount_int8, amount::numeric AS amount_numeric, amount::float8 AS amount_float8,
	   day AS at_date, day + time '15:00' AS at_timestamp, coalesce(copy, 0)::int8 % 23 AS period,
	   CASE WHEN copy % 6 <> 1 THEN (round(pg_temp.draw(copy, 'value') * 20, 8) || ' CNY/card/hour')::rent_rate END AS value_rent_rate,
	   (round((quantity / 7)::numeric, 6) || ' P fp16')::p_capacity AS value_p_capacity
FROM (SELECT n, n % 4 AS g, CASE WHEN n NOT IN (32, 36, 40) THEN (n / 8) * 4 + n % 4 END AS copy FROM generate_series(0, 127) AS n
	  UNION ALL SELECT 128, 5, 6
	  UNION ALL SELECT n, 4, NULL FROM generate_series(129, 131) AS n) AS r,
	 LATERAL (SELECT timestamptz '2024-01-01 00:00Z' + interval '1 minute' * trunc(pg_temp.draw(copy, 'start') * 200000) AS start) AS t,
	 LATERAL (SELECT CASE WHEN copy % 13 <> 2 THEN 1 + trunc(pg_temp.draw(copy, 'quantity') * 64) END AS quantity,
					 CASE WHEN copy % 17 <> 3 THEN start END AS started_at,
					 start + interval '1 minute' * trunc(pg_temp.draw(copy, 'length') * 60000) AS ended_at,
					 CASE WHEN copy % 7 <> 4 THEN round(pg_temp.draw(copy, 'used'), 9) END AS utilization,
					 CASE WHEN n < 8 THEN -30000 WHEN copy % 9 <> 5 THEN trunc(pg_temp.draw(copy, 'amount') * 20000) - 2000 END AS amount,
					 CASE WHEN copy % 19 <> 7 THEN date '2024-01-01' + copy * 20 END AS day) AS v;
-- and what is rolled up: a value of each type that has a rollup
CREATE TABLE data AS
SELECT row_of.*, part_lease_summary, part_monthly_revenue, part_periodic_summary, part_occupancy, part_occupancy_digest, part_cash_flows, part_periodic_flows
FROM row_of LEFT JOIN (
	SELECT n, lease_summary(rate, quantity_int4, during) AS part_lease_summary, revenue_by_month(rate, quantity_int4, during, 'UTC') AS part_monthly_revenue,
		   lease_summary_by(rate, quantity_int4, during, 'day', 'UTC') AS part_periodic_summary,
		   occupancy(quantity_int4, during) AS part_occupancy,
		   occupancy_digest(quantity_int4, during, tstzrange(day, day + interval '1 day'), 40) AS part_occupancy_digest, cash_flows(amount_int4, at_date) AS part_cash_flows,
		   periodic_flows(amount_int4, period) AS part_periodic_flows
	FROM row_of, LATERAL (SELECT timestamptz '2024-01-01 00:00Z' + interval '1 day' * n AS day) AS d
	WHERE copy IS NOT NULL GROUP BY n) AS parts USING (n);
CREATE TABLE input AS SELECT * FROM data, parameter ORDER BY n;
CREATE INDEX ON input (n);
ALTER TABLE input SET (parallel_workers = 2);
ANALYZE input;
-- by group, and across groups
CREATE TABLE by_group (LIKE input) PARTITION BY LIST (g);
CREATE TABLE by_group_0 PARTITION OF by_group FOR VALUES IN (0, 2, 4);
CREATE TABLE by_group_1 PARTITION OF by_group FOR VALUES IN (1, 3, 5);
CREATE TABLE by_row (LIKE input) PARTITION BY HASH (n);
CREATE TABLE by_row_0 PARTITION OF by_row FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE by_row_1 PARTITION OF by_row FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO by_group SELECT * FROM input ORDER BY n;
INSERT INTO by_row SELECT * FROM input;
ANALYZE by_group;
ANALYZE by_row;

CREATE TABLE argument AS
SELECT attname::text AS name, atttypid AS type,
	   CASE WHEN right(attname, length(typname) + 1) = '_' || typname THEN left(attname, -length(typname) - 1) ELSE attname END AS meaning
FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid WHERE attrelid = 'input'::regclass AND attnum > 0;

-- What the arguments of aggregates mean: those that must be there, and those that may follow
CREATE TABLE form AS
SELECT unnest(names) AS name, must || may[:more] AS meanings, ordered
FROM (VALUES
	('{revenue,card_hours,effective_rate,net_revenue,output_vat,lease_summary}'::text[], '{rate,quantity,during}'::text[], '{within,zone,proration}'::text[], false),
	('{revenue,card_hours,effective_rate,net_revenue,output_vat,lease_summary}', '{rate,quantity,started_at,ended_at}', '{within,zone,proration}', false),
	('{revenue,lease_summary,revenue_by_month}', '{rate,quantity,first_day,last_day}', '{days,proration}', false),
	('{revenue_by_month}', '{rate,quantity,first,last}', '{}', false),
	('{revenue_by_month}', '{rate,quantity,first,last,days,proration}', '{}', false),
	('{lease_summary_by}', '{rate,quantity,during,step,zone}', '{within,proration}', false),
	('{lease_summary_by}', '{rate,quantity,started_at,ended_at,step,zone}', '{within,proration}', false),
	('{lease_summary_by}', '{rate,quantity,first_day,last_day,step}', '{days,proration}', false),
	('{lease_summary_by}', '{rate,quantity,first,last,step}', '{days,proration}', false),
	('{lease_summary_by}', '{terms,quantity,during,step,zone}', '{within}', false),
	('{lease_summary_by}', '{terms,quantity,first_day,last_day,step}', '{days}', false),
	('{card_hours}', '{quantity,during}', '{within}', false),
	('{card_hours}', '{quantity,started_at,ended_at}', '{within}', false),
	('{utilization}', '{quantity,during,available,within}', '{}', false),
	('{utilization}', '{quantity,started_at,ended_at,available,within}', '{}', false),
	('{revenue_per_available_hour}', '{rate,quantity,during,available,within}', '{zone,proration}', false),
	('{utilization_weighted_revenue,utilization_weighted_summary}', '{rate,quantity,during,utilization}', '{within,zone,proration}', false),
	('{revenue_by_month}', '{rate,quantity,during,zone}', '{}', false),
	('{revenue_by_month}', '{rate,quantity,during,zone,within,proration}', '{}', false),
	('{revenue,lease_summary,revenue_by_month}', '{terms,quantity,during}', '{within}', false),
	('{revenue,lease_summary,revenue_by_month}', '{terms,quantity,first_day,last_day}', '{days}', false),
	('{backlog}', '{terms,quantity,during,at}', '{}', false),
	('{lease_terms}', '{value,starts}', '{by_index}', false),
	('{occupancy,peak,peak_at,peak_until}', '{quantity,during}', '{within}', false),
	('{occupancy_digest}', '{quantity,during,within}', '{available}', false),
	('{cash_flows,xirr_all,payback,payback_date}', '{amount,at}', '{}', false),
	('{xirr}', '{amount,at}', '{guess}', false),
	('{xnpv,xnfv,profitability_index,discounted_payback,discounted_payback_date}', '{discount_rate,amount,at}', '{}', false),
	('{periodic_flows}', '{amount,period}', '{}', false),
	('{irr_all,payback}', '{amount}', '{}', true),
	('{irr}', '{amount}', '{guess}', true),
	('{npv}', '{discount_rate,amount}', '{first_period}', true),
	('{profitability_index,discounted_payback}', '{discount_rate,amount}', '{}', true),
	('{mirr}', '{amount,finance_rate,reinvest_rate}', '{}', true),
	('{rollup}', '{part}', '{}', false),
	('{sum,avg,min,max}', '{value}', '{}', false)) AS f (names, must, may, ordered),
	LATERAL generate_series(0, cardinality(may)) AS more;

-- Every aggregate there is, with what it is called over
CREATE TABLE aggregate AS
SELECT p.oid::regprocedure AS aggregate, proname::text COLLATE "default" AS name, aggcombinefn <> 0 AS combines, aggminvtransfn <> 0 AS inverts, prorettype::regtype AS result,
	   f.meanings, f.ordered, f.arguments, (count(*) OVER (PARTITION BY p.oid))::int AS ways
FROM pg_aggregate AS a JOIN pg_proc AS p ON p.oid = a.aggfnoid
	 JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	 JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'gpurent'
	 LEFT JOIN LATERAL (
		SELECT meanings, ordered, string_agg(argument.name, ', ' ORDER BY i) AS arguments
		FROM form, unnest(meanings) WITH ORDINALITY AS m (meaning, i) JOIN argument ON argument.meaning = m.meaning AND argument.type = proargtypes[i - 1]
		WHERE form.name = proname AND cardinality(meanings) = pronargs
		GROUP BY meanings, ordered HAVING count(*) = pronargs) AS f ON true;
SELECT cmp_ok(count(*), '>', 300::bigint, 'hundreds of aggregates') FROM aggregate;
SELECT is_empty('SELECT aggregate, ways, arguments FROM aggregate WHERE ways <> 1 OR arguments IS NULL', 'a call of each, and only one');
SELECT is_empty('SELECT name, meanings FROM form EXCEPT SELECT name, meanings FROM aggregate', 'each form is one of some aggregate');
SELECT is_empty('SELECT aggregate FROM aggregate WHERE combines = ordered', 'those that do not combine are those that take rows in order');
SELECT results_eq('SELECT name FROM aggregate GROUP BY name HAVING bool_or(inverts) ORDER BY name',
	$$VALUES ('avg'), ('card_hours'), ('effective_rate'), ('net_revenue'), ('output_vat'), ('revenue'), ('sum'), ('utilization_weighted_revenue')$$, 'sums take a row out of a moving frame');
CREATE TABLE call AS
SELECT *, row_number() OVER (ORDER BY ordered, aggregate)::int AS k FROM aggregate WHERE arguments IS NOT NULL;

-- ---- answers of each by itself, of one set of rows after the other ----

-- Sets of rows by name.  In group 0, rows follow one another by 4.
CREATE TABLE members AS
SELECT 'group ' || g AS slice, n FROM input
UNION ALL SELECT 'half ' || n % 2, n FROM input
UNION ALL SELECT 'all', n FROM input
UNION ALL SELECT 'kept of ' || g, n FROM input WHERE n % 3 > 0
UNION ALL SELECT 'up to ' || key, n FROM input, generate_series(0, 76, 4) AS key WHERE g = 0 AND n <= key
UNION ALL SELECT 'before ' || key, n FROM input, generate_series(0, 76, 4) AS key WHERE g = 0 AND n BETWEEN key - 12 AND key - 4
UNION ALL SELECT 'after ' || key, n FROM input, generate_series(0, 76, 4) AS key WHERE g = 0 AND n BETWEEN key + 4 AND key + 20 AND n <= 76;
CREATE TABLE sliced AS SELECT slice, input.* FROM members JOIN input USING (n);
CREATE INDEX ON sliced (slice, n);
ANALYZE sliced;
CREATE TABLE slices AS SELECT DISTINCT slice FROM members UNION VALUES ('none'), ('before 0'), ('after 76');

CREATE TABLE answer (k int, slice text, answer text);
SET LOCAL client_min_messages = warning;
SET LOCAL max_parallel_workers_per_gather = 0;
DO $$
DECLARE c call;
BEGIN
	FOR c IN SELECT * FROM call LOOP
		EXECUTE format('INSERT INTO answer SELECT %s, slice, (SELECT %s(%s)::text FROM (SELECT * FROM sliced WHERE sliced.slice = slices.slice ORDER BY n OFFSET 0) AS r) FROM slices',
			c.k, c.name, c.arguments);
		EXECUTE format('INSERT INTO answer SELECT %1$s, ''distinct of '' || g, (SELECT %2$s(%3$s)::text FROM (SELECT DISTINCT %3$s FROM input WHERE input.g = groups.g ORDER BY %3$s OFFSET 0) AS r)
			FROM generate_series(0, 5) AS groups (g)', c.k, c.name, c.arguments);
	END LOOP;
END $$;
ANALYZE answer;

-- ---- what they say ----

SELECT is_empty($$SELECT aggregate, array_agg(answer) FROM answer JOIN call USING (k) WHERE slice IN ('group 0', 'group 1', 'group 2', 'group 3') GROUP BY k, aggregate HAVING count(answer) < 3 OR count(DISTINCT answer) < 2$$,
	'they have something to say, and not the same of all');
SELECT is_empty($$SELECT aggregate, slice, answer FROM answer JOIN call USING (k) WHERE slice IN ('none', 'before 0', 'after 76') AND answer IS NOT NULL$$,
	'of no rows: NULL');
SELECT results_eq($$SELECT DISTINCT name, CASE WHEN result = 'numeric'::regtype THEN answer ELSE 'of nothing' END FROM answer JOIN call USING (k) WHERE slice = 'group 4' AND answer IS NOT NULL ORDER BY name$$,
	$$VALUES ('lease_summary', 'of nothing'), ('occupancy', 'of nothing'), ('occupancy_digest', 'of nothing'), ('peak', '0'), ('utilization', '0'), ('utilization_weighted_summary', 'of nothing')$$,
	'of rows of NULLs: NULL, or as documented');
SELECT is_empty($$SELECT k FROM answer AS a JOIN answer AS b USING (k) WHERE a.slice = 'before 44' AND b.slice = 'group 4' AND a.answer IS DISTINCT FROM b.answer$$,
	'three rows of NULLs are like any three');
-- But summaries of capacities say so, two columns tell what is pending, and a frame of pending leases only brings 0 where one of no leases
-- brings NULL.
SELECT is_empty($$
	SELECT name, meant, slice, array_agg(aggregate), array_agg(DISTINCT answer)
	FROM (SELECT *, CASE WHEN slice ~ '^(group|half|all|kept)' THEN replace(told, 'started_at ended_at', 'during') ELSE told END AS meant
		  FROM (SELECT *, array_to_string(meanings, ' ') AS told FROM answer JOIN call USING (k)) AS t) AS a
	WHERE meant NOT IN ('value', 'part')
	GROUP BY name, meant, slice, CASE WHEN result::text IN ('lease_summary', 'monthly_revenue', 'periodic_summary', 'occupancy', 'occupancy_digest') THEN (meanings, arguments LIKE '%p_capacity%')::text END
	HAVING count(DISTINCT coalesce(answer, '')) > 1$$,
	'in whatever types the arguments come, integers, decimals, floats, capacities, ranges or two columns, the answer is one');

-- ---- plans ----

-- What each is, the settings it needs, a call of an aggregate that combines and of one that takes rows in order (none where such
-- a plan has none), the query, what EXPLAIN ANALYZE says of it, and the sets of rows that it answers for
-- In parallel, rows come slowly (pg_sleep), so that no worker takes all before another is there: more states than groups are gathered.
CREATE TABLE kind (told text, settings text[], combining text, ordered text, query text, nodes text, answers text);
\set parallel '{max_parallel_workers_per_gather=2,parallel_setup_cost=0,parallel_leader_participation=off,parallel_tuple_cost=1,cpu_tuple_cost=10,cpu_operator_cost=0,min_parallel_table_scan_size=0'
\set sets 'SELECT CASE grouping(g, half) WHEN 1 THEN ''group '' || g WHEN 2 THEN ''half '' || half ELSE ''all'' END AS slice, ARRAY[%s] AS answers FROM (SELECT *, n %% 2 AS half FROM input) AS r GROUP BY GROUPING SETS ((g), (half), ())'
INSERT INTO kind VALUES
	('sorted', '{enable_hashagg=off}', '%s(%s)', '%s(%s ORDER BY n)',
		'SELECT ''group '' || g AS slice, ARRAY[%s] AS answers FROM input GROUP BY g', '^GroupAggregate.*Sort', '^group'),
	('hashed, in memory that does not suffice', '{work_mem=64kB,hash_mem_multiplier=1,enable_sort=off,enable_seqscan=off}', '%s(%s)', '%s(%s)',
		'SELECT ''group '' || g AS slice, ARRAY[%s] AS answers FROM (SELECT * FROM input ORDER BY n) AS r GROUP BY g', '^HashAggregate.*Batches: ([2-9]|\d\d).*Index Scan', '^group'),
	('in parallel, hashed', (:'parallel' || ',enable_sort=off}')::text[], '%s(%s)', NULL,
		'SELECT ''group '' || g AS slice, ARRAY[%s] AS answers FROM input WHERE {slowly} GROUP BY g', 'Finalize \w*Aggregate.*Gather \(actual rows=([7-9]|1\d).*Workers Launched: 2.*Partial HashAggregate', '^group'),
	('in parallel, sorted', (:'parallel' || ',enable_hashagg=off}')::text[], '%s(%s)', NULL,
		'SELECT ''group '' || g AS slice, ARRAY[%s] AS answers FROM input WHERE {slowly} GROUP BY g', 'Finalize GroupAggregate.*Gather Merge \(actual rows=([7-9]|1\d).*Workers Launched: 2.*Partial GroupAggregate', '^group'),
	('in parallel, filtered', (:'parallel' || '}')::text[], '%s(%s) FILTER (WHERE n %% 3 > 0)', NULL,
		'SELECT ''kept of '' || g AS slice, ARRAY[%s] AS answers FROM input WHERE {slowly} GROUP BY g', 'Finalize \w*Aggregate.*Gather[ \w]*\(actual rows=([7-9]|1\d).*Workers Launched: 2.*Partial \w*Aggregate', '^kept'),
	('in parallel, the leader too', (:'parallel' || ',parallel_leader_participation=on}')::text[], '%s(%s)', NULL,
		'SELECT ''all'' AS slice, ARRAY[%s] AS answers FROM input WHERE {slowly}', 'Finalize Aggregate.*Gather.*Workers Launched: 2.*Partial Aggregate', '^all$'),
	('in parallel, of no rows', (:'parallel' || '}')::text[], '%s(%s)', NULL,
		'SELECT ''none'' AS slice, ARRAY[%s] AS answers FROM input WHERE n + 0 < 0', 'Finalize Aggregate.*Gather.*Workers Launched: [12].*Partial Aggregate', '^none$'),
	('filtered', '{}', '%s(%s) FILTER (WHERE n %% 3 > 0)', '%s(%s ORDER BY n) FILTER (WHERE n %% 3 > 0)',
		'SELECT ''kept of '' || g AS slice, ARRAY[%s] AS answers FROM input GROUP BY g', '^GroupAggregate', '^kept'),
	('by partitions, each group in one', '{enable_partitionwise_aggregate=on,cpu_operator_cost=0}', '%s(%s)', '%s(%s ORDER BY n)',
		'SELECT ''group '' || g AS slice, ARRAY[%s] AS answers FROM by_group GROUP BY g', '^Append[^>]*->  GroupAggregate.*->  GroupAggregate', '^group'),
	('by partitions, each group in one, hashed', '{enable_partitionwise_aggregate=on,cpu_operator_cost=0,enable_sort=off}', '%s(%s)', NULL,
		'SELECT ''group '' || g AS slice, ARRAY[%s] AS answers FROM by_group GROUP BY g', '^Append[^>]*->  HashAggregate.*->  HashAggregate', '^group'),
	('by partitions, each group in several', '{enable_partitionwise_aggregate=on,cpu_operator_cost=0}', '%s(%s)', NULL,
		'SELECT ''group '' || g AS slice, ARRAY[%s] AS answers FROM by_row GROUP BY g', 'Finalize \w*Aggregate.*Append.*->  Partial \w*Aggregate.*->  Partial \w*Aggregate', '^group'),
	('grouping sets, sorted', '{enable_hashagg=off}', '%s(%s)', '%s(%s ORDER BY n)', :'sets', '^GroupAggregate.*Group Key.*Group Key', '^(group|half|all)'),
	('grouping sets, hashed', '{enable_sort=off,work_mem=64MB}', '%s(%s)', NULL, :'sets', '^MixedAggregate.*Hash Key.*Hash Key', '^(group|half|all)'),
	('distinct', '{}', '%s(DISTINCT %s)', '%1$s(DISTINCT %2$s ORDER BY %2$s)',
		'SELECT ''distinct of '' || g AS slice, ARRAY[%s] AS answers FROM input GROUP BY g', '^GroupAggregate', '^distinct'),
	('outer-joined', '{}', '%s(%s)', '%s(%s ORDER BY n)',
		'SELECT ''group '' || g AS slice, ARRAY[%s] AS answers FROM (SELECT generate_series(0, 5) AS g, parameter.* FROM parameter) AS pool LEFT JOIN (SELECT * FROM data WHERE g <> 4) AS leases USING (g) GROUP BY g',
		'Aggregate.*(Left|Right) Join', '^group'),
	('over a running window', '{}', '%s(%s) OVER w', '%s(%s) OVER w',
		'SELECT ''up to '' || n AS slice, ARRAY[%s] AS answers FROM input WHERE g = 0 AND n <= 76 WINDOW w AS (ORDER BY n)', '^WindowAgg', '^up to'),
	('over a moving frame', '{}', '%s(%s) OVER w', '%s(%s) OVER w',
		'SELECT ''before '' || n AS slice, ARRAY[%s] AS answers FROM input WHERE g = 0 AND n <= 76 WINDOW w AS (ORDER BY n ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING)', '^WindowAgg', '^before'),
	('over a frame that runs out of rows', '{}', '%s(%s) OVER w', '%s(%s) OVER w',
		'SELECT ''after '' || n AS slice, ARRAY[%s] AS answers FROM input WHERE g = 0 AND n <= 76 WINDOW w AS (ORDER BY n ROWS BETWEEN 1 FOLLOWING AND 5 FOLLOWING)', '^WindowAgg', '^after');

-- Runs one, all aggregates in one query, and returns its plan: of this very run, whose answers are kept
CREATE TABLE planned (told text, k int, slice text, answer text);
CREATE FUNCTION pg_temp.run(kind) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	calls text = (SELECT string_agg(format(CASE WHEN ordered THEN $1.ordered ELSE $1.combining END, name, arguments) || '::text', ', ' ORDER BY k) FROM call WHERE NOT ordered OR $1.ordered IS NOT NULL);
	query text = format($1.query, calls);
	setting text;
	nodes text;
BEGIN
	FOREACH setting IN ARRAY $1.settings LOOP
		PERFORM set_config(split_part(setting, '=', 1), split_part(setting, '=', 2), true);
	END LOOP;
	-- rows so slow that the workers share them, on a busy machine too
	FOR pause IN 0 .. 5 LOOP
		DROP TABLE IF EXISTS run;
		nodes := pg_temp.run_into('run', replace(query, '{slowly}', format('pg_sleep(%s) IS NOT NULL', 0.0005 * 2 ^ pause)));
		EXIT WHEN query NOT LIKE '%{slowly}%' OR nodes ~ $1.nodes;
	END LOOP;
	FOREACH setting IN ARRAY $1.settings LOOP
		EXECUTE 'RESET ' || split_part(setting, '=', 1);
	END LOOP;
	SET LOCAL max_parallel_workers_per_gather = 0;
	INSERT INTO planned SELECT $1.told, a.k, run.slice, a.answer FROM run, unnest(answers) WITH ORDINALITY AS a (answer, k);
	DROP TABLE run;
	RETURN nodes;
END $$;
CREATE FUNCTION pg_temp.differences(told text) RETURNS TABLE (aggregate regprocedure, slice text, by_itself text, so_planned text) LANGUAGE sql AS $$
	SELECT call.aggregate, slice, a.answer, coalesce(p.answer, CASE WHEN p.k IS NULL THEN 'no answer' END)
	FROM (SELECT answer.* FROM answer JOIN call USING (k) JOIN kind ON kind.told = $1 AND slice ~ kind.answers AND (NOT call.ordered OR kind.ordered IS NOT NULL)) AS a
		 FULL JOIN (SELECT * FROM planned WHERE planned.told = $1) AS p USING (k, slice) LEFT JOIN call USING (k)
	WHERE p.k IS NULL OR a.k IS NULL OR p.answer IS DISTINCT FROM a.answer
$$;
SELECT matches(pg_temp.run(kind), nodes, told || ': the plan') FROM kind;
SELECT is_empty(format('SELECT * FROM pg_temp.differences(%L)', told), told || ': the answers') FROM kind;
-- which would be seen
DELETE FROM planned WHERE told = 'sorted' AND slice = 'group 1' AND k = 1;
UPDATE planned SET answer = answer || '0' WHERE told = 'sorted' AND slice = 'group 2' AND k = 2;
SELECT is(count(*), 2::bigint, 'an answer that is wrong and one that is not there are seen') FROM pg_temp.differences('sorted');

SELECT * FROM finish();
ROLLBACK;
