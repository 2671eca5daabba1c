-- Local time: what we remember of a zone is what PostgreSQL says of it, for every zone of its database,
-- from the first clocks to the years in which its tables repeat.  And what begins with a civil day counts whole
-- days and months, whether or not the clock shows that day's midnight.
\ir ../laws.psql
SELECT plan(13);

CREATE TEMP TABLE day AS
SELECT DISTINCT day
FROM (SELECT date '1890-01-01' + i FROM generate_series(0, 62000, 41) AS i
      -- a table ends in the last of its 400 years, and then repeats: New York's in 11170 after many repetitions
      UNION ALL SELECT date '2430-01-01' + i FROM generate_series(0, 5000, 29) AS i
      UNION ALL SELECT date '11160-01-01' + i FROM generate_series(0, 20000, 31) AS i
      UNION ALL SELECT date '0001-01-01' + floor(pg_temp.draw(i, 'day') * 107000000)::int FROM generate_series(1, 300) AS i) AS d (day);
-- some names are those of abbreviations too, which AT TIME ZONE prefers: as a setting a name is a zone
CREATE FUNCTION pg_temp.compared(zone text, OUT days bigint, OUT different bigint, OUT strange date) LANGUAGE plpgsql AS
$$
BEGIN
	PERFORM set_config('TimeZone', zone, true);
	-- midnight as PostgreSQL finds it; or, on the one day in which it believes the end of its own table, back again
	SELECT count(*), count(*) FILTER (WHERE wrong), min(day) FILTER (WHERE wrong) INTO days, different, strange
	FROM (SELECT day, midnight <> day::timestamptz AND midnight::timestamp <> day::timestamp AS wrong FROM (SELECT day, lower(term(day, day, zone)) AS midnight FROM day) AS m) AS w;
END
$$;
CREATE TEMP TABLE compared AS
SELECT name, (pg_temp.compared(name)).* FROM pg_timezone_names WHERE name !~ '^(localtime|posixrules|posix/|right/)';
RESET TimeZone;
SELECT cmp_ok(count(*), '>', 300::bigint, 'there are zones') FROM compared;
SELECT cmp_ok(sum(days), '>', 600000::numeric, 'and days of them') FROM compared;
SELECT is(string_agg(name || ' on ' || strange, ', ' ORDER BY name), NULL, 'no midnight is another than PostgreSQL''s') FROM compared WHERE different > 0;
-- summer time is what the far years of New York lost
SELECT is(lower(term('11190-07-01', '11190-07-01', 'America/New_York')), '11190-07-01 04:00Z', 'summer in 11190');

-- ---- days whose midnight a clock skips or repeats ----

-- every day at either end of which a clock changes, and the days next to it, in every zone
CREATE TEMP TABLE civil AS
SELECT zone, day, term(day, day, zone) AS during, isempty(term(day, day, zone)) AS left_out
FROM (SELECT DISTINCT name, week + i
	  FROM (SELECT name, week, lead(lower(term(week, week, name)), 1) OVER (PARTITION BY name ORDER BY week) - lower(term(week, week, name)) AS length
			FROM pg_timezone_names, (SELECT date '1890-01-01' + i FROM generate_series(0, 55000, 7) AS i) AS w (week)
			WHERE name !~ '^(localtime|posixrules|posix/|right/)') AS weeks, generate_series(0, 7) AS i
	  WHERE length <> interval '7 days') AS d (zone, day);
-- a zone that left out a date counts it as one; what starts or ends with it starts or ends with the next
DELETE FROM civil AS c USING civil AS o WHERE o.left_out AND o.zone = c.zone AND c.day BETWEEN o.day - 200 AND o.day;
CREATE FUNCTION pg_temp.clock(zone text, instant timestamptz) RETURNS timestamp LANGUAGE plpgsql AS
$$
BEGIN
	PERFORM set_config('TimeZone', zone, true);
	RETURN instant::timestamp;
END
$$;
ALTER TABLE civil ADD clock timestamp;
UPDATE civil SET clock = pg_temp.clock(zone, lower(during));
RESET TimeZone;
CREATE TEMP TABLE skipped AS SELECT * FROM civil WHERE clock <> day;

SELECT cmp_ok(count(*), '>', 2500::bigint, 'days without a midnight') FROM skipped;
SELECT is(array_agg(zone ORDER BY zone), '{Africa/Cairo,America/Asuncion,America/Havana,America/Santiago,America/Sao_Paulo,Asia/Beirut,Asia/Tehran}',
		  'among them those of') FROM skipped
WHERE (zone, day) IN (('America/Havana', '2024-03-10'), ('Asia/Beirut', '2024-03-31'), ('Africa/Cairo', '2024-04-26'), ('America/Sao_Paulo', '2018-11-04'),
					  ('America/Asuncion', '2023-10-01'), ('America/Santiago', '2024-09-08'), ('Asia/Tehran', '2022-03-22'));
SELECT is(string_agg(DISTINCT zone || ' ' || day, ', '), NULL, 'n civil days at a day rate, and weeks, are so many, all in all and day by day')
FROM civil, unnest(ARRAY[1, 2, 7, 40, 200]) AS n, LATERAL (SELECT term(day, day + n - 1, zone) AS whole) AS w
WHERE rent('24 USD/card/day', 1, whole, NULL, zone) <> 24 * n OR rent('7 USD/card/week', 1, whole, NULL, zone) <> n
	OR (zone, day) IN (SELECT zone, day FROM skipped)
		AND (rent('24 USD/card/day', 1, whole, term(day + n - 1, day + n - 1, zone), zone) <> 24
			 OR rent(lease_terms '24 USD/card/day', 1, whole, NULL, zone) <> 24 * n);
SELECT is(string_agg(DISTINCT zone || ' ' || day, ', '), NULL, 'so are months and years, and the end of each is a day''s end')
FROM civil, unnest(ARRAY[1, 2, 5, 12, 24]) AS n, LATERAL (SELECT term(day, (day + n * interval '1 month')::date - 1, zone) AS whole) AS w
WHERE extract(day FROM day) <= 28
	AND (rent('31 USD/card/month', 1, whole, NULL, zone) <> 31 * n
		 OR (zone, day) IN (SELECT zone, day FROM skipped)
			AND (rent('31 USD/card/month', 1, whole, term((day + interval '1 month')::date, NULL, zone), zone) <> 31 * (n - 1)
				 OR rent('12 USD/card/year', 1, whole, NULL, zone) <> n AND n % 12 = 0));
SELECT is(string_agg(DISTINCT zone || ' ' || day, ', '), NULL, 'a part of a day is its share of that day')
FROM skipped WHERE rent('24 USD/card/day', 1, during, tstzrange(lower(during), lower(during) + (upper(during) - lower(during)) / 2), zone) <> 12;
SELECT is(string_agg(DISTINCT zone || ' ' || day, ', '), NULL, 'rows of rent_schedule are days, by the calendar and by the lease''s own start')
FROM skipped, unnest(ARRAY['calendar', 'anniversary']) AS cut
WHERE (SELECT array_agg((tstzrange(period_start, period_end), amount)::text ORDER BY period_start)
	   FROM rent_schedule('24 USD/card/day', 1, term(day, day + 2, zone), 'day', zone, cut => cut))
	<> (SELECT array_agg((term(day + i, day + i, zone), '24.00')::text ORDER BY i) FROM generate_series(0, 2) AS i);
SELECT is(string_agg(DISTINCT zone || ' ' || day, ', '), NULL, 'and months')
FROM skipped
WHERE extract(day FROM day) <= 28
	AND (SELECT array_agg((period_start, period_end, amount)::text ORDER BY period_start)
		 FROM rent_schedule('31 USD/card/month', 1, term(day, (day + interval '3 months')::date - 1, zone), 'month', zone, cut => 'anniversary'))
	<> (SELECT array_agg((lower(term(first, first, zone)), lower(term(next, next, zone)), '31.00')::text ORDER BY i)
		FROM generate_series(0, 2) AS i, LATERAL (SELECT (day + i * interval '1 month')::date AS first, (day + (i + 1) * interval '1 month')::date AS next) AS m);
SELECT is(string_agg(DISTINCT zone || ' ' || day, ', '), NULL, 'steps and free times of terms begin with days')
FROM skipped, LATERAL (SELECT lower(term(day + 2, day + 2, zone)) AS third, term(day, day + 5, zone) AS six) AS t
WHERE rent(lease_terms '24 USD/card/day; free 2 days', 1, six, NULL, zone) <> 96
	OR rent(lease_terms '24 USD/card/day; +24 every 2 days', 1, six, NULL, zone) <> 2 * 24 * (1 + 2 + 3)
	OR rent(lease_terms '24 USD/card/day; from 2 days 48', 1, six, tstzrange(NULL, third), zone) <> 48;
-- aggregates have a way of their own
SELECT is(string_agg(DISTINCT zone || ' ' || day, ', '), NULL, 'what is summed up is the same')
FROM (SELECT zone, day, revenue(rent_rate '24 USD/card/day', 1.0, term(day, day + n, zone), NULL, zone) AS revenue,
			 revenue(rent_rate '31 USD/card/month', 1.0, term(day, day + n, zone), NULL, zone) AS month,
			 sum(rent('31 USD/card/month', 1, term(day, day + n, zone), NULL, zone)) AS months, sum(n + 1) AS days
	  FROM skipped, unnest(ARRAY[0, 6, 70]) AS n GROUP BY zone, day) AS s
WHERE revenue <> 24 * days OR month <> months;
SELECT * FROM finish();
ROLLBACK;
