-- Which units were asked about a case, what they answered, and the clocks that chase them: so that a case is never with nobody.

CREATE TABLE referrals (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    unit TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'backup')),  -- a backup is asked beside an owner who is silent
    task INTEGER NOT NULL,               -- what officers call it: T14; no two open ones of a unit have the same
    status TEXT NOT NULL CHECK (status IN ('sent', 'seen', 'accepted', 'rejected', 'returned', 'done', 'withdrawn', 'expired')),
    reason TEXT,                         -- why it was handed back
    outcome TEXT,                        -- what was reached
    sent INTEGER NOT NULL,
    answered INTEGER,                    -- accepted or handed back
    departed INTEGER,
    arrived INTEGER,
    verified TEXT CHECK (verified IN ('yes', 'no')),  -- what the verifier said of the facts
    ended INTEGER,
    officer INTEGER,                     -- the person who answered last
    version INTEGER NOT NULL DEFAULT 1,
    CHECK ((status IN ('rejected', 'returned')) = (reason IS NOT NULL)),
    CHECK ((status = 'done') = (outcome IS NOT NULL))
) STRICT;
CREATE INDEX referrals_case ON referrals (case_id, id);
CREATE INDEX referrals_open ON referrals (unit, task) WHERE status IN ('sent', 'seen', 'accepted');
CREATE INDEX referrals_sent ON referrals (unit, sent);
CREATE INDEX referrals_task ON referrals (unit, task, id);

-- How long somebody has (cases/clock.h). A clock that runs or waits has a `next`: when something is to be done about it.
CREATE TABLE clocks (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    referral INTEGER REFERENCES referrals (id),
    kind TEXT NOT NULL,
    counting TEXT NOT NULL CHECK (counting IN ('always', 'office')),
    minutes INTEGER NOT NULL,
    working_days INTEGER NOT NULL,
    started INTEGER NOT NULL,
    due INTEGER NOT NULL,
    left_ms INTEGER NOT NULL DEFAULT 0,
    paused_ms INTEGER NOT NULL DEFAULT 0,
    paused_since INTEGER,
    pauses INTEGER NOT NULL DEFAULT 0,
    stopped INTEGER,
    breached INTEGER,
    step INTEGER NOT NULL DEFAULT 0,     -- of its ladder, taken so far
    told INTEGER,                        -- when its unit was told last
    next INTEGER
) STRICT;
CREATE INDEX clocks_next ON clocks (next) WHERE next IS NOT NULL;
CREATE INDEX clocks_case ON clocks (case_id, kind);

ALTER TABLE cases ADD COLUMN ending TEXT;         -- the outcome that counts: of the unit that finished it
ALTER TABLE cases ADD COLUMN ended INTEGER;       -- when it was resolved, closed, cancelled or merged; NULL while it is open
ALTER TABLE cases ADD COLUMN asked INTEGER;       -- since when we wait for the citizen to say whether it helped
ALTER TABLE cases ADD COLUMN reopened INTEGER NOT NULL DEFAULT 0;  -- how often

-- Who has the duty of a unit that works round the clock, shift by shift.
CREATE TABLE shifts (
    unit TEXT NOT NULL,
    begins INTEGER NOT NULL,
    ends INTEGER NOT NULL,
    ready INTEGER,                       -- when SIAP came
    officer INTEGER,                     -- from whom
    missed INTEGER,                      -- since when the backup and the head know that it did not come
    handed_over INTEGER,                 -- when its list went to the next
    PRIMARY KEY (unit, begins)
) STRICT, WITHOUT ROWID;

-- Calls that a person must make, since no message was answered; open until one ticks it off.
CREATE TABLE calls_due (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    referral INTEGER REFERENCES referrals (id),
    since INTEGER NOT NULL,
    done INTEGER,
    by TEXT
) STRICT;
CREATE INDEX calls_due_open ON calls_due (since) WHERE done IS NULL;

-- Cases of before: whoever is finished ended when it changed last; for the others a unit is asked at once.
UPDATE cases SET ended = changed WHERE status IN ('resolved', 'closed', 'cancelled', 'merged');
INSERT INTO clocks (case_id, kind, counting, minutes, working_days, started, due, next)
    SELECT id, 'verify', 'always', 0, 0, filed, filed, 0 FROM cases
    WHERE status NOT IN ('resolved', 'closed', 'cancelled', 'merged') AND key IS NOT NULL;
