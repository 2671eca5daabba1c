/* ---- is a contract a lease, and which kind ---- */

CREATE FUNCTION lease_tests(identified boolean DEFAULT NULL, capacity_share numeric DEFAULT NULL,
	substitution_substantive boolean DEFAULT NULL, substantially_all_benefits boolean DEFAULT NULL,
	directs_use boolean DEFAULT NULL, use_predetermined boolean DEFAULT NULL, operates_or_designed boolean DEFAULT NULL,
	substantially_all numeric DEFAULT 0.9)
RETURNS TABLE (n int4, test text, input text, threshold numeric, met boolean, verdict text, reference text) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20 ROWS 4;
COMMENT ON FUNCTION lease_tests(boolean, numeric, boolean, boolean, boolean, boolean, boolean, numeric) IS
'is a contract a lease or a service: each test a row, then the verdict';

CREATE FUNCTION lessor_tests(standard text DEFAULT 'cas', transfers_ownership boolean DEFAULT NULL,
	purchase_option_certain boolean DEFAULT NULL, term_months numeric DEFAULT NULL, remaining_life_months numeric DEFAULT NULL,
	total_life_months numeric DEFAULT NULL, present_value numeric DEFAULT NULL, third_party_guarantee numeric DEFAULT 0,
	fair_value numeric DEFAULT NULL, specialised boolean DEFAULT NULL, collectible boolean DEFAULT true,
	day_one_loss_from_variable boolean DEFAULT false, major_part numeric DEFAULT 0.75, substantially_all numeric DEFAULT 0.9)
RETURNS TABLE (n int4, test text, input text, threshold numeric, met boolean, verdict text, reference text) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 30 ROWS 7;
COMMENT ON FUNCTION lessor_tests(text, boolean, boolean, numeric, numeric, numeric, numeric, numeric, numeric, boolean, boolean, boolean, numeric, numeric) IS
'which kind of lease to the lessor, by CAS 21, IFRS 16 or ASC 842: each test a row, then the verdict';
/* ---- one price for several things ---- */

CREATE FUNCTION allocate_price(consideration numeric, standalone numeric[], scale int8 DEFAULT 2)
RETURNS TABLE (n int4, amount numeric) AS 'MODULE_PATHNAME'
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10 ROWS 3 SUPPORT array_rows_support;
COMMENT ON FUNCTION allocate_price(numeric, numeric[], int8) IS
'a price divided by stand-alone prices, in parts that sum to it; one without a price takes the rest';

/* the same over float8, which drivers send: as the decimals it writes */

CREATE FUNCTION allocate_price(consideration float8, standalone float8[], scale int8 DEFAULT 2)
RETURNS TABLE (n int4, amount numeric) LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 18 ROWS 3
BEGIN ATOMIC
	SELECT * FROM allocate_price(shortest_decimal($1), shortest_decimals($2), $3);
END;
COMMENT ON FUNCTION allocate_price(float8, float8[], int8) IS
'a price divided by stand-alone prices, in parts that sum to it; one without a price takes the rest';
