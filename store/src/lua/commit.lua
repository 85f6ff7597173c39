-- Commits one turn of one session: all of it or nothing.
-- KEYS: 1 session hash  2 timers of its bucket, same hash tag (zset: person, score due ms)
-- ARGV: 1 expected revision ('0': none)  2 new revision  3 sealed session  4 event key, 8 bytes  5 ttl ms
--       6 person  7 due ms ('': no timer)
-- Returns 0 written, 1 the event is among the last eight, 2 the revision is another one.
-- Fields: r revision, b sealed session, e the last eight event keys, then one byte 't' if the session has a timer.
local was = redis.call('HMGET', KEYS[1], 'r', 'e')
local events = was[2] or ''
if string.find(events, ARGV[4], 1, true) then return 1 end
if (was[1] or '0') ~= ARGV[1] then return 2 end
local timed = #events % 8 == 1
if timed then events = string.sub(events, 1, -2) end
events = string.sub(events .. ARGV[4], -64)
if ARGV[7] ~= '' then
  redis.call('HSET', KEYS[1], 'r', ARGV[2], 'b', ARGV[3], 'e', events .. 't')
  redis.call('ZADD', KEYS[2], ARGV[7], ARGV[6])
else
  redis.call('HSET', KEYS[1], 'r', ARGV[2], 'b', ARGV[3], 'e', events)
  if timed then redis.call('ZREM', KEYS[2], ARGV[6]) end
end
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 0
