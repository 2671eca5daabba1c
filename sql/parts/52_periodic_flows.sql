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

CREATE FUNCTION npv_add(bytea, float8, @amount@, int4) RETURNS bytea
AS 'MODULE_PATHNAME', 'npv_add_from_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION npv_add(bytea, float8, @amount@, int4) IS 'aggregate transition function';

CREATE AGGREGATE npv(float8, @amount@, int4) (
	SFUNC = npv_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = npv_from_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE npv(float8, @amount@, int4) IS 'present value of flows in the order given, the first discounted by as many periods as said, 0 for none';

CREATE FUNCTION mirr_add(bytea, @amount@, float8, float8) RETURNS bytea
AS 'MODULE_PATHNAME', 'mirr_add_@amount@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mirr_add(bytea, @amount@, float8, float8) IS 'aggregate transition function';

CREATE AGGREGATE mirr(@amount@, float8, float8) (
	SFUNC = mirr_add, STYPE = bytea, SSPACE = 1024, FINALFUNC = mirr_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE mirr(@amount@, float8, float8) IS 'modified internal rate of return a period, of flows in the order given';
-- @end
