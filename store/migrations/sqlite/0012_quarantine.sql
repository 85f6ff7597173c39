-- Messages of somebody who writes too many: kept, without an answer, until staff release them.
ALTER TABLE inbox ADD COLUMN held INTEGER;      -- since when; NULL: not held, or not any more
ALTER TABLE inbox ADD COLUMN released INTEGER;  -- staff have let it go on
CREATE INDEX inbox_held ON inbox (person, channel) WHERE held IS NOT NULL;

-- What is held must not slow down the search for what is due.
DROP INDEX inbox_waiting;
CREATE INDEX inbox_waiting ON inbox (id) WHERE done IS NULL AND held IS NULL;
