/* ---- rent_rate: a price per unit and period ---- */

CREATE TYPE rent_rate;

CREATE FUNCTION rent_rate_in(cstring) RETURNS rent_rate
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_in(cstring) IS 'I/O';

CREATE FUNCTION rent_rate_out(rent_rate) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_out(rent_rate) IS 'I/O';

CREATE FUNCTION rent_rate_recv(internal) RETURNS rent_rate
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_recv(internal) IS 'I/O';

CREATE FUNCTION rent_rate_send(rent_rate) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_send(rent_rate) IS 'I/O';

CREATE TYPE rent_rate (
	INPUT = rent_rate_in,
	OUTPUT = rent_rate_out,
	RECEIVE = rent_rate_recv,
	SEND = rent_rate_send,
	INTERNALLENGTH = 16,
	ALIGNMENT = double,
	STORAGE = plain,
	CATEGORY = 'S'
);
COMMENT ON TYPE rent_rate IS 'price per unit and period, exact to 8 decimals: 15.1 CNY/card/hour, 120000 CNY/P/year incl 6%';

/* ---- rent_rate: order and hash ---- */

-- @for name in lt le eq ne ge gt
CREATE FUNCTION rent_rate_@name@(rent_rate, rent_rate) RETURNS boolean
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_@name@(rent_rate, rent_rate) IS 'implementation of a comparison operator';

-- @end
CREATE FUNCTION rent_rate_cmp(rent_rate, rent_rate) RETURNS int4
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_cmp(rent_rate, rent_rate) IS 'less-equal-greater';

CREATE FUNCTION rent_rate_hash(rent_rate) RETURNS int4
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_hash(rent_rate) IS 'hash';

CREATE FUNCTION rent_rate_hash_extended(rent_rate, int8) RETURNS int8
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_hash_extended(rent_rate, int8) IS 'hash';

CREATE FUNCTION rent_rate_sortsupport(internal) RETURNS void
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_sortsupport(internal) IS 'sort support';

CREATE OPERATOR < (
	LEFTARG = rent_rate, RIGHTARG = rent_rate, FUNCTION = rent_rate_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (rent_rate, rent_rate) IS 'less than, by terms and then by amount';

CREATE OPERATOR <= (
	LEFTARG = rent_rate, RIGHTARG = rent_rate, FUNCTION = rent_rate_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (rent_rate, rent_rate) IS 'less than or equal, by terms and then by amount';

CREATE OPERATOR = (
	LEFTARG = rent_rate, RIGHTARG = rent_rate, FUNCTION = rent_rate_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (rent_rate, rent_rate) IS 'equal in terms and amount';

CREATE OPERATOR <> (
	LEFTARG = rent_rate, RIGHTARG = rent_rate, FUNCTION = rent_rate_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (rent_rate, rent_rate) IS 'not equal in terms or amount';

CREATE OPERATOR >= (
	LEFTARG = rent_rate, RIGHTARG = rent_rate, FUNCTION = rent_rate_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (rent_rate, rent_rate) IS 'greater than or equal, by terms and then by amount';

CREATE OPERATOR > (
	LEFTARG = rent_rate, RIGHTARG = rent_rate, FUNCTION = rent_rate_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (rent_rate, rent_rate) IS 'greater than, by terms and then by amount';

CREATE OPERATOR CLASS rent_rate_ops DEFAULT FOR TYPE rent_rate USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 rent_rate_cmp(rent_rate, rent_rate),
	FUNCTION 2 rent_rate_sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS rent_rate_ops USING btree IS 'order of rent_rate';

CREATE OPERATOR CLASS rent_rate_ops DEFAULT FOR TYPE rent_rate USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 rent_rate_hash(rent_rate),
	FUNCTION 2 rent_rate_hash_extended(rent_rate, int8);
COMMENT ON OPERATOR CLASS rent_rate_ops USING hash IS 'hash of rent_rate';

CREATE OPERATOR CLASS rent_rate_minmax_ops DEFAULT FOR TYPE rent_rate USING brin AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
COMMENT ON OPERATOR CLASS rent_rate_minmax_ops USING brin IS 'block ranges of rent_rate';

/* ---- rent_rate: arithmetic ---- */

CREATE FUNCTION rent_rate_add(rent_rate, rent_rate) RETURNS rent_rate
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_add(rent_rate, rent_rate) IS 'implementation of + operator';

CREATE OPERATOR + (LEFTARG = rent_rate, RIGHTARG = rent_rate, FUNCTION = rent_rate_add, COMMUTATOR = +);
COMMENT ON OPERATOR + (rent_rate, rent_rate) IS 'sum of rates of like terms';

CREATE FUNCTION rent_rate_sub(rent_rate, rent_rate) RETURNS rent_rate
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_sub(rent_rate, rent_rate) IS 'implementation of - operator';

CREATE OPERATOR - (LEFTARG = rent_rate, RIGHTARG = rent_rate, FUNCTION = rent_rate_sub);
COMMENT ON OPERATOR - (rent_rate, rent_rate) IS 'difference of rates of like terms';

CREATE FUNCTION rent_rate_neg(rent_rate) RETURNS rent_rate
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_neg(rent_rate) IS 'implementation of - operator';

CREATE OPERATOR - (RIGHTARG = rent_rate, FUNCTION = rent_rate_neg);
COMMENT ON OPERATOR - (NONE, rent_rate) IS 'negated rate';

-- @for number in int4 int8 numeric float4 float8
CREATE FUNCTION rent_rate_mul(rent_rate, @number@) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'rent_rate_mul_@number@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_mul(rent_rate, @number@) IS 'implementation of * operator';

CREATE FUNCTION rent_rate_mul(@number@, rent_rate) RETURNS rent_rate
AS 'MODULE_PATHNAME', '@number@_mul_rent_rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_mul(@number@, rent_rate) IS 'implementation of * operator';

CREATE FUNCTION rent_rate_div(rent_rate, @number@) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'rent_rate_div_@number@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_div(rent_rate, @number@) IS 'implementation of / operator';

CREATE OPERATOR * (LEFTARG = rent_rate, RIGHTARG = @number@, FUNCTION = rent_rate_mul, COMMUTATOR = *);
COMMENT ON OPERATOR * (rent_rate, @number@) IS 'multiple of a rate, rounded to 8 decimals';

CREATE OPERATOR * (LEFTARG = @number@, RIGHTARG = rent_rate, FUNCTION = rent_rate_mul, COMMUTATOR = *);
COMMENT ON OPERATOR * (@number@, rent_rate) IS 'multiple of a rate, rounded to 8 decimals';

CREATE OPERATOR / (LEFTARG = rent_rate, RIGHTARG = @number@, FUNCTION = rent_rate_div);
COMMENT ON OPERATOR / (rent_rate, @number@) IS 'fraction of a rate, rounded to 8 decimals';

-- @end
-- @for number in numeric float4 float8
ALTER FUNCTION rent_rate_mul(rent_rate, @number@) COST 10;
ALTER FUNCTION rent_rate_mul(@number@, rent_rate) COST 10;
ALTER FUNCTION rent_rate_div(rent_rate, @number@) COST 10;
-- @end

CREATE FUNCTION rent_rate_div(rent_rate, rent_rate) RETURNS numeric
AS 'MODULE_PATHNAME', 'rent_rate_ratio' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rent_rate_div(rent_rate, rent_rate) IS 'implementation of / operator';

CREATE OPERATOR / (LEFTARG = rent_rate, RIGHTARG = rent_rate, FUNCTION = rent_rate_div);
COMMENT ON OPERATOR / (rent_rate, rent_rate) IS 'ratio of rates of like terms, to 20 decimals';

/* ---- rent_rate: aggregates ---- */

CREATE FUNCTION rent_rate_larger(rent_rate, rent_rate) RETURNS rent_rate
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_larger(rent_rate, rent_rate) IS 'larger of two';

CREATE FUNCTION rent_rate_smaller(rent_rate, rent_rate) RETURNS rent_rate
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_smaller(rent_rate, rent_rate) IS 'smaller of two';

CREATE FUNCTION rent_rate_avg_accum(int8[], rent_rate) RETURNS int8[]
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_avg_accum(int8[], rent_rate) IS 'aggregate transition function';

CREATE FUNCTION rent_rate_avg_discard(int8[], rent_rate) RETURNS int8[]
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_avg_discard(int8[], rent_rate) IS 'aggregate inverse transition function';

CREATE FUNCTION rent_rate_avg_combine(int8[], int8[]) RETURNS int8[]
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_avg_combine(int8[], int8[]) IS 'aggregate combine function';

CREATE FUNCTION rent_rate_avg(int8[]) RETURNS rent_rate
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_rate_avg(int8[]) IS 'aggregate final function';

CREATE AGGREGATE sum(rent_rate) (
	SFUNC = rent_rate_add, STYPE = rent_rate, COMBINEFUNC = rent_rate_add,
	MSFUNC = rent_rate_add, MINVFUNC = rent_rate_sub, MSTYPE = rent_rate,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE sum(rent_rate) IS 'sum of rates of like terms';

CREATE AGGREGATE avg(rent_rate) (
	SFUNC = rent_rate_avg_accum, STYPE = int8[], INITCOND = '{0,0,0,0}',
	COMBINEFUNC = rent_rate_avg_combine, FINALFUNC = rent_rate_avg,
	MSFUNC = rent_rate_avg_accum, MINVFUNC = rent_rate_avg_discard, MSTYPE = int8[],
	MINITCOND = '{0,0,0,0}', MFINALFUNC = rent_rate_avg,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE avg(rent_rate) IS 'mean of rates of like terms, rounded to 8 decimals';

CREATE AGGREGATE min(rent_rate) (
	SFUNC = rent_rate_smaller, STYPE = rent_rate, COMBINEFUNC = rent_rate_smaller,
	SORTOP = <, PARALLEL = SAFE
);
COMMENT ON AGGREGATE min(rent_rate) IS 'least rate, by terms and then by amount';

CREATE AGGREGATE max(rent_rate) (
	SFUNC = rent_rate_larger, STYPE = rent_rate, COMBINEFUNC = rent_rate_larger,
	SORTOP = >, PARALLEL = SAFE
);
COMMENT ON AGGREGATE max(rent_rate) IS 'greatest rate, by terms and then by amount';

/* ---- rent_rate: parts ---- */

CREATE FUNCTION amount(rate rent_rate) RETURNS numeric
AS 'MODULE_PATHNAME', 'rent_rate_amount' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION amount(rent_rate) IS 'amount in currency units';

CREATE FUNCTION currency(rate rent_rate) RETURNS text
AS 'MODULE_PATHNAME', 'rent_rate_currency' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION currency(rent_rate) IS 'ISO 4217 code';

CREATE FUNCTION unit(rate rent_rate) RETURNS text
AS 'MODULE_PATHNAME', 'rent_rate_unit' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION unit(rent_rate) IS 'what a quantity of it counts, as it is printed: card';

CREATE FUNCTION unit_number_format(rate rent_rate) RETURNS text
AS 'MODULE_PATHNAME', 'rent_rate_number_format' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION unit_number_format(rent_rate) IS 'number format of the P that is priced; null if unspecified';

CREATE FUNCTION period(rate rent_rate) RETURNS text
AS 'MODULE_PATHNAME', 'rent_rate_period' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION period(rent_rate) IS 'the period it is paid for, as it is printed: month; null for a purchase price';

CREATE FUNCTION tax_basis(rate rent_rate) RETURNS text
AS 'MODULE_PATHNAME', 'rent_rate_tax_basis' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION tax_basis(rent_rate) IS 'including or excluding; null if unsaid';

CREATE FUNCTION tax_rate(rate rent_rate) RETURNS numeric
AS 'MODULE_PATHNAME', 'rent_rate_tax_rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2;
COMMENT ON FUNCTION tax_rate(rent_rate) IS 'tax rate as a fraction, 0.06; null if unsaid';

/* ---- rent_rate: other terms ---- */

CREATE FUNCTION net(rate rent_rate) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'rent_rate_net' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION net(rent_rate) IS 'the rate without its tax, rounded to 8 decimals';

CREATE FUNCTION gross(rate rent_rate) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'rent_rate_gross' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION gross(rent_rate) IS 'the rate with its tax, rounded to 8 decimals';

CREATE FUNCTION set_tax(rate rent_rate, tax text) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'rent_rate_set_tax' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION set_tax(rent_rate, text) IS 'the same amount under another tax clause, such as incl 6%; null leaves it unsaid';

-- Not one function with a default: a strict function with a NULL default always returns NULL.
CREATE FUNCTION per(rate rent_rate, target text) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'rent_rate_per' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION per(rent_rate, text) IS 'the rate per another period, a year being 8,760 hours or 12 months';

CREATE FUNCTION per(rate rent_rate, target text, factor numeric) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'rent_rate_per_factor' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION per(rent_rate, text, numeric) IS
'the rate per another unit, of which factor make one, or per another period, a year being factor hours';

CREATE FUNCTION per(rate rent_rate, target text, capacity p_capacity) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'rent_rate_per_capacity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION per(rent_rate, text, p_capacity) IS
'the rate between P and another unit, one of which has the capacity';

CREATE FUNCTION to_currency(rate rent_rate, currency text, exchange_rate numeric) RETURNS rent_rate
AS 'MODULE_PATHNAME', 'rent_rate_to_currency' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION to_currency(rent_rate, text, numeric) IS
'the rate in another currency, of which one unit of its own costs exchange_rate; the tax basis stays';

CREATE FUNCTION minor_unit(currency text) RETURNS integer
AS 'MODULE_PATHNAME', 'minor_unit' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION minor_unit(text) IS 'decimals of amounts in a currency, its minor unit in ISO 4217: 2 for CNY, 0 for JPY';
