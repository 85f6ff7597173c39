-- Root keys that were in use here, and which is: a key that was replaced is refused, and what is found by keyed hashes stays found under the
-- next one (store/key_rotation.h). No row: the first one still is.
CREATE TABLE root_keys (
    fingerprint TEXT PRIMARY KEY,        -- 16 hex digits
    since INTEGER NOT NULL,
    until INTEGER,                       -- when it was replaced; NULL: in use
    public_key TEXT NOT NULL,            -- what anchors and ledger lines of its time are signed with, in hex
    by TEXT NOT NULL,                    -- staff account; empty for the first
    carried BLOB                         -- keys of the keyed hashes, sealed under this root; NULL for the first
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX root_keys_in_use ON root_keys (until IS NULL) WHERE until IS NULL;
