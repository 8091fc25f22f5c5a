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

# fewer DB ARGUMENTS...: another crawl takes fewer requests (at most 98 % of them) for the same.
fewer() {
    db=$1 first=$(jq .requests out)
    shift
    "$WIREMAP" --db "$db" show neighbors --json | jq -c 'map(del(.seen))' >first
    run --db "$db" discover --json "$@"
    "$WIREMAP" --db "$db" show neighbors --json | jq -c 'map(del(.seen))' >second
    second=$(jq .requests out)
    [ $((second * 100)) -le $((first * 98)) ] || { echo "$second requests after $first"; return 1; }
    cmp first second
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
    ok "$1: the second time by fewer" fewer v2c.db --via "$via:$port" "$seed"
    # shellcheck disable=SC2086
    run --db v3.db discover --json --via "$via:$port" $user "$seed"
    ok "$1: $3 devices are visited by SNMPv3" answers .visited "$3"
    ok "$1: by at most $5 requests" at_most "$5"
    # shellcheck disable=SC2086
    ok "$1: the second time by fewer" fewer v3.db --via "$via:$port" $user "$seed"
}

costs example "$root/examples/campus" 20 170 190
while read -r shape devices most most_v3; do
    "$(dirname "$WIREMAP")/tests/bench/generate_network" "$shape" 100 "$shape" >/dev/null
    costs "$shape" "$shape" "$devices" "$most" "$most_v3"
done <<'END'
campus 100 1320 1440
fat-tree 80 550 640
isp 100 980 1110
END

# Of a device that had no LLDP when it was met first, and of one that has lost it.
device=$(awk 'NF == 2 && $1 !~ /[#@]/ {print $2; exit}' campus/manifest.txt)
mkdir with without
cp "campus/$device" with/device.snmprec
grep -v '^1\.0\.8802\.' "campus/$device" >without/device.snmprec
for folder in with without; do echo '10.0.0.1 device.snmprec' >"$folder/manifest.txt"; done
serve without --map $via && without=$port
serve with --map $via && with=$port
# neighbors PORT: sets $found to how many the device has, asked again.
neighbors() {
    run --db mib.db discover --max-depth 0 --via "$via:$1" 10.0.0.1
    found=$("$WIREMAP" --db mib.db show neighbors --json | jq length)
}
neighbors "$without"
neighbors "$without"
ok "a device without LLDP has no neighbors" [ "$found" -eq 0 ]
neighbors "$with"
ok "the MIB that it has now is found" [ "$found" -gt 0 ]
neighbors "$with"
ok "and read again" [ "$found" -gt 0 ]
neighbors "$without"
ok "that it has no more is found, too" [ "$found" -eq 0 ]
finish
