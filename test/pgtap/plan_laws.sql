-- Every aggregate of the extension under every kind of plan: what the catalog lists is called
-- over a table that has a column for each argument, by itself for one group after the other,
-- and then in parallel, by partitions, hashed with a spill, in grouping sets, filtered, distinct,
-- over windows and moving frames, over nothing but NULLs, over nothing.  All must agree, to the
-- last digit, and each plan must have the nodes that it is here for.
--
-- An aggregate that is not called fails the test: tell in ../aggregates.psql what its arguments are.
\ir ../laws.psql
SELECT plan(47);

-- ---- arguments ----
\ir ../aggregates.psql
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

SELECT cmp_ok(count(*), '>', 300::bigint, 'hundreds of aggregates') FROM aggregate;
SELECT is_empty('SELECT aggregate, ways, arguments FROM aggregate WHERE ways <> 1 OR arguments IS NULL', 'a call of each, and only one');
SELECT is_empty('SELECT name, meanings FROM form EXCEPT SELECT name, meanings FROM aggregate', 'each form is one of some aggregate');
SELECT is_empty('SELECT aggregate FROM aggregate WHERE combines = ordered', 'those that do not combine are those that take rows in order');
SELECT results_eq('SELECT name FROM aggregate GROUP BY name HAVING bool_or(inverts) ORDER BY name',
	$$VALUES ('avg'), ('card_hours'), ('effective_rate'), ('net_revenue'), ('output_vat'), ('revenue'), ('sum'), ('utilization_weighted_revenue')$$, 'sums take a row out of a moving frame');

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
