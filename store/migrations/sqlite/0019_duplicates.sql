-- One need is often told by several people. Reports are found again by keyed hashes, proposed to an officer as perhaps the same, and
-- counted towards an event that concerns many. None of it is in the event chain, so that it can go with an erased case.

-- Only of cases that are neither restricted nor erased. `key`: 64 bits of the keyed hash of what two reports may have in common.
CREATE TABLE dup_keys (
    key INTEGER NOT NULL,
    filed INTEGER NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    PRIMARY KEY (key, filed, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dup_keys_case ON dup_keys (case_id);

-- Cases that are still to be compared with others: at once after filing, but never while a citizen waits.
CREATE TABLE dup_pending (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    keyed INTEGER NOT NULL CHECK (keyed IN (0, 1))       -- 0: its keys are still to be written
) STRICT;
INSERT INTO dup_pending (case_id, keyed)
SELECT id, 0 FROM cases WHERE key IS NOT NULL AND restricted = 0 AND kind <> 'telepon'
    AND status IN ('filed', 'need_info', 'triaged', 'referred', 'in_progress', 'on_hold');

-- Pairs, the older case first. What an officer said stays, so that no pair is shown again after "different".
CREATE TABLE dup_links (
    a INTEGER NOT NULL REFERENCES cases (id),
    b INTEGER NOT NULL REFERENCES cases (id),
    score REAL NOT NULL,
    why TEXT NOT NULL,                   -- the clues and their points, none of them personal
    verdict TEXT NOT NULL DEFAULT 'open' CHECK (verdict IN ('open', 'same', 'different')),
    by TEXT NOT NULL,                    -- system, or the staff account that said so
    at INTEGER NOT NULL,
    PRIMARY KEY (a, b),
    CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX dup_links_b ON dup_links (b);
CREATE INDEX dup_links_open ON dup_links (at) WHERE verdict = 'open';

ALTER TABLE cases ADD COLUMN dup_of INTEGER REFERENCES cases (id);  -- of a merged case: the older one that is worked on

-- A flood, a fire: while it is open, new cases of these categories in that area belong to it.
CREATE TABLE incidents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                  -- the office's own: "Banjir Beji"
    area TEXT NOT NULL,                  -- a code of the pack, and all in it
    categories TEXT NOT NULL,            -- joined by '|'; "*": any
    opened INTEGER NOT NULL,
    opened_by TEXT NOT NULL,
    closed INTEGER
) STRICT;
CREATE INDEX incidents_open ON incidents (id) WHERE closed IS NULL;
CREATE TABLE incident_cases (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    incident INTEGER NOT NULL REFERENCES incidents (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_cases_of ON incident_cases (incident);

-- When a burst was last pointed out, so that it is said once.
CREATE TABLE bursts (
    key INTEGER PRIMARY KEY,             -- the place key of dup_keys
    at INTEGER NOT NULL
) STRICT;
