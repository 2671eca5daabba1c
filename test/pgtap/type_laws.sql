-- Laws of p_capacity and rent_rate: order, equality and hash over all pairs and
-- triples of awkward values; text, binary and arithmetic against numeric over
-- thousands of random ones of a fixed seed.
\ir ../laws.psql
SELECT plan(48);

CREATE TEMP TABLE formats (i int, format text);
INSERT INTO formats SELECT i, format FROM unnest(ARRAY['', ' fp64', ' fp64 sparse', ' fp32', ' fp32 sparse', ' tf32', ' tf32 sparse', ' bf16', ' bf16 sparse', ' fp16', ' fp16 sparse',
	' fp8', ' fp8 sparse', ' int8', ' int8 sparse', ' fp6', ' fp6 sparse', ' fp4', ' fp4 sparse']) WITH ORDINALITY AS f (format, i);
CREATE TEMP TABLE taxes (i int, tax text);
INSERT INTO taxes SELECT i, tax FROM unnest(ARRAY['', ' incl 0%', ' incl 0.0001%', ' incl 6%', ' incl 100%', ' excl 0%', ' excl 6%', ' excl 100%']) WITH ORDINALITY AS t (tax, i);

-- ---- awkward values ----

CREATE TEMP TABLE pc AS
SELECT (size || ' P' || format)::p_capacity AS v, size::numeric AS size, i AS format
FROM unnest(ARRAY['0', '0.000001', '-0.000001', '1', '-1', '1.5', '9999999.999999', '288230376151.711743', '-288230376151.711743', '288230376151.711742', '-288230376151.711742']) AS size,
	 formats WHERE i IN (1, 2, 3, 10, 19);
CREATE TEMP TABLE rr AS
SELECT (amount || ' ' || currency || '/' || unit || period || tax)::rent_rate AS v, amount::numeric AS amount, currency, u, p, i AS tax
FROM unnest(ARRAY['0', '0.00000001', '-0.00000001', '1', '92233720368.54775807', '-92233720368.54775807']) AS amount,
	 unnest(ARRAY['AED', 'CNY', 'ZWL']) AS currency,
	 unnest(ARRAY['card', 'P', 'P fp16', 'P fp16 sparse', 'lease']) WITH ORDINALITY AS units (unit, u),
	 unnest(ARRAY['', '/hour', '/year']) WITH ORDINALITY AS periods (period, p), taxes
WHERE (u + p + i) % 7 < 2;
SELECT is(count(*), 55::bigint, 'capacities, all distinct') FROM (SELECT DISTINCT v FROM pc) AS d;
SELECT is((SELECT count(DISTINCT v) FROM rr), (SELECT count(*) FROM rr), 'rates, all distinct');

-- ---- order, over all pairs and triples ----

SELECT is_empty($$SELECT a.v, b.v FROM pc a, pc b WHERE (a.v < b.v)::int + (a.v = b.v)::int + (a.v > b.v)::int <> 1$$, 'p_capacity: less, equal or greater, and only one of them');
SELECT is_empty($$SELECT a.v, b.v FROM pc a, pc b WHERE p_capacity_cmp(a.v, b.v) <> - p_capacity_cmp(b.v, a.v)$$, 'p_capacity: antisymmetric');
SELECT is_empty($$SELECT a.v, b.v FROM pc a, pc b, LATERAL (SELECT p_capacity_cmp(a.v, b.v) AS cmp) AS c
	WHERE ((a.v < b.v), (a.v <= b.v), (a.v = b.v), (a.v <> b.v), (a.v >= b.v), (a.v > b.v)) <> (cmp < 0, cmp <= 0, cmp = 0, cmp <> 0, cmp >= 0, cmp > 0)$$, 'p_capacity: every operator agrees with the comparison');
SELECT is_empty($$SELECT a.v, b.v, c.v FROM pc a JOIN pc b ON a.v <= b.v JOIN pc c ON b.v <= c.v WHERE NOT a.v <= c.v$$, 'p_capacity: transitive');
SELECT is_empty($$SELECT a.v, b.v FROM pc a, pc b WHERE (a.v < b.v) <> ((a.size, a.format) < (b.size, b.format))$$, 'p_capacity: by size, then by number format');
SELECT is_empty($$SELECT a.v, b.v FROM pc a, pc b WHERE (a.v = b.v) <> (p_capacity_send(a.v) = p_capacity_send(b.v)) OR (a.v = b.v) <> (a.v::text = b.v::text)$$, 'p_capacity: equal values have equal bytes and text, others not');
SELECT is_empty($$SELECT a.v, b.v FROM pc a, pc b, generate_series(0, 2) AS seed WHERE a.v = b.v AND (p_capacity_hash(a.v) <> p_capacity_hash(b.v) OR p_capacity_hash_extended(a.v, seed) <> p_capacity_hash_extended(b.v, seed))$$, 'p_capacity: equal values have equal hashes');
SELECT is((SELECT count(DISTINCT p_capacity_hash_extended(v, 1)) FROM pc), (SELECT count(*) FROM pc), 'p_capacity: distinct values have distinct hashes of 64 bits');

SELECT is_empty($$SELECT a.v, b.v FROM rr a, rr b WHERE (a.v < b.v)::int + (a.v = b.v)::int + (a.v > b.v)::int <> 1$$, 'rent_rate: less, equal or greater, and only one of them');
SELECT is_empty($$SELECT a.v, b.v FROM rr a, rr b WHERE rent_rate_cmp(a.v, b.v) <> - rent_rate_cmp(b.v, a.v)$$, 'rent_rate: antisymmetric');
SELECT is_empty($$SELECT a.v, b.v FROM rr a, rr b, LATERAL (SELECT rent_rate_cmp(a.v, b.v) AS cmp) AS c
	WHERE ((a.v < b.v), (a.v <= b.v), (a.v = b.v), (a.v <> b.v), (a.v >= b.v), (a.v > b.v)) <> (cmp < 0, cmp <= 0, cmp = 0, cmp <> 0, cmp >= 0, cmp > 0)$$, 'rent_rate: every operator agrees with the comparison');
SELECT is_empty($$WITH few AS MATERIALIZED (SELECT v FROM (SELECT v, row_number() OVER (ORDER BY v::text COLLATE "C") AS n FROM rr) AS s WHERE n % 8 = 0)
	SELECT a.v, b.v, c.v FROM few a JOIN few b ON a.v <= b.v JOIN few c ON b.v <= c.v WHERE NOT a.v <= c.v$$, 'rent_rate: transitive');
SELECT is_empty($$SELECT a.v, b.v FROM rr a, rr b WHERE (a.v < b.v) <> ((a.currency COLLATE "C", a.u, a.p, a.tax, a.amount) < (b.currency COLLATE "C", b.u, b.p, b.tax, b.amount))$$, 'rent_rate: by currency, unit, number format, period, tax, then by amount');
SELECT is_empty($$SELECT a.v, b.v FROM rr a, rr b WHERE (a.v = b.v) <> (rent_rate_send(a.v) = rent_rate_send(b.v)) OR (a.v = b.v) <> (a.v::text = b.v::text)$$, 'rent_rate: equal values have equal bytes and text, others not');
SELECT is_empty($$SELECT a.v, b.v FROM rr a, rr b, generate_series(0, 2) AS seed WHERE a.v = b.v AND (rent_rate_hash(a.v) <> rent_rate_hash(b.v) OR rent_rate_hash_extended(a.v, seed) <> rent_rate_hash_extended(b.v, seed))$$, 'rent_rate: equal values have equal hashes');
SELECT is((SELECT count(DISTINCT rent_rate_hash_extended(v, 1)) FROM rr), (SELECT count(*) FROM rr), 'rent_rate: distinct values have distinct hashes of 64 bits');

-- ---- random values ----

CREATE TEMP TABLE capacities AS
SELECT n, (size || ' P' || format)::p_capacity AS v, (other || ' P' || format)::p_capacity AS w, size, other, factor
FROM generate_series(1, 5000) AS n
	 CROSS JOIN LATERAL (SELECT round((pg_temp.draw(n, 'size') - 0.5) * 10 ^ trunc(pg_temp.draw(n, 'digits') * 11), (pg_temp.draw(n, 'decimals') * 6)::int) AS size,
								round((pg_temp.draw(n, 'other') - 0.5) * 10 ^ trunc(pg_temp.draw(n, 'more digits') * 11), 6) AS other,
								round((pg_temp.draw(n, 'factor') - 0.5) * 20, (pg_temp.draw(n, 'places') * 20)::int) AS factor) AS x
	 JOIN formats ON i = 1 + trunc(pg_temp.draw(n, 'format') * 19);
CREATE TEMP TABLE rates AS
SELECT n, (amount || terms)::rent_rate AS v, (other || terms)::rent_rate AS w, amount, other, factor, tax_percent
FROM generate_series(1, 5000) AS n
	 CROSS JOIN LATERAL (SELECT round((pg_temp.draw(n, 'amount') - 0.5) * 10 ^ trunc(pg_temp.draw(n, 'digits') * 10), (pg_temp.draw(n, 'decimals') * 8)::int) AS amount,
								round((pg_temp.draw(n, 'other') - 0.5) * 10 ^ trunc(pg_temp.draw(n, 'more digits') * 10), 8) AS other,
								round((pg_temp.draw(n, 'factor') - 0.5) * 16, (pg_temp.draw(n, 'places') * 20)::int) AS factor,
								round(pg_temp.draw(n, 'tax') * 100, (pg_temp.draw(n, 'of tax') * 4)::int) AS tax_percent) AS x
	 CROSS JOIN LATERAL (SELECT format(' %s/%s%s%s', (ARRAY['CNY', 'USD', 'EUR', 'JPY', 'KWD'])[1 + trunc(pg_temp.draw(n, 'currency') * 5)::int],
									   (ARRAY['card', 'server', 'P', 'P fp8', 'kW', 'rack', 'lease'])[1 + trunc(pg_temp.draw(n, 'unit') * 7)::int],
									   (ARRAY['', '/hour', '/day', '/week', '/month', '/quarter', '/year'])[1 + trunc(pg_temp.draw(n, 'period') * 7)::int],
									   CASE n % 3 WHEN 1 THEN ' incl ' || tax_percent || '%' WHEN 2 THEN ' excl ' || tax_percent || '%' ELSE '' END) AS terms) AS y;

SELECT is_empty($$SELECT v FROM capacities WHERE v::text::p_capacity <> v OR petaflops(v) <> size$$, 'p_capacity survives its text');
SELECT is_empty($$SELECT v FROM rates WHERE v::text::rent_rate <> v OR amount(v) <> amount$$, 'rent_rate survives its text');
SELECT is_empty($$SELECT v FROM rates WHERE v <> (amount(v) || ' ' || currency(v) || '/' || unit(v) || coalesce(' ' || unit_number_format(v), '') || coalesce('/' || period(v), '') ||
	coalesce(CASE tax_basis(v) WHEN 'including' THEN ' incl ' ELSE ' excl ' END || 100 * tax_rate(v) || '%', ''))::rent_rate$$, 'a rent_rate is the sum of its parts');
SELECT is_empty($$SELECT v FROM capacities WHERE set_number_format(set_number_format(v, 'fp4'), number_format(v)) <> v$$, 'a p_capacity is its size and its number format');
\set file `mktemp`
\setenv GPURENT_COPY :file
CREATE TEMP TABLE copied (n int, v p_capacity, r rent_rate);
\copy (SELECT n, c.v, r.v FROM capacities c JOIN rates r USING (n)) to program 'cat > "$GPURENT_COPY"' (format binary)
\copy copied from program 'cat "$GPURENT_COPY"; rm "$GPURENT_COPY"' (format binary)
SELECT is(count(*), 5000::bigint, 'both survive their binary form') FROM copied JOIN capacities c USING (n, v) JOIN rates r ON r.n = copied.n AND r.v = copied.r;

-- ---- arithmetic, against numeric ----

SELECT is_empty($$SELECT v, w FROM capacities WHERE petaflops(v + w) <> size + other OR petaflops(v - w) <> size - other OR petaflops(- v) <> - size$$, 'p_capacity: sums are exact');
SELECT is_empty($$SELECT v, w FROM capacities WHERE v + w <> w + v OR v + w - w <> v OR v - w <> - (w - v) OR - (- v) <> v$$, 'p_capacity: a group');
SELECT is_empty($$SELECT v, factor FROM capacities WHERE petaflops(v * factor) <> round(size * factor, 6) OR v * factor <> factor * v$$, 'p_capacity times numeric is rounded once');
SELECT is_empty($$SELECT v, factor FROM capacities WHERE abs(size) < 100000 AND abs(factor) > 0.000001 AND petaflops(v / factor) <> round(trunc(size / factor, 40), 6)$$, 'p_capacity over numeric is rounded once');
SELECT is_empty($$SELECT v, n FROM capacities WHERE abs(size) < 10000000 AND (petaflops(v * n) <> size * n OR petaflops(v / n) <> round(size / n, 6) OR v * n::int8 <> v * n OR v / n::int8 <> v / n OR v * n::float8 <> v * n OR v / n::float8 <> v / n)$$, 'p_capacity with every kind of integer');
SELECT is_empty($$SELECT v, factor FROM capacities WHERE v * factor::float8 <> v * factor::float8::text::numeric OR v * factor::float4 <> v * factor::float4::text::numeric$$, 'p_capacity with floats counts their shortest decimal');
SELECT is_empty($$SELECT v, w FROM capacities WHERE other <> 0 AND v / w <> sign(size * other) * div(2e26 * abs(size) + 1e6 * abs(other), 2e6 * abs(other)) * 1e-20$$, 'p_capacity: ratios are rounded once, to 20 decimals');

SELECT is_empty($$SELECT v, w FROM rates WHERE amount(v + w) <> amount + other OR amount(v - w) <> amount - other OR amount(- v) <> - amount$$, 'rent_rate: sums are exact');
SELECT is_empty($$SELECT v, w FROM rates WHERE v + w <> w + v OR v + w - w <> v OR v - w <> - (w - v) OR - (- v) <> v$$, 'rent_rate: a group');
SELECT is_empty($$SELECT v, factor FROM rates WHERE amount(v * factor) <> round(amount * factor, 8) OR v * factor <> factor * v$$, 'rent_rate times numeric is rounded once');
SELECT is_empty($$SELECT v, factor FROM rates WHERE abs(amount) < 10000 AND abs(factor) > 0.000001 AND amount(v / factor) <> round(trunc(amount / factor, 40), 8)$$, 'rent_rate over numeric is rounded once');
SELECT is_empty($$SELECT v, n FROM rates WHERE abs(amount) < 1000000 AND (amount(v * n) <> amount * n OR amount(v / n) <> round(amount / n, 8) OR v * n::int8 <> v * n OR v / n::int8 <> v / n OR v * n::float8 <> v * n OR v / n::float8 <> v / n)$$, 'rent_rate with every kind of integer');
SELECT is_empty($$SELECT v, factor FROM rates WHERE v * factor::float8 <> v * factor::float8::text::numeric OR v * factor::float4 <> v * factor::float4::text::numeric$$, 'rent_rate with floats counts their shortest decimal');
SELECT is_empty($$SELECT v, w FROM rates WHERE other <> 0 AND v / w <> sign(amount * other) * div(2e28 * abs(amount) + 1e8 * abs(other), 2e8 * abs(other)) * 1e-20$$, 'rent_rate: ratios are rounded once, to 20 decimals');

-- ---- other terms, against numeric ----

SELECT is_empty($$SELECT v FROM rates WHERE tax_basis(v) = 'including' AND (amount(net(v)) <> round(amount / (1 + tax_rate(v))::numeric(60, 50), 8) OR gross(v) <> v)$$, 'net of a rate with tax');
SELECT is_empty($$SELECT v FROM rates WHERE tax_basis(v) = 'excluding' AND (amount(gross(v)) <> round(amount * (1 + tax_rate(v)), 8) OR net(v) <> v)$$, 'gross of a rate without');
SELECT is_empty($$SELECT v FROM rates WHERE tax_basis(v) = 'excluding' AND abs(amount(net(gross(v))) - amount) > 0.00000001$$, 'there and back within one unit of the last decimal');
SELECT is_empty($$
	WITH hours (period, hours) AS (VALUES ('hour', 1), ('day', 24), ('week', 168), ('month', 730), ('quarter', 2190), ('year', 8760))
	SELECT v, t.period FROM rates JOIN hours s ON period(v) = s.period, hours t
	WHERE abs(amount) < 1000000 AND (amount(per(v, t.period)) <> round(amount * 1e20 * t.hours / s.hours / 1e20, 8) OR period(per(v, t.period)) <> t.period OR per(v, t.period, 8760) <> per(v, t.period))$$, 'per another period');
SELECT is_empty($$SELECT v FROM rates WHERE unit(v) = 'server' AND (amount(per(v, 'card', n)) <> round(amount * 1e20 / n / 1e20, 8) OR unit(per(v, 'card', n)) <> 'card')$$, 'per another unit');
SELECT is_empty($$SELECT v FROM rates WHERE unit(v) = 'server' AND abs(amount) < 1000000
	AND amount(per(v, 'P', '0.312 P fp16'::p_capacity * n)) <> round(amount * 1e20 / (0.312 * n) / 1e20, 8)$$, 'per P, by capacity');
SELECT is_empty($$SELECT v FROM rates WHERE unit(v) = 'P' AND unit_number_format(v) IS NULL AND abs(amount) < 1000000
	AND amount(per(v, 'card', '0.312 P'::p_capacity * n)) <> round(amount * 0.312 * n, 8)$$, 'per card, by capacity');

-- ---- aggregates, against numeric and against sorting ----

SELECT is_empty($$
	SELECT g FROM (SELECT number_format(v) AS g, sum(v) AS sum, avg(v) AS avg, min(v) AS min, max(v) AS max, sum(size) AS size, avg(size) AS mean, min(size) AS least, max(size) AS most FROM capacities GROUP BY 1) AS a
	WHERE petaflops(sum) <> size OR petaflops(avg) <> round(mean, 6) OR petaflops(min) <> least OR petaflops(max) <> most$$, 'p_capacity: sum, avg, min, max');
SELECT is_empty($$
	SELECT g FROM (SELECT regexp_replace(v::text, '^\S+ ', '') AS g, sum(v) AS sum, avg(v) AS avg, min(v) AS min, max(v) AS max, sum(amount) AS amount, avg(amount) AS mean, min(amount) AS least, max(amount) AS most FROM rates GROUP BY 1) AS a
	WHERE amount(sum) <> amount OR amount(avg) <> round(mean, 8) OR amount(min) <> least OR amount(max) <> most$$, 'rent_rate: sum, avg, min, max');
SELECT is_empty($$
	SELECT n FROM (SELECT n, sum(v) OVER w AS sum, avg(v) OVER w AS avg, sum(size) OVER w AS size, avg(size) OVER w AS mean FROM capacities
				   WINDOW w AS (PARTITION BY number_format(v) ORDER BY n ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING)) AS m
	WHERE petaflops(sum) <> size OR petaflops(avg) <> round(mean, 6)$$, 'moving frames');
SELECT is((SELECT array_agg(v ORDER BY n) FROM (SELECT v, row_number() OVER (ORDER BY v) AS n FROM rates) AS s),
		  (SELECT array_agg(v ORDER BY n) FROM (SELECT v, row_number() OVER (ORDER BY currency(v) COLLATE "C", array_position('{card,server,P,kW,rack,lease}', unit(v)), unit_number_format(v) IS NOT NULL,
			  coalesce(array_position('{hour,day,week,month,quarter,year}', period(v)), 0), coalesce(array_position('{including,excluding}', tax_basis(v)), 0), tax_rate(v), amount(v)) AS n FROM rates) AS s),
		  'a sort of rates is a sort by their parts');

SELECT * FROM finish();
ROLLBACK;
