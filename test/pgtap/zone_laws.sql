-- Local time: what we remember of a zone is what PostgreSQL says of it, for every zone of its database,
-- from the first clocks to the years in which its tables repeat.
\ir ../laws.psql
SELECT plan(4);

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
SELECT * FROM finish();
ROLLBACK;
