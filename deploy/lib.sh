# What deploy/run, deploy/test and deploy/install share. Sourced, never run; the caller has set -euo pipefail.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# ---- processes of ours -------------------------------------------------------------------------------------------------
# A part is a program that we started; var/run/NAME.pid holds its process id.

pid_file() { printf '%s/var/run/%s.pid' "$root" "$1"; }

# Prints the process id if the part still runs. Process ids are used again by the system, so the number alone proves nothing:
# the process must carry the program's name and work in a directory of this project.
pid_of() { # name program
  local pid directory command
  [[ -r $(pid_file "$1") ]] || return 1
  read -r pid <"$(pid_file "$1")" || return 1
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  directory=$(readlink "/proc/$pid/cwd" 2>/dev/null) || return 1
  [[ $directory == "$root" || $directory == "$root"/* ]] || return 1
  command=$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null) || return 1
  [[ ${command%% *} == *"$2"* ]] || return 1
  printf '%s' "$pid"
}

# Starts a part away from the terminal's Ctrl-C, so that the parts can be ended in order. Its output goes to var/log/NAME.log.
start_part() { # name command…
  local name=$1 tries
  shift
  (umask 077 && cd "$root" && exec setsid "$@") >"$root/var/log/$name.log" 2>&1 </dev/null 9>&- &
  printf '%s\n' "$!" >"$(pid_file "$name")"
  # Until then the process is still this shell, which nobody takes for the part.
  for ((tries = 0; tries < 200; ++tries)); do
    if pid_of "$name" "${1##*/}" >/dev/null || ! kill -0 "$!" 2>/dev/null; then break; fi
    sleep 0.05
  done
}

# Asks the part to end and waits for it; after `patience` seconds it is killed.
stop_part() { # name program patience
  local pid waited
  pid=$(pid_of "$1" "$2") || {
    rm -f "$(pid_file "$1")"
    return 0
  }
  kill -TERM "$pid" 2>/dev/null || true
  for ((waited = 0; waited < $3 * 10; ++waited)); do
    pid_of "$1" "$2" >/dev/null || break
    sleep 0.1
  done
  if pid_of "$1" "$2" >/dev/null; then
    say "$1 (process $pid) did not end within $3 s; killing it"
    kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -f "$(pid_file "$1")"
}

# True once something accepts connections there.
listening() { # port
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# Asks `condition…` again and again until it holds. False if the part died first or `seconds` are over.
wait_until() { # name program seconds condition…
  local name=$1 program=$2 ends=$((SECONDS + $3))
  shift 3
  while true; do
    pid_of "$name" "$program" >/dev/null || return 1
    "$@" && return 0
    ((SECONDS < ends)) || return 1
    sleep 0.1
  done
}

# The last words of a part that failed.
show_log() { # name
  say "The end of var/log/$1.log:" >&2
  tail -n 20 "$root/var/log/$1.log" >&2 || true
}
