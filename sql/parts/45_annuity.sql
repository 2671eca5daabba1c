-- Time value of money, with the names, arguments and signs of spreadsheets.

CREATE FUNCTION pv(rate numeric, nper numeric, pmt numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_pv_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION pv(numeric, numeric, numeric, numeric, int8) IS
'what equal payments and an amount after them are worth now';

CREATE FUNCTION fv(rate numeric, nper numeric, pmt numeric, pv numeric DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_fv_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION fv(numeric, numeric, numeric, numeric, int8) IS
'what an amount and equal payments have grown to after the last period';

CREATE FUNCTION pmt(rate numeric, nper numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_pmt_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION pmt(numeric, numeric, numeric, numeric, int8) IS
'the equal payment of each period that leads from pv to fv';

CREATE FUNCTION nper(rate numeric, pmt numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_nper_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
COMMENT ON FUNCTION nper(numeric, numeric, numeric, numeric, int8) IS
'in how many periods payments lead from pv to fv; null if in none';

CREATE FUNCTION rate(nper numeric, pmt numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0, guess numeric DEFAULT 0.1)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_rate_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION rate(numeric, numeric, numeric, numeric, int8, numeric) IS
'the rate of a period at which payments lead from pv to fv, the nearest to the guess; null if there is none';

CREATE FUNCTION ipmt(rate numeric, per numeric, nper numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_ipmt_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
COMMENT ON FUNCTION ipmt(numeric, numeric, numeric, numeric, numeric, int8) IS
'interest in the payment of a period';

CREATE FUNCTION ppmt(rate numeric, per numeric, nper numeric, pv numeric, fv numeric DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_ppmt_numeric'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 30;
COMMENT ON FUNCTION ppmt(numeric, numeric, numeric, numeric, numeric, int8) IS
'repayment in the payment of a period';

CREATE FUNCTION cumipmt(rate numeric, nper numeric, pv numeric, start_period numeric, end_period numeric, due int8)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_cumipmt_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION cumipmt(numeric, numeric, numeric, numeric, numeric, int8) IS
'interest in the payments of several periods';

CREATE FUNCTION cumprinc(rate numeric, nper numeric, pv numeric, start_period numeric, end_period numeric, due int8)
RETURNS numeric AS 'MODULE_PATHNAME', 'annuity_cumprinc_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION cumprinc(numeric, numeric, numeric, numeric, numeric, int8) IS
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

/* ---- the same over float8, which drivers send: as the decimals it writes ---- */

-- Integers and parameters without a type come here too, and get what numerics get.

CREATE FUNCTION pv(rate float8, nper float8, pmt float8, fv float8 DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 28
RETURN pv(shortest_decimal(pv.rate), shortest_decimal(pv.nper), shortest_decimal(pv.pmt), shortest_decimal(pv.fv), pv.due);
COMMENT ON FUNCTION pv(float8, float8, float8, float8, int8) IS
'what equal payments and an amount after them are worth now';

CREATE FUNCTION fv(rate float8, nper float8, pmt float8, pv float8 DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 28
RETURN fv(shortest_decimal(fv.rate), shortest_decimal(fv.nper), shortest_decimal(fv.pmt), shortest_decimal(fv.pv), fv.due);
COMMENT ON FUNCTION fv(float8, float8, float8, float8, int8) IS
'what an amount and equal payments have grown to after the last period';

CREATE FUNCTION pmt(rate float8, nper float8, pv float8, fv float8 DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 28
RETURN pmt(shortest_decimal(pmt.rate), shortest_decimal(pmt.nper), shortest_decimal(pmt.pv), shortest_decimal(pmt.fv), pmt.due);
COMMENT ON FUNCTION pmt(float8, float8, float8, float8, int8) IS
'the equal payment of each period that leads from pv to fv';

CREATE FUNCTION nper(rate float8, pmt float8, pv float8, fv float8 DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 108
RETURN nper(shortest_decimal(nper.rate), shortest_decimal(nper.pmt), shortest_decimal(nper.pv), shortest_decimal(nper.fv), nper.due);
COMMENT ON FUNCTION nper(float8, float8, float8, float8, int8) IS
'in how many periods payments lead from pv to fv; null if in none';

CREATE FUNCTION rate(nper float8, pmt float8, pv float8, fv float8 DEFAULT 0, due int8 DEFAULT 0, guess float8 DEFAULT 0.1)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1010
RETURN rate(shortest_decimal(rate.nper), shortest_decimal(rate.pmt), shortest_decimal(rate.pv), shortest_decimal(rate.fv),
		rate.due, shortest_decimal(rate.guess));
COMMENT ON FUNCTION rate(float8, float8, float8, float8, int8, float8) IS
'the rate of a period at which payments lead from pv to fv, the nearest to the guess; null if there is none';

CREATE FUNCTION ipmt(rate float8, per float8, nper float8, pv float8, fv float8 DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 60
RETURN ipmt(shortest_decimal(ipmt.rate), shortest_decimal(ipmt.per), shortest_decimal(ipmt.nper), shortest_decimal(ipmt.pv),
		shortest_decimal(ipmt.fv), ipmt.due);
COMMENT ON FUNCTION ipmt(float8, float8, float8, float8, float8, int8) IS
'interest in the payment of a period';

CREATE FUNCTION ppmt(rate float8, per float8, nper float8, pv float8, fv float8 DEFAULT 0, due int8 DEFAULT 0)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 40
RETURN ppmt(shortest_decimal(ppmt.rate), shortest_decimal(ppmt.per), shortest_decimal(ppmt.nper), shortest_decimal(ppmt.pv),
		shortest_decimal(ppmt.fv), ppmt.due);
COMMENT ON FUNCTION ppmt(float8, float8, float8, float8, float8, int8) IS
'repayment in the payment of a period';

CREATE FUNCTION cumipmt(rate float8, nper float8, pv float8, start_period float8, end_period float8, due int8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 60
RETURN cumipmt(shortest_decimal(cumipmt.rate), shortest_decimal(cumipmt.nper), shortest_decimal(cumipmt.pv),
		shortest_decimal(cumipmt.start_period), shortest_decimal(cumipmt.end_period), cumipmt.due);
COMMENT ON FUNCTION cumipmt(float8, float8, float8, float8, float8, int8) IS
'interest in the payments of several periods';

CREATE FUNCTION cumprinc(rate float8, nper float8, pv float8, start_period float8, end_period float8, due int8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 60
RETURN cumprinc(shortest_decimal(cumprinc.rate), shortest_decimal(cumprinc.nper), shortest_decimal(cumprinc.pv),
		shortest_decimal(cumprinc.start_period), shortest_decimal(cumprinc.end_period), cumprinc.due);
COMMENT ON FUNCTION cumprinc(float8, float8, float8, float8, float8, int8) IS
'repayment in the payments of several periods';

CREATE FUNCTION ispmt(rate float8, per float8, nper float8, pv float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 18
RETURN ispmt(shortest_decimal(ispmt.rate), shortest_decimal(ispmt.per), shortest_decimal(ispmt.nper), shortest_decimal(ispmt.pv));
COMMENT ON FUNCTION ispmt(float8, float8, float8, float8) IS
'interest of a period, counted from 0, of a loan repaid in equal parts of its principal';

CREATE FUNCTION effect(nominal_rate float8, npery float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 24
RETURN effect(shortest_decimal(effect.nominal_rate), shortest_decimal(effect.npery));
COMMENT ON FUNCTION effect(float8, float8) IS
'rate a year of a nominal rate that is compounded several times a year';

CREATE FUNCTION nominal(effect_rate float8, npery float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 104
RETURN nominal(shortest_decimal(nominal.effect_rate), shortest_decimal(nominal.npery));
COMMENT ON FUNCTION nominal(float8, float8) IS
'nominal rate that compounded several times a year gives this rate a year';

CREATE FUNCTION rri(nper float8, pv float8, fv float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 106
RETURN rri(shortest_decimal(rri.nper), shortest_decimal(rri.pv), shortest_decimal(rri.fv));
COMMENT ON FUNCTION rri(float8, float8, float8) IS
'rate of a period at which pv grows to fv';

CREATE FUNCTION cagr(begin_value float8, end_value float8, periods float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 106
RETURN cagr(shortest_decimal(cagr.begin_value), shortest_decimal(cagr.end_value), shortest_decimal(cagr.periods));
COMMENT ON FUNCTION cagr(float8, float8, float8) IS
'compound growth rate a period';

CREATE FUNCTION pduration(rate float8, pv float8, fv float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 106
RETURN pduration(shortest_decimal(pduration.rate), shortest_decimal(pduration.pv), shortest_decimal(pduration.fv));
COMMENT ON FUNCTION pduration(float8, float8, float8) IS
'in how many periods pv grows to fv';

CREATE FUNCTION doubling_time(growth_rate float8)
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 102
RETURN doubling_time(shortest_decimal(doubling_time.growth_rate));
COMMENT ON FUNCTION doubling_time(float8) IS
'periods until something that grows at the rate has doubled; null if never';

CREATE FUNCTION fvschedule(principal float8, schedule float8[])
RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 60
RETURN fvschedule(shortest_decimal($1), shortest_decimals($2));
COMMENT ON FUNCTION fvschedule(float8, float8[]) IS
'what a principal grows to at the rates of a schedule';
