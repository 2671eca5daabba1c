-- Time value of money, with the names, arguments and signs of spreadsheets.

CREATE FUNCTION pv(rate numeric, nper numeric, pmt numeric, fv numeric DEFAULT 0, due int4 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_pv_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION pv(numeric, numeric, numeric, numeric, int4) IS
'what equal payments and an amount after them are worth now';

CREATE FUNCTION fv(rate numeric, nper numeric, pmt numeric, pv numeric DEFAULT 0, due int4 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_fv_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION fv(numeric, numeric, numeric, numeric, int4) IS
'what an amount and equal payments have grown to after the last period';

CREATE FUNCTION pmt(rate numeric, nper numeric, pv numeric, fv numeric DEFAULT 0, due int4 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_pmt_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION pmt(numeric, numeric, numeric, numeric, int4) IS
'the equal payment of each period that leads from pv to fv';

CREATE FUNCTION nper(rate numeric, pmt numeric, pv numeric, fv numeric DEFAULT 0, due int4 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_nper_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION nper(numeric, numeric, numeric, numeric, int4) IS
'in how many periods payments lead from pv to fv; null if in none';

CREATE FUNCTION rate(nper numeric, pmt numeric, pv numeric, fv numeric DEFAULT 0, due int4 DEFAULT 0, guess numeric DEFAULT 0.1)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_rate_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION rate(numeric, numeric, numeric, numeric, int4, numeric) IS
'the rate of a period at which payments lead from pv to fv, the nearest to the guess; null if there is none';

CREATE FUNCTION ipmt(rate numeric, per numeric, nper numeric, pv numeric, fv numeric DEFAULT 0, due int4 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_ipmt_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION ipmt(numeric, numeric, numeric, numeric, numeric, int4) IS
'interest in the payment of a period';

CREATE FUNCTION ppmt(rate numeric, per numeric, nper numeric, pv numeric, fv numeric DEFAULT 0, due int4 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_ppmt_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 30;
COMMENT ON FUNCTION ppmt(numeric, numeric, numeric, numeric, numeric, int4) IS
'repayment in the payment of a period';

CREATE FUNCTION cumipmt(rate numeric, nper numeric, pv numeric, start_period numeric, end_period numeric, due int4)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_cumipmt_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION cumipmt(numeric, numeric, numeric, numeric, numeric, int4) IS
'interest in the payments of several periods';

CREATE FUNCTION cumprinc(rate numeric, nper numeric, pv numeric, start_period numeric, end_period numeric, due int4)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_cumprinc_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION cumprinc(numeric, numeric, numeric, numeric, numeric, int4) IS
'repayment in the payments of several periods';

CREATE FUNCTION ispmt(rate numeric, per numeric, nper numeric, pv numeric)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_ispmt_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION ispmt(numeric, numeric, numeric, numeric) IS
'interest of a period, counted from 0, of a loan repaid in equal parts of its principal';

CREATE FUNCTION effect(nominal_rate numeric, npery numeric)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_effect'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION effect(numeric, numeric) IS
'rate a year of a nominal rate that is compounded several times a year';

CREATE FUNCTION nominal(effect_rate numeric, npery numeric)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_nominal'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION nominal(numeric, numeric) IS
'nominal rate that compounded several times a year gives this rate a year';

CREATE FUNCTION rri(nper numeric, pv numeric, fv numeric)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_rri'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION rri(numeric, numeric, numeric) IS
'rate of a period at which pv grows to fv';

CREATE FUNCTION cagr(begin_value numeric, end_value numeric, periods numeric)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION cagr(numeric, numeric, numeric) IS
'compound growth rate a period';

CREATE FUNCTION pduration(rate numeric, pv numeric, fv numeric)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_pduration'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION pduration(numeric, numeric, numeric) IS
'in how many periods pv grows to fv';

CREATE FUNCTION doubling_time(growth_rate numeric)
RETURNS numeric AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION doubling_time(numeric) IS
'periods until something that grows at the rate has doubled; null if never';

CREATE FUNCTION fvschedule(principal numeric, schedule numeric[])
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_fvschedule'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION fvschedule(numeric, numeric[]) IS
'what a principal grows to at the rates of a schedule';
