#!/bin/sh
# What a crawl costs in requests: a count, so that no noise hides a regression. `make bench-crawl` measures the time.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
via=10.0.0.0/8=127.0.0.0/8
user='-u monitor -A authentication -X privacy.pass'

# at_most N: of the last run.
at_most() {
    requests=$(jq .requests out)
    [ "$requests" -le "$1" ] || { echo "$requests requests, more than $1"; return 1; }
}

# costs NAME FOLDER DEVICES MOST MOST_V3: a crawl of a served recording from the first address of its manifest.
costs() {
    # shellcheck disable=SC2086
    ok "$1: it is served" serve "$2" --map $via $user
    seed=$(awk 'NF == 2 && $1 !~ /[#@]/ {print $1; exit}' "$2/manifest.txt")
    rm -f v2c.db* v3.db*
    run --db v2c.db discover --json --via "$via:$port" "$seed"
    ok "$1: $3 devices are visited" answers .visited "$3"
    ok "$1: by at most $4 requests" at_most "$4"
    # shellcheck disable=SC2086
    run --db v3.db discover --json --via "$via:$port" $user "$seed"
    ok "$1: $3 devices are visited by SNMPv3" answers .visited "$3"
    ok "$1: by at most $5 requests" at_most "$5"
}

costs example "$root/examples/campus" 20 195 220
while read -r shape devices most most_v3; do
    "$(dirname "$WIREMAP")/tests/bench/generate_network" "$shape" 100 "$shape" >/dev/null
    costs "$shape" "$shape" "$devices" "$most" "$most_v3"
done <<'END'
campus 100 1400 1590
fat-tree 80 560 680
isp 100 1000 1180
END
finish
