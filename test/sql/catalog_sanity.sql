-- The rules of PostgreSQL's own regression tests opr_sanity and type_sanity, asked of
-- the extension's objects.  Each query lists what breaks a rule, so what is right
-- prints no rows.
CREATE TEMP VIEW member AS
SELECT d.classid, d.objid FROM pg_depend AS d JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
WHERE e.extname = 'gpurent' AND d.deptype = 'e';
CREATE TEMP VIEW proc AS
SELECT p.*, p.oid::regprocedure AS name FROM pg_proc AS p JOIN member AS m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid;
CREATE TEMP VIEW operator AS
SELECT o.*, o.oid::regoperator AS name FROM pg_operator AS o JOIN member AS m ON m.classid = 'pg_operator'::regclass AND m.objid = o.oid;
CREATE TEMP VIEW aggregate AS
SELECT a.*, p.name, p.proargtypes, p.pronargs, p.prorettype, t.proargtypes AS trans_args, t.proisstrict AS trans_strict, t.prorettype AS trans_result
FROM pg_aggregate AS a JOIN proc AS p ON p.oid = a.aggfnoid JOIN pg_proc AS t ON t.oid = a.aggtransfn;
CREATE TEMP VIEW type AS
SELECT t.*, format_type(t.oid, NULL) AS name FROM pg_type AS t JOIN member AS m ON m.classid = 'pg_type'::regclass AND m.objid = t.oid WHERE typtype = 'b' AND typelem = 0;
CREATE TEMP VIEW opclass AS
SELECT c.*, amname FROM pg_opclass AS c JOIN member AS m ON m.classid = 'pg_opclass'::regclass AND m.objid = c.oid JOIN pg_am AS a ON a.oid = opcmethod;
-- the rules have something to judge
SELECT (SELECT count(*) > 500 FROM proc) AS procs, (SELECT count(*) > 60 FROM operator) AS operators, (SELECT count(*) > 200 FROM aggregate) AS aggregates,
	   (SELECT count(*) >= 7 FROM type) AS types, (SELECT count(*) >= 14 FROM opclass) AS opclasses;

-- ---- functions ----

-- a result and a language
SELECT name FROM proc WHERE prolang = 0 OR prorettype = 0 OR pronargs < 0 OR pronargdefaults NOT BETWEEN 0 AND pronargs OR array_lower(proargtypes, 1) <> 0 OR pronargs <> cardinality(proargtypes::oid[]);
-- nothing that SQL can't name, but where PostgreSQL calls: receive functions, sort support, planner support, output functions
SELECT name FROM proc WHERE 'internal'::regtype::oid IN (SELECT unnest(proargtypes::oid[] || prorettype))
  AND oid NOT IN (SELECT typreceive FROM type UNION ALL SELECT amproc FROM pg_amproc UNION ALL SELECT prosupport FROM proc);
SELECT name FROM proc WHERE prorettype = 'cstring'::regtype AND oid NOT IN (SELECT typoutput FROM type);
-- a source and, in C, a file
SELECT name FROM proc WHERE (prosrc = '' AND prosqlbody IS NULL AND prokind <> 'a') OR (prolang = (SELECT oid FROM pg_language WHERE lanname = 'c') AND probin IS DISTINCT FROM '$libdir/gpurent');
-- a set is of functions only; others expect no rows
SELECT name FROM proc WHERE (NOT proretset AND prorows <> 0) OR (proretset AND (prorows <= 0 OR prokind <> 'f'));
-- nothing costs nothing
SELECT name, procost FROM proc WHERE procost <= 0 ORDER BY name::text;
-- strict has a meaning only where there are arguments
SELECT name FROM proc WHERE proisstrict AND pronargs = 0;
-- names of arguments: for all or for none, and each once
SELECT name FROM proc WHERE cardinality(proargnames) <> coalesce(cardinality(proallargtypes), pronargs);
-- and of a function in SQL for all indeed: pg_upgrade writes its body anew, where PostgreSQL would write "" for one without a name
SELECT name FROM proc WHERE prosqlbody IS NOT NULL AND '' = ANY (proargnames) ORDER BY name::text;
-- written anew it is the same function
SET search_path = pg_catalog;
CREATE TEMP TABLE body AS SELECT oid, pg_get_functiondef(oid) AS definition FROM proc WHERE prosqlbody IS NOT NULL;
DO $$
DECLARE
	def text;
BEGIN
	FOR def IN SELECT definition FROM body LOOP
		EXECUTE def;
	END LOOP;
END
$$;
SELECT count(*) > 50 AS bodies, count(*) FILTER (WHERE definition <> pg_get_functiondef(oid)) AS others FROM body;
RESET search_path;
-- an argument and a column may share a name, as payment of loan_schedule()
SELECT name FROM proc WHERE EXISTS (SELECT FROM unnest(proargnames, proargmodes) AS a (n, mode) WHERE n <> '' GROUP BY n, mode IN ('o', 't') HAVING count(*) > 1) ORDER BY name::text;
SELECT name FROM proc WHERE (proallargtypes IS NULL) <> (proargmodes IS NULL) OR cardinality(proargmodes) <> cardinality(proallargtypes) OR NOT proallargtypes @> proargtypes::oid[];
-- one C symbol with as many arguments is one behaviour
SELECT prosrc, count(*) AS functions FROM proc WHERE prokind = 'f' AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'c')
GROUP BY prosrc, pronargs HAVING count(DISTINCT (proisstrict, provolatile, proparallel, proretset, proleakproof)) > 1 ORDER BY prosrc;
-- what names of PostgreSQL's C functions are used, are those of the functions they belong to
SELECT p.name, p.prosrc FROM proc AS p JOIN pg_language AS l ON l.oid = p.prolang
WHERE lanname = 'internal' AND prokind = 'f' AND NOT EXISTS (SELECT FROM pg_proc AS b WHERE b.oid < 16384 AND b.prosrc = p.prosrc AND b.pronargs = p.pronargs
	AND b.proisstrict = p.proisstrict AND b.provolatile = p.provolatile AND b.proparallel = p.proparallel);
-- support functions take and give internal
SELECT p.name FROM proc AS p JOIN pg_proc AS s ON s.oid = p.prosupport WHERE s.prorettype <> 'internal'::regtype OR s.pronargs <> 1 OR s.proargtypes[0] <> 'internal'::regtype;

-- ---- operators ----

SELECT name FROM operator WHERE oprkind NOT IN ('b', 'l') OR oprright = 0 OR (oprkind = 'b') <> (oprleft <> 0) OR oprresult = 0 OR oprcode = 0;
-- a commutator has the arguments the other way round and names this one
SELECT o.name FROM operator AS o JOIN pg_operator AS c ON c.oid = o.oprcom
WHERE o.oprkind <> 'b' OR (o.oprleft, o.oprright, o.oprresult) IS DISTINCT FROM (c.oprright, c.oprleft, c.oprresult) OR c.oprcom <> o.oid;
-- a negator has the same arguments, names this one, and is another
SELECT o.name FROM operator AS o JOIN pg_operator AS n ON n.oid = o.oprnegate
WHERE (o.oprkind, o.oprleft, o.oprright) IS DISTINCT FROM (n.oprkind, n.oprleft, n.oprright) OR o.oprresult <> 'bool'::regtype OR n.oprresult <> 'bool'::regtype OR n.oprnegate <> o.oid OR n.oid = o.oid;
-- + and * that are the same both ways say so
SELECT o.name FROM operator AS o WHERE oprname IN ('+', '*', '=', '<>') AND oprleft = oprright AND oprcom <> oid;
-- equality that merges has a merging commutator and is in a btree family, equality that hashes is in a hash family
SELECT name FROM operator WHERE (oprcanmerge OR oprcanhash) AND (oprkind <> 'b' OR oprresult <> 'bool'::regtype OR oprcom = 0 OR oprname <> '=');
-- those of families that no class belongs to say for comparisons of rows what they mean, and are written out before a join is planned
SELECT o.name FROM operator AS o WHERE oprcanmerge <> EXISTS (SELECT FROM pg_amop WHERE amopmethod = (SELECT oid FROM pg_am WHERE amname = 'btree') AND amopopr = o.oid AND amopstrategy = 3 AND amopfamily IN (SELECT opcfamily FROM pg_opclass));
SELECT o.name FROM operator AS o WHERE oprcanhash <> EXISTS (SELECT FROM pg_amop WHERE amopmethod = (SELECT oid FROM pg_am WHERE amname = 'hash') AND amopopr = o.oid AND amopstrategy = 1);
-- estimators: of their kind, on comparisons, and only there
SELECT o.name, oprrest, oprjoin FROM operator AS o,
	 LATERAL (SELECT CASE oprname WHEN '=' THEN 'eq' WHEN '<>' THEN 'neq' WHEN '<' THEN 'scalarlt' WHEN '<=' THEN 'scalarle' WHEN '>' THEN 'scalargt' WHEN '>=' THEN 'scalarge' END AS kind) AS k
WHERE (coalesce(kind || 'sel', '-'), coalesce(kind || 'joinsel', '-')) <> (oprrest::text, oprjoin::text);
-- the function has the operator's arguments and result, is strict, and is not volatile
SELECT o.name FROM operator AS o JOIN pg_proc AS p ON p.oid = o.oprcode
WHERE p.proargtypes::text <> concat_ws(' ', nullif(oprleft, 0), oprright) OR p.prorettype <> oprresult OR p.provolatile <> 'i' OR p.proretset OR NOT p.proisstrict;
-- two operators on one function are one too many
SELECT oprcode FROM operator GROUP BY oprcode HAVING count(*) > 1;

-- ---- aggregates ----

SELECT name FROM aggregate WHERE aggfnoid = 0 OR aggtransfn = 0 OR aggtranstype = 0 OR aggkind NOT IN ('n', 'o', 'h') OR aggnumdirectargs <> 0 OR aggtransspace < 0;
-- the transition function takes the state and the arguments, and gives the state
SELECT name, aggtransfn FROM aggregate WHERE trans_result <> aggtranstype OR trans_args::text <> concat_ws(' ', aggtranstype, nullif(proargtypes::text, '')) ORDER BY name::text;
-- a strict one that starts from null begins with the first argument, so this is of the state's type
SELECT name FROM aggregate WHERE trans_strict AND agginitval IS NULL AND (pronargs = 0 OR proargtypes[0] <> aggtranstype) ORDER BY name::text;
-- without a final function the state is the result; with one, it takes the state and gives the result
SELECT name FROM aggregate WHERE aggfinalfn = 0 AND prorettype <> aggtranstype;
SELECT name, aggfinalfn FROM aggregate AS a JOIN pg_proc AS f ON f.oid = a.aggfinalfn
WHERE f.prorettype <> a.prorettype OR f.proargtypes[0] <> aggtranstype OR f.pronargs <> CASE WHEN aggfinalextra THEN a.pronargs + 1 ELSE 1 END OR f.proretset ORDER BY name::text;
-- two states give one
SELECT name, aggcombinefn FROM aggregate AS a JOIN pg_proc AS c ON c.oid = a.aggcombinefn
WHERE c.prorettype <> aggtranstype OR c.proargtypes::text <> concat_ws(' ', aggtranstype, aggtranstype) ORDER BY name::text;
-- a moving aggregate has both ways, of the same state, equally strict, and ends in the same result
SELECT name FROM aggregate WHERE (aggmtransfn = 0) <> (aggminvtransfn = 0) OR (aggmtransfn = 0) <> (aggmtranstype = 0) OR (aggmtransfn = 0 AND (aggmfinalfn <> 0 OR aggmtransspace <> 0 OR aggminitval IS NOT NULL));
SELECT name FROM aggregate AS a JOIN pg_proc AS f ON f.oid = aggmtransfn JOIN pg_proc AS i ON i.oid = aggminvtransfn
WHERE f.prorettype <> aggmtranstype OR i.prorettype <> aggmtranstype OR f.proargtypes <> i.proargtypes OR f.proisstrict <> i.proisstrict OR f.proargtypes::text <> concat_ws(' ', aggmtranstype, nullif(a.proargtypes::text, ''));
-- an order that stands for the aggregate is the least or the greatest of a btree family
SELECT name FROM aggregate WHERE aggsortop <> 0 AND (pronargs <> 1 OR NOT EXISTS (SELECT FROM pg_amop WHERE amopopr = aggsortop AND amopmethod = (SELECT oid FROM pg_am WHERE amname = 'btree')
	AND amopstrategy = CASE WHEN name::text LIKE 'max(%' THEN 5 WHEN name::text LIKE 'min(%' THEN 1 END));

-- ---- types ----

SELECT name FROM type WHERE typnamespace = 0 OR typlen = 0 OR typlen < -2 OR typtype <> 'b' OR NOT typisdefined OR typalign NOT IN ('c', 's', 'i', 'd') OR typstorage NOT IN ('p', 'x', 'e', 'm') OR typdelim <> ',';
-- by value only in the size of a Datum, aligned to it; storage apart only for what varies
SELECT name FROM type WHERE (typbyval AND (typlen, typalign::text) NOT IN ((1, 'c'), (2, 's'), (4, 'i'), (8, 'd'))) OR (typstorage <> 'p' AND (typbyval OR typlen <> -1)) OR typrelid <> 0 OR typbasetype <> 0;
-- an array of each, named after it
SELECT t.name FROM type AS t WHERE NOT EXISTS (SELECT FROM pg_type AS a WHERE a.oid = t.typarray AND a.typelem = t.oid AND a.typname = '_' || t.typname AND a.typalign = t.typalign AND a.typdelim = t.typdelim);
-- four functions of the type's own, with the right arguments, strict and not volatile
SELECT t.name, which FROM type AS t, LATERAL (VALUES ('input', typinput, 'cstring', t.oid), ('output', typoutput, t.oid::regtype::text, 'cstring'::regtype), ('receive', typreceive, 'internal', t.oid), ('send', typsend, t.oid::regtype::text, 'bytea'::regtype)) AS f (which, function, takes, gives)
	 LEFT JOIN pg_proc AS p ON p.oid = function
WHERE p.oid IS NULL OR p.proargtypes[0] <> f.takes::regtype OR p.prorettype <> f.gives OR p.proretset OR NOT p.proisstrict OR p.provolatile <> 'i' OR (p.pronargs <> 1 AND NOT (which IN ('input', 'receive') AND p.pronargs = 3));
-- none is preferred; the two that are written as literals are of the category of strings, so that calls resolve
SELECT name, typcategory FROM type WHERE typispreferred;
SELECT typcategory, string_agg(name, ', ' ORDER BY name) AS types FROM type GROUP BY typcategory ORDER BY typcategory;
-- one cast, of a rate to terms: text is input and output, and nothing turns into a number unasked
SELECT castsource::regtype, casttarget::regtype FROM pg_cast AS c JOIN member AS m ON m.classid = 'pg_cast'::regclass AND m.objid = c.oid WHERE castcontext = 'i';

-- ---- operator classes ----

-- for the type they are said to be for, default, and in a family of their own
SELECT opcname FROM opclass WHERE NOT opcdefault OR opckeytype <> 0 OR opcintype NOT IN (SELECT oid FROM type) OR opcfamily NOT IN (SELECT objid FROM member WHERE classid = 'pg_opfamily'::regclass);
-- all strategies, all with the type's own operators
SELECT opcname, amname, count(amopopr) AS operators FROM opclass LEFT JOIN pg_amop ON amopfamily = opcfamily AND amoplefttype = opcintype AND amoprighttype = opcintype AND amoppurpose = 's'
GROUP BY opcname, amname HAVING count(amopopr) <> CASE amname WHEN 'btree' THEN 5 WHEN 'hash' THEN 1 WHEN 'brin' THEN 5 END ORDER BY opcname;
SELECT opcname, amopopr::regoperator FROM opclass JOIN pg_amop ON amopfamily = opcfamily JOIN pg_operator AS o ON o.oid = amopopr
WHERE (oprleft, oprright) <> (amoplefttype, amoprighttype) OR oprleft <> opcintype OR (amname = 'btree' AND oprname <> (ARRAY['<', '<=', '=', '>=', '>'])[amopstrategy]) OR (amname = 'hash' AND oprname <> '=');
-- btree: comparison; hash: both widths
SELECT opcname, amname, array_agg(amprocnum ORDER BY amprocnum) AS functions FROM opclass LEFT JOIN pg_amproc ON amprocfamily = opcfamily
GROUP BY opcname, amname HAVING NOT array_agg(amprocnum) @> CASE amname WHEN 'btree' THEN ARRAY[1] WHEN 'hash' THEN ARRAY[1, 2] ELSE ARRAY[1]::int[] END::smallint[] ORDER BY opcname;
SELECT opcname, amproc FROM opclass JOIN pg_amproc ON amprocfamily = opcfamily JOIN pg_proc AS p ON p.oid = amproc WHERE p.provolatile <> 'i' OR NOT (p.proisstrict OR p.prorettype = 'void'::regtype OR p.oid < 16384);
-- a comparison that leaks nothing has operators that leak nothing, and the other way round
SELECT opcname, amopopr::regoperator FROM opclass JOIN pg_amop ON amopfamily = opcfamily JOIN pg_operator AS o ON o.oid = amopopr JOIN pg_proc AS p ON p.oid = oprcode
	 JOIN pg_amproc ON amprocfamily = opcfamily AND amprocnum = 1 JOIN pg_proc AS f ON f.oid = amproc WHERE amname <> 'brin' AND p.proleakproof <> f.proleakproof;
-- whole, says the access method itself
SELECT opcname, amname FROM opclass WHERE NOT amvalidate(oid);

-- ---- rights ----

-- Nothing but functions, operators and types: no table to own, no trigger that fires, no setting.
SELECT classid::regclass AS kind FROM member GROUP BY classid ORDER BY classid::regclass::text;
-- everybody may call everything and use every type; nobody was granted or denied anything apart
SELECT name FROM proc WHERE proacl IS NOT NULL OR NOT has_function_privilege('pg_database_owner', oid, 'EXECUTE');
SELECT name FROM type WHERE typacl IS NOT NULL OR NOT has_type_privilege('pg_database_owner', oid, 'USAGE');
SELECT count(*) FROM pg_init_privs AS i JOIN member AS m ON m.objid = i.objoid AND m.classid = i.classoid;
-- runs with the caller's rights
SELECT name FROM proc WHERE prosecdef;
-- the functions that rows hidden from their caller may be shown to: comparisons and hashes of plain
-- bytes, which raise no error (src/core/value/units.h)
SELECT name FROM proc WHERE proleakproof ORDER BY name::text;
