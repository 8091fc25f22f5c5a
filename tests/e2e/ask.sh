#!/bin/sh
# explain, find and doctor on the recorded campus, and on a small network with things that are wrong.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
campus=$root/examples/campus
export WIREMAP_DB=campus.db

run discover --replay "$campus"
ok "the campus is replayed" exits 0

run explain core1 dist1
ok "two joined devices are explained" exits 0
ok "with the number of links" says '^core1 and dist1 are joined by'
ok "with what each end says" says '^dist1 \[eth1\]  *lldp  *core1 '
run explain core1 dist1 --json
ok "the evidence of the cable has a row of each end" answers \
    '.links[] | select(.layer == "physical") | [.evidence[] | select(.protocol == "lldp") | [.device, .port, .key]] | sort' \
    '[["core1","eth3","chassis 02:1a:b0:00:03:01"],["dist1","eth1","chassis 02:1a:b0:00:01:01"]]'
ok "each with its run and time" answers '[.links[].evidence[] | .run == 1 and (.observed | length) == 20] | all' true
run explain core1 acc1
ok "devices that are not joined are the answer no" exits 1
ok "with what is between them" says 'both are joined to dist1, dist2'
run explain core1 acc1 --json
ok "and in JSON" answers '[.a.device, .b.device, .links]' '["core1","acc1",[]]'
run explain core1 --json
ok "one device is explained by the visits it was made of" answers '[.observations[] | [.address, .outcome]]' \
    '[["10.255.1.1","good"]]'
ok "by what it is known, and who says so" answers \
    '.evidence[] | select(.kind == "name") | [.value, ([.said_by[] | select(.protocol == null)] | length)]' '["core1",1]'
ok "and the rows that stand for it" answers \
    '[.claims[] | select(.protocol == "lldp") | .device] | unique' '["core2","dist1","dist2","dist3","dist4"]'
ok "a device cannot be joined to itself" fails 1 'core1' explain core1 core1
ok "an unknown device is the answer no" fails 1 'nosuch' explain nosuch
ok "explain without a device is a usage error" fails 2 'which' explain
ok "three are too many" fails 2 'too much' explain core1 core2 dist1

run find 10.1.0.9 --json
ok "an address is found at its interface" answers '.results[0] | [.how, .device, .port]' '["address","core1","eth3"]'
run find 02-1A-B0-00-01-03 --json
ok "a MAC address in another notation" answers '.results[0] | [.how, .device, .port]' '["interface","core1","eth3"]'
run find 1:3 --json
ok "so does it with octets of one digit" answers '[.results[] | select(.mac == "02:1a:b0:00:01:03") | .how] | unique' \
    '["arp","interface"]'
run find 103 --json
ok "too few digits find nothing" exits 1
run find 0001:03 --json
ok "digits that are no MAC address find nothing" exits 1
run find b000.0103 --json
ok "the end of a MAC address finds it" answers '[.results[] | select(.how == "interface") | .port]' '["eth3"]'
run find core1
ok "a name is found" says '^device  *10.255.1.1  *core1'
run find acc --json
ok "a part of a name finds all that have it" answers '[.results[] | select(.how == "device")] | length' 14
ok "nothing known is the answer no" fails 1 "nothing is known of 'ff:ff:00:11:22:33'" find ff:ff:00:11:22:33
run find nosuch --history --json
ok "nothing in all the runs too" exits 1
ok "and in JSON no results" answers '.results' '[]'
ok "find without a thing is a usage error" fails 2 'what' find

run doctor
ok "a sound network has no findings" exits 0
ok "and says so" says '^Nothing looks wrong.$'
run doctor --list --json
ok "the checks are listed" answers '[.[].name] | contains(["duplex-mismatch", "one-sided-link"])' true
ok "an unknown check is named" fails 2 "did you mean 'duplex-mismatch'" doctor --check duplex-mismach
ok "so is an unknown severity" fails 2 'fatal' doctor --severity fatal

# sw1 [eth1] -- [eth1] sw2: half against full duplex, and both have 192.0.2.1. A station is behind sw2 [eth2].
mkdir net
printf '10.0.0.1 sw1.snmprec\n10.0.0.2 sw2.snmprec\n' >net/manifest.txt
for n in 1 2; do
    other=$((3 - n))
    cat >net/sw$n.snmprec <<END
1.0.8802.1.1.2.1.3.1.0|2|4
1.0.8802.1.1.2.1.3.2.0|4x|02000000000$n
1.0.8802.1.1.2.1.4.1.1.4.0.1.1|2|4
1.0.8802.1.1.2.1.4.1.1.5.0.1.1|4x|02000000000$other
1.0.8802.1.1.2.1.4.1.1.6.0.1.1|2|5
1.0.8802.1.1.2.1.4.1.1.7.0.1.1|4|eth1
1.0.8802.1.1.2.1.4.1.1.9.0.1.1|4|sw$other
1.3.6.1.2.1.1.1.0|4|a switch
1.3.6.1.2.1.1.5.0|4|sw$n
1.3.6.1.2.1.2.2.1.1.1|2|1
1.3.6.1.2.1.2.2.1.1.2|2|2
1.3.6.1.2.1.2.2.1.2.1|4|eth1
1.3.6.1.2.1.2.2.1.2.2|4|eth2
1.3.6.1.2.1.2.2.1.3.1|2|6
1.3.6.1.2.1.2.2.1.3.2|2|6
1.3.6.1.2.1.2.2.1.7.1|2|1
1.3.6.1.2.1.2.2.1.7.2|2|1
1.3.6.1.2.1.2.2.1.8.1|2|1
1.3.6.1.2.1.2.2.1.8.2|2|1
1.3.6.1.2.1.4.20.1.1.192.0.2.1|64|192.0.2.1
1.3.6.1.2.1.4.20.1.2.192.0.2.1|2|2
1.3.6.1.2.1.4.20.1.3.192.0.2.1|64|255.255.255.0
1.3.6.1.2.1.10.7.2.1.19.1|2|$((n + 1))
1.3.6.1.2.1.17.1.1.0|4x|02000000000$n
1.3.6.1.2.1.17.1.4.1.2.1|2|1
1.3.6.1.2.1.17.1.4.1.2.2|2|2
1.3.6.1.2.1.17.4.3.1.1.0.80.86.0.63.162|4x|005056003fa2
1.3.6.1.2.1.17.4.3.1.2.0.80.86.0.63.162|2|$n
1.3.6.1.2.1.17.4.3.1.3.0.80.86.0.63.162|2|3
1.3.6.1.2.1.31.1.1.1.1.1|4|eth1
1.3.6.1.2.1.31.1.1.1.1.2|4|eth2
END
done
export WIREMAP_DB=net.db
run discover --replay net
ok "the small network is replayed" exits 0
run doctor --json
ok "what is wrong is the answer no" exits 1
ok "the mismatch and the address are found" answers '[.findings[] | [.check, .severity]]' \
    '[["duplicate-address","error"],["duplex-mismatch","error"]]'
ok "with the ports" answers '.findings[1].devices | map([.device, .port])' '[["sw1","eth1"],["sw2","eth1"]]'
run doctor
ok "in text, too, with what to do" says '^  sw1 \[eth1\] -- \[eth1\] sw2  half - full$'
run doctor --check duplicate-name
ok "one check alone may find nothing" exits 0
run doctor --severity error --json
ok "errors alone are counted" answers '.counts | [.error, .warning, .note]' '[2,0,0]'
run find 3fa2 --json
ok "a station is at the last switch" answers '[.results[] | [.how, .device, .port]]' '[["learned","sw2","eth2"]]'
run find 3fa2 --all --json
ok "and on the way to it when all is asked for" answers \
    '[.results[] | [.device, .port, .secondary]]' '[["sw2","eth2",null],["sw1","eth1",true]]'

# The station is gone in the second run; --history still finds it.
grep -v '\.17\.4\.3' net/sw1.snmprec >a && mv a net/sw1.snmprec
grep -v '\.17\.4\.3' net/sw2.snmprec >a && mv a net/sw2.snmprec
run discover --replay net
ok "what is gone is not found" fails 1 'history' find 3fa2
run find 3fa2 --history --json
ok "but in earlier runs" answers '[.results[] | [.device, .port, .run]]' '[["sw2","eth2",1]]'
finish
