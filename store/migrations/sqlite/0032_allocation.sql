-- Houses that are to be repaired, their pools, and who pays for which (cases/allocation.h). A house has one funder or none; no
-- pool and no ceiling is ever overrun, whatever a program above does.
CREATE TABLE pools (
    code TEXT PRIMARY KEY,
    programme TEXT NOT NULL,
    period TEXT NOT NULL,
    total INTEGER NOT NULL CHECK (total > 0),
    hold INTEGER NOT NULL,                 -- how long a reservation lasts, in milliseconds
    drafted_by TEXT NOT NULL,              -- staff account
    drafted INTEGER NOT NULL,
    opened_by TEXT CHECK (opened_by <> drafted_by),
    opened INTEGER,                        -- from then on houses may be booked
    CHECK ((opened_by IS NULL) = (opened IS NULL))
) STRICT;
CREATE TABLE pool_stages (
    pool TEXT NOT NULL REFERENCES pools (code),
    number INTEGER NOT NULL,
    begins INTEGER NOT NULL,
    PRIMARY KEY (pool, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE pool_funders (
    pool TEXT NOT NULL,
    unit TEXT NOT NULL,
    stage INTEGER NOT NULL,
    houses INTEGER NOT NULL CHECK (houses > 0),
    rupiah INTEGER,
    PRIMARY KEY (pool, unit),
    FOREIGN KEY (pool, stage) REFERENCES pool_stages (pool, number)
) STRICT, WITHOUT ROWID;
-- A list that was imported. Its houses are there for others once it is published, all at once.
CREATE TABLE house_lists (
    id INTEGER PRIMARY KEY,
    pool TEXT NOT NULL REFERENCES pools (code),
    file BLOB NOT NULL,                    -- keyed hash: the same file twice is one import
    by_whom TEXT NOT NULL,
    begun INTEGER NOT NULL,
    published INTEGER
) STRICT;
CREATE UNIQUE INDEX house_lists_file ON house_lists (pool, file);
CREATE TABLE house_rows (
    id INTEGER PRIMARY KEY,
    list INTEGER NOT NULL REFERENCES house_lists (id),
    line INTEGER NOT NULL,                 -- of the list
    pool TEXT NOT NULL REFERENCES pools (code),
    code TEXT NOT NULL UNIQUE,             -- H4812074
    area TEXT NOT NULL,
    estimate INTEGER NOT NULL,             -- rupiah
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'reserved', 'accepted', 'works', 'done', 'withdrawn')),
    funder TEXT,                           -- a unit's code
    until INTEGER,                         -- how long a reservation holds
    swap_to TEXT,                          -- asked for by somebody, not yet confirmed by another
    swap_by TEXT,
    swap_reason TEXT,
    case_id INTEGER REFERENCES cases (id),
    place BLOB,                            -- keyed hash of area and address: a house stands in no two pools
    key BLOB,                              -- wrapped; the next two are sealed under it, and it goes with the case
    owner BLOB,
    address BLOB,
    changed INTEGER NOT NULL,
    CHECK ((funder IS NULL) = (state IN ('open', 'withdrawn'))),
    CHECK ((until IS NOT NULL) = (state = 'reserved')),
    CHECK ((swap_to IS NULL) = (swap_by IS NULL)),
    FOREIGN KEY (pool, funder) REFERENCES pool_funders (pool, unit)
) STRICT;
CREATE UNIQUE INDEX house_rows_place ON house_rows (place) WHERE place IS NOT NULL AND state NOT IN ('done', 'withdrawn');
CREATE INDEX house_rows_list ON house_rows (list);
CREATE INDEX house_rows_pool ON house_rows (pool, state, funder);
CREATE INDEX house_rows_until ON house_rows (until) WHERE until IS NOT NULL;
CREATE INDEX house_rows_case ON house_rows (case_id) WHERE case_id IS NOT NULL;
CREATE VIEW houses AS SELECT * FROM house_rows WHERE list IN (SELECT id FROM house_lists WHERE published IS NOT NULL);
CREATE TRIGGER house_pool_holds BEFORE UPDATE OF state ON house_rows
WHEN NEW.state NOT IN ('open', 'withdrawn') AND OLD.state IN ('open', 'withdrawn')
    AND (SELECT count(*) FROM house_rows WHERE pool = NEW.pool AND state IN ('reserved', 'accepted', 'works', 'done'))
        >= (SELECT total FROM pools WHERE code = NEW.pool)
BEGIN SELECT RAISE(ABORT, 'the pool is full'); END;
CREATE TRIGGER house_funder_holds BEFORE UPDATE OF funder ON house_rows
WHEN NEW.funder IS NOT NULL AND NEW.funder IS NOT OLD.funder
    AND (SELECT count(*) FROM house_rows WHERE pool = NEW.pool AND funder = NEW.funder
            AND state IN ('reserved', 'accepted', 'works', 'done'))
        >= (SELECT houses FROM pool_funders WHERE pool = NEW.pool AND unit = NEW.funder)
BEGIN SELECT RAISE(ABORT, 'the funder has all its houses'); END;
-- Calls of funders' programs, by their Idempotency-Key; kept for a year.
CREATE TABLE house_calls (
    key BLOB PRIMARY KEY,
    wanted TEXT NOT NULL,                  -- "reserve H4812074"
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX house_calls_at ON house_calls (at);
