-- States travel as text: reading it against reading any other JSON, and against binary.

INSERT INTO bench (what, against, ours, ours_base, theirs, theirs_base, bar, faster, net) VALUES
('text in of lease_summary', 'read as any JSON',
 'SELECT count(text::lease_summary) FROM summary_text', 'SELECT count(text) FROM summary_text',
 'SELECT count(as_json::lease_summary) FROM summary_text', 'SELECT count(as_json) FROM summary_text', 8, true, true),
('text in of occupancies', 'of version 1',
 'SELECT count(text::occupancy) FROM pool_text', 'SELECT count(text) FROM pool_text',
 'SELECT count(version_1::occupancy) FROM pool_text', 'SELECT count(version_1) FROM pool_text', 7, true, true);

INSERT INTO bench (what, against, ours, theirs, before, bar, faster)
SELECT 'COPY FROM text of 250,000 summaries', 'COPY FROM, FORMAT binary', format('COPY copied FROM %L', directory || '/summary.txt'),
  format('COPY copied FROM %L (FORMAT binary)', directory || '/summary.bin'), 'TRUNCATE copied', 3, false
FROM current_setting('data_directory') AS directory;

INSERT INTO bench_check VALUES
('the texts are not the summaries', 'SELECT bool_and(text::lease_summary = as_json::lease_summary) FROM summary_text'),
('the texts are not the occupancies', 'SELECT bool_and(text::occupancy = version_1::occupancy) FROM pool_text'),
('an instant takes more than 20 bytes of text', 'SELECT sum(length(text)) / sum(instants) <= 20 FROM pool_text');
