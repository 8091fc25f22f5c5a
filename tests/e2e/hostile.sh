#!/bin/sh
# Devices that break the rules among good ones: the crawl ends, the good ones are complete, of each bad one there is what
# it said before, and a message that tells the object or the reason.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
campus=$root/examples/campus
limits='-t 0.2 -r 1 --max-rows 2000 --max-requests 2000 --max-bytes 20000000 --deadline 15'

# crawl DB OPTIONS...: the whole campus; leaves $seconds and $memory (MiB).
crawl() {
    db=$1
    shift
    # shellcheck disable=SC2086
    python3 "$root/tests/bench/measure.py" 100 "$WIREMAP" --db "$db" discover --via "10.0.0.0/8=127.0.0.0/8:$port" \
        $limits "$@" 10.255.1.1 >measured 2>err
    read -r seconds _ memory status <measured
}

# good_rows DB BAD: what the devices that behave have said, apart from what the others were found to be.
good_rows() {
    for what in neighbors interfaces; do
        "$WIREMAP" --db "$1" show $what --json |
            jq -c --arg bad "$2" '.[] | select(.device | IN($bad | split(" ")[]) | not) | del(.remote_device, .remote_device_id)'
    done | sort
}

# device NAME OUTCOME PATTERN: how the visit of a device has ended. The pattern is that of a warning, or of the failure;
# none when it is good.
device() {
    if [ "$2" = failed ]; then
        grep -q "^  10\.255\.1\.$(($(printf '%s' "$1" | tr -dc 0-9) + 6)) .*$3" err || { cat err; return 1; }
        return
    fi
    "$WIREMAP" --db hostile.db show device "$1" --json >device.json || return 1
    jq -e --arg outcome "$2" --arg pattern "$3" '
        ([.warnings[] | "\(.object // ""): \(.text)"]) as $warnings
        | ($outcome == "good") == (($warnings | length) == 0) and
          ($outcome == "good" or any($warnings[]; test($pattern)))' device.json >/dev/null ||
        { jq -c .warnings device.json; return 1; }
}

# among_good CASES OPTIONS...: serves the campus, its access switches misbehaving by the lines "KIND OUTCOME PATTERN", and
# looks at what a crawl makes of it.
among_good() {
    cases=$1
    shift
    number=0 bad='' rules=''
    while read -r kind outcome _; do
        number=$((number + 1))
        [ "$outcome" = good ] || bad="$bad${bad:+ }acc$number"
        rules="$rules --misbehave $kind:acc$number"
    done <"$cases"
    # shellcheck disable=SC2086
    ok "$number bad devices are served ($cases)" serve "$campus" $rules $serving
    rm -f hostile.db*
    crawl hostile.db "$@"
    ok "the crawl of them ends well" exits 0
    ok "in bounded time" [ "${seconds%.*}" -lt "${bound:-20}" ]
    ok "with bounded memory" [ "$memory" -lt "${WIREMAP_MEMORY_BOUND:-600}" ]
    good_rows hostile.db "$bad" >hostile.rows
    good_rows good.db "$bad" >good.rows
    ok "of the good devices everything is there" cmp hostile.rows good.rows
    number=0
    while read -r kind outcome pattern; do
        number=$((number + 1))
        ok "$kind: $outcome${pattern:+, }$pattern" device "acc$number" "$outcome" "$pattern"
    done <"$cases"
}

serving='-u monitor -A authentication -X privacy.pass'
user='-u monitor -A authentication -X privacy.pass'
# shellcheck disable=SC2086
ok "the campus is served" serve "$campus" $serving
crawl good.db
ok "and crawled" complains '^20 devices visited, 0 failed'

cat >tables <<'END'
loop partial ^if[A-Z].*: goes round in circles at row 1; stopped
cycle=3 partial ^if[A-Z].*: goes round in circles at row 1; stopped
unsorted good
rows partial ^ifXTable: more than 2000 rows
endless partial ^lldpRemTable: more than 2000 rows
broken-table partial ^ifDescr: genErr
too-big=300 good
no-getbulk good
v1-errors good
slow=20 good
duplicate=3 good
huge good
silent-after=3 partial ^: the device stopped answering: no answer
reboot=4 partial ^sysUpTime: fell from
END
among_good tables

cat >messages <<'END'
wrong-id failed no answer .*datagrams were no answer
wrong-source failed no answer
wrong-port failed no answer
truncated failed no answer .*datagrams were no answer
lying-length partial ^sysDescr: an answer that can be read in part
garbage failed no answer .*datagrams were no answer
late failed no answer
too-big failed answers every request with tooBig
gen-err failed answers every request with genErr
drop-getbulk good
END
among_good messages
# The signature of SNMPv3 tells that a message is not what was sent.
sed 's/^lying-length .*/lying-length failed no answer/' messages >signed
# shellcheck disable=SC2086
among_good signed $user
finish
