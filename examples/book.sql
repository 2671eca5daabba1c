-- A made-up book of leases: six pools of cards in one year, the same on every
-- machine.  Development boxes by the minute and fractions of a card, training
-- runs of hours to days, and contracts of weeks to months that start and end in
-- mid-month; some leases still run at the year's end, some never started.

CREATE TABLE pools (
  pool       text PRIMARY KEY,
  gpus       numeric,
  gpu_model  text
);

CREATE TABLE leases (
  lease_id    text,
  pool        text,
  customer    text,
  gpus        numeric,
  started_at  timestamptz,   -- empty: not started
  ended_at    timestamptz,   -- empty: still running
  state       text
);

INSERT INTO pools VALUES
  ('beijing-a100', 1536, 'A100 80G'),
  ('guizhou-910b', 1024, '910B'),
  ('qingyang-h100', 384, 'H100'),
  ('shanghai-h800', 768, 'H800'),
  ('shaoguan-4090', 384, 'RTX 4090'),
  ('ulanqab-a800', 1536, 'A800 80G');

-- A number in [0, 1) for a lease and a purpose; random() would differ between
-- versions of PostgreSQL.
CREATE FUNCTION book_draw(lease int, purpose text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ('x' || substr(md5('gpurent ' || lease || ' ' || purpose), 1, 7))::bit(28)::int / 268435456.0;

-- One of the words in an array, all as likely
CREATE FUNCTION book_choice(choices anyarray, lease int, purpose text) RETURNS anyelement
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS 'SELECT choices[1 + floor(book_draw(lease, purpose) * cardinality(choices))::int]';

INSERT INTO leases
SELECT 'L' || lpad(lease::text, 5, '0'), pool, customer, gpus,
       CASE WHEN pending THEN NULL ELSE started_at END,
       CASE WHEN pending OR ended_at >= '2025-01-01 00:00Z' THEN NULL ELSE ended_at END,
       CASE WHEN pending THEN 'pending' WHEN ended_at >= '2025-01-01 00:00Z' THEN 'running' ELSE 'ended' END
FROM (
  SELECT lease, pool, gpus, started_at,
         started_at + interval '1 second' * CASE WHEN lease % 211 = 0 THEN 0 ELSE seconds END AS ended_at,
         book_choice(ARRAY['llm', 'auto', 'univ', 'bio', 'render', 'city'], lease, 'sector') || '-' ||
           lpad((1 + floor(40 * book_draw(lease, 'customer') ^ 2))::text, 2, '0') AS customer,
         lease % 193 = 0 AS pending
  FROM generate_series(1, 20000) AS lease,
       LATERAL (SELECT book_draw(lease, 'kind') AS kind, book_draw(lease, 'length') AS length,
                       book_draw(lease, 'start') AS start) AS drawn,
       LATERAL (
         -- as likely as the pool is large, and a little more in the popular ones
         SELECT book_choice(ARRAY['beijing-a100', 'beijing-a100', 'beijing-a100', 'beijing-a100', 'guizhou-910b',
                                  'guizhou-910b', 'guizhou-910b', 'qingyang-h100', 'shanghai-h800', 'shanghai-h800',
                                  'shaoguan-4090', 'ulanqab-a800', 'ulanqab-a800', 'ulanqab-a800', 'ulanqab-a800',
                                  'ulanqab-a800'], lease, 'pool') AS pool,
                CASE WHEN kind < 0.64 THEN book_choice(ARRAY[0.25, 0.5, 0.5, 1, 1, 2], lease, 'gpus')
                     WHEN kind < 0.97 THEN book_choice(ARRAY[4, 8, 8, 8, 16, 32], lease, 'gpus')
                     ELSE book_choice(ARRAY[8, 8, 16, 16, 32, 64], lease, 'gpus') END
                  * CASE WHEN lease % 307 = 0 THEN 0 ELSE 1 END AS gpus,
                -- seconds: minutes to hours, hours to days, weeks to months
                floor(CASE WHEN kind < 0.64 THEN 120 + length ^ 3 * 60000
                           WHEN kind < 0.97 THEN 7200 + length ^ 2 * 700000
                           ELSE 1209600 + length ^ 2 * 20000000 END) AS seconds,
                -- contracts tend to be signed early in the year
                timestamptz '2024-01-01 00:00Z' + interval '1 second' *
                  floor(31622400 * CASE WHEN kind < 0.97 THEN start ELSE start * start END) AS started_at
       ) AS terms
) AS book
ORDER BY started_at, lease;
