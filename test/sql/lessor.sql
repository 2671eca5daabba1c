-- Is a contract a lease, and which kind: each test, what is not known, and the refused.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
\set ECHO all

-- ---- is it a lease ----

-- servers by their serial numbers, of which the customer decides what runs
SELECT * FROM lease_tests(true, NULL, false, true, true);
-- a part of a server, below the line, at it, and by a line of one's own
SELECT share, met FROM unnest('{0.6,0.899999999999999999,0.9,1}'::numeric[]) AS share, lease_tests(true, share, false, true, true) WHERE test = 'identified_asset';
SELECT test, input, threshold, met, verdict FROM lease_tests(true, 0.6, false, true, true, substantially_all => 0.5);
-- card-hours from a pool: nothing is identified, whatever else is not known
SELECT test, met, verdict FROM lease_tests(false);
-- nothing is known
SELECT * FROM lease_tests();

-- all that there is of known, unknown and not so: the verdict is SQL's own logic
SELECT count(*) AS cases, count(*) FILTER (WHERE (SELECT verdict FROM lease_tests(i, NULL, s, b, d, p, o) WHERE test = 'verdict')
	IS DISTINCT FROM CASE (i AND NOT s AND b AND (d OR p AND o)) WHEN true THEN 'lease' WHEN false THEN 'service' END) AS different
FROM unnest('{t,f,NULL}'::boolean[]) AS i, unnest('{t,f,NULL}'::boolean[]) AS s, unnest('{t,f,NULL}'::boolean[]) AS b,
	 unnest('{t,f,NULL}'::boolean[]) AS d, unnest('{t,f,NULL}'::boolean[]) AS p, unnest('{t,f,NULL}'::boolean[]) AS o;

-- ---- which lease ----

SELECT * FROM lessor_tests('us gaap', false, false, 36, 60, NULL, 1540000, fair_value => 1600000, specialised => false);
SELECT * FROM lessor_tests('ifrs', false, false, 36, 60, NULL, 1540000, fair_value => 1600000, specialised => false);
SELECT * FROM lessor_tests('cas', false, false, 36, 60, NULL, 1540000, fair_value => 1600000, specialised => false);
-- nothing is known
SELECT test, input, threshold, met, verdict FROM lessor_tests();
SELECT test, input, threshold, met, verdict FROM lessor_tests('us gaap', collectible => false);

-- at the lines and below them, exactly
SELECT term, part, t.met FROM (VALUES (45, 60), (44.999999999999, 60), (27, 36)) AS v (term, part), lessor_tests(term_months => term, remaining_life_months => part) AS t WHERE test = 'major_part';
SELECT value, t.met, t.input FROM unnest('{900000,899999.999999999999,1600000}'::numeric[]) AS value, lessor_tests(present_value => value, fair_value => 1000000) AS t WHERE test = 'substantially_all';
SELECT input, met FROM lessor_tests(present_value => 0.9, fair_value => 1.000000000001) WHERE test = 'substantially_all';
SELECT test, input, threshold, met FROM lessor_tests('ifrs', term_months => 40, remaining_life_months => 60, present_value => 70, fair_value => 100, major_part => 0.66, substantially_all => 0.7) WHERE threshold IS NOT NULL;

-- numbers are compared as they were given, not as amounts of 12 decimals: below the line, on it, in each of them
SELECT value, t.met, t.input FROM unnest('{0.8999999999999,0.8999999999999999999999999,0.9,0.90000000000000}'::numeric[]) AS value, lessor_tests(present_value => value, fair_value => 1) AS t WHERE test = 'substantially_all';
SELECT fair, t.met FROM unnest('{1.0000000000001,1,0.0000000000001}'::numeric[]) AS fair, lessor_tests(present_value => 0.9, fair_value => fair) AS t WHERE test = 'substantially_all';
SELECT term, t.met, t.input FROM unnest('{44.9999999999999,45}'::numeric[]) AS term, lessor_tests(term_months => term, remaining_life_months => 60) AS t WHERE test = 'major_part';
SELECT remaining, t.met, t.input FROM unnest('{15,15.0000000000001}'::numeric[]) AS remaining, lessor_tests(term_months => 15, remaining_life_months => remaining, total_life_months => 60) AS t WHERE test = 'major_part';
SELECT line, t.met, t.threshold FROM unnest('{0.9,0.9000000000000000000001}'::numeric[]) AS line, lessor_tests(present_value => 90, fair_value => 100, substantially_all => line) AS t WHERE test = 'substantially_all';
SELECT share, t.met, t.input FROM unnest('{0.8999999999999999999999,0.9}'::numeric[]) AS share, lease_tests(true, share, false) AS t WHERE test = 'identified_asset';

-- an asset in the last quarter of its life, and one just before it
SELECT standard, remaining, t.input, t.met, v.verdict
FROM unnest('{cas,ifrs,us gaap}'::text[]) AS standard, unnest('{60,60.1}'::numeric[]) AS remaining,
	 lessor_tests(standard, false, false, 59, remaining, 240, 50, 0, 100, false) AS t, lessor_tests(standard, false, false, 59, remaining, 240, 50, 0, 100, false) AS v
WHERE t.test = 'major_part' AND v.test = 'verdict' ORDER BY remaining, standard;

-- a stranger's guarantee, collection that is not probable, a loss on day one: by each book
SELECT standard, stranger, collectible, day_one_loss, string_agg(t.test || ' ' || t.met, ', ' ORDER BY n) FILTER (WHERE t.test IN ('substantially_all', 'direct_financing')) AS tests, max(verdict) AS verdict
FROM unnest('{cas,ifrs,us gaap}'::text[]) AS standard, (VALUES (0), (25)) AS s (stranger), unnest('{t,f}'::boolean[]) AS collectible, unnest('{f,t}'::boolean[]) AS day_one_loss,
	 lessor_tests(standard, false, false, 12, 60, NULL, 70, stranger, 100, false, collectible, day_one_loss) AS t
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3 DESC, 4;
SELECT collectible, day_one_loss, max(verdict) AS verdict, max(reference) FILTER (WHERE test = 'verdict') AS reference
FROM unnest('{t,f}'::boolean[]) AS collectible, unnest('{f,t}'::boolean[]) AS day_one_loss, lessor_tests('us gaap', true, collectible => collectible, day_one_loss_from_variable => day_one_loss)
GROUP BY 1, 2 ORDER BY 1 DESC, 2;

-- the five tests as SQL's own logic
SELECT standard, count(*) AS cases, count(*) FILTER (WHERE (SELECT verdict FROM lessor_tests(standard, o, p, CASE WHEN m THEN 60 WHEN NOT m THEN 1 END, 60, NULL, CASE WHEN v THEN 100 WHEN NOT v THEN 1 END, 0, 100, s) WHERE test = 'verdict')
	IS DISTINCT FROM CASE (o OR p OR m OR v OR s) WHEN true THEN CASE standard WHEN 'us gaap' THEN 'sales-type' ELSE 'finance' END WHEN false THEN 'operating' END) AS different
FROM unnest('{cas,ifrs,us gaap}'::text[]) AS standard, unnest('{t,f,NULL}'::boolean[]) AS o, unnest('{t,f,NULL}'::boolean[]) AS p, unnest('{t,f,NULL}'::boolean[]) AS m,
	 unnest('{t,f,NULL}'::boolean[]) AS v, unnest('{t,f,NULL}'::boolean[]) AS s
GROUP BY 1 ORDER BY 1;

-- what is not known lies between bounds: term <= remaining <= total, present_value >= 0; they decide where they can.
-- Of every book, the answers of the numbers in between are one, or the test is not known
CREATE TEMPORARY TABLE months AS
SELECT standard, line, total, term, remaining, t.met
FROM unnest('{cas,ifrs,us gaap}'::text[]) AS standard, unnest('{0,0.5,0.75,1}'::numeric[]) AS line, (VALUES (8), (NULL)) AS l (total), generate_series(0, 8, 0.25) AS term, generate_series(0.25, 8, 0.25) AS remaining,
	 lessor_tests(standard, term_months => term, remaining_life_months => remaining, total_life_months => total, major_part => line) AS t WHERE t.test = 'major_part' AND term <= remaining;
SELECT unknown, count(*) AS cases, count(*) FILTER (WHERE met) AS met, count(*) FILTER (WHERE NOT met) AS not_met, count(*) FILTER (WHERE t.met IS DISTINCT FROM a.answer) AS different
FROM (SELECT 'remaining' AS unknown, standard, line, total, term, NULL::numeric AS remaining, CASE WHEN bool_and(met) THEN true WHEN bool_or(met) THEN NULL ELSE false END AS answer FROM months WHERE total IS NOT NULL GROUP BY 2, 3, 4, 5
	  UNION ALL SELECT 'term', standard, line, total, NULL, remaining, CASE WHEN bool_and(met) THEN true WHEN bool_or(met) THEN NULL ELSE false END FROM months GROUP BY 2, 3, 4, 6
	  UNION ALL SELECT 'both', standard, line, total, NULL, NULL, CASE WHEN bool_and(met) THEN true WHEN bool_or(met) THEN NULL ELSE false END FROM months GROUP BY 2, 3, 4) AS a,
	 LATERAL (SELECT t.met FROM lessor_tests(standard, term_months => term, remaining_life_months => remaining, total_life_months => total, major_part => line) AS t WHERE test = 'major_part') AS t
GROUP BY 1 ORDER BY 1;
-- without a total what remains has no end
SELECT term, t.met, t.input FROM unnest('{0,1}'::int[]) AS term, lessor_tests(term_months => term) AS t WHERE test = 'major_part';
SELECT standard, t.input, t.met FROM unnest('{cas,ifrs,us gaap}'::text[]) AS standard, unnest('{6,11.25,12,45}'::numeric[]) AS term, lessor_tests(standard, term_months => term, total_life_months => 60) AS t WHERE test = 'major_part' ORDER BY 1, term;
-- what is guaranteed reaches the line alone, or does not; a fair value that is not known; lines of 0
SELECT standard, t.test, v.*, t.input, t.met FROM unnest('{cas,ifrs,us gaap}'::text[]) AS standard, (VALUES (NULL::numeric, 90, 100, 0.9), (NULL, 89, 100, 0.9), (NULL, 0, 100, 0), (0, 0, NULL, 0.9), (0, 1, NULL, 0.9), (5, 0, NULL, 0)) AS v (present, stranger, fair, line),
	 lessor_tests(standard, present_value => present, third_party_guarantee => stranger, fair_value => fair, substantially_all => line) AS t WHERE t.test IN ('substantially_all', 'direct_financing') ORDER BY v.present, v.stranger, v.fair, standard, t.n;

-- ---- refused ----

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT lease_tests(capacity_share => 60)$$,
$$SELECT lease_tests(capacity_share => -0.1)$$,
$$SELECT lease_tests(capacity_share => 'NaN')$$,
$$SELECT lease_tests(substantially_all => 90)$$,
$$SELECT lease_tests(substantially_all => NULL)$$,
$$SELECT lessor_tests('uk gaap')$$,
$$SELECT lessor_tests('')$$,
$$SELECT lessor_tests(NULL)$$,
$$SELECT (lessor_tests('US GAAP', true)).met LIMIT 1$$,
$$SELECT lessor_tests(term_months => -1)$$,
$$SELECT lessor_tests(remaining_life_months => 0)$$,
$$SELECT lessor_tests(total_life_months => 0)$$,
$$SELECT lessor_tests(remaining_life_months => 61, total_life_months => 60)$$,
$$SELECT lessor_tests(term_months => 61, remaining_life_months => 60)$$,
$$SELECT lessor_tests(term_months => 61, total_life_months => 60)$$,
$$SELECT lessor_tests(present_value => -1)$$,
$$SELECT lessor_tests(present_value => -0.0000000000001)$$,
$$SELECT lessor_tests(fair_value => 0.0000000000000)$$,
$$SELECT lessor_tests(term_months => 60.0000000000001, remaining_life_months => 60)$$,
$$SELECT lessor_tests(present_value => -1, fair_value => NULL)$$,
$$SELECT lessor_tests(present_value => 'Infinity')$$,
$$SELECT lessor_tests(fair_value => 0)$$,
$$SELECT lessor_tests(fair_value => -5)$$,
$$SELECT lessor_tests(third_party_guarantee => -5)$$,
$$SELECT lessor_tests(third_party_guarantee => NULL)$$,
$$SELECT lessor_tests(collectible => NULL)$$,
$$SELECT lessor_tests(day_one_loss_from_variable => NULL)$$,
$$SELECT lessor_tests(major_part => 75)$$,
$$SELECT lessor_tests(major_part => NULL)$$,
$$SELECT lessor_tests(substantially_all => 1.01)$$
]) AS statement;
