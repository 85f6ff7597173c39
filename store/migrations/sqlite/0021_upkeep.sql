-- What the referral loop asks often, found without reading a unit's past or every open call.
DROP INDEX referrals_task;
CREATE INDEX referrals_task ON referrals (unit, task);
DROP INDEX calls_due_open;
CREATE INDEX calls_due_case ON calls_due (case_id, since);

-- A call that nobody answered stays due.
ALTER TABLE calls_due ADD COLUMN tried INTEGER NOT NULL DEFAULT 0;
-- Alarms that wait, looked at each second.
CREATE INDEX outbox_urgent ON outbox (queued) WHERE ready IS NOT NULL AND lane = 0;

-- Who was merged into a case hears what becomes of it.
CREATE INDEX cases_merged ON cases (dup_of) WHERE dup_of IS NOT NULL;

-- Photos go in the transaction that erases their case, so nobody looks for erased cases any more.
DROP INDEX cases_erased;

-- Cases from before referrals, whose units were all to be asked at once: four a second, the urgent ones first, so that
-- they do not stand before what rings today.
UPDATE clocks SET next = CAST(strftime('%s', 'now') AS INTEGER) * 1000 + 250 * queue.place
    FROM (SELECT clocks.id, row_number() OVER (ORDER BY cases.urgency, cases.id) AS place
          FROM clocks JOIN cases ON cases.id = clocks.case_id
          WHERE clocks.kind = 'verify' AND clocks.next = 0) AS queue
    WHERE clocks.id = queue.id;
