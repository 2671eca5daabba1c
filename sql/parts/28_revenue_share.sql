/* ---- rent divided among those who have a share of it ---- */

CREATE FUNCTION revenue_share(revenue numeric, shares numeric[], parties text[] DEFAULT NULL, scale int8 DEFAULT 2)
RETURNS TABLE (party text, share numeric, amount numeric) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20 ROWS 3;
COMMENT ON FUNCTION revenue_share(numeric, numeric[], text[], int8) IS
'an amount divided by shares, which sum to it to the cent';

CREATE FUNCTION revenue_share(revenue float8, shares numeric[], parties text[] DEFAULT NULL, scale int8 DEFAULT 2)
RETURNS TABLE (party text, share numeric, amount numeric) LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 22 ROWS 3
BEGIN ATOMIC
	SELECT * FROM revenue_share(shortest_decimal($1), $2, $3, $4);
END;
COMMENT ON FUNCTION revenue_share(float8, numeric[], text[], int8) IS
'an amount divided by shares, which sum to it to the cent';

CREATE FUNCTION revenue_share_schedule(amounts numeric[], shares numeric[], parties text[] DEFAULT NULL, scale int8 DEFAULT 2)
RETURNS TABLE (period int4, party text, share numeric, amount numeric, cumulative numeric) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 100;
COMMENT ON FUNCTION revenue_share_schedule(numeric[], numeric[], text[], int8) IS
'the amounts of successive periods divided by shares: lines sum by period and by party';

-- @for quantity in numeric float8 p_capacity text
CREATE FUNCTION revenue_share_schedule(rate rent_rate, quantity @quantity@, during tstzrange, shares numeric[], parties text[] DEFAULT NULL,
	step text DEFAULT 'month', zone text DEFAULT 'UTC', proration text DEFAULT 'anniversary', scale int8 DEFAULT NULL)
RETURNS TABLE (period_start timestamptz, period_end timestamptz, party text, share numeric, amount numeric, cumulative numeric)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 ROWS 100
BEGIN ATOMIC
	WITH line AS MATERIALIZED (
		SELECT row_number() OVER (ORDER BY s.period_start) AS n, s.period_start, s.period_end, s.amount
		FROM rent_schedule(rate, quantity, CASE WHEN revenue_share_schedule.shares IS NOT NULL THEN during END, step, zone, proration, scale) AS s)
	SELECT line.period_start, line.period_end, r.party, r.share, r.amount, r.cumulative
	FROM (SELECT array_agg(line.amount ORDER BY line.n) AS amounts, max(scale(line.amount)) AS decimals FROM line) AS a,
		 revenue_share_schedule(a.amounts, revenue_share_schedule.shares, revenue_share_schedule.parties,
								coalesce(revenue_share_schedule.scale, a.decimals, 0)) WITH ORDINALITY AS r
		 JOIN line ON line.n = r.period
	ORDER BY r.ordinality;
END;
COMMENT ON FUNCTION revenue_share_schedule(rent_rate, @quantity@, tstzrange, numeric[], text[], text, text, text, int8) IS
'the rent of a lease by calendar steps divided by shares: lines sum by step and by party';

-- @end
