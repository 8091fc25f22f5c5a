#!/bin/sh
# How fast the crawl is: made-up networks, served by the simulator with delay, loss and silence, crawled and stored;
# everything on the loopback net of this machine.
#
# DEVICES (1000) and LARGE (10000; 0 leaves them out) are the sizes, DELAYS ("5 20 80") in milliseconds, LOSSES ("2 10")
# and SILENT (30) in percent, LIMIT (60) the seconds that one crawl may take.
set -eu
BUILD=${BUILD:-build}
here=$(dirname "$0")
wiremap=$BUILD/wiremap
devices=${DEVICES:-1000}
large=${LARGE:-10000}
limit=${LIMIT:-60}
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

# row SHAPE DEVICES VERSION DELAY LOSS SILENT: serves, crawls and stores; one line. $wall, $cpu and $memory stay.
row() {
    make "$1" "$2"
    set -- "$@" "$(head -n 1 "$folder.seeds")"
    [ "$6" -eq 0 ] || set -- "$1" "$2" "$3" "$4" "$5" "$6" --seeds "$folder.seeds"
    shape=$1 size=$2 version=$3 delay=$4 loss=$5 silent=$6
    shift 6
    credential=
    [ "$version" = v2c ] || credential=$user
    # shellcheck disable=SC2086
    serve "$folder" $credential --delay "$delay" --loss "$loss" --silent "$silent" --seed 1
    rm -f "$work/db"*
    # shellcheck disable=SC2086
    measured=$(python3 "$here/measure.py" "$limit" "$wiremap" -q --db "$work/db" discover $credential \
        --via "10.0.0.0/8=127.0.0.0/8:$port" "$@" 2>"$work/discover.err")
    read -r wall cpu memory status <<END
$measured
END
    read -r good other median milliseconds retries octets depth <<END
$(python3 "$here/visits.py" "$work/db")
END
    [ "$status" -eq 0 ] || echo "  this one ended with status $status: $(tail -n 1 "$work/discover.err")"
    printf '%-8s %6d %4s %5d %5s %6d %8.2f %7.2f %5d %7d %6d %7s %8.1f %7d %6d %5d\n' "$shape" "$size" "$version" \
        "$delay" "$loss" "$silent" "$wall" "$cpu" "$memory" "$good" "$other" "$median" "$milliseconds" \
        "$retries" "$octets" "$depth"
}

heading() {
    printf '%-8s %6s %4s %5s %5s %6s %8s %7s %5s %7s %6s %7s %8s %7s %6s %5s\n' network size snmp delay loss silent \
        seconds cpu MiB visited failed 'req/dev' 'ms/dev' retries octets depth
}

# floor WHAT VALUE LIMIT [UNIT]: at most the limit.
floor() {
    awk -v what="$1" -v value="$2" -v limit="$3" -v unit="${4:-}" \
        'BEGIN {printf "%-72s %6.2f%s of at most %g%s: %s\n", what, value, unit, limit, unit, value <= limit ? "met" : "MISSED"}'
}

echo "Crawled and stored. req/dev and ms/dev: medians of the devices; octets: of the average answer; depth: hops from the seed."
heading
for shape in fat-tree isp campus; do
    row "$shape" "$devices" v3 0 0 0
    secured=$wall
    row "$shape" "$devices" v2c 0 0 0
done
plain=$wall
far=
for round_trip in ${DELAYS:-5 20 80}; do
    row campus "$devices" v2c "$round_trip" 0 0
    [ "$round_trip" -ne 20 ] || far=$wall
done
# At the longest delay a visit is nothing but round trips: so many that wait for each other.
chain=$(ratio "$milliseconds" "$round_trip")
path=$(awk -v hops="$((depth + 1))" -v chain="$chain" 'BEGIN {print hops * chain * 0.020}')
full=$(awk -v requests="$median" -v octets="$octets" 'BEGIN {print requests / int(requests * octets / 1472 + 0.999)}')
row campus "$devices" v3 20 0 0
row campus "$devices" v2c 5 0 0
no_loss=$wall
some_loss=
for loss in ${LOSSES:-2 10}; do
    row campus "$devices" v2c 5 "$loss" 0
    some_loss=${some_loss:-$wall}
done
row campus "$devices" v2c 0 0 "${SILENT:-30}"
if [ "$large" -gt 0 ]; then
    row campus "$large" v3 0 0 0
    row campus "$large" v2c 20 0 0
    row fat-tree "$large" v2c 0 0 0
    row isp "$large" v2c 0 0 0
    row campus "$large" v2c 0 0 0
    large_wall=$wall large_memory=$memory
fi

echo
floor "v3 to v2c, $devices devices" "$(ratio "$secured" "$plain")" 2
[ -z "$some_loss" ] || floor "loss of ${LOSSES:-2} % to none" "$(ratio "$some_loss" "$no_loss")" 1.25
[ -z "$far" ] || floor "20 ms of delay to the critical path of $path s ($chain round trips a hop)" "$(ratio "$far" "$path")" 1.5
floor "requests per device to full datagrams" "$full" 1.3
if [ "$large" -gt 0 ]; then
    floor "$large devices" "$large_wall" 8 " s"
    floor "memory at $large devices" "$large_memory" 200 " MiB"
fi

make campus "$devices"
serve "$folder"
cat >"$work/walk" <<'END'
for tree in 1.3.6.1.2.1.1 1.3.6.1.2.1.31.1.1 1.0.8802.1.1.2; do
    snmpbulkwalk -v2c -c public -On -m "" -r1 "$2:$1" $tree
done
END
sed 's/^10\./127./' "$folder.seeds" >"$work/addresses"
read -r wall cpu memory status <<END
$(python3 "$here/measure.py" "$limit" xargs -a "$work/addresses" -P 32 -n 1 sh "$work/walk" "$port" 2>"$work/walked")
END
echo
if [ "$status" -lt 0 ]; then
    echo "xargs -P32 snmpbulkwalk of system, ifXTable and LLDP: more than $limit s"
else
    echo "xargs -P32 snmpbulkwalk of system, ifXTable and LLDP: $wall s, $cpu CPU-s, $(wc -l <"$work/walked") values, nothing made of them"
fi
echo "ratio: wiremap, which stores it, is $(ratio "$wall" "$plain") times as fast; the floor is 25"
