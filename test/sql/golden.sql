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
CREATE FUNCTION pg_temp.stored(type regtype, value text, length int) RETURNS bytea
LANGUAGE plpgsql AS
$$
DECLARE
	page bytea;
BEGIN
	EXECUTE format('CREATE TABLE golden_row (v %s)', type);
	EXECUTE 'INSERT INTO golden_row VALUES ($1::' || type || ')' USING value;
	CHECKPOINT;
	page := pg_read_binary_file(pg_relation_filepath('golden_row'));
	DROP TABLE golden_row;
	RETURN substr(page, length(page) - length + 1);
END
$$;
SELECT value, pg_temp.stored('p_capacity', value, 8) FROM unnest(ARRAY['0.000001 P', '0.312 P fp16', '-20 P']) AS value;
SELECT value, pg_temp.stored('rent_rate', value, 16) FROM unnest(ARRAY['15.1 CNY/card/hour', '98000 CNY/P fp16/year excl 13%', '-1 USD/kW']) AS value;

-- how the types are declared
SELECT typname, typlen, typbyval, typalign, typstorage, typcategory, typispreferred, typtype, typdelim, typmodin = 0 AS no_typmod
FROM pg_type WHERE oid IN ('p_capacity'::regtype, 'rent_rate'::regtype) ORDER BY typname;

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
