/* ---- cash_flows: dated amounts, one per date ---- */

CREATE TYPE cash_flows;

CREATE FUNCTION cash_flows_in(cstring) RETURNS cash_flows
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cash_flows_in(cstring) IS 'I/O';

CREATE FUNCTION cash_flows_out(cash_flows) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cash_flows_out(cash_flows) IS 'I/O';

CREATE FUNCTION cash_flows_recv(internal) RETURNS cash_flows
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cash_flows_recv(internal) IS 'I/O';

CREATE FUNCTION cash_flows_send(cash_flows) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cash_flows_send(cash_flows) IS 'I/O';

CREATE TYPE cash_flows (
	INPUT = cash_flows_in,
	OUTPUT = cash_flows_out,
	RECEIVE = cash_flows_recv,
	SEND = cash_flows_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE cash_flows IS 'dated amounts, one per date, exact, which can be merged';

/* ---- merging ---- */

CREATE FUNCTION cash_flows_combine(cash_flows, cash_flows) RETURNS cash_flows
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION cash_flows_combine(cash_flows, cash_flows) IS 'implementation of + operator';

CREATE FUNCTION cash_flows_final(cash_flows) RETURNS cash_flows
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION cash_flows_final(cash_flows) IS 'aggregate final function';

CREATE OPERATOR + (LEFTARG = cash_flows, RIGHTARG = cash_flows, FUNCTION = cash_flows_combine, COMMUTATOR = +);
COMMENT ON OPERATOR + (cash_flows, cash_flows) IS 'the cash flows of both';

CREATE AGGREGATE rollup(cash_flows) (
	SFUNC = cash_flows_combine, STYPE = cash_flows, SSPACE = 2048, FINALFUNC = cash_flows_final,
	COMBINEFUNC = cash_flows_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE rollup(cash_flows) IS 'merges cash flows';

/* ---- what they tell ---- */

CREATE FUNCTION total(flows cash_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_total' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION total(cash_flows) IS 'sum of the amounts';

CREATE FUNCTION first_date(flows cash_flows) RETURNS date
AS 'MODULE_PATHNAME', 'cash_flows_first_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION first_date(cash_flows) IS 'first date with an amount';

CREATE FUNCTION last_date(flows cash_flows) RETURNS date
AS 'MODULE_PATHNAME', 'cash_flows_last_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION last_date(cash_flows) IS 'last date with an amount';

CREATE FUNCTION flows(flows cash_flows, OUT at date, OUT amount numeric) RETURNS SETOF record
AS 'MODULE_PATHNAME', 'cash_flows_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100;
COMMENT ON FUNCTION flows(cash_flows) IS 'the dates and their amounts, a row each';

CREATE FUNCTION xirr(flows cash_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_xirr' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION xirr(cash_flows) IS 'yearly internal rate of return, the one nearest to 0.1; null if there is none';

CREATE FUNCTION xirr(flows cash_flows, guess float8) RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_xirr_guess' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION xirr(cash_flows, float8) IS 'yearly internal rate of return, the one nearest to the guess; null if there is none';

CREATE FUNCTION xirr(flows cash_flows, guess float8, day_count text) RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_xirr_by' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200;
COMMENT ON FUNCTION xirr(cash_flows, float8, text) IS 'yearly internal rate of return, years counted by a day count';

CREATE FUNCTION xirr_all(flows cash_flows, day_count text) RETURNS numeric[]
AS 'MODULE_PATHNAME', 'cash_flows_xirr_all_by' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION xirr_all(cash_flows, text) IS 'all yearly internal rates of return, ascending, years counted by a day count';

CREATE FUNCTION xirr_all(flows cash_flows) RETURNS numeric[]
AS 'MODULE_PATHNAME', 'cash_flows_xirr_all' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION xirr_all(cash_flows) IS 'all yearly internal rates of return, ascending';

-- @for rate in numeric float8
CREATE FUNCTION xnpv(discount_rate @rate@, flows cash_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_xnpv_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION xnpv(@rate@, cash_flows) IS 'present value at the first date';

CREATE FUNCTION xnfv(discount_rate @rate@, flows cash_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_xnfv_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION xnfv(@rate@, cash_flows) IS 'future value at the last date';

-- @for name in xnpv xnfv
CREATE FUNCTION @name@(discount_rate @rate@, flows cash_flows, day_count text) RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_@name@_by_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
-- @end
COMMENT ON FUNCTION xnpv(@rate@, cash_flows, text) IS 'present value at the first date, years counted by a day count';
COMMENT ON FUNCTION xnfv(@rate@, cash_flows, text) IS 'future value at the last date, years counted by a day count';

CREATE FUNCTION profitability_index(discount_rate @rate@, flows cash_flows) RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_profitability_index_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
COMMENT ON FUNCTION profitability_index(@rate@, cash_flows) IS 'present value of the inflows over that of the outflows; null without an outflow';

CREATE FUNCTION discounted_payback(discount_rate @rate@, flows cash_flows, since date DEFAULT NULL, recovery text DEFAULT 'first') RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_discounted_payback_@rate@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION discounted_payback(@rate@, cash_flows, date, text) IS 'years until the discounted flows sum to zero; null if never';

CREATE FUNCTION discounted_payback_date(discount_rate @rate@, flows cash_flows, recovery text DEFAULT 'first') RETURNS date
AS 'MODULE_PATHNAME', 'cash_flows_discounted_payback_date_@rate@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION discounted_payback_date(@rate@, cash_flows, text) IS 'date of the flow with which the discounted flows sum to zero or more; null if never';
-- @end

CREATE FUNCTION payback(flows cash_flows, since date DEFAULT NULL, recovery text DEFAULT 'first') RETURNS numeric
AS 'MODULE_PATHNAME', 'cash_flows_payback' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION payback(cash_flows, date, text) IS 'years from the first outlay, or from a date, until the flows sum to zero; null if never';

CREATE FUNCTION payback_date(flows cash_flows, recovery text DEFAULT 'first') RETURNS date
AS 'MODULE_PATHNAME', 'cash_flows_payback_date' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION payback_date(cash_flows, text) IS 'date of the flow with which the flows sum to zero or more; null if never';

-- @for final in xnpv xnfv profitability_index payback discounted_payback
CREATE FUNCTION @final@_final(cash_flows) RETURNS numeric
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION @final@_final(cash_flows) IS 'aggregate final function';
-- @end

-- @for final in payback_date discounted_payback_date
CREATE FUNCTION @final@_final(cash_flows) RETURNS date
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION @final@_final(cash_flows) IS 'aggregate final function';
-- @end

/* ---- aggregates: one transition function for each list of arguments; a date is cast to a timestamp ---- */

-- @for amount in int8 numeric float8
-- amount, at
CREATE FUNCTION cash_flows_add(cash_flows, @amount@, timestamp) RETURNS cash_flows
AS 'MODULE_PATHNAME', 'cash_flows_add_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cash_flows_add(cash_flows, @amount@, timestamp) IS 'aggregate transition function';

CREATE AGGREGATE cash_flows(@amount@, timestamp) (
	SFUNC = cash_flows_add, STYPE = cash_flows, SSPACE = 2048, FINALFUNC = cash_flows_final,
	COMBINEFUNC = cash_flows_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cash_flows(@amount@, timestamp) IS 'dated amounts, one per date';

CREATE AGGREGATE xirr(@amount@, timestamp) (
	SFUNC = cash_flows_add, STYPE = cash_flows, SSPACE = 2048, FINALFUNC = xirr,
	COMBINEFUNC = cash_flows_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE xirr(@amount@, timestamp) IS 'yearly internal rate of return, the one nearest to 0.1; null if there is none';

CREATE AGGREGATE xirr_all(@amount@, timestamp) (
	SFUNC = cash_flows_add, STYPE = cash_flows, SSPACE = 2048, FINALFUNC = xirr_all,
	COMBINEFUNC = cash_flows_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE xirr_all(@amount@, timestamp) IS 'all yearly internal rates of return, ascending';

-- @for name in payback payback_date
CREATE AGGREGATE @name@(@amount@, timestamp) (
	SFUNC = cash_flows_add, STYPE = cash_flows, SSPACE = 2048, FINALFUNC = @name@_final,
	COMBINEFUNC = cash_flows_combine, PARALLEL = SAFE
);
-- @end
COMMENT ON AGGREGATE payback(@amount@, timestamp) IS 'years from the first outlay until the flows sum to zero; null if never';
COMMENT ON AGGREGATE payback_date(@amount@, timestamp) IS 'date of the flow with which the flows sum to zero or more; null if never';

-- amount, at, guess
CREATE FUNCTION cash_flows_add_guess(cash_flows, @amount@, timestamp, float8) RETURNS cash_flows
AS 'MODULE_PATHNAME', 'cash_flows_add_guess_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cash_flows_add_guess(cash_flows, @amount@, timestamp, float8) IS 'aggregate transition function';

CREATE AGGREGATE xirr(@amount@, timestamp, float8) (
	SFUNC = cash_flows_add_guess, STYPE = cash_flows, SSPACE = 2048, FINALFUNC = xirr,
	COMBINEFUNC = cash_flows_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE xirr(@amount@, timestamp, float8) IS 'yearly internal rate of return, the one nearest to the guess; null if there is none';

-- discount_rate, amount, at
CREATE FUNCTION cash_flows_add_rate(cash_flows, float8, @amount@, timestamp) RETURNS cash_flows
AS 'MODULE_PATHNAME', 'cash_flows_add_rate_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cash_flows_add_rate(cash_flows, float8, @amount@, timestamp) IS 'aggregate transition function';

-- @for name in xnpv xnfv profitability_index discounted_payback discounted_payback_date
CREATE AGGREGATE @name@(float8, @amount@, timestamp) (
	SFUNC = cash_flows_add_rate, STYPE = cash_flows, SSPACE = 2048, FINALFUNC = @name@_final,
	COMBINEFUNC = cash_flows_combine, PARALLEL = SAFE
);
-- @end
COMMENT ON AGGREGATE xnpv(float8, @amount@, timestamp) IS 'present value at the first date';
COMMENT ON AGGREGATE xnfv(float8, @amount@, timestamp) IS 'future value at the last date';
COMMENT ON AGGREGATE profitability_index(float8, @amount@, timestamp) IS 'present value of the inflows over that of the outflows; null without an outflow';
COMMENT ON AGGREGATE discounted_payback_date(float8, @amount@, timestamp) IS 'date of the flow with which the discounted flows sum to zero or more; null if never';
COMMENT ON AGGREGATE discounted_payback(float8, @amount@, timestamp) IS 'years from the first outlay until the discounted flows sum to zero; null if never';
-- @end
