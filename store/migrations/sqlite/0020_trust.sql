-- Trust in the record: what is to be erased and what was, on which ground each case is kept, and up to which event the log is anchored outside.

-- The erasure list: what citizens asked to have erased, and what was erased for whichever reason. Done rows are erased again after a backup was
-- restored, before it serves.
CREATE TABLE erasures (
    id INTEGER PRIMARY KEY,
    case_id INTEGER REFERENCES cases (id),      -- one case,
    person INTEGER REFERENCES persons (id),     -- or what is left of a person without cases
    reason TEXT NOT NULL CHECK (reason IN ('asked', 'retention')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'asks_person', 'stopped', 'done')),
    asked INTEGER NOT NULL,
    due INTEGER,                                -- from when it is done by itself; NULL: never by itself
    done INTEGER,                               -- when it was done or stopped
    actor TEXT NOT NULL,                        -- who asked for it, then who did or stopped it: citizen, system, or a staff account
    CHECK ((case_id IS NULL) <> (person IS NULL)),
    CHECK (state <> 'waiting' OR due IS NOT NULL),
    CHECK ((state IN ('stopped', 'done')) = (done IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX erasures_of_case ON erasures (case_id) WHERE state IN ('waiting', 'asks_person') AND case_id IS NOT NULL;
CREATE UNIQUE INDEX erasures_of_person ON erasures (person) WHERE state IN ('waiting', 'asks_person') AND person IS NOT NULL;
CREATE INDEX erasures_case ON erasures (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX erasures_due ON erasures (due) WHERE state = 'waiting';

-- What is found by case or person only when something is erased.
CREATE INDEX outbox_about ON outbox (about) WHERE about IS NOT NULL;
CREATE INDEX grants_person ON grants (person);
CREATE INDEX aliases_person ON aliases (person);
CREATE INDEX drafts_person ON drafts (person) WHERE case_id IS NULL;
CREATE INDEX outbox_kept_of ON outbox (person) WHERE payload IS NOT NULL AND ready IS NULL;

-- Finished cases by age, for the retention times.
CREATE INDEX cases_finished ON cases (restricted, urgency, changed) WHERE key IS NOT NULL AND status IN ('closed', 'cancelled', 'merged');

-- On which ground a case is kept and passed on. Nothing of it is personal: `evidence` is the id of the event in which it was given.
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    who TEXT NOT NULL CHECK (who IN ('reporter', 'subject', 'guardian', 'office')),
    basis TEXT NOT NULL CHECK (basis IN ('vital_interest', 'public_task', 'consent')),
    scope TEXT NOT NULL,                        -- what for: 'handling', 'sharing'
    text_version TEXT NOT NULL,                 -- of the words that were agreed to; empty: none were shown
    evidence BLOB NOT NULL,
    given INTEGER NOT NULL,
    withdrawn INTEGER
) STRICT;
CREATE INDEX consents_case ON consents (case_id);
CREATE UNIQUE INDEX consents_standing ON consents (case_id, who, basis, scope) WHERE withdrawn IS NULL;

-- Anchors that were written (docs/security.md, "Anchors"): a file that is missing is seen.
CREATE TABLE anchors (
    seq INTEGER PRIMARY KEY,                    -- the last event that it covers
    day TEXT NOT NULL,                          -- on the office's clock, "2026-11-22"
    at INTEGER NOT NULL
) STRICT;
