-- Uptime and service credits.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- overlapping outages count once; one runs over the month's end
SELECT uptime('{[2024-06-03 10:00Z,2024-06-03 11:00Z), [2024-06-03 10:30Z,2024-06-03 11:12Z), [2024-06-30 23:30Z,2024-07-01 02:00Z)}', '[2024-06-01 00:00Z,2024-07-01 00:00Z)');
-- no outage, nothing but outage, an outage without an end, an outage before and after
SELECT uptime('{}', '[2024-06-01 00:00Z,2024-07-01 00:00Z)') AS up, uptime('{(,)}', '[2024-06-01 00:00Z,2024-07-01 00:00Z)') AS down,
	   uptime('{[2024-06-16 00:00Z,)}', '[2024-06-01 00:00Z,2024-07-01 00:00Z)') AS half, uptime('{(,2024-06-01 00:00Z),[2024-07-01 00:00Z,)}', '[2024-06-01 00:00Z,2024-07-01 00:00Z)') AS outside;
-- announced maintenance is neither up nor down: an outage in it, across its end, around it
SELECT uptime(o, '[2024-06-01 00:00Z,2024-06-11 00:00Z)', '{[2024-06-02 00:00Z,2024-06-04 00:00Z)}') AS without_it, uptime(o, '[2024-06-01 00:00Z,2024-06-11 00:00Z)') AS with_it
FROM unnest('{"{[2024-06-02 00:00Z,2024-06-03 00:00Z)}","{[2024-06-03 00:00Z,2024-06-05 00:00Z)}","{[2024-06-01 00:00Z,2024-06-05 00:00Z)}"}'::tstzmultirange[]) AS o;
-- all the time there is, which is longer than a signed word holds
SELECT uptime('{}', '[4713-11-24 00:00Z BC,294276-12-31 00:00Z)') AS up, uptime('{[4713-11-24 00:00Z BC,294276-12-31 00:00Z)}', '[4713-11-24 00:00Z BC,294276-12-31 00:00Z)') AS down;
-- nothing counts
SELECT uptime('{}', '[2024-06-01 00:00Z,2024-07-01 00:00Z)', '{(,)}') AS all_excluded, uptime('{}', 'empty') AS no_time, uptime(NULL, '[2024-06-01 00:00Z,2024-07-01 00:00Z)') AS unknown, uptime('{}', NULL) AS unknown;
-- a third, and a microsecond of ten years
SELECT uptime('{[2024-06-01 00:00Z,2024-06-01 02:00Z)}', '[2024-06-01 00:00Z,2024-06-01 03:00Z)') AS third,
	   uptime('{[2024-06-01 00:00Z,2024-06-01 00:00:00.000001Z)}', '[2014-06-01 00:00Z,2024-07-01 00:00Z)') < 1 AS not_all;
-- against multiranges' own arithmetic
CREATE FUNCTION pg_temp.length(spans tstzmultirange) RETURNS numeric LANGUAGE sql AS 'SELECT coalesce(sum(extract(epoch FROM upper(s) - lower(s))), 0) FROM unnest(spans) AS s';
SELECT count(*) AS cases, count(*) FILTER (WHERE round(uptime(o, w, x), 15) <> round(1 - pg_temp.length(o * w::tstzmultirange - x) / pg_temp.length(w::tstzmultirange - x), 15)) AS different
FROM (SELECT i, tstzrange(t0 + i % 7 * interval '1 hour', t0 + interval '10 days') AS w,
			 (SELECT range_agg(tstzrange(t0 + i * k * 7919 % 300 * interval '1 hour', t0 + (i * k * 7919 % 300 + i % 5 + k) * interval '1 hour')) FROM generate_series(1, 6) AS k) AS o,
			 (SELECT range_agg(tstzrange(t0 + i * k * 104729 % 300 * interval '1 hour', t0 + (i * k * 104729 % 300 + i % 9) * interval '1 hour')) FROM generate_series(1, 3) AS k) AS x
	  FROM generate_series(1, 300) AS i, (VALUES (timestamptz '2024-06-01 00:00Z')) AS t (t0)) AS c;

SELECT up, service_credit(133400, up, '{0.9999,0.99,0.95}', '{0.1,0.3,1}') FROM unnest('{1,0.9999,0.99989999,0.99,0.989999,0.95,0.949,0}'::numeric[]) AS up;
-- levels in any order; a free month earns none; a credit note; no levels; a computed uptime
SELECT service_credit(100, 0.9, '{0.95,0.9999,0.99}', '{1,0.1,0.3}') AS any_order, service_credit(0, 0.5, '{0.99}', '{0.3}') AS free, service_credit(-100.01, 0.5, '{0.99}', '{0.3}') AS credit_note,
	   service_credit(100, 0.5, '{}', '{}') AS no_levels, service_credit(100, 1 - 1 / 3e30, '{1}', '{0.1}') AS just_below, service_credit(NULL, 1, '{}', '{}') AS unknown;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT uptime('{}', '[2024-06-01 00:00Z,)')$$,
$$SELECT uptime('{}', '(,2024-06-01 00:00Z]')$$,
$$SELECT uptime('{}', '[2024-06-01 00:00Z,infinity]')$$,
$$SELECT service_credit(100, 99.9, '{0.99}', '{0.3}')$$,
$$SELECT service_credit(100, -0.1, '{0.99}', '{0.3}')$$,
$$SELECT service_credit(100, 'NaN', '{0.99}', '{0.3}')$$,
$$SELECT service_credit(100, 0.9, '{99}', '{0.3}')$$,
$$SELECT service_credit(100, 0.9, '{0.99}', '{30}')$$,
$$SELECT service_credit(100, 0.9, '{0.99,0.9}', '{0.3}')$$,
$$SELECT service_credit(100, 0.9, '{NULL}', '{0.3}')$$,
$$SELECT service_credit('Infinity', 0.9, '{0.99}', '{0.3}')$$
]) AS statement;
