-- What happens once a day without a case: in the evening every duty phone is tried, in the morning the heads read of the night.

CREATE TABLE rounds (
    round TEXT NOT NULL,
    day TEXT NOT NULL,                   -- on the office's clock
    at INTEGER NOT NULL,
    PRIMARY KEY (round, day)
) STRICT, WITHOUT ROWID;

-- Messages of the last evening's test.
CREATE TABLE duty_tests (
    key BLOB PRIMARY KEY,                -- of the message in the outbox
    day TEXT NOT NULL,
    unit TEXT NOT NULL,
    channel TEXT NOT NULL,               -- of the duty's number, also if another channel went on with it
    sent INTEGER NOT NULL,
    looked INTEGER                       -- when it was seen whether it was taken; NULL: its time is not over
) STRICT, WITHOUT ROWID;
CREATE INDEX duty_tests_open ON duty_tests (sent) WHERE looked IS NULL;

CREATE INDEX cases_urgent ON cases (filed) WHERE urgency <= 1;
