/* ---- rent of one lease ---- */

CREATE FUNCTION rent_schedule_support(internal) RETURNS internal
AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION rent_schedule_support(internal) IS 'planner support: how many lines a schedule has';

-- @for quantity in numeric float8 p_capacity text
CREATE FUNCTION rent(rate rent_rate, quantity @quantity@, during tstzrange, within tstzrange DEFAULT NULL,
					 zone text DEFAULT 'UTC', proration text DEFAULT 'anniversary')
RETURNS numeric AS 'MODULE_PATHNAME', 'rent_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rent(rent_rate, @quantity@, tstzrange, tstzrange, text, text) IS
'rent of a lease, or of the part of it within a period';

CREATE FUNCTION rent_schedule(rate rent_rate, quantity @quantity@, during tstzrange, step text DEFAULT 'month',
							  zone text DEFAULT 'UTC', proration text DEFAULT 'anniversary',
							  scale int8 DEFAULT NULL, cut text DEFAULT 'calendar', within tstzrange DEFAULT NULL,
							  OUT period_start timestamptz, OUT period_end timestamptz,
							  OUT amount numeric, OUT cumulative numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'rent_schedule_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 24 SUPPORT rent_schedule_support;
COMMENT ON FUNCTION rent_schedule(rent_rate, @quantity@, tstzrange, text, text, text, int8, text, tstzrange) IS
'rent of a lease, or of the part of it within a period, by steps of the calendar or of its own, in rounded amounts that sum to the whole';

CREATE FUNCTION explain_rent(rate rent_rate, quantity @quantity@, during tstzrange, within tstzrange DEFAULT NULL,
							 zone text DEFAULT 'UTC', proration text DEFAULT 'anniversary',
							 OUT item text, OUT value text, OUT note text)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'explain_rent_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 16;
COMMENT ON FUNCTION explain_rent(rent_rate, @quantity@, tstzrange, tstzrange, text, text) IS
'how rent() with the same arguments comes to its figure, a row a step';

/* the same over whole days: both count, and no zone is asked for */

CREATE FUNCTION rent(rate rent_rate, quantity @quantity@, first_day date, last_day date, within daterange DEFAULT NULL,
					 proration text DEFAULT 'anniversary')
RETURNS numeric AS 'MODULE_PATHNAME', 'rent_days_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION rent(rent_rate, @quantity@, date, date, daterange, text) IS
'rent of a lease in whole days, or of the part of it within other days';

CREATE FUNCTION rent_schedule(rate rent_rate, quantity @quantity@, first_day date, last_day date, step text DEFAULT 'month',
							  proration text DEFAULT 'anniversary', scale int8 DEFAULT NULL,
							  within daterange DEFAULT NULL, cut text DEFAULT 'calendar',
							  OUT period_start date, OUT period_end date,
							  OUT amount numeric, OUT cumulative numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'rent_schedule_days_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 24 SUPPORT rent_schedule_support;
COMMENT ON FUNCTION rent_schedule(rent_rate, @quantity@, date, date, text, text, int8, daterange, text) IS
'rent of a lease in whole days, or of the part of it within other days, by steps, with the first and the last day of each';

CREATE FUNCTION explain_rent(rate rent_rate, quantity @quantity@, first_day date, last_day date, within daterange DEFAULT NULL,
							 proration text DEFAULT 'anniversary',
							 OUT item text, OUT value text, OUT note text)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'explain_rent_days_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 16;
COMMENT ON FUNCTION explain_rent(rent_rate, @quantity@, date, date, daterange, text) IS
'how rent() with the same arguments comes to its figure, a row a step';

-- Two bare literals are between ranges and days; SQL chooses the text, which is then read as either.  Instants without a
-- zone are of UTC, since no result reads a setting.
CREATE FUNCTION rent(rate rent_rate, quantity @quantity@, during_or_first_day text, within_or_last_day text,
					 zone_or_within text DEFAULT 'UTC', proration text DEFAULT 'anniversary')
RETURNS numeric AS 'MODULE_PATHNAME', 'rent_texts_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION rent(rent_rate, @quantity@, text, text, text, text) IS
'rent of a lease whose range or days are written as texts';

CREATE FUNCTION rent_schedule(rate rent_rate, quantity @quantity@, during_or_first_day text, step_or_last_day text,
							  zone_or_step text DEFAULT 'UTC', proration text DEFAULT 'anniversary', scale int8 DEFAULT NULL,
							  within text DEFAULT NULL, cut text DEFAULT 'calendar',
							  OUT period_start timestamptz, OUT period_end timestamptz,
							  OUT amount numeric, OUT cumulative numeric)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'rent_schedule_texts_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 24 SUPPORT rent_schedule_support;
COMMENT ON FUNCTION rent_schedule(rent_rate, @quantity@, text, text, text, text, int8, text, text) IS
'schedule of a lease whose range or days are written as texts';

CREATE FUNCTION explain_rent(rate rent_rate, quantity @quantity@, during_or_first_day text, within_or_last_day text,
							 zone_or_within text DEFAULT 'UTC', proration text DEFAULT 'anniversary',
							 OUT item text, OUT value text, OUT note text)
RETURNS SETOF record AS 'MODULE_PATHNAME', 'explain_rent_texts_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100 ROWS 16;
COMMENT ON FUNCTION explain_rent(rent_rate, @quantity@, text, text, text, text) IS
'how rent() with the same arguments comes to its figure, a row a step';

-- And of a rate that a text writes, as drivers send one: bare literals come here too, SQL's choice among unknowns being the text.
CREATE FUNCTION rent(rate text, quantity @quantity@, during tstzrange, within tstzrange DEFAULT NULL,
					 zone text DEFAULT 'UTC', proration text DEFAULT 'anniversary')
RETURNS numeric AS 'MODULE_PATHNAME', 'rent_of_text_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 12;
COMMENT ON FUNCTION rent(text, @quantity@, tstzrange, tstzrange, text, text) IS
'rent of a lease, or of the part of it within a period, at a rate that a text writes';
CREATE FUNCTION rent(rate text, quantity @quantity@, first_day date, last_day date, within daterange DEFAULT NULL,
					 proration text DEFAULT 'anniversary')
RETURNS numeric AS 'MODULE_PATHNAME', 'rent_days_of_text_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 12;
COMMENT ON FUNCTION rent(text, @quantity@, date, date, daterange, text) IS
'rent of a lease in whole days, or of the part of it within other days, at a rate that a text writes';
CREATE FUNCTION rent(rate text, quantity @quantity@, during_or_first_day text, within_or_last_day text,
					 zone_or_within text DEFAULT 'UTC', proration text DEFAULT 'anniversary')
RETURNS numeric AS 'MODULE_PATHNAME', 'rent_texts_of_text_@quantity@'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 22;
COMMENT ON FUNCTION rent(text, @quantity@, text, text, text, text) IS
'rent of a lease whose range or days are written as texts, at a rate that a text writes';
-- @end

CREATE FUNCTION term(first_day date, last_day date, zone text DEFAULT 'UTC')
RETURNS tstzrange AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION term(date, date, text) IS
'a contract''s inclusive days as local midnights in a time zone; open where a day is null';

CREATE FUNCTION term(first_day text, last_day text, zone text DEFAULT 'UTC')
RETURNS tstzrange AS 'MODULE_PATHNAME', 'term_texts'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION term(text, text, text) IS
'a contract''s inclusive days, written as texts, as local midnights in a time zone; open where a day is null';

CREATE FUNCTION term(first_day date, last_day text, zone text DEFAULT 'UTC')
RETURNS tstzrange AS 'MODULE_PATHNAME', 'term_date_text'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION term(date, text, text) IS
'a contract''s inclusive days, the last written as a text, as local midnights in a time zone; open where a day is null';

CREATE FUNCTION term(first_day text, last_day date, zone text DEFAULT 'UTC')
RETURNS tstzrange AS 'MODULE_PATHNAME', 'term_text_date'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10;
COMMENT ON FUNCTION term(text, date, text) IS
'a contract''s inclusive days, the first written as a text, as local midnights in a time zone; open where a day is null';

-- @for instant in timestamp timestamptz
CREATE FUNCTION term(first_day @instant@, last_day @instant@, zone text DEFAULT 'UTC')
RETURNS tstzrange AS 'MODULE_PATHNAME', 'term_instants'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5;
COMMENT ON FUNCTION term(@instant@, @instant@, text) IS 'refuses timestamps, and says what to write';
-- @end
