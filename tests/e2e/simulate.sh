#!/bin/sh
# The simulator as other people's clients see it: net-snmp's tools over loopback, and its own ways to end.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
campus=$root/examples/campus

# objects TOOL OPTIONS...: how many objects core1 has.
objects() { "$@" -c public -On "127.255.1.1:$port" .1 | grep -v 'No more variables' | grep -c '^\.' >walked; }
get() { snmpget -v2c -c public -Oqv -r 20 -t 1 "$@"; }

run simulate
ok "without a recording it is used wrongly" exits 2
ok "a folder without a manifest is no recording" fails 3 'no recording' simulate "$work"
ok "a map without a target is used wrongly" fails 2 'FROM=TO' simulate "$campus" --map 10.0.0.0/8
ok "a map has no port" fails 2 'listen-port' simulate "$campus" --map 10.0.0.0/8=127.0.0.0/8:99
ok "a map that covers nothing fails" fails 3 'in no --map' simulate "$campus" --map 192.168.0.0/16=127.0.0.0/16
ok "a loss is a percentage" fails 2 'percent' simulate "$campus" --loss 101
ok "a delay is not negative" fails 2 'milliseconds' simulate "$campus" --delay -1
ok "a kind of misbehavior is one of those that there are" fails 2 'these are: loop, cycle' simulate "$campus" --misbehave worse
ok "its number has a range" fails 2 'cycle=ROWS is 1 to' simulate "$campus" --misbehave cycle=0
run simulate "$campus" --listen-port 0 --for 0.1 --misbehave loop:nobody
ok "misbehavior of nobody is warned of" complains 'that of no device: loop:nobody'
run simulate --help
cp out help
# shellcheck disable=SC2016
ok "every kind is in the help and in the manual" sh -c '
    "$WIREMAP" simulate folder --misbehave "" 2>&1 | sed -n "s/.*these are: //p" | tr -d "," | tr " " "\n" >kinds
    [ "$(wc -l <kinds)" -gt 20 ] || exit 1
    while read -r kind; do
        grep -qw -e "$kind" help && grep -q "^[.]It Cm.* $kind" "'"$root"'/docs/man/wiremap-simulate.1" || { echo "$kind"; exit 1; }
    done <kinds'
run simulate "$campus" --listen-port 0 --for 0.1
ok "it ends by itself when told to" exits 0
ok "it says what it serves" says '^serving 20 devices at 50 addresses, UDP port [1-9]'
ok "and how to crawl it" says '--via 10.0.0.0/8=127.0.0.0/8:[0-9]* 10.255.1.1'

ok "a campus is served" serve "$campus" --community secret --community public
simulator=${pids##* }
ok "a port that is taken is an error" fails 3 "UDP port $port" simulate "$campus" --listen-port "$port"
if command -v snmpbulkwalk >/dev/null; then
    ok "a device answers" sh -c "[ \"\$(snmpget -v2c -c public -Oqv 127.255.1.1:$port .1.3.6.1.2.1.1.5.0)\" = '\"core1\"' ]"
    ok "another one has another name" sh -c \
        "[ \"\$(snmpget -v2c -c secret -Oqv 127.255.1.7:$port .1.3.6.1.2.1.1.5.0)\" = '\"acc1\"' ]"
    objects snmpbulkwalk -v2c -Cr25
    grep -c . "$campus/core1.snmprec" >recorded
    ok "a walk by GetBulk gives every object" cmp walked recorded
    objects snmpwalk -v2c
    ok "and so does one by GetNext" cmp walked recorded
    objects snmpwalk -v1
    grep -vc '|70|' "$campus/core1.snmprec" >recorded
    ok "SNMPv1 leaves out Counter64" cmp walked recorded
    get "127.255.1.1:$port" .1.3.6.1.2.1.1.99.0 >out 2>err
    ok "an object that is not there is told" says 'No Such Object'
    get "127.255.1.1:$port" .1.3.6.1.2.1.1.5.7 >out 2>err
    ok "an instance that is not there is told" says 'No Such Instance'
    snmpset -v2c -c public "127.255.1.1:$port" .1.3.6.1.2.1.1.5.0 s name >out 2>err
    ok "Set is refused" complains notWritable
    snmpget -v2c -c wrong -r 0 -t 0.3 "127.255.1.1:$port" .1.3.6.1.2.1.1.5.0 >out 2>err
    ok "a wrong community gets no answer" complains Timeout
    snmpget -v2c -c public -r 0 -t 0.3 "127.9.9.9:$port" .1.3.6.1.2.1.1.5.0 >out 2>err
    ok "nor does an address that nobody has" complains Timeout
else
    skip "net-snmp's tools read it" "snmpbulkwalk is not installed"
fi
ok "a bad network is served" serve "$campus" --delay 5 --jitter 10 --loss 3 --duplicate 5 --seed 1
run --db bad.db discover --via "10.0.0.0/8=127.0.0.0/8:$port" -t 0.2 -r 5 10.255.1.1
ok "it is crawled all the same" complains '^20 devices visited, 0 failed'
ok "a network where some are silent is served" serve "$campus" --silent 30 --seed 1
run --db silent.db discover --via "10.0.0.0/8=127.0.0.0/8:$port" -t 0.2 -r 0 10.255.1.1
ok "and these are the ones that fail" complains '^[1-9][0-9]* devices visited, [1-9][0-9]* failed'
kill "$simulator"
wait "$simulator"
status=$?
pids=$(echo " $pids " | sed "s/ $simulator / /")
ok "SIGTERM ends it with status 0" exits 0
finish
