/* ---- periodic_flows: amounts by the number of their period ---- */

CREATE TYPE periodic_flows;

CREATE FUNCTION periodic_flows_in(cstring) RETURNS periodic_flows
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periodic_flows_in(cstring) IS 'I/O';

CREATE FUNCTION periodic_flows_out(periodic_flows) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periodic_flows_out(periodic_flows) IS 'I/O';

CREATE FUNCTION periodic_flows_recv(internal) RETURNS periodic_flows
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periodic_flows_recv(internal) IS 'I/O';

CREATE FUNCTION periodic_flows_send(periodic_flows) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION periodic_flows_send(periodic_flows) IS 'I/O';

CREATE TYPE periodic_flows (
	INPUT = periodic_flows_in,
	OUTPUT = periodic_flows_out,
	RECEIVE = periodic_flows_recv,
	SEND = periodic_flows_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE periodic_flows IS 'amounts by the number of their period, one per period, exact, which can be merged';

/* ---- merging ---- */

CREATE FUNCTION periodic_flows_combine(periodic_flows, periodic_flows) RETURNS periodic_flows
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION periodic_flows_combine(periodic_flows, periodic_flows) IS 'implementation of + operator';

CREATE FUNCTION periodic_flows_final(periodic_flows) RETURNS periodic_flows
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION periodic_flows_final(periodic_flows) IS 'aggregate final function';

CREATE OPERATOR + (LEFTARG = periodic_flows, RIGHTARG = periodic_flows, FUNCTION = periodic_flows_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (periodic_flows, periodic_flows) IS 'the flows of both: amounts of one period add';

CREATE AGGREGATE rollup(periodic_flows) (
	SFUNC = periodic_flows_combine, STYPE = periodic_flows, SSPACE = 2048, FINALFUNC = periodic_flows_final,
	COMBINEFUNC = periodic_flows_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(periodic_flows) IS 'merges periodic flows';

-- @for amount in int8 numeric float8
CREATE FUNCTION periodic_flows_add(periodic_flows, @amount@, int8) RETURNS periodic_flows
AS 'MODULE_PATHNAME', 'periodic_flows_add_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION periodic_flows_add(periodic_flows, @amount@, int8) IS 'aggregate transition function';

CREATE AGGREGATE periodic_flows(@amount@, int8) (
	SFUNC = periodic_flows_add, STYPE = periodic_flows, SSPACE = 2048, FINALFUNC = periodic_flows_final,
	COMBINEFUNC = periodic_flows_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE periodic_flows(@amount@, int8) IS 'amounts by the number of their period, in any order';

-- @end
/* ---- what they tell ---- */

CREATE FUNCTION total(flows periodic_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'periodic_flows_total' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION total(periodic_flows) IS 'sum of the amounts';

CREATE FUNCTION flows(flows periodic_flows, OUT period int4, OUT amount numeric) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'periodic_flows_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100;
COMMENT ON FUNCTION flows(periodic_flows) IS 'the periods that have rows and their amounts, a row each';

CREATE FUNCTION irr(flows periodic_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'periodic_flows_irr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION irr(periodic_flows) IS 'internal rate of return a period, the one nearest to 0.1; null if there is none';

CREATE FUNCTION irr(flows periodic_flows, guess float8) RETURNS numeric
AS 'MODULE_PATHNAME', 'periodic_flows_irr_guess' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION irr(periodic_flows, float8) IS 'internal rate of return a period, the one nearest to the guess; null if there is none';

CREATE FUNCTION irr_all(flows periodic_flows) RETURNS numeric[]
AS 'MODULE_PATHNAME', 'periodic_flows_irr_all' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION irr_all(periodic_flows) IS 'all internal rates of return a period, ascending';

CREATE FUNCTION payback(flows periodic_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'periodic_flows_payback' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION payback(periodic_flows) IS 'periods from the first outlay until the flows sum to zero; null if never';

-- @for rate in numeric float8
CREATE FUNCTION npv(discount_rate @rate@, flows periodic_flows, first_period int8 DEFAULT 1) RETURNS numeric
AS 'MODULE_PATHNAME', 'periodic_flows_npv_@rate@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION npv(@rate@, periodic_flows, int8) IS 'present value, the first period with rows discounted by one period, or by as many as said';

CREATE FUNCTION profitability_index(discount_rate @rate@, flows periodic_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'periodic_flows_profitability_index_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION profitability_index(@rate@, periodic_flows) IS 'present value of the inflows over that of the outflows; null without an outflow';

CREATE FUNCTION discounted_payback(discount_rate @rate@, flows periodic_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'periodic_flows_discounted_payback_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION discounted_payback(@rate@, periodic_flows) IS 'periods from the first outlay until the discounted flows sum to zero; null if never';

CREATE FUNCTION mirr(flows periodic_flows, finance_rate @rate@, reinvest_rate @rate@) RETURNS numeric
AS 'MODULE_PATHNAME', 'periodic_flows_mirr_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION mirr(periodic_flows, @rate@, @rate@) IS 'modified internal rate of return a period';

-- @end
/* ---- npv, irr, mirr and others: amounts a period apart, in the order they come ---- */

-- @for final in irr irr_guess npv npv_from mirr profitability_index_periodic payback_periodic discounted_payback_periodic
CREATE FUNCTION @final@_final(bytea) RETURNS numeric
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION @final@_final(bytea) IS 'aggregate final function';
-- @end

CREATE FUNCTION irr_all_final(bytea) RETURNS numeric[]
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION irr_all_final(bytea) IS 'aggregate final function';

-- @for amount in int8 numeric float8
CREATE FUNCTION irr_add(bytea, @amount@) RETURNS bytea
AS 'MODULE_PATHNAME', 'irr_add_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION irr_add(bytea, @amount@) IS 'aggregate transition function';

CREATE AGGREGATE irr(@amount@) (
	SFUNC = irr_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = irr_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE irr(@amount@) IS 'internal rate of return a period, the one nearest to 0.1, of flows in the order given; null if there is none';

CREATE AGGREGATE irr_all(@amount@) (
	SFUNC = irr_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = irr_all_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE irr_all(@amount@) IS 'all internal rates of return a period of flows in the order given, ascending';

CREATE AGGREGATE payback(@amount@) (
	SFUNC = irr_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = payback_periodic_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE payback(@amount@) IS 'periods from the first outlay until flows in the order given sum to zero; null if never';

CREATE FUNCTION irr_add(bytea, @amount@, float8) RETURNS bytea
AS 'MODULE_PATHNAME', 'irr_add_guess_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION irr_add(bytea, @amount@, float8) IS 'aggregate transition function';

CREATE AGGREGATE irr(@amount@, float8) (
	SFUNC = irr_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = irr_guess_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE irr(@amount@, float8) IS 'internal rate of return a period, the one nearest to the guess, of flows in the order given; null if there is none';

CREATE FUNCTION npv_add(bytea, float8, @amount@) RETURNS bytea
AS 'MODULE_PATHNAME', 'npv_add_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION npv_add(bytea, float8, @amount@) IS 'aggregate transition function';

CREATE AGGREGATE npv(float8, @amount@) (
	SFUNC = npv_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = npv_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE npv(float8, @amount@) IS 'present value of flows in the order given, the first discounted by one period';

CREATE AGGREGATE profitability_index(float8, @amount@) (
	SFUNC = npv_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = profitability_index_periodic_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE profitability_index(float8, @amount@) IS 'present value of the inflows over that of the outflows, of flows in the order given; null without an outflow';

CREATE AGGREGATE discounted_payback(float8, @amount@) (
	SFUNC = npv_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = discounted_payback_periodic_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE discounted_payback(float8, @amount@) IS 'periods from the first outlay until discounted flows in the order given sum to zero; null if never';

CREATE FUNCTION npv_add(bytea, float8, @amount@, int8) RETURNS bytea
AS 'MODULE_PATHNAME', 'npv_add_from_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION npv_add(bytea, float8, @amount@, int8) IS 'aggregate transition function';

CREATE AGGREGATE npv(float8, @amount@, int8) (
	SFUNC = npv_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = npv_from_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE npv(float8, @amount@, int8) IS 'present value of flows in the order given, the first discounted by as many periods as said, 0 for none';

CREATE FUNCTION mirr_add(bytea, @amount@, float8, float8) RETURNS bytea
AS 'MODULE_PATHNAME', 'mirr_add_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mirr_add(bytea, @amount@, float8, float8) IS 'aggregate transition function';

CREATE AGGREGATE mirr(@amount@, float8, float8) (
	SFUNC = mirr_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = mirr_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mirr(@amount@, float8, float8) IS 'modified internal rate of return a period, of flows in the order given';
-- @end
