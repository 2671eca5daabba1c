-- Rates of return, present values and payback against the public cases in finance.csv
-- of the folder that GPURENT_ORACLES names.
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
\set ON_ERROR_STOP 1
\set found `test -r "$GPURENT_ORACLES/finance.csv" && echo true || echo false`
BEGIN;
SELECT plan(13);

\if :found

CREATE TEMP TABLE csv (id text, function text, inputs_json jsonb, expected text, tolerance text, source text);
\copy csv FROM PROGRAM 'cat "$GPURENT_ORACLES/finance.csv"' (FORMAT csv, HEADER)

-- The flows of a case in their order; dated where it has dates.
CREATE FUNCTION pg_temp.flow(inputs jsonb) RETURNS TABLE (i bigint, amount numeric, at date)
LANGUAGE sql AS
$$
	SELECT a.i, (a.v #>> '{}')::numeric, (inputs -> 'dates' ->> (a.i - 1)::int)::date
	FROM jsonb_array_elements(inputs -> 'amounts') WITH ORDINALITY AS a (v, i)
$$;

-- What gpurent answers, over numeric and over float8 amounts.  Amounts of cash_flows have 12 decimals.
CREATE TEMP TABLE answer AS
SELECT c.*, a.*, tolerance ~ 'rel' AS relative,
	   coalesce(substring(tolerance FROM '^[0-9.]+(?:e-?[0-9]+)?')::numeric, 0) AS allowed
FROM csv AS c,
LATERAL (SELECT inputs_json AS j, coalesce((inputs_json ->> 'guess')::float8, 0.1) AS guess, (inputs_json ->> 'rate')::float8 AS rate) AS x,
LATERAL (SELECT
	CASE function
		WHEN 'xirr' THEN (SELECT xirr(amount, at, guess) FROM pg_temp.flow(j))
		WHEN 'xnpv' THEN (SELECT xnpv(rate, amount, at) FROM pg_temp.flow(j))
		WHEN 'irr' THEN (SELECT irr(amount, guess ORDER BY i) FROM pg_temp.flow(j))
		WHEN 'mirr' THEN (SELECT mirr(amount, (j ->> 'finance_rate')::float8, (j ->> 'reinvest_rate')::float8 ORDER BY i) FROM pg_temp.flow(j))
		WHEN 'npv_excel' THEN (SELECT npv(rate, amount ORDER BY i) FROM pg_temp.flow(j))
		WHEN 'npv_t0' THEN (SELECT npv(rate, amount, 0 ORDER BY i) FROM pg_temp.flow(j))
		WHEN 'xirr_gen' THEN (SELECT xirr(amount, at) FROM (
			SELECT (j ->> 'outflow')::numeric, d FROM generate_series((j -> 'outflow_days' ->> 0)::timestamp, (j -> 'outflow_days' ->> 1)::timestamp, '1 day') AS d
			UNION ALL
			SELECT (j ->> 'inflow')::numeric, d FROM generate_series((j -> 'inflow_days' ->> 0)::timestamp, (j -> 'inflow_days' ->> 1)::timestamp, '1 day') AS d
			) AS s (amount, at))
		-- a period is a year of 365 days
		WHEN 'payback_discounted' THEN (SELECT discounted_payback(rate, amount, date '2001-01-01' + 365 * (i - 1)::int) FROM pg_temp.flow(j))
	END AS got,
	CASE function
		WHEN 'xirr' THEN (SELECT xirr(amount::float8, at, guess) FROM pg_temp.flow(j))
		WHEN 'xnpv' THEN (SELECT xnpv(rate, amount::float8, at) FROM pg_temp.flow(j))
		WHEN 'irr' THEN (SELECT irr(amount::float8, guess ORDER BY i) FROM pg_temp.flow(j))
		WHEN 'mirr' THEN (SELECT mirr(amount::float8, (j ->> 'finance_rate')::float8, (j ->> 'reinvest_rate')::float8 ORDER BY i) FROM pg_temp.flow(j))
		WHEN 'npv_excel' THEN (SELECT npv(rate, amount::float8 ORDER BY i) FROM pg_temp.flow(j))
		WHEN 'npv_t0' THEN (SELECT npv(rate, amount::float8, 0 ORDER BY i) FROM pg_temp.flow(j))
	END AS got_float8) AS a
WHERE function IN ('xirr', 'xnpv', 'irr', 'mirr', 'npv_excel', 'npv_t0', 'xirr_gen', 'payback_discounted')
	  -- other day counts are not what xirr() is about
	  AND NOT inputs_json ? 'daycount';

-- A published figure of zero is what a spreadsheet's iteration left of it.
CREATE FUNCTION pg_temp.disagree(name text) RETURNS SETOF text
LANGUAGE sql AS
$$
	SELECT id || ': ' || coalesce(got::text, 'NULL') || ', not ' || expected || ' (' || tolerance || ')'
	FROM answer
	WHERE function = name AND NOT coalesce(
		CASE WHEN expected = 'null' THEN got IS NULL
			 ELSE abs(got - expected::numeric) <= greatest(allowed * CASE WHEN relative THEN abs(expected::numeric) ELSE 1 END, 1e-8) END, false)
$$;

SELECT is((SELECT count(*) FROM answer)::int, 72, 'the cases');
-- Two cases have several rates, and the source chose another one: ours is the nearest to the guess.
SELECT bag_eq($$SELECT pg_temp.disagree('xirr')$$,
	ARRAY['O1032: -0.051827487465532, not 2.7956075643765765 (1e-8)', 'O1039: -0.9074690775464767, not 32.90894421344702 (1e-8)'],
	'xirr, but for two cases');
SELECT is((SELECT array_agg(x) FROM answer, LATERAL (
		SELECT bool_or(abs(r - expected::numeric) < 1e-8) FROM (SELECT xirr_all(amount, at) AS rates FROM pg_temp.flow(inputs_json)) AS a, unnest(rates) AS r) AS o (x)
		WHERE id IN ('O1032', 'O1039')), '{t,t}', 'whose rate is among xirr_all');
-- The source counted hours between local midnights, an hour less each summer; in whole days it is this.
SELECT bag_eq($$SELECT pg_temp.disagree('xirr_gen')$$, ARRAY['O1012: 7.55648348340316, not 7.5587924432 (1e-8)'],
	'xirr over 8,036 rows, but for summer time');
SELECT is_empty($$SELECT pg_temp.disagree('xnpv')$$, 'xnpv');
SELECT is_empty($$SELECT pg_temp.disagree('irr')$$, 'irr');
SELECT is_empty($$SELECT pg_temp.disagree('mirr')$$, 'mirr');
SELECT is_empty($$SELECT pg_temp.disagree('npv_excel')$$, 'npv, the first flow discounted');
SELECT is_empty($$SELECT pg_temp.disagree('npv_t0')$$, 'npv, the first flow as it is');
SELECT is_empty($$SELECT pg_temp.disagree('payback_discounted')$$, 'discounted_payback');
SELECT is_empty($$SELECT id, got, got_float8 FROM answer WHERE got_float8 IS NOT NULL AND got IS DISTINCT FROM got_float8$$,
	'float8 amounts give what numeric ones give');
SELECT is_empty($$
	SELECT id, expected, roots FROM csv, LATERAL (SELECT irr_all(amount ORDER BY i) AS roots FROM pg_temp.flow(inputs_json)) AS r
	WHERE function = 'irr_all_roots' AND NOT (
		SELECT bool_and(abs(got - (e #>> '{}')::numeric) <= 0.01) AND count(*) = cardinality(roots)
		FROM jsonb_array_elements(expected::jsonb) WITH ORDINALITY AS e (e, i) FULL JOIN unnest(roots) WITH ORDINALITY AS g (got, i) USING (i))$$,
	'irr_all');
SELECT is_empty($$
	SELECT id FROM csv, LATERAL (SELECT payback(amount, date '2001-01-01' + 365 * (i - 1)::int) IS NOT NULL AS found FROM pg_temp.flow(inputs_json)) AS p
	WHERE function = 'payback_exists' AND found IS DISTINCT FROM expected::boolean$$, 'payback');

\else
SELECT skip('GPURENT_ORACLES does not name the folder with finance.csv', 13);
\endif

SELECT * FROM finish();
ROLLBACK;
