# shellcheck shell=bash
# The deployment on this host: where its state stands, how the server is started, asked and stopped. Read by the scripts beside it.
#
# In the environment, or as KEY=value lines in $PARLEY_HOME/deploy.conf:
#   PARLEY_HOME      the folder of compose.yaml, parley.env, secrets/ and state/; /srv/parley
#   PARLEY_REGISTRY  the one image name that may be deployed, as ghcr.io/agency/parley; only in deploy.conf
#   PARLEY_URL       where the server answers; http://127.0.0.1:8480
#   PARLEY_PATIENCE  how many seconds a version has to become ready; 120
#
# In state/, each file of KEY=value lines:
#   deployed   image, previous, and the backup made before `image` first ran: backup, events, head
#   under-way  the journal of a deployment that has not ended, which the next one takes up: the same, and how the books stand
#   lock       held by the one process that may change anything; the system frees it
#
# Exit codes: 0 done; 1 not done, and what ran before runs; 2 the command or a setting cannot be used; 3 nothing runs and a person is
# needed; 75 another deployment is under way.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${PARLEY_HOME:-/srv/parley}
state=$home/state

# Prints the comment at the top of the script, and ends with the code.
usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "$0"
  exit "$1"
}

say() { printf '%s  %s\n' "$(date -u +%H:%M:%S)" "$*"; }

# Ends with a code and says why.
fail() {
  local code=$1
  shift
  say "$*" >&2
  exit "$code"
}

# One value of a file of KEY=value lines; nothing where there is none. Files are read, never run.
value() { if [ -f "$1" ]; then sed -n "s/^$2=//p" "$1" | tail -n 1; fi; }

of() { value "$state/$1" "$2"; }

setting() {
  local given=${!1:-}
  printf '%s' "${given:-$(value "$home/deploy.conf" "$1")}"
}

# Replaces a state file as a whole: whoever reads it finds the former or the new one, also after a power failure.
write() {
  local file=$state/$1
  shift
  if ! { printf '%s\n' "$@" > "$file.new" && sync "$file.new" && mv "$file.new" "$file" && sync "$state"; }; then fail 3 "$file cannot be written"; fi
}

# Whether a deployment has not ended.
unfinished() { [ -e "$state/under-way" ]; }

# Writes the journal: books, image, from, backup, events, head. `books` says whether they are good for the version before (settled), stand as
# the failed version may have left them (kept), or are being put back (restoring).
note() { write under-way "books=$1" "image=$2" "from=$3" "backup=$4" "events=$5" "head=$6"; }

# The same journal with the books in another state, and maybe for another image.
turn() { note "$1" "${2:-$(of under-way image)}" "$(of under-way from)" "$(of under-way backup)" "$(of under-way events)" "$(of under-way head)"; }

forget_journal() { rm -f "$state/under-way"; }

# Reads and checks the settings.
begin() {
  url=$(setting PARLEY_URL)
  url=${url:-http://127.0.0.1:8480}
  patience=$(setting PARLEY_PATIENCE)
  patience=${patience:-120}
  [[ $patience =~ ^[0-9]+$ ]] || fail 2 "PARLEY_PATIENCE: expected seconds, as 120; got $patience"
  [ -f "$home/compose.yaml" ] || fail 2 "PARLEY_HOME: expected a folder with compose.yaml in it; got $home"
}

# Nobody else changes this deployment until this process has ended.
lock() {
  umask 077
  mkdir -p "$state"
  exec 9>> "$state/lock"
  flock --nonblock 9 || fail 75 "Another deployment is under way here: $(cat "$state/lock"). Nothing was done; try again when it has ended."
  printf '%s since %s, process %s' "$(basename "$0")" "$(date -u +%FT%TZ)" "$$" > "$state/lock"
}

# Docker without our lock: what it starts may outlive us.
docker() { command docker "$@" 9>&-; }

# Docker compose with PARLEY_IMAGE as the given image.
compose() {
  local image=$1
  shift
  PARLEY_IMAGE=$image docker compose --project-directory "$home" -f "$home/compose.yaml" "$@"
}

# One parley command in a container of its own with the given image, beside a running server or without one.
parley() {
  local image=$1
  shift
  compose "$image" run --rm --no-deps -T parley "$@"
}

# Any other program in such a container, for files of the data volume.
inside() {
  local image=$1 program=$2
  shift 2
  compose "$image" run --rm --no-deps -T --entrypoint "$program" parley "$@"
}

# A value of a flat JSON object, as text without quotes.
field() { sed -nE "s/.*\"$2\":\"?([^\",}]*)\"?[,}].*/\1/p" <<< "$1" | head -n 1; }

fetch() {
  if docker image inspect "$1" > /dev/null 2>&1; then return; fi
  say "Fetching $1"
  docker pull --quiet "$1"
}

# Copies the books to a file of the data volume: "<events> <head>". An image that is too old for them fails and says so.
copy_books() {
  local told
  inside "$1" rm -f "$2" && told=$(parley "$1" backup "$2" --json) && printf '%s %s\n' "$(field "$told" events)" "$(field "$told" head)"
}

# What the given image finds in the books, by a copy that is removed again.
look() {
  copy_books "$1" /data/deployment-look.db && inside "$1" rm -f /data/deployment-look.db
}

# No mail leaves from here on; who stopped sending before keeps it stopped.
stop_sending() {
  local told
  told=$(parley "$1" sending --json) || return
  if [ "$(field "$told" stopped)" = true ]; then return; fi
  parley "$1" sending stop --as deployment --json > /dev/null
}

# Only what a deployment stopped, a deployment lets go on: neither what a person stopped nor what a restore did.
resume_sending() {
  local told
  told=$(parley "$1" sending --json) || return
  if [ "$(field "$told" stopped)" != true ]; then return; fi
  if [ "$(field "$told" by)" = deployment ]; then
    parley "$1" sending resume --as deployment --json > /dev/null
  else
    say "Sending stays stopped by $(field "$told" by): look at \`parley status\`, then \`parley sending resume\`."
  fi
}

halt() {
  say "Stopping the server"
  compose "$1" stop parley
}

# Starts the image and answers once it is ready and passes the smoke test; else says what stood in the way.
run() {
  say "Starting $1"
  compose "$1" up --detach --no-deps --no-build --pull never parley && ready && PARLEY_HOME="$home" "$here/smoke" "$1" && return
  say "The last lines of its log:"
  compose "$1" logs --no-color --tail 20 parley || true
  return 1
}

# Waits until the server says that it is ready; each new reason why not is told.
ready() {
  local answer status reasons last='' end=$((SECONDS + patience))
  while true; do
    answer=$(curl --silent --show-error --max-time 5 --write-out '\n%{http_code}' "$url/ready" 2>&1) || true
    status=${answer##*$'\n'}
    if [ "$status" = 200 ]; then
      say "It is ready"
      return
    fi
    reasons=$(sed -nE 's/.*"reasons":\[([^]]*)\].*/\1/p' <<< "$answer" | tr -cd '[:print:]')
    reasons=${reasons:-$(head -n 1 <<< "$answer" | tr -cd '[:print:]')}
    if [ "$reasons" != "$last" ]; then say "Not ready yet: $reasons"; fi
    last=$reasons
    if [ "$SECONDS" -ge "$end" ]; then
      say "Not ready after $patience seconds: $reasons"
      return 1
    fi
    sleep 1
  done
}
