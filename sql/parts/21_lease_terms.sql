/* ---- lease_terms: a rate and the clauses of a contract ---- */

CREATE TYPE lease_terms;

CREATE FUNCTION lease_terms_in(cstring) RETURNS lease_terms
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_in(cstring) IS 'I/O';

CREATE FUNCTION lease_terms_out(lease_terms) RETURNS cstring
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_out(lease_terms) IS 'I/O';

CREATE FUNCTION lease_terms_recv(internal) RETURNS lease_terms
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_recv(internal) IS 'I/O';

CREATE FUNCTION lease_terms_send(lease_terms) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_send(lease_terms) IS 'I/O';

-- Category U: where a literal could be a rate or terms, it is a rate, whose category is that of strings.
CREATE TYPE lease_terms (
	INPUT = lease_terms_in,
	OUTPUT = lease_terms_out,
	RECEIVE = lease_terms_recv,
	SEND = lease_terms_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended,
	CATEGORY = 'U'
);
COMMENT ON TYPE lease_terms IS
'a contract''s price: a rate, then clauses: 133400 CNY/server/month; +5% every 1 year; free 3 months';

/* ---- lease_terms: order and hash ---- */

-- @for name in lt le eq ne ge gt
CREATE FUNCTION lease_terms_@name@(lease_terms, lease_terms) RETURNS boolean
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_@name@(lease_terms, lease_terms) IS 'implementation of a comparison operator';

-- @end
CREATE FUNCTION lease_terms_cmp(lease_terms, lease_terms) RETURNS int4
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_cmp(lease_terms, lease_terms) IS 'less-equal-greater';

CREATE FUNCTION lease_terms_hash(lease_terms) RETURNS int4
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_hash(lease_terms) IS 'hash';

CREATE FUNCTION lease_terms_hash_extended(lease_terms, int8) RETURNS int8
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_hash_extended(lease_terms, int8) IS 'hash';

CREATE OPERATOR < (
	LEFTARG = lease_terms, RIGHTARG = lease_terms, FUNCTION = lease_terms_lt,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (lease_terms, lease_terms) IS 'less than, by rate and then by clauses';

CREATE OPERATOR <= (
	LEFTARG = lease_terms, RIGHTARG = lease_terms, FUNCTION = lease_terms_le,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (lease_terms, lease_terms) IS 'less than or equal, by rate and then by clauses';

CREATE OPERATOR = (
	LEFTARG = lease_terms, RIGHTARG = lease_terms, FUNCTION = lease_terms_eq,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (lease_terms, lease_terms) IS 'equal in rate and clauses';

CREATE OPERATOR <> (
	LEFTARG = lease_terms, RIGHTARG = lease_terms, FUNCTION = lease_terms_ne,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (lease_terms, lease_terms) IS 'not equal in rate or clauses';

CREATE OPERATOR >= (
	LEFTARG = lease_terms, RIGHTARG = lease_terms, FUNCTION = lease_terms_ge,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (lease_terms, lease_terms) IS 'greater than or equal, by rate and then by clauses';

CREATE OPERATOR > (
	LEFTARG = lease_terms, RIGHTARG = lease_terms, FUNCTION = lease_terms_gt,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (lease_terms, lease_terms) IS 'greater than, by rate and then by clauses';

CREATE OPERATOR CLASS lease_terms_ops DEFAULT FOR TYPE lease_terms USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 lease_terms_cmp(lease_terms, lease_terms),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS lease_terms_ops USING btree IS 'order of lease_terms';

CREATE OPERATOR CLASS lease_terms_ops DEFAULT FOR TYPE lease_terms USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 lease_terms_hash(lease_terms),
	FUNCTION 2 lease_terms_hash_extended(lease_terms, int8);
COMMENT ON OPERATOR CLASS lease_terms_ops USING hash IS 'hash of lease_terms';

/* ---- lease_terms: from a rate ---- */

CREATE FUNCTION lease_terms(rate rent_rate) RETURNS lease_terms
AS 'MODULE_PATHNAME', 'lease_terms_from_rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms(rent_rate) IS 'terms of one rate, without clauses';

CREATE CAST (rent_rate AS lease_terms) WITH FUNCTION lease_terms(rent_rate) AS IMPLICIT;
COMMENT ON CAST (rent_rate AS lease_terms) IS 'a rate is terms without clauses';

/* ---- lease_terms: rent of one lease ---- */

-- @for quantity in numeric float8 p_capacity text
CREATE FUNCTION rent(terms lease_terms, quantity @quantity@, during tstzrange, within tstzrange DEFAULT NULL,
					 zone text DEFAULT NULL, proration text DEFAULT NULL)
RETURNS numeric AS 'MODULE_PATHNAME', 'terms_rent_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rent(lease_terms, @quantity@, tstzrange, tstzrange, text, text) IS
'rent of a lease on terms, or of the part of it within a period';

CREATE FUNCTION rent_schedule(terms lease_terms, quantity @quantity@, during tstzrange, step text DEFAULT 'month',
							  zone text DEFAULT NULL, proration text DEFAULT NULL,
							  scale int8 DEFAULT NULL, cut text DEFAULT 'calendar', within tstzrange DEFAULT NULL,
							  OUT period_start timestamptz, OUT period_end timestamptz,
							  OUT amount numeric, OUT cumulative numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'terms_rent_schedule_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 24 SUPPORT rent_schedule_support;
COMMENT ON FUNCTION rent_schedule(lease_terms, @quantity@, tstzrange, text, text, text, int8, text, tstzrange) IS
'rent of a lease on terms by steps of the calendar or of its own, in rounded amounts that sum to the whole';

/* the same over whole days of the terms' own zone: both count */

CREATE FUNCTION rent(terms lease_terms, quantity @quantity@, first_day date, last_day date, within daterange DEFAULT NULL,
					 proration text DEFAULT NULL)
RETURNS numeric AS 'MODULE_PATHNAME', 'terms_rent_days_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rent(lease_terms, @quantity@, date, date, daterange, text) IS
'rent of a lease on terms in whole days of their zone, or of the part of it within other days';

CREATE FUNCTION rent_schedule(terms lease_terms, quantity @quantity@, first_day date, last_day date, step text DEFAULT 'month',
							  proration text DEFAULT NULL, scale int8 DEFAULT NULL,
							  within daterange DEFAULT NULL, cut text DEFAULT 'calendar',
							  OUT period_start date, OUT period_end date,
							  OUT amount numeric, OUT cumulative numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'terms_rent_schedule_days_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 24 SUPPORT rent_schedule_support;
COMMENT ON FUNCTION rent_schedule(lease_terms, @quantity@, date, date, text, text, int8, daterange, text) IS
'rent of a lease on terms in whole days of their zone, by steps, with the first and the last day of each';

/* and over two bare literals, which are either */

CREATE FUNCTION rent(terms lease_terms, quantity @quantity@, during_or_first_day text, within_or_last_day text,
					 zone_or_within text DEFAULT NULL, proration text DEFAULT NULL)
RETURNS numeric AS 'MODULE_PATHNAME', 'terms_rent_texts_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 30;
COMMENT ON FUNCTION rent(lease_terms, @quantity@, text, text, text, text) IS
'rent of a lease on terms whose range or days are written as texts';

CREATE FUNCTION rent_schedule(terms lease_terms, quantity @quantity@, during_or_first_day text, step_or_last_day text,
							  zone_or_step text DEFAULT NULL, proration text DEFAULT NULL, scale int8 DEFAULT NULL,
							  within text DEFAULT NULL, cut text DEFAULT 'calendar',
							  OUT period_start timestamptz, OUT period_end timestamptz,
							  OUT amount numeric, OUT cumulative numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'terms_rent_schedule_texts_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 24 SUPPORT rent_schedule_support;
COMMENT ON FUNCTION rent_schedule(lease_terms, @quantity@, text, text, text, text, int8, text, text) IS
'schedule of a lease on terms whose range or days are written as texts';
-- @end

CREATE FUNCTION rate_steps_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rate_steps_support(internal) IS 'planner support: how many amounts govern a lease';

CREATE FUNCTION rate_steps(terms lease_terms, during tstzrange, zone text DEFAULT NULL,
						   OUT starts_at timestamptz, OUT ends_at timestamptz, OUT amount numeric, OUT kind text)
RETURNS SETOF record AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 5 SUPPORT rate_steps_support;
COMMENT ON FUNCTION rate_steps(lease_terms, tstzrange, text) IS
'the amounts that govern a lease one after the other: fixed, by an index, or free';

CREATE FUNCTION rate_at(terms lease_terms, during tstzrange, at date, zone text DEFAULT NULL) RETURNS rent_rate
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rate_at(lease_terms, tstzrange, date, text) IS
'the rate that governs a lease at the close of a day; 0 in a free time, null outside the lease';

-- @for quantity in numeric float8 p_capacity text
CREATE FUNCTION explain_rent(terms lease_terms, quantity @quantity@, during tstzrange, within tstzrange DEFAULT NULL,
							 zone text DEFAULT NULL, proration text DEFAULT NULL,
							 OUT item text, OUT value text, OUT note text)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'terms_explain_rent_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 16;
COMMENT ON FUNCTION explain_rent(lease_terms, @quantity@, tstzrange, tstzrange, text, text) IS
'how rent() with the same terms comes to its figure, a row a step';

CREATE FUNCTION explain_rent(terms lease_terms, quantity @quantity@, first_day date, last_day date, within daterange DEFAULT NULL,
							 proration text DEFAULT NULL,
							 OUT item text, OUT value text, OUT note text)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'terms_explain_rent_days_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 16;
COMMENT ON FUNCTION explain_rent(lease_terms, @quantity@, date, date, daterange, text) IS
'how rent() with the same terms and days comes to its figure, a row a step';

CREATE FUNCTION explain_rent(terms lease_terms, quantity @quantity@, during_or_first_day text, within_or_last_day text,
							 zone_or_within text DEFAULT NULL, proration text DEFAULT NULL,
							 OUT item text, OUT value text, OUT note text)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'terms_explain_rent_texts_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 16;
COMMENT ON FUNCTION explain_rent(lease_terms, @quantity@, text, text, text, text) IS
'how rent() with the same terms and texts comes to its figure, a row a step';
-- @end

CREATE FUNCTION term(first_day date, last_day date, terms lease_terms)
RETURNS tstzrange AS 'MODULE_PATHNAME', 'terms_term'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION term(date, date, lease_terms) IS
'a contract''s inclusive days as local midnights in the zone of its terms, else in UTC';

/* ---- lease_terms: from rows ---- */

CREATE FUNCTION lease_terms_accum(bytea, rent_rate, date) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_accum(bytea, rent_rate, date) IS 'aggregate transition function';

CREATE FUNCTION lease_terms_accum(bytea, rent_rate, date, boolean) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_accum(bytea, rent_rate, date, boolean) IS 'aggregate transition function';

CREATE FUNCTION lease_terms_combine(bytea, bytea) RETURNS bytea
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_combine(bytea, bytea) IS 'aggregate combine function';

CREATE FUNCTION lease_terms_final(bytea) RETURNS lease_terms
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION lease_terms_final(bytea) IS 'aggregate final function';

CREATE AGGREGATE lease_terms(rent_rate, date) (
	SFUNC = lease_terms_accum, STYPE = bytea, COMBINEFUNC = lease_terms_combine,
	FINALFUNC = lease_terms_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_terms(rent_rate, date) IS
'terms of a table of steps, in any order; a null start is that of the first rate';

CREATE AGGREGATE lease_terms(rent_rate, date, boolean) (
	SFUNC = lease_terms_accum, STYPE = bytea, COMBINEFUNC = lease_terms_combine,
	FINALFUNC = lease_terms_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE lease_terms(rent_rate, date, boolean) IS
'terms of a table of steps, those by an index among them';
