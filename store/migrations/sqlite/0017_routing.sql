-- Routing that can be explained, rehearsed and taken back: every rule set that ever decided is kept, and every decision with what it was
-- made on.

CREATE TABLE rule_sets (
    version   INTEGER PRIMARY KEY,
    state     TEXT NOT NULL CHECK (state IN ('draft', 'simulated', 'approved', 'active', 'retired')),
    author    TEXT NOT NULL,
    approver  TEXT,
    sha256    BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
    csv       TEXT NOT NULL,
    report    TEXT NOT NULL DEFAULT '',  -- of the dry run that the approver read
    drafted   INTEGER NOT NULL,
    simulated INTEGER,
    approved  INTEGER,
    activated INTEGER,
    retired   INTEGER,
    before    INTEGER REFERENCES rule_sets (version),  -- what was active before: where a roll back leads
    CHECK (approver IS NULL OR approver <> author)
) STRICT;
CREATE UNIQUE INDEX rule_sets_active ON rule_sets (state) WHERE state = 'active';

-- Append only. The newest of a case says where it is and why.
CREATE TABLE decisions (
    id          INTEGER PRIMARY KEY,
    case_id     INTEGER NOT NULL REFERENCES cases (id),
    rule_set    INTEGER REFERENCES rule_sets (version),  -- NULL: from before rule sets were kept
    input       TEXT NOT NULL,           -- what was looked at, and enough to decide again
    trace       TEXT NOT NULL,           -- what spoke against each row
    unit        TEXT NOT NULL,
    rule        INTEGER NOT NULL,        -- which row decided, or would have if nobody had overridden it
    fallback    TEXT NOT NULL,           -- who stands in for the row's unit; empty: nobody
    also_notify TEXT NOT NULL,           -- units with a copy, joined by '|'
    why         TEXT NOT NULL,
    at          INTEGER NOT NULL,
    overrode    INTEGER REFERENCES decisions (id),  -- by hand: the decision that no longer holds,
    overrider   TEXT,                    -- the staff account,
    reason      TEXT,                    -- and a word of the office's list, never free text
    CHECK ((overrode IS NULL) = (overrider IS NULL) AND (overrode IS NULL) = (reason IS NULL))
) STRICT;
CREATE INDEX decisions_case ON decisions (case_id, id);
CREATE INDEX decisions_unit ON decisions (unit, id);
CREATE INDEX decisions_at ON decisions (at, id);
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE (ABORT, 'decisions are append only'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE (ABORT, 'decisions are append only'); END;

-- What was decided before is there to be rehearsed too.
INSERT INTO decisions (case_id, input, trace, unit, rule, fallback, also_notify, why, at)
    SELECT id, routing_input, routing_trace, unit, rule, '', '', why, filed FROM cases ORDER BY id;

-- How much a unit has to do, counted at each decision that asks for it.
CREATE INDEX cases_open_of_unit ON cases (unit)
    WHERE status IN ('filed', 'need_info', 'triaged', 'referred', 'in_progress', 'on_hold');
