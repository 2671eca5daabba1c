/* ---- the same over arrays ---- */

-- A bare literal is between a number, an array and a text; of these, SQL chooses the text: hence each function over
-- a text that writes the arrays.  Its dates are ISO dates whatever DateStyle says.

-- Arrays of floats and of integers as drivers and array_agg() make them: floats are no numerics to SQL, and with
-- floats there integers must be named too, or a call of them would be between the two.  The elements' type is in the array.
-- @let amount_arrays numeric[] float8[] int2[] int4[] int8[]

/* ---- amounts a period apart ---- */

-- @for array in @amount_arrays@
CREATE FUNCTION irr(amounts @array@, guess float8 DEFAULT 0.1) RETURNS numeric
AS 'MODULE_PATHNAME', 'irr_array' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
-- @end
CREATE FUNCTION irr(amounts text, guess float8 DEFAULT 0.1) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200 RETURN irr(amounts::numeric[], guess);

-- @for array in @amount_arrays@
CREATE FUNCTION irr_all(amounts @array@) RETURNS numeric[]
AS 'MODULE_PATHNAME', 'irr_all_array' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
-- @end
CREATE FUNCTION irr_all(amounts text) RETURNS numeric[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300 RETURN irr_all(amounts::numeric[]);

-- @for array in @amount_arrays@
CREATE FUNCTION payback(amounts @array@) RETURNS numeric
AS 'MODULE_PATHNAME', 'payback_array' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
-- @end
CREATE FUNCTION payback(amounts text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100 RETURN payback(amounts::numeric[]);

-- @for rate in numeric float8
-- @for array in @amount_arrays@
CREATE FUNCTION npv(discount_rate @rate@, amounts @array@, first_period int8 DEFAULT 1) RETURNS numeric
AS 'MODULE_PATHNAME', 'npv_array_@rate@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
-- @end
CREATE FUNCTION npv(discount_rate @rate@, amounts text, first_period int8 DEFAULT 1) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200 RETURN npv(discount_rate, amounts::numeric[], first_period);

-- @for array in @amount_arrays@
CREATE FUNCTION profitability_index(discount_rate @rate@, amounts @array@) RETURNS numeric
AS 'MODULE_PATHNAME', 'profitability_index_array_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
-- @end
CREATE FUNCTION profitability_index(discount_rate @rate@, amounts text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300 RETURN profitability_index(discount_rate, amounts::numeric[]);

-- @for array in @amount_arrays@
CREATE FUNCTION discounted_payback(discount_rate @rate@, amounts @array@) RETURNS numeric
AS 'MODULE_PATHNAME', 'discounted_payback_array_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
-- @end
CREATE FUNCTION discounted_payback(discount_rate @rate@, amounts text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 200 RETURN discounted_payback(discount_rate, amounts::numeric[]);

-- @for array in @amount_arrays@
CREATE FUNCTION mirr(amounts @array@, finance_rate @rate@, reinvest_rate @rate@) RETURNS numeric
AS 'MODULE_PATHNAME', 'mirr_array_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
-- @end
CREATE FUNCTION mirr(amounts text, finance_rate @rate@, reinvest_rate @rate@) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300 RETURN mirr(amounts::numeric[], finance_rate, reinvest_rate);
-- @end

/* ---- amounts on dates ---- */

CREATE FUNCTION iso_dates(dates text) RETURNS date[]
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION iso_dates(text) IS 'the array that a text like {2024-01-31,2024-02-29} writes, whatever DateStyle is';

-- @for array in @amount_arrays@
CREATE FUNCTION cash_flows(amounts @array@, dates date[]) RETURNS cash_flows
AS 'MODULE_PATHNAME', 'cash_flows_array' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION cash_flows(@array@, date[]) IS 'dated amounts, one per date';
-- @end

-- @for array in @amount_arrays@
CREATE FUNCTION xirr(amounts @array@, dates date[], guess float8 DEFAULT 0.1) RETURNS numeric
AS 'MODULE_PATHNAME', 'xirr_array' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
-- @end
CREATE FUNCTION xirr(amounts text, dates text, guess float8 DEFAULT 0.1) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200 RETURN xirr(amounts::numeric[], iso_dates(dates), guess);

-- @for array in @amount_arrays@
CREATE FUNCTION xirr_all(amounts @array@, dates date[]) RETURNS numeric[]
AS 'MODULE_PATHNAME', 'xirr_all_array' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
-- @end
CREATE FUNCTION xirr_all(amounts text, dates text) RETURNS numeric[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 300 RETURN xirr_all(amounts::numeric[], iso_dates(dates));

-- @for rate in numeric float8
-- @for name in xnpv xnfv profitability_index
-- @for array in @amount_arrays@
CREATE FUNCTION @name@(discount_rate @rate@, amounts @array@, dates date[]) RETURNS numeric
AS 'MODULE_PATHNAME', '@name@_dated_array_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
-- @end
CREATE FUNCTION @name@(discount_rate @rate@, amounts text, dates text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 200 RETURN @name@(discount_rate, amounts::numeric[], iso_dates(dates));
-- @end

-- @for array in @amount_arrays@
CREATE FUNCTION discounted_payback(discount_rate @rate@, amounts @array@, dates date[], since date DEFAULT NULL, recovery text DEFAULT 'first')
RETURNS numeric
AS 'MODULE_PATHNAME', 'discounted_payback_dated_array_@rate@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
-- @end

-- @for array in @amount_arrays@
CREATE FUNCTION discounted_payback_date(discount_rate @rate@, amounts @array@, dates date[], recovery text DEFAULT 'first') RETURNS date
AS 'MODULE_PATHNAME', 'discounted_payback_date_array_@rate@' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100;
-- @end

CREATE FUNCTION discounted_payback(discount_rate @rate@, amounts text, dates text, since date DEFAULT NULL, recovery text DEFAULT 'first')
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200 RETURN discounted_payback(discount_rate, amounts::numeric[], iso_dates(dates), since, recovery);
CREATE FUNCTION discounted_payback_date(discount_rate @rate@, amounts text, dates text, recovery text DEFAULT 'first') RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 200 RETURN discounted_payback_date(discount_rate, amounts::numeric[], iso_dates(dates), recovery);
-- @end

-- years counted by a day count
-- @for array in @amount_arrays@
CREATE FUNCTION xirr(amounts @array@, dates date[], guess float8, day_count text) RETURNS numeric
AS 'MODULE_PATHNAME', 'xirr_array_by' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 200;
COMMENT ON FUNCTION xirr(@array@, date[], float8, text) IS 'yearly internal rate of return, years counted by a day count';
CREATE FUNCTION xirr_all(amounts @array@, dates date[], day_count text) RETURNS numeric[]
AS 'MODULE_PATHNAME', 'xirr_all_array_by' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION xirr_all(@array@, date[], text) IS 'all yearly internal rates of return, ascending, years counted by a day count';
-- @end
CREATE FUNCTION xirr(amounts text, dates text, guess float8, day_count text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 300 RETURN xirr(amounts::numeric[], iso_dates(dates), guess, day_count);
COMMENT ON FUNCTION xirr(text, text, float8, text) IS 'yearly internal rate of return, years counted by a day count';
CREATE FUNCTION xirr_all(amounts text, dates text, day_count text) RETURNS numeric[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 500 RETURN xirr_all(amounts::numeric[], iso_dates(dates), day_count);
COMMENT ON FUNCTION xirr_all(text, text, text) IS 'all yearly internal rates of return, ascending, years counted by a day count';
-- @for rate in numeric float8
-- @for name in xnpv xnfv
-- @for array in @amount_arrays@
CREATE FUNCTION @name@(discount_rate @rate@, amounts @array@, dates date[], day_count text) RETURNS numeric
AS 'MODULE_PATHNAME', '@name@_array_by_@rate@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
-- @end
CREATE FUNCTION @name@(discount_rate @rate@, amounts text, dates text, day_count text) RETURNS numeric
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 1100 RETURN @name@(discount_rate, amounts::numeric[], iso_dates(dates), day_count);
-- @end
COMMENT ON FUNCTION xnpv(@rate@, text, text, text) IS 'present value at the first date, years counted by a day count';
COMMENT ON FUNCTION xnfv(@rate@, text, text, text) IS 'future value at the last date, years counted by a day count';
-- @for array in @amount_arrays@
COMMENT ON FUNCTION xnpv(@rate@, @array@, date[], text) IS 'present value at the first date, years counted by a day count';
COMMENT ON FUNCTION xnfv(@rate@, @array@, date[], text) IS 'future value at the last date, years counted by a day count';
-- @end
-- @end

-- not over two texts: payback('...', '...') is of two prices
-- @for array in @amount_arrays@
CREATE FUNCTION payback(amounts @array@, dates date[], since date DEFAULT NULL, recovery text DEFAULT 'first') RETURNS numeric
AS 'MODULE_PATHNAME', 'payback_dated_array' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
-- @end

CREATE FUNCTION payback(amounts text, dates text, since date, recovery text DEFAULT 'first') RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 RETURN payback(amounts::numeric[], iso_dates(dates), since, recovery);

-- @for array in @amount_arrays@
CREATE FUNCTION payback_date(amounts @array@, dates date[], recovery text DEFAULT 'first') RETURNS date
AS 'MODULE_PATHNAME', 'payback_date_array' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 50;
-- @end
CREATE FUNCTION payback_date(amounts text, dates text, recovery text DEFAULT 'first') RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 RETURN payback_date(amounts::numeric[], iso_dates(dates), recovery);

/* ---- comments ---- */

-- @for amounts in @amount_arrays@ text
COMMENT ON FUNCTION irr(@amounts@, float8) IS 'internal rate of return a period, the one nearest to the guess; null if there is none';
COMMENT ON FUNCTION irr_all(@amounts@) IS 'all internal rates of return a period, ascending';
COMMENT ON FUNCTION payback(@amounts@) IS 'periods from the first outlay until the flows sum to zero; null if never';
-- @for rate in numeric float8
COMMENT ON FUNCTION npv(@rate@, @amounts@, int8) IS 'present value, the first flow discounted by one period, or by as many as said';
COMMENT ON FUNCTION profitability_index(@rate@, @amounts@) IS 'present value of the inflows over that of the outflows; null without an outflow';
COMMENT ON FUNCTION discounted_payback(@rate@, @amounts@) IS 'periods from the first outlay until the discounted flows sum to zero; null if never';
COMMENT ON FUNCTION mirr(@amounts@, @rate@, @rate@) IS 'modified internal rate of return a period';
-- @end
-- @end

-- @for arrays in numeric[], date[] | float8[], date[] | int2[], date[] | int4[], date[] | int8[], date[] | text, text
COMMENT ON FUNCTION xirr(@arrays@, float8) IS 'yearly internal rate of return, the one nearest to the guess; null if there is none';
COMMENT ON FUNCTION xirr_all(@arrays@) IS 'all yearly internal rates of return, ascending';
-- @for rate in numeric float8
COMMENT ON FUNCTION xnpv(@rate@, @arrays@) IS 'present value at the first date';
COMMENT ON FUNCTION xnfv(@rate@, @arrays@) IS 'future value at the last date';
COMMENT ON FUNCTION profitability_index(@rate@, @arrays@) IS 'present value of the inflows over that of the outflows; null without an outflow';
-- @end
-- @end

-- @for array in @amount_arrays@
COMMENT ON FUNCTION payback(@array@, date[], date, text) IS 'years from the first outlay, or from a date, until the flows sum to zero; null if never';
COMMENT ON FUNCTION payback_date(@array@, date[], text) IS 'date of the flow with which the flows sum to zero or more; null if never';
-- @for rate in numeric float8
COMMENT ON FUNCTION discounted_payback(@rate@, @array@, date[], date, text) IS 'years until the discounted flows sum to zero; null if never';
COMMENT ON FUNCTION discounted_payback_date(@rate@, @array@, date[], text) IS 'date of the flow with which the discounted flows sum to zero or more; null if never';
-- @end
-- @end
COMMENT ON FUNCTION payback(text, text, date, text) IS 'years from the first outlay, or from a date, until the flows sum to zero; null if never';
COMMENT ON FUNCTION payback_date(text, text, text) IS 'date of the flow with which the flows sum to zero or more; null if never';
-- @for rate in numeric float8
COMMENT ON FUNCTION discounted_payback(@rate@, text, text, date, text) IS 'years until the discounted flows sum to zero; null if never';
COMMENT ON FUNCTION discounted_payback_date(@rate@, text, text, text) IS 'date of the flow with which the discounted flows sum to zero or more; null if never';
-- @end
