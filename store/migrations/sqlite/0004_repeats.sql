-- A report told twice, and how many somebody filed within a day. Both are asked at every filing, so one index answers both.

ALTER TABLE cases ADD COLUMN same_hash BLOB;  -- keyed hash of all that was told; only of what was filed, not of a ring or a call-back
CREATE INDEX cases_recent ON cases (person, filed, same_hash) WHERE same_hash IS NOT NULL;
