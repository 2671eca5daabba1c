-- What must never change: bytes on the wire, bytes on disk, hash values.  Tables,
-- hash indexes and hash partitions written by any release must be read by every later one.
-- Bytes on disk are those of a little-endian machine.

CREATE TEMP TABLE capacity (i int GENERATED ALWAYS AS IDENTITY, v p_capacity);
INSERT INTO capacity (v) VALUES ('0 P'), ('0.000001 P'), ('960 P'), ('-20 P'), ('0.312 P fp16'), ('1.979 P fp16 sparse'), ('0.000001 P fp64'), ('0.000001 P fp64 sparse'),
	('0.000001 P fp32'), ('0.000001 P tf32'), ('0.000001 P bf16'), ('0.000001 P fp8'), ('0.000001 P int8'), ('0.000001 P fp6'), ('0.000001 P fp4'), ('0.000001 P fp4 sparse'),
	('288230376151.711743 P'), ('-288230376151.711743 P fp4 sparse');
SELECT v, p_capacity_send(v) AS sent, p_capacity_hash(v) AS hash, p_capacity_hash_extended(v, 0) AS hash_0, p_capacity_hash_extended(v, 20240101) AS hash_seeded
FROM capacity ORDER BY i;

CREATE TEMP TABLE rate (i int GENERATED ALWAYS AS IDENTITY, v rent_rate);
INSERT INTO rate (v) VALUES ('0 CNY/card'), ('15.1 CNY/card/hour'), ('120000 CNY/P/year incl 6%'), ('98000 CNY/P fp16/year excl 13%'), ('133400 CNY/server/month'), ('1 USD/kW/day'),
	('1 EUR/rack/week'), ('1 JPY/lease/quarter'), ('1 USD/P fp4 sparse excl 100%'), ('-0.00000001 KWD/card/hour incl 0.0001%'), ('92233720368.54775807 AED/card'), ('-92233720368.54775807 ZWL/card');
SELECT v, rent_rate_send(v) AS sent, rent_rate_hash(v) AS hash, rent_rate_hash_extended(v, 0) AS hash_0, rent_rate_hash_extended(v, 20240101) AS hash_seeded
FROM rate ORDER BY i;

-- the hashes are PostgreSQL's own, of the bigint and of the 16 bytes; the two agree in their low half
SELECT bool_and(p_capacity_hash(v) = hashint8(('x' || encode(p_capacity_send(v), 'hex'))::bit(64)::bigint)) AS hash_of_bigint,
	   bool_and(p_capacity_hash_extended(v, 0) & 4294967295 = p_capacity_hash(v)::bit(32)::bigint) AS halves_agree FROM capacity;
SELECT bool_and(rent_rate_hash_extended(v, 0) & 4294967295 = rent_rate_hash(v)::bit(32)::bigint) AS halves_agree FROM rate;

-- The data of the only row of a table, as it lies at the end of its only page.
CREATE FUNCTION pg_temp.stored(type regtype, value text, length int DEFAULT NULL) RETURNS bytea
LANGUAGE plpgsql AS
$$
DECLARE
	page bytea;
BEGIN
	EXECUTE format('CREATE TABLE golden_row (v %s)', type);
	EXECUTE 'INSERT INTO golden_row VALUES ($1::' || type || ')' USING value;
	IF length IS NULL THEN
		EXECUTE 'SELECT (pg_column_size(v) + 7) / 8 * 8 FROM golden_row' INTO length;
	END IF;
	CHECKPOINT;
	page := pg_read_binary_file(pg_relation_filepath('golden_row'));
	DROP TABLE golden_row;
	RETURN substr(page, length(page) - length + 1);
END
$$;
SELECT value, pg_temp.stored('p_capacity', value, 8) FROM unnest(ARRAY['0.000001 P', '0.312 P fp16', '-20 P']) AS value;
SELECT value, pg_temp.stored('rent_rate', value, 16) FROM unnest(ARRAY['15.1 CNY/card/hour', '98000 CNY/P fp16/year excl 13%', '-1 USD/kW']) AS value;

-- terms: every kind of clause, every unit of time
CREATE TEMP TABLE terms (i int GENERATED ALWAYS AS IDENTITY, v lease_terms);
INSERT INTO terms (v) VALUES ('15.1 CNY/card/hour'), ('133400 CNY/server/month incl 6%; +5% every 1 year; free 3 months'),
	('9 USD/card/hour; -3% simple every 90 days; from 2025-07-01 12.08; +1000 every 48 hours; from 30 years index 9.9; free from 12 hours to 2026-01-01'),
	('5 CNY/card/hour; above 10000 per month at 4; minimum 54000 CNY per month; maximum 80000 per month; zone Asia/Shanghai; proration calendar'),
	('5 CNY/card/hour; above 10000 per lease all at 4; minimum 100 per lease; maximum 80000 CNY per lease'), ('5 CNY/card/hour; minimum 1 per quarter'), ('5 CNY/card/hour; minimum 1 per year');
SELECT v, lease_terms_send(v) AS sent FROM terms ORDER BY i;
SELECT v, lease_terms_hash(v) AS hash, lease_terms_hash_extended(v, 0) AS hash_0, lease_terms_hash_extended(v, 20240101) AS hash_seeded FROM terms ORDER BY i;
SELECT value, pg_temp.stored('lease_terms', value, 60) FROM unnest(ARRAY['9 USD/card/hour; free from 12 hours to 2026-01-01', '5 CNY/card/hour; minimum 1 per year; zone UTC']) AS value;

-- The summaries, with every field other than zero and no two alike, and words of wide numbers other than the signs.
CREATE TEMP TABLE summary (type regtype, value text);
INSERT INTO summary VALUES
('lease_summary', '{"version": 1, "terms": "CNY/P fp16 incl 6%", "rows": 11, "leases": 5, "pending": 4, "unknown_utilization": 3, "first_start": "2024-01-02T03:04:05.678901+00", "last_end": "2025-06-07T08:09:10.111213+00", '
	'"quantity_seconds": 123456789.000000000000123, "rent": 234567890123.456789012345, "utilization_weighted_rent": 987654321987654321.123456789012345678901, "available": 16.123456789, "window_start": "2023-12-31T16:00:00+00", "window_end": "2026-01-31T16:00:00+00"}'),
('occupancy', '{"version": 1, "unit": "P fp16", "within": ["2024-01-01T00:00:00+00", "2024-02-01T00:00:00.000001+00"], "capacity": 960.123456, "steps": [["2024-01-02T03:04:05.678901+00", 1.5], ["2024-01-03T00:00:00+00", 4.000001], ["2024-01-04T00:00:00+00", 0.25]]}'),
('occupancy_digest', '{"version": 1, "unit": "P fp8 sparse", "window_start": "2024-01-01T00:00:00+00", "window_end": "2024-02-01T00:00:00.000001+00", "covered_seconds": 2678400.000001, "peak": 123456789012345678901.345678901, "peak_at": "2024-01-09T10:11:12.131415+00", '
	'"minimum": 34567890123456789012.456789012, "quantity_seconds": 245678901234567890123456789.123456789012345, "rated_seconds": 2678400.000001, "capacity_seconds": 145678901234567890123456789.123456789012346, "over_seconds": 1678400.000002, "over_quantity_seconds": 45678901234567890123456789.123456789012347, "first_over": "2024-01-08T09:10:11.121314+00"}'),
('gauge', '{"version": 1, "samples": 5, "hold_seconds": 90.000001, "window_start": "2024-01-02T03:04:06+00", "window_end": "2025-01-01T00:00:00.000001+00", "first_at": "2024-01-02T03:04:05.678901+00", "last_at": "2024-12-01T02:03:04.050607+00", "counted_until": "2024-12-01T02:03:05.060708+00", '
	'"covered_seconds": 20000000.000003, "first": 34567890123456789.345678901, "last": 45678901234567890.456789012, "minimum": 12345678901234567.123456789, "maximum": 56789012345678901.567890123, "value_seconds": 750000000000000000000000.123456789012345}'),
('gauge_samples', '{"version": 1, "hold_seconds": 90.000001, "window_start": "2024-01-01T00:00:00+00", "window_end": "2024-02-01T00:00:00.000001+00", "samples": [["2024-01-02T03:04:05.678901+00",-0.123456789],[59.321099,123456789012.12345],[0,223456789012.12345]]}'),
('gauge_samples', '{"version": 1, "gauges": [[1,60,"-infinity","infinity","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00","2024-01-01T00:00:00+00:00",0,0.5,0.5,0.5,0.5,0]]}'),
('cash_flows', '{"version": 1, "rate": 0.08, "flows": [["2024-01-31", -12345678901234567.123456789012], ["2025-02-28", 23456789012345678.234567890123]]}'),
('periodic_flows', '{"version": 1, "flows": [[2, -12345678901234567.123456789012], [35, 23456789012345678.234567890123]]}'),
('monthly_revenue', '{"version": 1, "terms": "USD/server excl 13%", "zone": "Asia/Shanghai", "first_month": "2024-03", "revenue": [12345678901234567.123456789012, -3.5, 23456789012345678.234567890123]}'),
('periodic_summary', '{"version": 1, "terms": "USD/server excl 13%", "step": "quarter", "zone": "Asia/Shanghai", "window_start": "2023-12-31T16:00:00+00", "window_end": "2026-01-31T16:00:00.000001+00", "rows": 11, "pending": 4, "first_period": "2024-04-01", '
	'"periods": [[5, "2024-04-02T03:04:05.678901+00", "2024-06-07T08:09:10.111213+00", 123456789.000000000000123, 12345678901234567.123456789012], [], [2, "2024-10-03T03:04:05.678902+00", "2024-11-07T08:09:10.111214+00", -223456789.000000000000124, -22345678901234567.123456789013]]}');
\pset format unaligned
\pset fieldsep '\n  '
\pset tuples_only on
CREATE FUNCTION pg_temp.frozen(type regtype, value text) RETURNS TABLE (what text, frozen text)
LANGUAGE plpgsql AS
$$
BEGIN
	RETURN QUERY EXECUTE format('SELECT f.* FROM (SELECT $1::%1$s AS v) AS s,
		LATERAL (VALUES (''%1$s as text'', v::text), (''sent'', encode(%1$s_send(v), ''hex'')), (''hash'', %1$s_hash(v)::text), (''hash_0'', %1$s_hash_extended(v, 0)::text), (''hash_seeded'', %1$s_hash_extended(v, 20240101)::text)) AS f (what, frozen)', type)
		USING value;
END
$$;
ALTER FUNCTION pg_temp.frozen(regtype, text) ROWS 5;
SELECT f.what, f.frozen FROM summary, LATERAL (SELECT what, frozen FROM pg_temp.frozen(type, value)) AS f;
SELECT type, pg_temp.stored(type, value) FROM summary;
\pset format aligned
\pset tuples_only off
-- swapping two fields, or forgetting one, would show: no two words of 64 bits of a summary of fixed size
-- are alike, nor zero; but rated_seconds is covered_seconds
SELECT type, count(*) - count(DISTINCT word) AS alike, count(*) FILTER (WHERE word = '\x0000000000000000') AS zero
FROM summary, LATERAL (SELECT pg_temp.stored(type, value) AS bytes OFFSET 0) AS s, LATERAL (SELECT substr(bytes, 9 + 8 * i, 8) AS word FROM generate_series(0, length(bytes) / 8 - 2) AS i) AS w
WHERE type IN ('lease_summary'::regtype, 'occupancy_digest'::regtype, 'gauge'::regtype) GROUP BY type ORDER BY type::text;

-- how the types are declared
SELECT typname, typlen, typbyval, typalign, typstorage, typcategory, typispreferred, typtype, typdelim, typmodin = 0 AS no_typmod
FROM pg_type WHERE oid IN ('p_capacity'::regtype, 'rent_rate'::regtype, 'lease_terms'::regtype) OR oid IN (SELECT type FROM summary) ORDER BY typname;

-- currencies: none may ever be missing, nor its place in the order change
SELECT count(*) AS currencies, md5(string_agg(encode(rent_rate_send(v), 'hex'), ',' ORDER BY v)) AS in_order
FROM (SELECT ('1 ' || code || '/card')::rent_rate AS v
	  FROM regexp_split_to_table('ADP AED AFA AFN ALK ALL AMD ANG AOA AOK AON AOR ARA ARL ARM ARP ARS ATS AUD AWG AZM AZN BAD BAM BAN BBD BDT BEC BEF BEL BGL BGM
		BGN BGO BHD BIF BMD BND BOB BOL BOP BOV BRB BRC BRE BRL BRN BRR BRZ BSD BTN BUK BWP BYB BYN BYR BZD CAD CDF CHE CHF CHW CLE CLF
		CLP CNH CNX CNY COP COU CRC CSD CSK CUC CUP CVE CYP CZK DDM DEM DJF DKK DOP DZD ECS ECV EEK EGP ERN ESA ESB ESP ETB EUR FIM FJD
		FKP FRF GBP GEK GEL GHC GHS GIP GMD GNF GNS GQE GRD GTQ GWE GWP GYD HKD HNL HRD HRK HTG HUF IDR IEP ILP ILR ILS INR IQD IRR ISJ
		ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRH KRO KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LTT LUC LUF LUL LVL LVR LYD MAD MAF MCF
		MDC MDL MGA MGF MKD MKN MLF MMK MNT MOP MRO MRU MTL MTP MUR MVP MVR MWK MXN MXP MXV MYR MZE MZM MZN NAD NGN NIC NIO NLG NOK NPR
		NZD OMR PAB PEI PEN PES PGK PHP PKR PLN PLZ PTE PYG QAR RHD ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SDP SEK SGD SHP SIT SKK
		SLE SLL SOS SRD SRG SSP STD STN SUR SVC SYP SZL THB TJR TJS TMM TMT TND TOP TPE TRL TRY TTD TWD TZS UAH UAK UGS UGX USD USN USS
		UYI UYP UYU UYW UZS VEB VED VEF VES VND VNN VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XEU XFO XFU XOF XPD XPF XPT XRE
		XSU XTS XUA YDD YER YUD YUM YUN YUR ZAL ZAR ZMK ZMW ZRN ZRZ ZWD ZWG ZWL ZWR', '\s+') AS code) AS c;
