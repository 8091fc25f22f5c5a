# Helpers of the end-to-end tests (POSIX sh). A test prints TAP; every process that it starts is ended by it.
set -u
: "${WIREMAP:?run through make check}"
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/wiremap-e2e.XXXXXX")
pids=
count=0
failures=0
unset WIREMAP_DB XDG_CONFIG_HOME NO_COLOR
export HOME="$work"

cleanup() {
    for pid in $pids; do
        kill "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
    done
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# ok NAME COMMAND...: passes when the command succeeds.
ok() {
    name=$1
    shift
    count=$((count + 1))
    if "$@" >"$work/ok.out" 2>&1; then
        echo "ok $count - $name"
    else
        echo "not ok $count - $name"
        sed 's/^/# /' "$work/ok.out" | tail -n 20
        [ ! -s "$work/err" ] || { echo "# stderr was:"; sed 's/^/# /' "$work/err" | tail -n 10; }
        failures=$((failures + 1))
    fi
}

skip() {
    count=$((count + 1))
    echo "ok $count - $1 # SKIP $2"
}

finish() {
    echo "1..$count"
    [ "$failures" -eq 0 ] || exit 1
    exit 0
}

# run ARGUMENTS...: runs wiremap; leaves its output in $work/out and $work/err, its status in $status.
run() {
    "$WIREMAP" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

# Checks on the last run.
exits() { [ "$status" -eq "$1" ] || { echo "status $status, not $1"; cat "$work/err"; return 1; }; }
says() { grep -q -e "$1" "$work/out" || { echo "stdout has no '$1':"; cat "$work/out"; return 1; }; }
complains() { grep -q -e "$1" "$work/err" || { echo "stderr has no '$1':"; cat "$work/err"; return 1; }; }
silent() { [ ! -s "$work/out" ] || { echo "stdout is not empty:"; cat "$work/out"; return 1; }; }
answers() {
    got=$(jq -c "$1" "$work/out") || return 1
    [ "$got" = "$2" ] || { echo "jq $1 gives $got, not $2"; return 1; }
}

# fails STATUS PATTERN ARGUMENTS...: wiremap fails with that status, says that on stderr, and nothing on stdout.
fails() {
    want=$1 pattern=$2
    shift 2
    run "$@"
    exits "$want" && complains "$pattern" && silent
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
    tries=$(($1 * 20))
    shift
    while [ "$tries" -gt 0 ]; do
        "$@" >/dev/null 2>&1 && return 0
        sleep 0.05
        tries=$((tries - 1))
    done
    return 1
}

# serve FOLDER [OPTIONS...]: starts a simulator of that recording on a free port, $port. The simulator picks it: one that
# was free a moment ago can be somebody else's by now.
serve() {
    folder=$1
    shift
    rm -f "$work/simulate.out"
    "$WIREMAP" simulate "$folder" --listen-port 0 "$@" >"$work/simulate.out" 2>"$work/simulate.err" &
    pids="$pids $!"
    wait_for 20 grep -q 'UDP port [0-9]' "$work/simulate.out" || { cat "$work/simulate.err"; return 1; }
    port=$(sed -n 's/^serving.* UDP port //p' "$work/simulate.out")
}
