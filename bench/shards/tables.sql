-- ROWS=500000
-- Leases of 50 pools on two shards, which are two databases of the server reached through postgres_fdw as other
-- servers are, laid out as doc/scale.md says.  Starts to the second, 1 to 60 hours.  Needs :rows.

CREATE EXTENSION postgres_fdw;
SELECT current_database() AS top, current_setting('unix_socket_directories') AS socket \gset
CREATE DATABASE shard0;
CREATE DATABASE shard1;
CREATE TABLE lease (pool text, rate rent_rate, cards numeric, started_at timestamptz, ended_at timestamptz, zone text) PARTITION BY HASH (pool);
-- the same, of which 10,000 rows are fetched at a time where it is 100 by default
CREATE TABLE lease_by_10000 (LIKE lease) PARTITION BY HASH (pool);
SELECT format($$
CREATE SERVER %1$s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host %2$L, port '5432', dbname %1$L, extensions 'gpurent', async_capable 'true', batch_size '500');
CREATE USER MAPPING FOR CURRENT_USER SERVER %1$s;
CREATE FOREIGN TABLE lease_%1$s PARTITION OF lease FOR VALUES WITH (MODULUS 2, REMAINDER %3$s) SERVER %1$s OPTIONS (table_name 'lease');
CREATE FOREIGN TABLE lease_by_10000_%1$s PARTITION OF lease_by_10000 FOR VALUES WITH (MODULUS 2, REMAINDER %3$s) SERVER %1$s OPTIONS (table_name 'lease', fetch_size '10000');
$$, 'shard' || n, :'socket', n) FROM generate_series(0, 1) AS n
\gexec
\connect shard0
CREATE EXTENSION gpurent;
CREATE TABLE lease (pool text, rate rent_rate, cards numeric, started_at timestamptz, ended_at timestamptz, zone text);
\connect shard1
CREATE EXTENSION gpurent;
CREATE TABLE lease (pool text, rate rent_rate, cards numeric, started_at timestamptz, ended_at timestamptz, zone text);
\connect :top
INSERT INTO lease
SELECT 'pool ' || n % 50, ((1 + n % 97) || ' CNY/card/hour')::rent_rate, 1 + n % 64, start, start + interval '1 hour' * (1 + (n * 31::bigint) % 60), 'Asia/Shanghai'
FROM generate_series(1, :rows) AS n, LATERAL (SELECT timestamptz '2024-01-01 00:00Z' + interval '1 second' * ((n * 7919::bigint) % 31000000) AS start) AS s;
\connect shard0
VACUUM ANALYZE;
\connect shard1
VACUUM ANALYZE;
\connect :top
ALTER DATABASE :top SET enable_partitionwise_aggregate = on;
SET enable_partitionwise_aggregate = on;
ANALYZE lease;
ANALYZE lease_by_10000;
