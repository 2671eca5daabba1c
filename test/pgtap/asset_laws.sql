-- Laws of asset books over random assets with up to 5 events of every kind: ASSETS= says how many.
\ir ../laws.psql
\set assets `echo "${ASSETS:-2000}"`
SELECT plan(29);

-- ---- random assets ----

-- one of so many words
CREATE FUNCTION pg_temp.pick(i int, what text, VARIADIC words text[]) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT words[1 + trunc(cardinality(words) * pg_temp.draw(i, what))::int] $$;

CREATE TEMP TABLE terms AS
SELECT i, cost, in_service, life_months, make_interval(months => life_months) AS life,
	   CASE WHEN method IN ('macrs', 'rates') OR i % 3 = 0 THEN 0 ELSE round(cost * pg_temp.draw(i, 'salvage') * 0.4, 2) END AS salvage, method,
	   CASE WHEN method = 'macrs' THEN pg_temp.pick(i, 'tax convention', 'half-year', 'mid-quarter')
			ELSE pg_temp.pick(i, 'convention', 'day', 'full month', 'next month', 'next month', 'mid month', 'nearest month', 'half-year', 'mid-quarter', 'full year') END AS convention,
	   pg_temp.pick(i, 'proration', 'calendar', 'anniversary', 'days', 'years', '30e/360') AS proration,
	   pg_temp.pick(i, 'balance', 'life year', 'fiscal year', 'life month') AS balance_by,
	   pg_temp.pick(i, 'standard', 'ifrs', 'cas', 'ifrs', 'us gaap') AS standard,
	   CASE WHEN i % 2 = 0 THEN 1 ELSE 1 + trunc(12 * pg_temp.draw(i, 'year start'))::int END AS year_start,
	   (1 + trunc(5 * pg_temp.draw(i, 'factor'))) / 2 AS factor, round(0.05 + 0.9 * pg_temp.draw(i, 'rate'), 2) AS rate,
	   (ARRAY[3, 5, 7, 10, 15, 20])[1 + trunc(6 * pg_temp.draw(i, 'class'))::int]::numeric AS class,
	   ARRAY[0.4, 0.3, 0.2, 0.1] AS shares, 100 + i % 50::numeric AS total_units,
	   ARRAY(SELECT round(10 * pg_temp.draw(i * 100 + k, 'units'), 2) FROM generate_series(1, 24) AS k) AS units
FROM generate_series(1, :assets) AS i,
	 LATERAL (SELECT CASE WHEN i % 10 = 0 THEN round(100 * pg_temp.draw(i, 'cost'), 2) ELSE round(1 + 1000000 * pg_temp.draw(i, 'cost'), 2) END AS cost,
			  date '2019-01-01' + trunc(2200 * pg_temp.draw(i, 'service'))::int AS in_service, 1 + trunc(72 * pg_temp.draw(i, 'life'))::int AS life_months,
			  pg_temp.pick(i, 'method', 'straight line', 'straight line', 'sum of digits', 'double declining', 'declining balance', 'declining balance', 'reducing balance', 'units', 'rates', 'macrs') AS method) AS t;

-- Events that may go with what came before or not, two more of an asset than are wanted of it.  All in one query: an SQL
-- function called from PL/pgSQL is planned anew in each call.
CREATE TEMP TABLE candidate AS
SELECT a.i, k,
	   CASE kind
		WHEN 'estimate' THEN CASE trunc(6 * x)
			WHEN 0 THEN asset_event(e.at, kind, life => make_interval(months => 12 + a.life_months))
			WHEN 1 THEN asset_event(e.at, kind, remaining => make_interval(months => 1 + trunc(40 * y)::int))
			WHEN 2 THEN asset_event(e.at, kind, salvage => round(a.cost * y * 0.3, 2))
			-- units have no life for another method: a balance that is reduced would not end
			WHEN 3 THEN CASE WHEN a.method = 'units' THEN asset_event(e.at, kind, salvage => 0) ELSE asset_event(e.at, kind, method => pg_temp.pick(a.i * 10 + k, 'new method', 'straight line', 'sum of digits', 'double declining', 'declining balance', 'reducing balance')) END
			WHEN 4 THEN asset_event(e.at, kind, factor => 1 + trunc(3 * y), remaining => '2 years')
			ELSE CASE WHEN a.method = 'units' THEN asset_event(e.at, kind, total_units => 200) ELSE asset_event(e.at, kind, remaining => '19 months', salvage => round(a.cost * y * 0.2, 2)) END END
		WHEN 'addition' THEN CASE WHEN x < 0.5 THEN asset_event(e.at, kind, round(a.cost * y * 0.5, 2)) WHEN x < 0.8 THEN asset_event(e.at, kind, round(a.cost * y * 0.5, 2), remaining => '30 months')
			ELSE asset_event(e.at, kind, round(a.cost * y * 0.5, 2), salvage => round(a.cost * x * 0.1, 2)) END
		WHEN 'impairment' THEN asset_event(e.at, kind, round(a.cost * y * 0.2, 2))
		WHEN 'recoverable' THEN asset_event(e.at, kind, round(a.cost * y, 2))
		WHEN 'reversal' THEN asset_event(e.at, kind)
		WHEN 'revaluation' THEN asset_event(e.at, kind, round(a.cost * y * 1.2, 2))
		WHEN 'opening' THEN asset_event(e.at, kind, round(a.cost * y * 0.5, 2))
		WHEN 'disposal' THEN CASE WHEN x < 0.2 THEN asset_event(e.at, kind, round(a.cost * y, 2)) WHEN x < 0.6 THEN asset_event(e.at, kind, round(a.cost * y, 2), cost => round(a.cost * y * 0.3, 2) + 0.01)
			ELSE asset_event(e.at, kind, share => round(0.01 + 0.9 * y, 2)) END
		WHEN 'split' THEN asset_event(e.at, kind, share => round(0.01 + 0.5 * y, 3))
		ELSE asset_event(e.at, kind) END AS event
FROM terms AS a CROSS JOIN generate_series(1, 7) AS k,
	 LATERAL (SELECT pg_temp.pick(a.i * 10 + k, 'kind', 'estimate', 'addition', 'impairment', 'recoverable', 'reversal', 'revaluation', 'opening', 'disposal', 'split', 'suspend', 'resume', 'resume', 'reversal', 'addition', 'impairment', 'disposal') AS kind,
			-- a third at month ends
			CASE WHEN k % 3 = 0 THEN (date_trunc('month', d) + interval '1 month -1 day')::date ELSE d END AS at,
			pg_temp.draw(a.i * 10 + k, 'x') AS x, pg_temp.draw(a.i * 10 + k, 'y') AS y
		  FROM (SELECT a.in_service + trunc((a.life_months + 6) * 30 * pg_temp.draw(a.i * 10 + k, 'at'))::int AS d) AS d
		  OFFSET 0) AS e
WHERE a.i % 6 > 0 AND k <= a.i % 6 + 2;

-- Takes an event more as long as it is not refused: "refusal" has those that were.
CREATE TEMP TABLE refusal (code text, message text);
CREATE FUNCTION pg_temp.accepted(a terms, candidates asset_event[]) RETURNS asset_event[] LANGUAGE plpgsql AS
$$
DECLARE
	events asset_event[] := '{}';
	code text;
	said text;
BEGIN
	FOR k IN 1 .. coalesce(cardinality(candidates), 0) LOOP
		EXIT WHEN cardinality(events) = a.i % 6;
		BEGIN
			PERFORM accumulated_depreciation(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, a.in_service, a.salvage, a.method, a.convention, 'month', events || candidates[k],
				a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units);
			events := events || candidates[k];
		EXCEPTION WHEN data_exception THEN
			GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, said = MESSAGE_TEXT;
			INSERT INTO refusal VALUES (code, said);
		END;
	END LOOP;
	RETURN events;
END
$$;

CREATE TEMP TABLE asset AS
SELECT t.*, pg_temp.accepted(t, c.events) AS events
FROM terms AS t LEFT JOIN (SELECT i, array_agg(event ORDER BY k) AS events FROM candidate GROUP BY i) AS c USING (i);
SELECT is((SELECT string_agg(DISTINCT code, ' ') FROM refusal), '22023', 'an event that does not go with the rest is refused for what it is');
SELECT cmp_ok((SELECT count(DISTINCT kind) FROM asset, unnest(events)), '=', 11::bigint, 'events of every kind');
SELECT cmp_ok((SELECT count(*) FROM asset WHERE cardinality(events) >= 3)::numeric, '>=', trunc(:assets / 4.0), 'and many together');

CREATE TEMP TABLE row_of AS
SELECT a.i, step, row_number() OVER (PARTITION BY a.i, step ORDER BY s.period_start) AS n, s.*
FROM asset AS a, unnest(ARRAY['month', 'quarter', 'year']) AS step,
	 depreciation_schedule(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, a.salvage, a.method, a.convention, step, a.events, NULL,
		a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units) AS s
WHERE step = 'month' OR a.method <> 'units';
CREATE INDEX ON row_of (i, step, n);
ANALYZE row_of;

-- ---- every balance foots in every row ----

SELECT is_empty($$SELECT i, step, n FROM row_of WHERE opening_cost + additions + disposals + revaluation <> cost$$, 'cost foots in every row');
SELECT is_empty($$SELECT i, step, n FROM row_of WHERE opening_accumulated + charge + disposals_accumulated + revaluation_accumulated <> accumulated$$, 'so does accumulated depreciation');
SELECT is_empty($$SELECT i, step, n FROM row_of WHERE opening_allowance + losses + disposals_allowance + revaluation_allowance <> allowance$$, 'and the allowance');
SELECT is_empty($$SELECT i, step, n FROM row_of WHERE cost - accumulated - allowance <> closing OR opening_cost - opening_accumulated - opening_allowance <> opening$$,
	'net book value is cost less both');
SELECT is_empty($$SELECT i, step, n FROM (SELECT *, lag(closing) OVER w AS c, lag(cost) OVER w AS k, lag(accumulated) OVER w AS d, lag(allowance) OVER w AS l, lag(period_end) OVER w AS e FROM row_of WINDOW w AS (PARTITION BY i, step ORDER BY n)) AS r
	WHERE n > 1 AND (opening, opening_cost, opening_accumulated, opening_allowance, period_start) IS DISTINCT FROM (c, k, d, l, e + 1)$$, 'a period opens as the one before it closed, on the next day');
SELECT is_empty($$SELECT i, step, n FROM row_of WHERE accumulated < 0 OR allowance < 0 OR cost < 0 OR closing < 0$$, 'no balance below zero');

-- ---- the same total and the same outcome of events in any periods ----

CREATE TEMP TABLE total AS
SELECT i, step, min(period_start) FILTER (WHERE n > 1) IS NOT NULL AS many, sum(charge) AS charge, sum(additions) AS additions, sum(disposals) AS disposals, sum(revaluation) AS revaluation,
	   sum(disposals_accumulated) AS disposals_accumulated, sum(revaluation_accumulated) AS revaluation_accumulated, sum(losses) AS losses,
	   sum(disposals_allowance) AS disposals_allowance, sum(revaluation_allowance) AS revaluation_allowance, sum(gain) AS gain, sum(equity) AS equity
FROM row_of GROUP BY i, step;
SELECT is_empty($$
	SELECT i FROM total GROUP BY i HAVING count(DISTINCT (charge, additions, disposals, revaluation, disposals_accumulated, revaluation_accumulated, losses, disposals_allowance, revaluation_allowance, gain, equity)) > 1$$,
	'months, quarters and years come to the same, of all columns');
-- up to four days that cut the life
CREATE TEMP TABLE part AS
SELECT a.*, daterange(lag(day) OVER w, day) AS within
FROM asset AS a, LATERAL (SELECT in_service + trunc(life_months * 31 * pg_temp.draw(i * 10 + k, 'cut'))::int AS day FROM generate_series(1, 4) AS k UNION SELECT NULL) AS c
WINDOW w AS (PARTITION BY i ORDER BY day NULLS LAST);
SELECT is_empty($$
	SELECT i FROM part AS a LEFT JOIN total AS t USING (i) WHERE step = 'month' GROUP BY i, t.charge
	HAVING sum(depreciation(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, within, a.salvage, a.method, a.convention, 'month', a.events,
		a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units)) <> t.charge$$, 'windows of any days come to the same charge');
SELECT is_empty($$
	SELECT a.i FROM part AS a LEFT JOIN LATERAL depreciation_schedule(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, a.salvage, a.method, a.convention, 'month', a.events, a.within,
		a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units) AS s ON true
		JOIN total AS t ON t.i = a.i AND t.step = 'month'
	GROUP BY a.i, t.charge, t.gain, t.equity, t.losses, t.disposals HAVING (sum(s.charge), sum(s.gain), sum(s.equity), sum(s.losses), sum(s.disposals)) IS DISTINCT FROM (t.charge, t.gain, t.equity, t.losses, t.disposals)$$,
	'and to the same of events');
SELECT is_empty($$
	SELECT i, step, n FROM row_of JOIN asset AS a USING (i)
	WHERE n % 5 = 0 AND (accumulated_depreciation(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, period_end, a.salvage, a.method, a.convention, 'month', a.events,
			a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units),
		  book_value(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, period_end, a.salvage, a.method, a.convention, 'month', a.events,
			a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units)) IS DISTINCT FROM (accumulated, closing)$$,
	'the figures of a day are the row''s');

-- ---- the journal ----

CREATE TEMP TABLE line AS
SELECT a.i, j.at, j.account, coalesce(j.debit, 0) - coalesce(j.credit, 0) AS amount
FROM asset AS a, asset_journal(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, a.salvage, a.method, a.convention, 'month', a.events, NULL,
		a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units, red => a.i % 2 = 0) AS j;
SELECT is_empty($$SELECT i, at FROM line GROUP BY i, at HAVING sum(amount) <> 0$$, 'the journal: debits are credits on every date');
SELECT is_empty($$
	SELECT i, at, cost, accumulated, allowance, on_cost, on_accumulated, on_allowance
	FROM (SELECT *, coalesce(sum(amount) FILTER (WHERE account = 'cost') OVER w, 0) AS on_cost, coalesce(-sum(amount) FILTER (WHERE account = 'accumulated depreciation') OVER w, 0) AS on_accumulated,
				 coalesce(-sum(amount) FILTER (WHERE account = 'impairment allowance') OVER w, 0) AS on_allowance
		  FROM (SELECT i, at, account, amount, NULL::numeric AS cost, NULL::numeric AS accumulated, NULL::numeric AS allowance FROM line
				UNION ALL SELECT i, period_end, NULL, NULL, cost, accumulated, allowance FROM row_of WHERE step = 'month') AS both_of
		  WINDOW w AS (PARTITION BY i ORDER BY at)) AS balance
	WHERE account IS NULL AND (on_cost, on_accumulated, on_allowance) IS DISTINCT FROM (cost, accumulated, allowance)$$, 'and the balances that it builds are the schedule''s at each period''s end');
SELECT is_empty($$
	SELECT i, t.charge, t.gain, t.equity
	FROM total AS t JOIN (SELECT i, sum(amount) FILTER (WHERE account = 'depreciation') AS charge, -sum(amount) FILTER (WHERE account = 'gain or loss on disposal') AS gain,
						-sum(amount) FILTER (WHERE account = 'revaluation surplus') AS equity FROM line GROUP BY i) AS l USING (i)
	WHERE step = 'month' AND (coalesce(l.charge, 0), coalesce(l.gain, 0), coalesce(l.equity, 0)) IS DISTINCT FROM (t.charge, t.gain, t.equity)$$, 'so are charges, gains and what went to equity');

-- ---- no charge below zero but those that a disposal takes back ----

SELECT is_empty($$
	SELECT r.i, step, n, charge FROM row_of AS r JOIN asset AS a USING (i)
	WHERE charge < 0 AND NOT EXISTS (SELECT FROM unnest(a.events) AS e WHERE e.kind = 'disposal' AND e.at BETWEEN period_start AND period_end)$$,
	'no charge below zero but in the period of a disposal');
SELECT is_empty($$
	SELECT r.i, step, n, charge FROM row_of AS r JOIN asset AS a USING (i) WHERE charge < 0 AND convention IN ('day', 'next month')$$, 'and none where a disposal ends with its day or its month');

-- ---- at the end of life ----

-- the salvage in the end, as far as events tell
CREATE FUNCTION pg_temp.final_salvage(a asset) RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS
$$
DECLARE
	salvage numeric := a.salvage;
	cost numeric := a.cost;
	e record;
	part numeric;
BEGIN
	FOR e IN SELECT v.* FROM unnest(a.events) WITH ORDINALITY AS v
		ORDER BY at, array_position(ARRAY['resume', 'estimate', 'addition', 'opening', 'impairment', 'recoverable', 'reversal', 'revaluation', 'split', 'suspend', 'disposal'], v.kind), ordinality
	LOOP
		IF e.kind = 'addition' THEN cost := cost + e.amount; END IF;
		IF e.kind = 'revaluation' THEN cost := e.amount; END IF;
		IF e.kind IN ('estimate', 'addition') THEN salvage := coalesce(e.salvage, salvage); END IF;
		IF e.kind IN ('disposal', 'split') THEN
			part := coalesce(e.cost, round(cost * e.share, 2), cost);
			IF cost > 0 THEN salvage := salvage - round(salvage * part / cost, 2); END IF;
			cost := cost - part;
		END IF;
	END LOOP;
	RETURN salvage;
END
$$;
-- the last row, but of balances that never end, of units that do not all come, and of what is suspended for good
CREATE TEMP TABLE ended AS
SELECT a.*, r.cost AS last_cost, r.closing, pg_temp.final_salvage(a) AS final_salvage
FROM asset AS a JOIN (SELECT DISTINCT ON (i) i, cost, closing FROM row_of WHERE step = 'month' ORDER BY i, n DESC) AS r USING (i)
WHERE r.cost > 0 AND a.method <> 'reducing balance' AND NOT EXISTS (SELECT FROM unnest(events) AS e WHERE e.method = 'reducing balance')
  AND coalesce((SELECT e.kind FROM unnest(events) AS e WHERE e.kind IN ('suspend', 'resume') ORDER BY e.at DESC, e.kind DESC LIMIT 1), '') <> 'suspend'
  AND (a.method <> 'units' OR cardinality(events) = 0 AND (SELECT sum(u) FROM unnest(units) AS u) >= total_units);
SELECT cmp_ok((SELECT count(*) FROM ended)::numeric, '>=', :assets / 3.0, 'a third of the assets and more come to an end of life');
SELECT is_empty($$
	SELECT i, closing, final_salvage FROM ended
	WHERE closing <> final_salvage
	  -- books that an event took below the salvage, at once or in later events
	  AND NOT (closing < final_salvage AND EXISTS (SELECT FROM unnest(events) AS e WHERE e.kind IN ('impairment', 'recoverable', 'revaluation', 'opening', 'estimate', 'addition')))$$,
	'at the end of life net book value is the salvage');

-- ---- an opening of what the terms give changes no row ----

CREATE TEMP TABLE opening AS
SELECT a.*, o.at, accumulated_depreciation(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, o.at, a.salvage, a.method, a.convention, 'month', NULL,
	a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units) AS amount
FROM asset AS a, LATERAL (SELECT (date_trunc('month', in_service + trunc(life_months * 30 * pg_temp.draw(i, 'opening'))::int) + interval '1 month -1 day')::date AS at) AS o WHERE cardinality(events) = 0;
SELECT is_empty($$
	SELECT a.i, a.at FROM opening AS a, LATERAL (
		SELECT array_agg((s.period_start, s.period_end, s.opening, s.charge, s.accumulated, s.closing) ORDER BY s.period_end) AS rows
		FROM depreciation_schedule(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, a.salvage, a.method, a.convention, 'month', ARRAY[asset_event(a.at, 'opening', a.amount)], NULL,
			a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units) AS s) AS s,
		LATERAL (SELECT array_agg((r.period_start, r.period_end, r.opening, r.charge, r.accumulated, r.closing) ORDER BY r.period_end) AS rows FROM row_of AS r WHERE r.i = a.i AND step = 'month' AND period_start > a.at) AS r
	WHERE s.rows IS DISTINCT FROM r.rows AND r.rows IS NOT NULL$$, 'an opening of what the terms give changes no row');

-- ---- a split loses nothing ----

-- what stays, and the part that an opening of the same day takes over, from the end of the split's month on; units go by what each of the two uses
CREATE TEMP TABLE parted AS
SELECT a.*, s.at, round(cost * pg_temp.draw(i, 'part'), 2) AS part FROM asset AS a, LATERAL (SELECT in_service + trunc(life_months * 30 * pg_temp.draw(i, 'split'))::int AS at) AS s
WHERE cardinality(events) = 0 AND method <> 'units' AND round(cost * pg_temp.draw(i, 'part'), 2) > 0;
CREATE TEMP TABLE stays AS
SELECT a.i, s.* FROM parted AS a,
	 depreciation_schedule(a.cost, a.in_service, a.life, a.salvage, a.method, a.convention, 'month', ARRAY[asset_event(a.at, 'split', cost => a.part)], NULL, a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard,
		0, a.class, a.shares) AS s;
SELECT is_empty($$
	SELECT a.i, a.at, r.period_end FROM parted AS a, LATERAL (SELECT -sum(disposals_accumulated) AS amount FROM stays WHERE stays.i = a.i) AS gone,
		 depreciation_schedule(a.part, a.in_service, a.life, CASE WHEN cost = 0 THEN salvage ELSE round(salvage * part / cost, 2) END, a.method, a.convention, 'month', ARRAY[asset_event(a.at, 'opening', amount)], NULL, a.year_start, 2, a.proration,
			a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares) AS p
		 JOIN stays AS s USING (period_end) JOIN row_of AS r USING (period_end)
	WHERE s.i = a.i AND r.i = a.i AND r.step = 'month' AND (abs(r.accumulated - s.accumulated - p.accumulated) > 0.02 OR r.cost <> s.cost + p.cost)$$, 'what stays and what is split off are the whole, to the cents of rounding');

-- ---- a test that finds no loss changes nothing ----

-- in the month of one of the events, where there is one: before it or after it
CREATE TEMP TABLE tested AS
SELECT a.*, events || asset_event(t.at, 'recoverable', 10 * cost + 10000000) AS with_test, in_service + trunc(life_months * 31 * pg_temp.draw(i, 'day of figure'))::int AS day
FROM asset AS a,
	 LATERAL (SELECT coalesce((SELECT at FROM unnest(events) AS e ORDER BY pg_temp.draw(a.i * 10 + extract(day FROM at)::int, 'month of test') LIMIT 1),
			in_service + trunc(life_months * 30 * pg_temp.draw(i, 'test'))::int) AS near,
			(SELECT min(at) FROM unnest(events) AS e WHERE kind IN ('disposal', 'split') AND cost IS NULL AND share IS NULL) AS gone) AS n,
	 LATERAL (SELECT least(greatest(in_service, date_trunc('month', near)::date + trunc(28 * pg_temp.draw(i, 'day of test'))::int), gone) AS at) AS t
-- tables know no tests
WHERE method NOT IN ('macrs', 'rates');
SELECT is_empty($$
	SELECT a.i, a.convention, a.with_test, r.rows, s.rows FROM tested AS a, LATERAL (
		SELECT jsonb_object_agg(s.period_end, to_jsonb(s)) AS rows
		FROM depreciation_schedule(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, a.salvage, a.method, a.convention, 'month', a.with_test, NULL,
			a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units) AS s) AS s,
		LATERAL (SELECT jsonb_object_agg(r.period_end, to_jsonb(r) - 'i' - 'step' - 'n') AS rows FROM row_of AS r WHERE r.i = a.i AND step = 'month') AS r
	-- a test after the end of life has rows of its own
	WHERE NOT s.rows @> r.rows$$, 'a test that finds no loss changes no row, whatever happens in its month');
SELECT is_empty($$
	SELECT i FROM tested AS a WHERE accumulated_depreciation(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, a.day, a.salvage, a.method, a.convention, 'month', a.events,
			a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units)
		<> accumulated_depreciation(a.cost, a.in_service, CASE WHEN a.method <> 'units' THEN a.life END, a.day, a.salvage, a.method, a.convention, 'month', a.with_test,
			a.year_start, 2, a.proration, a.factor, a.rate, a.balance_by, a.standard, 0, a.class, a.shares, a.total_units, a.units)$$, 'and no figure of any day');

-- ---- identities with the functions of a period ----

SELECT is_empty($$
	SELECT i, year FROM terms AS a, generate_series(1, (life_months + 11) / 12) AS year
	WHERE life_months % 12 = 0 AND salvage <= cost AND depreciation(cost, '2023-12-31', life, daterange(make_date(2023 + year, 1, 1), make_date(2024 + year, 1, 1)), salvage, 'declining balance', factor => factor, scale => NULL)
		<> round(vdb(cost, salvage, life_months / 12, year - 1, year, factor), 28 - length(trunc(cost)::text))
	  AND abs(depreciation(cost, '2023-12-31', life, daterange(make_date(2023 + year, 1, 1), make_date(2024 + year, 1, 1)), salvage, 'declining balance', factor => factor, scale => NULL)
		- vdb(cost, salvage, life_months / 12, year - 1, year, factor)) > 1e-22$$, 'declining balance is vdb');
SELECT is_empty($$
	SELECT i FROM terms AS a, LATERAL (SELECT 1 + trunc(life_months * pg_temp.draw(i, 'months'))::int AS k) AS k
	WHERE salvage <= cost AND abs(accumulated_depreciation(cost, '2023-12-31', life, (date '2024-01-01' + make_interval(months => k.k) - interval '1 day')::date, salvage, 'declining balance', factor => factor, balance_by => 'life month', scale => NULL)
		- vdb(cost, salvage, life_months, 0, k.k, factor)) > 1e-22$$, 'by the month as well');
SELECT is_empty($$
	SELECT i, year FROM terms AS a, generate_series(1, (life_months + 11) / 12) AS year
	WHERE life_months % 12 = 0 AND life_months >= 24 AND salvage <= cost AND abs(depreciation(cost, '2023-12-31', life, daterange(make_date(2023 + year, 1, 1), make_date(2024 + year, 1, 1)), salvage, 'double declining', scale => NULL)
		- cas_ddb(cost, salvage, life_months / 12, year)) > 1e-22$$, 'double declining is cas_ddb');
SELECT is_empty($$
	SELECT i, year FROM terms AS a, generate_series(1, (life_months + 11) / 12) AS year
	WHERE life_months % 12 = 0 AND abs(depreciation(cost, '2023-12-31', life, daterange(make_date(2023 + year, 1, 1), make_date(2024 + year, 1, 1)), salvage, 'sum of digits', scale => NULL)
		- syd(cost, salvage, life_months / 12, year)) > 1e-22$$, 'sum of digits is syd');
SELECT is_empty($$
	SELECT i, year FROM terms AS a, generate_series(1, class::int + 1) AS year
	WHERE depreciation(cost, make_date(2024, 1 + i % 12, 5), within => daterange(make_date(2023 + year, 1, 1), make_date(2024 + year, 1, 1)), method => 'macrs', class => class, convention => convention, scale => NULL)
		<> macrs(cost, class, year, CASE WHEN convention = 'half-year' THEN convention ELSE 'mid-quarter Q' || 1 + i % 12 / 3 END)
	  AND method = 'macrs'$$, 'macrs is macrs() at year ends');

SELECT * FROM finish();
ROLLBACK;
