-- Counts one use in a window.
-- KEYS: 1 counter of one person, one thing and one window
-- ARGV: 1 length of the window ms
-- Returns the uses so far, this one included.
local used = redis.call('INCR', KEYS[1])
if used == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return used
