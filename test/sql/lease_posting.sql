-- examples/lease_posting.sql: append-only, a run twice posts nothing, a closed month is refused, what comes late lands in the open one.
\getenv abs_srcdir PG_ABS_SRCDIR
\set helpers :abs_srcdir '/refused.psql'
\set posting :abs_srcdir '/../examples/lease_posting.sql'
\set ECHO none
\i :helpers
SET timezone = 'UTC';
SET datestyle = 'ISO';
CREATE SCHEMA lease_posting;
SET search_path = lease_posting, public;
\i :posting
\set ECHO all

INSERT INTO posting_lease VALUES
	(1, '133400 CNY/server/month; free 3 months; zone Asia/Shanghai', 2, term('2024-01-01', '2026-12-31', 'Asia/Shanghai')),
	(2, '10600 CNY/server/month incl 6%', 1, term('2024-02-15', '2024-08-14'));
SELECT post_lease_income('2024-01-31') AS first, post_lease_income('2024-01-31') AS again;
SELECT post_lease_income('2024-02-29') AS february, post_lease_income('2024-03-31') AS march;
SELECT lease, month_end, amount FROM posting_line ORDER BY month_end, lease;
-- a quarter is closed; a contract that comes late lands in April, all of it
INSERT INTO closed_month VALUES ('2024-03-31');
INSERT INTO posting_lease VALUES (3, '15.1 CNY/card/hour', 8, '[2024-01-01 00:00Z, 2024-03-01 00:00Z)');
-- and so does a correction: the second lease ended in March
UPDATE posting_lease SET during = term('2024-02-15', '2024-03-14') WHERE id = 2;
SELECT post_lease_income('2024-04-30') AS april, post_lease_income('2024-04-30') AS again;
SELECT lease, month_end, amount FROM posting_line WHERE month_end = '2024-04-30' ORDER BY lease;
-- to the end of all: what is posted is the income, to the cent
SELECT post_lease_income('2030-12-31') AS rest;
SELECT l.id, sum(p.amount) AS posted, round(income_to_date(l.terms, l.quantity, l.during, 'infinity'), 2) AS income FROM posting_lease AS l JOIN posting_line AS p ON p.lease = l.id GROUP BY l.id ORDER BY 1;

-- yen have no decimals, dinars three; of a flat rate without an end income is the rent
INSERT INTO posting_lease VALUES (4, '1000000 JPY/server/year', 1, '[2030-01-01 00:00Z, 2033-01-01 00:00Z)'), (5, '1000 KWD/server/year', 1, '[2030-01-01 00:00Z, 2033-01-01 00:00Z)'), (6, '10600 CNY/server/month incl 6%; zone Asia/Shanghai; proration calendar', 1, '[2030-01-14 16:00Z,)');
SELECT post_lease_income('2031-01-31') AS thirteen_months, post_lease_income('2031-02-28') AS one_more;
SELECT l.id, l.terms, p.month_end, p.amount FROM posting_lease AS l JOIN posting_line AS p ON p.lease = l.id WHERE l.id > 3 ORDER BY 1, 3;
SELECT sum(amount) AS posted, round(rent(terms, 1, during, tstzrange(NULL, '2031-02-28 16:00Z')) / 1.06, 2) AS net_rent FROM posting_lease AS l JOIN posting_line AS p ON p.lease = l.id WHERE l.id = 6 GROUP BY terms, during;
-- to the end of both what is posted is the income schedule's, to its last decimal
SELECT post_lease_income('2033-12-31') AS rest;
SELECT l.id, sum(p.amount) AS posted, (SELECT sum(income) FROM income_schedule(l.terms, l.quantity, l.during)) AS income FROM posting_lease AS l JOIN posting_line AS p ON p.lease = l.id WHERE l.id IN (4, 5) GROUP BY l.id ORDER BY 1;

\pset format unaligned
\pset tuples_only on
\pset fieldsep '\n  '
SELECT statement, pg_temp.refused(statement) FROM unnest(ARRAY[
$$SELECT post_lease_income('2024-03-31')$$,
$$SELECT post_lease_income('2024-01-31')$$,
$$SELECT post_lease_income('2024-05-30')$$,
$$UPDATE posting_line SET amount = 1$$,
$$DELETE FROM posting_line$$,
$$TRUNCATE posting_line$$,
$$INSERT INTO posting_lease VALUES (7, '1 CNY/card/hour; free 1 month', 1, '[2030-01-01 00:00Z,)')$$,
$$INSERT INTO posting_lease VALUES (7, '1 CNY/card/hour; +5% every 1 year', 1, '[2030-01-01 00:00Z, infinity)')$$,
$$INSERT INTO posting_lease VALUES (7, '1 CNY/card/hour', 1, '(,2030-01-01 00:00Z)')$$,
$$INSERT INTO posting_lease VALUES (7, '1 CNY/card/hour', 1, '(,)')$$,
$$INSERT INTO posting_lease VALUES (7, '1 CNY/card/hour; minimum 10 per month', 1, '[2030-01-01 00:00Z, 2031-01-01 00:00Z)')$$,
$$INSERT INTO posting_lease VALUES (7, '1 CNY/card/hour; minimum 10 per month', 1, '[2030-01-01 00:00Z,)')$$,
$$INSERT INTO posting_lease VALUES (7, '1 CNY/card/hour', 'NaN', '[2030-01-01 00:00Z, 2031-01-01 00:00Z)')$$,
$$UPDATE posting_lease SET during = '[2024-01-01 00:00Z,)' WHERE id = 1$$
]) AS statement;
\pset tuples_only off
\pset format aligned
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT pg_temp.refused($$SELECT post_lease_income('2031-01-31')$$);
ROLLBACK;
SET client_min_messages = warning;
DROP SCHEMA lease_posting CASCADE;
