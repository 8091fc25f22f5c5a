#!/bin/sh
# How fast the crawl is: made-up networks, served by the simulator with delay, loss and silence, crawled and stored;
# everything on the loopback net of this machine.
#
# DEVICES (1000) and LARGE (10000; 0 leaves them out) are the sizes, DELAYS ("5 20 80") in milliseconds, LOSSES ("2 10")
# and SILENT (30) in percent, LIMIT (60) the seconds that one crawl may take, OFTEN (3) how often the smaller ones are
# crawled, of which the fastest counts. MIBDIRS names the folders of netdisco-mibs,
# without which SNMP::Info is not compared with.
set -eu
BUILD=${BUILD:-build}
here=$(dirname "$0")
wiremap=$BUILD/wiremap
devices=${DEVICES:-1000}
large=${LARGE:-10000}
limit=${LIMIT:-60}
often=${OFTEN:-3}
work=$(mktemp -d "${TMPDIR:-/tmp}/wiremap-bench.XXXXXX")
simulator=
user='-u bench -l authPriv -a SHA -x AES'
export WIREMAP_AUTH_PASSPHRASE='a pass phrase of the bench' WIREMAP_PRIV_PASSPHRASE='another one of the bench'

end_simulator() {
    [ -z "$simulator" ] || { kill "$simulator" && wait "$simulator"; } 2>/dev/null || :
    simulator=
}
cleanup() {
    end_simulator
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", (b > 0 ? a / b : 0)}'; }

# make SHAPE DEVICES: a recording in $work/SHAPE-DEVICES, and one address of each device in its seeds.
make() {
    folder=$work/$1-$2
    [ -d "$folder" ] || {
        "$BUILD/tests/bench/generate_network" "$1" "$2" "$folder" >/dev/null
        awk 'NF == 2 && $1 !~ /[#@]/ && !seen[$2]++ {print $1}' "$folder/manifest.txt" >"$folder.seeds"
    }
}

# serve FOLDER OPTIONS...: on a free port, $port.
serve() {
    end_simulator
    served=$1
    shift
    rm -f "$work/served"
    "$wiremap" simulate "$served" --map 10.0.0.0/8=127.0.0.0/8 --listen-port 0 "$@" >"$work/served" 2>&1 &
    simulator=$!
    tries=0
    until grep -qs serving "$work/served"; do
        tries=$((tries + 1))
        [ $tries -lt 1200 ] || { cat "$work/served" >&2; exit 1; }
        sleep 0.05
    done
    port=$(sed -n 's/^serving.* UDP port //p' "$work/served")
}

# crawl OPTIONS...: what is served; leaves $wall, $cpu, $memory and $status, and the inventory in $work/db.
crawl() {
    rm -f "$work/db"*
    # shellcheck disable=SC2086
    measured=$(python3 "$here/measure.py" "$limit" "$wiremap" -q --db "$work/db" discover $credential \
        --via "10.0.0.0/8=127.0.0.0/8:$port" "$@" 2>"$work/discover.err")
    read -r wall cpu memory status <<END
$measured
END
}

# know SHAPE DEVICES VERSION: what a crawl of that network needs at least: $full, the median of the full datagrams of a
# device's values, and $chain, the longest chain of round trips of a visit, of those of some devices with nobody else about.
know() {
    make "$1" "$2"
    credential=
    [ -s "$folder.full" ] || {
        serve "$folder"
        rm -rf "$work/recorded"
        crawl --record "$work/recorded" "$(head -n 1 "$folder.seeds")"
        python3 "$here/datagrams.py" "$work/db" "$work/recorded" >"$folder.full"
        rm -rf "$work/recorded"
        serve "$folder" --delay 20
        # shellcheck disable=SC2046
        crawl --max-depth 0 $(awk -v some="$(($2 / 8))" 'NR % some == 1' "$folder.seeds")
        python3 "$here/visits.py" "$work/db" | awk '{printf "%.1f\n", $8 / 20}' >"$folder.chain"
    }
    read -r _ full full_secured _ <"$folder.full"
    [ "$3" = v2c ] || full=$full_secured
    read -r chain <"$folder.chain"
}

# crawl_often OPTIONS...: as crawl, of the smaller networks the best of $often, as others of this machine make a crawl
# slower, never faster; but not where it waits for the silent.
crawl_often() {
    crawl "$@"
    crawls=1
    while [ "$crawls" -lt "$often" ] && [ "$size" -eq "$devices" ] && [ "$silent" -eq 0 ]; do
        crawls=$((crawls + 1))
        mv "$work/db" "$work/best"
        kept="$wall $cpu $memory $status"
        crawl "$@"
        if awk -v now="$wall" -v before="${kept%% *}" 'BEGIN {exit !(now >= before)}'; then
            mv "$work/best" "$work/db"
            read -r wall cpu memory status <<END
$kept
END
        fi
    done
}

# row SHAPE DEVICES VERSION DELAY LOSS SILENT: serves, crawls and stores; one line. $path, the ratio to the critical path,
# and $ratio, that of the requests to full datagrams, stay, too.
row() {
    shape=$1 size=$2 version=$3 delay=$4 loss=$5 silent=$6
    know "$shape" "$devices" "$version"
    make "$shape" "$size"
    set -- "$(head -n 1 "$folder.seeds")"
    [ "$silent" -eq 0 ] || set -- --seeds "$folder.seeds"
    credential=
    [ "$version" = v2c ] || credential=$user
    # shellcheck disable=SC2086
    serve "$folder" $credential --delay "$delay" --loss "$loss" --silent "$silent" --seed 1
    crawl_often "$@"
    read -r good other median _ retries _ depth _ <<END
$(python3 "$here/visits.py" "$work/db")
END
    [ "$status" -eq 0 ] || echo "  this one ended with status $status: $(tail -n 1 "$work/discover.err")"
    path=- each=$(awk -v cpu="$cpu" -v good="$good" 'BEGIN {printf "%.2f", (good > 0 ? cpu * 1000 / good : 0)}')
    [ "$delay" -eq 0 ] || path=$(awk -v wall="$wall" -v hops="$((depth + 1))" -v chain="$chain" -v delay="$delay" \
        'BEGIN {printf "%.2f", wall / (hops * chain * delay / 1000)}')
    ratio=$(ratio "$median" "$full")
    # Larger networks have larger devices, and those have not been recorded.
    [ "$size" -eq "$devices" ] || full=- ratio=-
    printf '%-8s %6d %4s %5d %5s %6d %8.2f %8s %7d %6d %7s %5s %5s %5d %5s %7d %5d\n' "$shape" "$size" "$version" "$delay" \
        "$loss" "$silent" "$wall" "$each" "$good" "$other" "$median" "$full" "$ratio" "$depth" "$path" "$retries" "$memory"
}

heading() {
    printf '%-8s %6s %4s %5s %5s %6s %8s %8s %7s %6s %7s %5s %5s %5s %5s %7s %5s\n' network size snmp delay loss silent \
        seconds 'cpu/dev' visited failed 'req/dev' full ratio depth path retries MiB
}

# other NAME COMMAND...: the same facts by another tool, of the addresses in $work/addresses; one line.
other() {
    tool=$1
    shift
    read -r wall cpu memory status <<END
$(python3 "$here/measure.py" "$limit" "$@" 2>"$work/walked" <"$work/addresses")
END
    [ "$status" -le 0 ] || {
        echo "$tool: $wall s, but it ended with status $status: $(tail -n 1 "$work/walked")"
        return
    }
    note=
    [ "$status" -eq 0 ] || note=" (ended after $limit s)"
    awk -v tool="$tool" -v wall="$wall" -v cpu="$cpu" -v plain="$plain" -v note="$note" 'BEGIN {
        times = plain > 0 ? wall / plain : 0
        printf "%-52s %8.2f s %7.2f CPU-s: %6.1f times of at least 25: %s%s\n", tool, wall, cpu, times,
            (times >= 25 ? "met" : "MISSED"), note}'
}

# floor WHAT VALUE LIMIT [UNIT]: at most the limit.
floor() {
    awk -v what="$1" -v value="$2" -v limit="$3" -v unit="${4:-}" \
        'BEGIN {printf "%-72s %6.2f%s of at most %g%s: %s\n", what, value, unit, limit, unit, value <= limit ? "met" : "MISSED"}'
}

cat <<'END'
Crawled and stored. cpu/dev: milliseconds of processor time a device; req/dev: the median of the requests; full: the median
of the full datagrams that what was read would fill (with SNMPv3 they have less room), and ratio that of the two; depth: hops from the seed; path: seconds
to those of the critical path, which is the hops times the longest chain of round trips of a visit.
END
heading
# greater A B
greater() { awk -v a="$1" -v b="$2" 'BEGIN {print (a > b ? a : b)}'; }
worst=0 worst_secured=0
for shape in fat-tree isp campus; do
    row "$shape" "$devices" v3 0 0 0
    secured=$wall worst_secured=$(greater "$worst_secured" "$(ratio "$(awk -v a="$median" 'BEGIN {print a - 1}')" "$full")")
    row "$shape" "$devices" v2c 0 0 0
    worst=$(greater "$worst" "$ratio")
done
plain=$wall far=
for round_trip in ${DELAYS:-5 20 80}; do
    row campus "$devices" v2c "$round_trip" 0 0
    [ "$round_trip" -ne 20 ] || far=$path
done
row campus "$devices" v3 20 0 0
row campus "$devices" v2c 5 0 0
no_loss=$wall some_loss=
some=${LOSSES:-2 10}
for loss in $some; do
    row campus "$devices" v2c 5 "$loss" 0
    some_loss=${some_loss:-$wall}
done
row campus "$devices" v2c 0 0 "${SILENT:-30}"
silence=$wall
if [ "$large" -gt 0 ]; then
    row fat-tree "$large" v2c 0 0 0
    row isp "$large" v2c 0 0 0
    row campus "$large" v2c 20 0 0
    row campus "$large" v3 0 0 0
    large_secured=$wall
    row campus "$large" v2c 0 0 0
    large_wall=$wall large_memory=$memory
    row campus "$large" v2c 0 0 "${SILENT:-30}"
    silence=$wall
fi

echo
floor "v3 to v2c, $devices devices" "$(ratio "$secured" "$plain")" 2
[ -z "$some_loss" ] || floor "a loss of ${some%% *} % to none" "$(ratio "$some_loss" "$no_loss")" 1.25
[ -z "$far" ] || floor "20 ms of delay to the critical path" "$far" 1.5
floor "requests to full datagrams, the worst network" "$worst" 1.3
floor "the same with SNMPv3, but for the one that gets to know the engine" "$worst_secured" 1.3
floor "${SILENT:-30} % silent addresses to the 7 s of the timeouts of one" "$(ratio "$silence" 7)" 1.5
if [ "$large" -gt 0 ]; then
    floor "$large devices" "$large_wall" 8 " s"
    floor "v3 to v2c, $large devices" "$(ratio "$large_secured" "$large_wall")" 2
    floor "memory at $large devices" "$large_memory" 200 " MiB"
fi

make campus "$devices"
credential=
serve "$folder"
# Others of this machine make a crawl slower, never faster.
for again in 1 2 3 4 5; do
    crawl "$(head -n 1 "$folder.seeds")"
    plain=$(awk -v a="$plain" -v b="$wall" 'BEGIN {print (b < a ? b : a)}')
done
sed 's/^10\./127./' "$folder.seeds" >"$work/addresses"
cat >"$work/walk" <<'END'
unset MIBDIRS
for tree in 1.3.6.1.2.1.1 1.3.6.1.2.1.31.1.1 1.0.8802.1.1.2; do
    snmpbulkwalk -v2c -c public -On -m "" -r1 "$2:$1" $tree
done
END
echo
printf 'The same facts of the campus of %d devices by other tools, which make nothing of them; wiremap takes %.2f s, the best of %d:\n' \
    "$devices" "$plain" "$((again + 1))"
other "xargs -P32 snmpbulkwalk of system, ifXTable and LLDP" xargs -P 32 -n 1 sh "$work/walk" "$port"
if perl -MSNMP::Info -e 1 2>/dev/null && [ -n "${MIBDIRS:-}" ]; then
    other "SNMP::Info, 8 processes" perl "$here/snmp_info.pl" "$port"
else
    echo "SNMP::Info is not compared with: libsnmp-info-perl, or MIBDIRS with netdisco-mibs, is missing"
fi
