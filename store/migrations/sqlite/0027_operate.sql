-- A backup does not know what was erased after it. So what was done is also told in a signed file outside the database (store/erasure_ledger.h);
-- here stands on which line, so that a ledger which was lost or cut short is noticed.
ALTER TABLE erasures ADD COLUMN line INTEGER;  -- NULL: not told there yet
CREATE INDEX erasures_untold ON erasures (id) WHERE state = 'done' AND line IS NULL;
CREATE INDEX erasures_told ON erasures (line) WHERE line IS NOT NULL;

-- Staff accounts. No row is there by default. A name is sealed under the account's own key; what is here of a password or a set-up secret are hashes.
CREATE TABLE staff (
    account TEXT PRIMARY KEY COLLATE NOCASE,  -- "Ani" and "ani" are one person
    key BLOB NOT NULL,                   -- wrapped by the root's wrapper, bound to the account
    name BLOB NOT NULL,                  -- sealed
    role TEXT NOT NULL,
    unit TEXT NOT NULL DEFAULT '',       -- code of a unit; empty: none
    password TEXT,                       -- Argon2id as libsodium writes it; NULL: none was set yet
    setup BLOB,                          -- keyed hash of the secret by which a password is set, once
    setup_until INTEGER,
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,  -- goes up whenever sessions of before must end
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    CHECK ((setup IS NULL) = (setup_until IS NULL))
) STRICT, WITHOUT ROWID;
