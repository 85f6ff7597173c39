-- "Am I on the list?" is asked more than anything else, and only the office knows: its lists stand here as it gives them, dated and whole. Of a person
-- only keyed hashes and a coarse standing, so nobody can be read out of it; what is replaced is removed in small steps.

CREATE TABLE lists (
    id INTEGER PRIMARY KEY,              -- a generation
    kind TEXT NOT NULL CHECK (kind IN ('beneficiaries', 'schedules')),
    programme TEXT NOT NULL,             -- code of a service
    as_of TEXT NOT NULL,                 -- the day that the list tells of: 2026-11-12
    period TEXT NOT NULL,                -- the office's own word for it, or empty
    file BLOB NOT NULL,                  -- keyed hash of the file
    by TEXT NOT NULL,
    begun INTEGER NOT NULL,
    heard INTEGER NOT NULL,              -- when its import last gave a sign of life
    entries INTEGER NOT NULL DEFAULT 0,  -- lines of the file
    state TEXT NOT NULL CHECK (state IN ('loading', 'current', 'old', 'broken', 'gone'))
) STRICT;
CREATE UNIQUE INDEX lists_loading ON lists (kind, programme) WHERE state = 'loading';
CREATE UNIQUE INDEX lists_current ON lists (kind, programme) WHERE state = 'current';
CREATE INDEX lists_unswept ON lists (state) WHERE state IN ('loading', 'old', 'broken');

CREATE TABLE list_members (
    list INTEGER NOT NULL REFERENCES lists (id),
    key BLOB NOT NULL,                   -- keyed hash of a NIK, a family card, a phone or the programme's own card
    standing INTEGER NOT NULL,           -- store/lists.h
    reason TEXT NOT NULL,                -- the office's code, or empty
    batch TEXT NOT NULL,                 -- which distribution days are theirs, or empty
    PRIMARY KEY (list, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE list_days (
    list INTEGER NOT NULL REFERENCES lists (id),
    batch TEXT NOT NULL,                 -- empty: for all
    day TEXT NOT NULL,                   -- 2026-11-28
    opens INTEGER NOT NULL,              -- minutes after midnight on the office's clock
    closes INTEGER NOT NULL,
    place TEXT NOT NULL,                 -- code of the pack's areas
    PRIMARY KEY (list, batch, day, opens, place)
) STRICT, WITHOUT ROWID;
