-- Leases the timers of one bucket that are due: the lease is a later due time, so a claimer that dies loses nothing.
-- KEYS: 1 timers of the bucket (zset: person, score due ms)
-- ARGV: 1 now ms  2 end of the lease ms  3 how many at most
-- Returns the persons.
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, person in ipairs(due) do redis.call('ZADD', KEYS[1], 'XX', ARGV[2], person) end
return due
