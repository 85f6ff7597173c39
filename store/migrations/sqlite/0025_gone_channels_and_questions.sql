-- A unit's program that said 410 Gone is sent nothing more until a person resumes its channel.
ALTER TABLE channel_pauses ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;

-- What citizens were asked about a case that lacks something, and until when their answer is waited for. One is open at a time.
CREATE TABLE questions (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    question TEXT NOT NULL,              -- cases::Question
    was TEXT NOT NULL,                   -- the case's status before
    asked INTEGER NOT NULL,
    until INTEGER NOT NULL,
    reminded INTEGER,
    ended INTEGER,
    how TEXT CHECK (how IN ('answered', 'over')),
    next INTEGER,                        -- when something is to be done about it
    CHECK ((ended IS NULL) = (how IS NULL))
) STRICT;
CREATE INDEX questions_case ON questions (case_id, asked);
CREATE UNIQUE INDEX questions_open ON questions (case_id) WHERE ended IS NULL;
CREATE INDEX questions_next ON questions (next) WHERE next IS NOT NULL;
