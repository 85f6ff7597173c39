-- While staff speak with somebody themselves, what they write goes to the case and no machine answers.

ALTER TABLE persons ADD COLUMN silent_until INTEGER;  -- NULL or past: answered as ever
