-- The texts of the summaries are read by a scanner if they are as output writes them, and by one that knows
-- JSON if not: a blank before a text has it read by the second.  Both make the same value of the
-- same text, and refuse the same with the same words.

CREATE TEMP TABLE summary (type regtype, value text);
INSERT INTO summary VALUES
('lease_summary', '{"version": 1, "terms": "CNY/card and P fp16 incl 6%", "rows": 11, "leases": 5, "pending": 4, "unknown_utilization": 3, "first_start": "2024-01-02T03:04:05.678901+00:00", "last_end": "2025-06-07T08:09:10+00:00", '
	'"quantity_seconds": 123456789.000000000000123, "rent": -234567890123.456789012345, "utilization_weighted_rent": 987654321987654321.123456789012345678901, "available": 16.5, "window_start": "2023-12-31T16:00:00+00:00", "window_end": "2026-01-31T16:00:00+00:00"}'),
('lease_summary', '{"version": 1, "terms": "", "rows": 0, "leases": 0, "pending": 0, "unknown_utilization": 0, "first_start": "infinity", "last_end": "-infinity", '
	'"quantity_seconds": 0, "rent": 0, "utilization_weighted_rent": 0, "available": 0, "window_start": "infinity", "window_end": "-infinity"}'),
('occupancy', '{"version": 2, "unit": "P fp16", "within": ["2024-01-01T00:00:00+00:00", "2024-02-01T00:00:00.000001+00:00"], "capacity": 960.123456, "steps": [["2024-01-02T03:04:05.678901+00:00",1.5],[75354.321099,4.000001],[86400,-0.25]]}'),
('occupancy', '{"version": 2, "unit": "number", "within": [], "steps": [["2024-02-29T23:59:59.999999+00:00",10],[0.000001,0]]}'),
('occupancy_digest', '{"version": 1, "unit": "P fp8 sparse", "window_start": "2024-01-01T00:00:00+00:00", "window_end": "2024-02-01T00:00:00.000001+00:00", "covered_seconds": 2678400.000001, "peak": 123456789012345678901.345678901, "peak_at": "2024-01-09T10:11:12.131415+00:00", '
	'"minimum": 34567890123456789012.456789012, "quantity_seconds": 245678901234567890123456789.123456789012345, "rated_seconds": 2678400.000001, "capacity_seconds": 145678901234567890123456789.123456789012346, "over_seconds": 1678400.000002, "over_quantity_seconds": 45678901234567890123456789.123456789012347, "first_over": "2024-01-08T09:10:11.121314+00:00"}'),
('cash_flows', '{"version": 2, "rate": 0.08, "flows": [["2024-01-31",-12345678901234567.123456789012],[394,23456789012345678.234567890123],[1,0]]}'),
('gauge', '{"version": 1, "samples": 4, "hold_seconds": 90, "window_start": "2024-01-01T00:01:30+00:00", "window_end": "2024-01-01T00:07:20+00:00", "first_at": "2024-01-01T00:01:00+00:00", "last_at": "2024-01-01T00:07:00+00:00", '
	'"counted_until": "2024-01-01T00:07:00+00:00", "covered_seconds": 180, "first": 0.7, "last": 1, "minimum": -0.123456789, "maximum": 1, "value_seconds": 102}'),
('gauge_samples', '{"version": 1, "hold_seconds": 0, "window_start": "-infinity", "window_end": "2024-01-01T00:01:30+00:00", "samples": [["2024-01-01T00:00:00+00:00",0.5],[59.5,-123456789012.12345],[0,1]]}'),
('gauge_samples', '{"version": 1, "gauges": [[1,60,"-infinity","infinity","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00",0,0.5,0.5,0.5,0.5,0]]}'),
('cash_flows', '{"version": 2, "rate": null, "flows": []}'),
('cash_flows', '{"version": 2, "rate": 1e-05, "flows": [["0001-01-01",1]]}'),
('periodic_flows', '{"version": 1, "flows": [[2, -12345678901234567.123456789012], [35, 23456789012345678.234567890123]]}'),
('monthly_revenue', '{"version": 1, "terms": "USD/server excl 13%", "zone": "Asia/Shanghai", "first_month": "2024-03", "revenue": [12345678901234567.123456789012, -3.5, 23456789012345678.234567890123]}');

-- what a text is read as: its value's bytes, or all that the refusal says
CREATE FUNCTION pg_temp.read_as(type regtype, value text) RETURNS text
LANGUAGE plpgsql AS
$$
DECLARE
	answer text;
	state text;
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE format('SELECT encode(%1$s_send($1::%1$s), ''hex'')', type) USING value INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws('; ', 'refused', state, message, detail, hint);
END
$$;
ALTER FUNCTION pg_temp.read_as(regtype, text) COST 10000;

-- they are values, and but for a rate as output writes them
SELECT type, left(pg_temp.read_as(type, value), 20) AS bytes FROM summary;
CREATE FUNCTION pg_temp.written(type regtype, value text) RETURNS text LANGUAGE plpgsql AS
$$ DECLARE answer text; BEGIN EXECUTE format('SELECT ($1::%s)::text', type) USING value INTO answer; RETURN answer; END $$;
SELECT type, value, pg_temp.written(type, value) FROM summary WHERE value <> pg_temp.written(type, value);

-- each with a character left out, doubled or another in its place, and cut: both read it alike
CREATE TEMP TABLE changed AS
SELECT type, text, pg_temp.read_as(type, text) AS fast, pg_temp.read_as(type, ' ' || text) AS slow
FROM (SELECT DISTINCT type, text FROM summary, generate_series(1, length(value)) AS i,
		LATERAL (SELECT overlay(value PLACING '' FROM i FOR 1) AS text
				 UNION ALL SELECT left(value, i - 1)
				 UNION ALL SELECT overlay(value PLACING new FROM i FOR 1) FROM unnest(CASE WHEN substr(value, i, 1) ~ '[-0-9.]' THEN '{0,1,9,.,-,e}' ELSE ARRAY['0', ' '] END) AS new
				 UNION ALL SELECT overlay(value PLACING substr(value, i, 1) || substr(value, i, 1) FROM i FOR 1)) AS c) AS t;
SELECT type, count(*) > 500 AS many, count(*) FILTER (WHERE fast !~ '^refused') > 20 AS some_are_values, count(*) FILTER (WHERE fast ~ '^refused') > 200 AS some_are_refused FROM changed GROUP BY type ORDER BY type::text;
SELECT type, text, fast, slow FROM changed WHERE fast <> slow ORDER BY type::text, text LIMIT 20;

-- what is hard to tell apart
CREATE TEMP TABLE hard (type regtype, text text);
INSERT INTO hard SELECT 'cash_flows'::regtype, format('{"version": 2, "flows": [["2024-01-31",%s]]}', number)
FROM unnest('{0,-0,0.0,00,01,-01,1.,.5,+1,1e2,1E2,1.50,0.000000000001,0.0000000000010,0.0000000000001,99999999999999999999999999,170141183460469231731687303.715884105727,170141183460469231731687303.715884105728,-170141183460469231731687303.715884105728,123456789012345678901234567890}'::text[]) AS number
UNION ALL SELECT 'cash_flows', format('{"version": 2, "rate": %s, "flows": []}', rate)
FROM unnest('{0,-0,-0.0,0.1,-0.9999999999999999,-1,-1.5,1e5,1e+5,1e-5,1E5,1e308,1e309,1e-400,0.1000000000000000055511151231257827,12345678901234567890,NaN,nul,nulll,.1,1.e2,1e,--1}'::text[]) AS rate
UNION ALL SELECT 'cash_flows', format('{"version": 2, "flows": [["%s",1]]}', date)
FROM unnest('{0000-01-01,0001-01-01,1900-02-29,2000-02-29,2024-02-30,2024-13-01,2024-00-01,2024-01-00,9999-12-31,12024-01-31,2024-1-31,"2024-01-31 BC",20240131,today}'::text[]) AS date
UNION ALL SELECT 'occupancy', format('{"version": 2, "unit": "number", "steps": [["%s",1]]}', at)
FROM unnest('{2024-01-01T00:00:00+00:00,2024-01-01T00:00:00.1+00:00,2024-01-01T00:00:00.1234567+00:00,2024-01-01T00:00:00.+00:00,2024-01-01T24:00:00+00:00,2024-01-01T23:60:00+00:00,2024-01-01T23:59:60+00:00,2024-01-01T00:00:00-00:00,2024-01-01T00:00:00+00,2024-01-01T00:00:00+08:00,infinity,-infinity}'::text[]) AS at
UNION ALL SELECT 'occupancy', format('{"version": 2, "unit": "%s", "steps": [["2024-01-01T00:00:00+00:00",1],[%s,%s]]}', unit, seconds, level)
FROM unnest('{"",number,P,p,P  fp16,P fp16,card,num\\u0062er}'::text[]) AS unit, unnest('{60,0,-1,0.0000001,9223372036854,9300000000000}'::text[]) AS seconds, unnest('{2,1,0.0000001,9223372036,9223372037,1e9,99999999999999999}'::text[]) AS level
UNION ALL SELECT 'lease_summary', replace(value, '"CNY/card and P fp16 incl 6%"', terms) FROM summary,
	unnest('{"\"\"",null,"\"CNY/card\"","\"CNY/card\\u0020incl 6%\"","\"cny/card\"","\"XXX/P fp16\"","\"XXX/card\"","\"CNY/card/hour\"","\"CNY/P fp16 and card\""}'::text[]) AS terms WHERE type = 'lease_summary'::regtype
UNION ALL SELECT 'lease_summary', regexp_replace(value, '"rent": [^,]*', '"rent": ' || rent) FROM summary, unnest('{9e20,170141183460469231731687303.7,99999999999999999999999999,1.0000000000000,-0,0,"[]"}'::text[]) AS rent WHERE type = 'lease_summary'::regtype
UNION ALL SELECT 'monthly_revenue', format('{"version": 1, "terms": "CNY/card", "zone": "UTC", "first_month": "%s", "revenue": [%s]}', month, revenue)
FROM unnest('{2024-01,2024-12,2024-12K,2024-13,2024-00,2024-1,2024-001,2024--1,02024-01,999-01,10000-01,-43-03,294276-12}'::text[]) AS month, unnest('{1,"0,1","1,0","1, 2","1, ","", " 1"}'::text[]) AS revenue
-- a field twice, one more, one less, others' order, versions that there are not, what follows
UNION ALL SELECT type, text FROM summary, LATERAL (VALUES (replace(value, '"version"', '"version": 1, "version"')), (regexp_replace(value, '\}$', ', "version": 1}')), (regexp_replace(value, '\}$', ', "more": 1}')),
	(regexp_replace(value, ', "\w+": ([^ ]|\[.*\])*\}$', '}')), (regexp_replace(value, '^\{("version": \d), (.*)\}', '{\2, \1}')), (regexp_replace(value, '"version": \d', '"version": 0')), (regexp_replace(value, '"version": \d', '"version": 1')),
	(regexp_replace(value, '"version": \d', '"version": 2')), (regexp_replace(value, '"version": \d', '"version": 3')), (regexp_replace(value, '"version": \d', '"version": 18446744073709551617')), (value || ' '), (value || value), (value || 'x'), (replace(value, ' ', ''))) AS t (text);
SELECT count(*) AS texts, count(*) FILTER (WHERE fast ~ '^refused') AS refused, count(*) FILTER (WHERE fast <> slow) AS differ
FROM (SELECT pg_temp.read_as(type, text) AS fast, pg_temp.read_as(type, ' ' || text) AS slow FROM hard OFFSET 0) AS h;

-- the texts of before are the same values
SELECT pg_temp.read_as('occupancy', '{"version": 1, "unit": "P fp16", "within": ["2024-01-01T00:00:00+00:00", "2024-02-01T00:00:00.000001+00:00"], "capacity": 960.123456, "steps": [["2024-01-02T03:04:05.678901+00:00", 1.5], ["2024-01-03T00:00:00+00:00", 4.000001], ["2024-01-04T00:00:00+00:00", -0.25]]}') = pg_temp.read_as(type, value) AS occupancy
FROM summary WHERE value ~ '960.123456';
SELECT pg_temp.read_as('cash_flows', '{"version": 1, "rate": 0.08, "flows": [["2024-01-31", -12345678901234567.123456789012], ["2025-02-28", 23456789012345678.234567890123], ["2025-03-01", 0]]}') = pg_temp.read_as(type, value) AS cash_flows
FROM summary WHERE value ~ '0.08';

-- a long one is read as what it was, and one that is no text of a summary asks for no memory that it does not need
SELECT value::text::occupancy = value AS same, length(value::text) / (SELECT count(*) FROM steps(value)) AS bytes_an_instant
FROM (SELECT occupancy(1 + i % 7, tstzrange(at, at + interval '1 hour' * (1 + i % 50))) AS value
	  FROM generate_series(1, 100000) AS i, LATERAL (SELECT timestamptz '2024-01-01Z' + interval '311 seconds' * i AS at) AS a) AS o;
SELECT left(pg_temp.read_as(type, head || repeat('[', 1000000)), 60) FROM (VALUES ('occupancy'::regtype, '{"version": 2, "unit": "number", "steps": ['), ('cash_flows', '{"version": 2, "flows": ['), ('periodic_flows', '{"version": 1, "flows": ['), ('gauge_samples', '{"version": 1, "gauges": [')) AS t (type, head);
-- a field of megabytes is refused before PostgreSQL's reader of JSON has it, which cannot be cancelled
SELECT type, left(pg_temp.read_as(type, replace(value, '"version": ', '"version": ' || repeat('9', 5000000))), 80) AS digits, left(pg_temp.read_as(type, repeat(chr(32), 5000000) || value), 80) AS blanks
FROM (SELECT DISTINCT ON (type::text) type, value FROM summary ORDER BY type::text, value) AS s;
SELECT left(pg_temp.read_as('occupancy', '{"version": 2, "unit": "number", "steps": [["2024-01-01T00:00:00+00:00",1' || repeat('0', 5000000) || ']]}'), 200) AS element;
-- each field of each type twice is refused, also one that nobody knows
SELECT type, count(*) AS fields, string_agg(DISTINCT pg_temp.read_as(type, regexp_replace(value, '"' || field || '": ("[^"]*"|\[\[.*\]\]|\[[^]]*\]|[^],}]+)', '\&, \&')), '; ') AS twice
FROM summary, LATERAL (SELECT DISTINCT m[1] AS field FROM regexp_matches(value, '"(\w+)": ', 'g') AS m) AS f GROUP BY type ORDER BY type::text;
SELECT pg_temp.read_as('periodic_flows', '{"more": 1, "version": 1, "more": {"version": 1, "flows": ["[,"]}, "flows": [[1, 1]]}') AS twice, pg_temp.read_as('periodic_flows', '{"version": 1, "more": {"version": 1, "flows": ["[,"]}, "flows": [[1, 1]]}') AS once, pg_temp.read_as('gauge', '{ }') AS none;
