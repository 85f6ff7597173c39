-- Reports that whoever holds the phone must not learn of, and whether somebody wants to hear from the office at all. Both decide what is
-- sent, so they are in the clear; why somebody asked for it is sealed with the rest of the case.

ALTER TABLE cases ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1));
ALTER TABLE cases ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0 CHECK (quiet IN (0, 1));  -- nothing about it is sent to the citizen
ALTER TABLE cases ADD COLUMN contact TEXT CHECK (contact IN ('now', 'later', 'never'));
ALTER TABLE persons ADD COLUMN contact TEXT CHECK (contact IN ('now', 'later', 'never'));  -- the latest answer, for every later message

-- An answer and an alarm always go. A notice goes unless the citizen wants none when its turn comes.
ALTER TABLE outbox ADD COLUMN purpose TEXT NOT NULL DEFAULT 'direct' CHECK (purpose IN ('direct', 'notice', 'reminder'));
ALTER TABLE outbox ADD COLUMN about INTEGER REFERENCES cases (id);
