-- Messages of somebody who writes too many: kept, without an answer, until staff release them.
ALTER TABLE inbox ADD COLUMN held INTEGER;      -- since when; NULL: not held, or not any more
CREATE INDEX inbox_held ON inbox (person, channel) WHERE held IS NOT NULL;
CREATE INDEX inbox_held_since ON inbox (held) WHERE held IS NOT NULL;

-- What is held must not slow down the search for what is due. The index of before stays for the release of before.
CREATE INDEX inbox_due ON inbox (id) WHERE done IS NULL AND held IS NULL;
