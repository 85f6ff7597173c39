-- Ends the timer of a session that has expired; a hash that expires cannot take its timer with it.
-- KEYS: 1 session hash  2 timers of its bucket, same hash tag (zset: person, score due ms)
-- ARGV: 1 person
-- Returns 1 if the session is there and keeps its timer, else 0.
if redis.call('EXISTS', KEYS[1]) == 1 then return 1 end
redis.call('ZREM', KEYS[2], ARGV[1])
return 0
