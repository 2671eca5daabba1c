-- What the planner is told of every function and aggregate, one line for all of a name
-- that are alike, for review: a new or changed one shows here.
-- kind: f function, a aggregate; n: how many; volatility: i immutable; strict; parallel:
-- s safe; cost in cpu_operator_cost; rows of a set; leakproof; supported by a planner function.
\pset format unaligned
SELECT p.proname AS name, p.prokind AS kind, count(*) AS n, p.provolatile AS volatility, p.proisstrict AS strict, p.proparallel AS parallel,
	   p.procost AS cost, p.prorows AS rows, p.proleakproof AS leakproof, p.prosupport <> 0 AS supported
FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	 JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'gpurent'
GROUP BY 1, 2, 4, 5, 6, 7, 8, 9, 10 ORDER BY p.proname::text, 2, 3, 4, 5, 6, 7, 8;
