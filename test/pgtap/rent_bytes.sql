-- 10^5 random rents in zones that never changed their clocks in these years give the very
-- digits that they gave when every day was 24 hours of elapsed time: civil days differ from
-- those only where a clock changes.
--
-- The digests are of the code before days were civil (5071da4), by this same file.  The rows
-- hang on nothing but md5, so SEED changes nothing here.  To see what a change of a digest
-- is about, run the query of `rents` on both and compare row by row.
\ir ../laws.psql
SET timezone = 'UTC';
SELECT plan(5);

CREATE TEMP TABLE zones (i int, zone text);
INSERT INTO zones VALUES (0, 'UTC'), (1, 'Asia/Shanghai'), (2, 'Asia/Kolkata'), (3, 'Asia/Kathmandu'),
	(4, 'Asia/Tokyo'), (5, 'Etc/GMT+8'), (6, 'Africa/Lagos'), (7, 'America/Phoenix');
CREATE TEMP TABLE prorations (i int, proration text);
INSERT INTO prorations VALUES (0, 'anniversary'), (1, 'calendar'), (2, '30e/360'), (3, 'actual/30'),
	(4, 'actual/365'), (5, '730h');
CREATE TEMP TABLE periods (i int, period text);
INSERT INTO periods VALUES (0, 'hour'), (1, 'day'), (2, 'week'), (3, 'month'), (4, 'quarter'), (5, 'year');

-- Bits of one md5 a row: starts on midnights, hours and microseconds from 2001 on, lengths
-- from a second to thirty years, parts of half of them.
CREATE TEMP TABLE leases AS
SELECT n, zone, proration, (amount || ' CNY/card/' || period)::rent_rate AS rate, quantity,
	   tstzrange(started, ended) AS during,
	   CASE WHEN bits[7] % 2 = 0 THEN tstzrange(started + (ended - started) * 0.25, started + (ended - started) * 0.75) END AS within
FROM generate_series(1, 100000) AS n
	 CROSS JOIN LATERAL (SELECT array_agg(('x' || substr(md5('rent ' || n), 4 * i + 1, 4))::bit(16)::int ORDER BY i) AS bits
						 FROM generate_series(0, 7) AS i) AS random
	 CROSS JOIN LATERAL (SELECT round((bits[1] * 65536::numeric + bits[2]) / (10::numeric ^ (bits[3] % 8)), 8) AS amount,
								round((bits[3] - 8192) * (bits[2] + 1)::numeric / (10::numeric ^ (2 + bits[1] % 8)), 9) AS quantity,
								timestamptz '2001-01-01 00:00Z' + CASE bits[4] % 4
									WHEN 0 THEN interval '1 day' * (bits[5] % 9000)
									WHEN 1 THEN interval '1 hour' * (bits[5] * 3.25)::int
									ELSE interval '1 second' * (bits[5] * 11863 + bits[6] * 0.137) END AS started) AS x
	 CROSS JOIN LATERAL (SELECT started + CASE bits[4] % 3
									WHEN 0 THEN interval '1 day' * (bits[8] % 1200)
									ELSE interval '1 second' * (1 + bits[8] * (bits[6] % 128) * 113.000001) END AS ended) AS y
	 JOIN zones z ON z.i = bits[7] / 2 % 8
	 JOIN prorations q ON q.i = bits[7] / 16 % 6
	 JOIN periods p ON p.i = bits[7] / 128 % 6;

SELECT is(count(*), 100000::bigint, 'a hundred thousand leases') FROM leases;

-- A digest of each thousand first: one text of them all is long.
CREATE FUNCTION pg_temp.digest_of(of_row text) RETURNS text LANGUAGE plpgsql AS
$$ DECLARE result text; BEGIN EXECUTE format('SELECT md5(string_agg(part, '''' ORDER BY thousand)) FROM (SELECT n / 1000 AS thousand, md5(string_agg(coalesce((%s)::text, ''-''), '' '' ORDER BY n)) AS part FROM leases GROUP BY 1) AS parts', of_row) INTO result; RETURN result; END $$;

SELECT is(pg_temp.digest_of('rent(rate, quantity, during, within, zone, proration)'), '16d774730ce78af114f675508a7daacd', 'rent() of each, or of the middle half of it, in its zone and proration');
SELECT is(pg_temp.digest_of('rent(rate, quantity, during)'), '5c92ac1b51c2d96145a2029d644aec0a', 'rent() of each in UTC');
SELECT is(pg_temp.digest_of('rent(rate, quantity::float8, during, NULL, zone)'), '1ac98cf6ce85ffc48895fe911530b870', 'by anniversaries in its zone, of float8 quantities');
SELECT is((SELECT md5(string_agg(revenue::text, ' ' ORDER BY zone, proration, period))
		   FROM (SELECT zone, proration, period(rate), revenue(rate, quantity, during, within, zone, proration)
				 FROM leases GROUP BY zone, proration, period(rate)) AS v), 'a889c7c7024f6c218a7fe27f4b0e505c', 'revenue() by zone, proration and period');

SELECT * FROM finish();
ROLLBACK;
