-- Shifts as the service opens them: since when their officers are asked for SIAP, which may be later than the beginning if the service stood still.

ALTER TABLE shifts ADD COLUMN asked INTEGER;  -- when they were told to answer; NULL: not yet, somebody said it early
CREATE INDEX shifts_unopened ON shifts (ends) WHERE ready IS NULL;
