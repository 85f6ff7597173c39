-- The office answers many open questions at once: one person writes the batch, another sends it, and each answer goes once, however often that is
-- run or killed. The words are sealed under the case's key, and gone when they are on their way.

CREATE TABLE answer_batches (
    id INTEGER PRIMARY KEY,
    file BLOB NOT NULL UNIQUE,           -- keyed hash of the file: the same file twice is one batch
    by TEXT NOT NULL,                    -- who wrote it
    begun INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('loading', 'kept', 'sending', 'sent')),
    sender TEXT                          -- who let it go: never who wrote it
) STRICT;

CREATE TABLE answers (
    batch INTEGER NOT NULL REFERENCES answer_batches (id),
    row INTEGER NOT NULL,                -- of the file, from 1, without the header
    case_id INTEGER NOT NULL REFERENCES cases (id),
    text BLOB,                           -- sealed; NULL once the answer waits no more
    result TEXT NOT NULL DEFAULT 'waiting' CHECK (result IN ('waiting', 'sent', 'refused')),
    PRIMARY KEY (batch, row),
    UNIQUE (batch, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_waiting ON answers (batch, row) WHERE result = 'waiting';
