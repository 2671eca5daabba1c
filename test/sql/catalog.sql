-- What the catalog says of every object of the extension.  Each query lists what
-- breaks a rule, so what is right prints no rows.
CREATE TEMP VIEW member AS
SELECT d.classid, d.objid FROM pg_depend AS d JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE e.extname = 'gpurent' AND d.deptype = 'e';
CREATE TEMP VIEW member_proc AS
SELECT p.*, p.oid::regprocedure AS name FROM pg_proc AS p JOIN member AS m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid;
CREATE TEMP VIEW member_aggregate AS
SELECT a.*, p.name, p.proparallel FROM pg_aggregate AS a JOIN member_proc AS p ON p.oid = a.aggfnoid;
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
\set ECHO all
SELECT (SELECT count(*) > 500 FROM member_proc) AS procs, (SELECT count(*) > 200 FROM member_aggregate) AS aggregates;

-- ---- functions ----

-- the result depends on the arguments only, in any process
SELECT name, provolatile, proparallel FROM member_proc WHERE provolatile <> 'i' OR proparallel <> 's' ORDER BY name::text;
-- runs with the caller's rights
SELECT name FROM member_proc WHERE prosecdef ORDER BY name::text;
-- reads no setting, sets none
SELECT name, proconfig FROM member_proc WHERE proconfig IS NOT NULL ORDER BY name::text;
-- in C or, where the body is SQL, parsed when it was created
SELECT name, lanname FROM member_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
WHERE lanname NOT IN ('c', 'internal') AND NOT (lanname = 'sql' AND prosqlbody IS NOT NULL) ORDER BY name::text;
-- a set says how many rows to expect
SELECT name, prorows FROM member_proc WHERE proretset AND prorows IN (0, 1000) ORDER BY name::text;
-- a strict function has no null for a default, which would make its result null
SELECT name FROM member_proc WHERE proisstrict AND pg_get_expr(proargdefaults, 0) ~ 'NULL' ORDER BY name::text;
-- a null in the place of a default that is none is refused, whatever the other arguments are
CREATE TEMP TABLE null_for_default AS
SELECT p.name, d.i, proargnames[d.i] AS argument,
	   format('SELECT count(*) FROM %s(%s) AS x', p.proname, (SELECT string_agg(format('%I => NULL::%s', proargnames[a.i], format_type(proargtypes[a.i - 1], NULL)), ', ' ORDER BY a.i)
															   FROM generate_series(1, pronargs) AS a (i) WHERE a.i <= pronargs - pronargdefaults OR a.i = d.i)) AS statement
FROM member_proc AS p, generate_series(pronargs - pronargdefaults + 1, pronargs) AS d (i)
WHERE pg_get_function_arg_default(p.oid, d.i) !~ '^NULL' AND p.proname <> 'payback_grid' -- which has no row of nulls
	  AND (p.proname, proargnames[d.i]) <> ('hosted_statement', 'guaranteed') -- 0 is a guarantee, NULL is none
  AND NOT (proargnames[d.i] = 'scale' AND 'in_service' = ANY (proargnames)); -- where it asks for exact figures
SELECT count(*) > 60 AS calls, count(DISTINCT name) > 30 AS functions FROM null_for_default;
SELECT statement, r.refused FROM null_for_default, LATERAL pg_temp.refused(statement) AS r (refused)
WHERE r.refused NOT LIKE '22004: ' || argument || ' must not be null%'
  -- the first number of a form over float8 has no default, and is refused before
  AND NOT (statement LIKE '%double precision%' AND r.refused LIKE '22004: % must not be null%') ORDER BY name::text, i;
-- no name of a scalar function of PostgreSQL's own: what anybody else's SQL means must not change
SELECT DISTINCT p.proname FROM member_proc AS p
WHERE EXISTS (SELECT FROM pg_proc AS b WHERE b.pronamespace = 'pg_catalog'::regnamespace AND b.proname = p.proname AND b.prokind IN ('f', 'w'))
ORDER BY p.proname;

-- ---- aggregates ----

-- can be merged and run in parallel; those of amounts a period apart read their rows in order, so they can't
SELECT name FROM member_aggregate
WHERE (aggcombinefn = 0 OR proparallel <> 's') AND name::text !~ '^(irr|irr_all|mirr|npv)\(|^(payback|discounted_payback|profitability_index)\((double precision, ?)?(integer|bigint|numeric|double precision)\)' ORDER BY name::text;
-- the state is a type that can be stored and sent, so that distributed engines can ship it
SELECT name, aggtranstype::regtype FROM member_aggregate AS a JOIN pg_type AS t ON t.oid = a.aggtranstype
WHERE (t.typtype = 'p' OR t.typsend = 0 OR t.typreceive = 0 OR aggserialfn <> 0) AND name::text !~ '^(irr|irr_all|mirr|npv)\(|^(payback|discounted_payback|profitability_index)\((double precision, ?)?(integer|bigint|numeric|double precision)\)' ORDER BY name::text;
-- hypothetical-set and ordered-set forms can't be shipped either
SELECT name, aggkind FROM member_aggregate WHERE aggkind <> 'n' ORDER BY name::text;
-- no polymorphic arguments or results
SELECT name FROM member_proc WHERE EXISTS (SELECT FROM unnest(proargtypes::oid[] || prorettype) AS t (type) WHERE t.type::regtype::text ~ '^any') ORDER BY name::text;
-- aggregates take no defaults and no names
SELECT name FROM member_proc WHERE prokind = 'a' AND (pronargdefaults > 0 OR proargnames IS NOT NULL) ORDER BY name::text;
-- a final function leaves the state as it is, so that several aggregates can share it
SELECT name, aggfinalmodify FROM member_aggregate WHERE aggfinalmodify <> 'r' ORDER BY name::text;
-- the planner knows the size of a state of ours
SELECT name, aggtransspace FROM member_aggregate AS a
WHERE aggtransspace = 0 AND EXISTS (SELECT FROM member WHERE classid = 'pg_type'::regclass AND objid = a.aggtranstype)
  AND (SELECT typlen FROM pg_type WHERE oid = a.aggtranstype) = -1 ORDER BY name::text;

-- ---- types and operators ----

-- base types have binary input and output; a default order and hash
SELECT format_type(t.oid, NULL) FROM pg_type AS t JOIN member AS m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
WHERE typtype = 'b' AND typelem = 0 AND (typsend = 0 OR typreceive = 0
  OR 2 <> (SELECT count(*) FROM pg_opclass AS c JOIN pg_am AS a ON a.oid = c.opcmethod WHERE opcintype = t.oid AND opcdefault AND amname IN ('btree', 'hash')));
-- operators between a type of ours and another T only where T has that operator itself
SELECT o.oid::regoperator FROM pg_operator AS o JOIN member AS m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid,
	 LATERAL (VALUES (oprleft, oprright), (oprright, oprleft)) AS side (ours, other)
WHERE EXISTS (SELECT FROM member WHERE classid = 'pg_type'::regclass AND objid = side.ours)
  AND NOT EXISTS (SELECT FROM member WHERE classid = 'pg_type'::regclass AND objid = side.other) AND side.other <> 0
  AND NOT EXISTS (SELECT FROM pg_operator AS b WHERE b.oprname = o.oprname AND b.oprleft = side.other AND b.oprright = side.other);
-- a comparison knows its commutator and negator
SELECT o.oid::regoperator FROM pg_operator AS o JOIN member AS m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid
WHERE oprresult = 'bool'::regtype AND (oprcom = 0 OR oprnegate = 0);
-- operator classes are whole
SELECT opcname, amname FROM pg_opclass AS c JOIN member AS m ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid JOIN pg_am AS a ON a.oid = c.opcmethod
WHERE NOT amvalidate(c.oid);

-- ---- each has a comment: functions, aggregates, operators, types, operator classes, casts ----

SELECT pg_describe_object(m.classid, m.objid, 0) FROM member AS m
WHERE m.classid IN ('pg_proc'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_cast'::regclass, 'pg_type'::regclass)
  AND obj_description(m.objid, m.classid::regclass::name) IS NULL
  AND NOT EXISTS (SELECT FROM pg_type AS t WHERE m.classid = 'pg_type'::regclass AND t.oid = m.objid AND (t.typelem <> 0 OR t.typtype IN ('r', 'm', 'c')))
ORDER BY 1;
