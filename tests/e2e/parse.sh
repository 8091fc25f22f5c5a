#!/bin/sh
# Reading what devices printed: by the built-in templates, by a folder of the user's, by one template.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2

ok "parse without an OS is a usage error" fails 2 'how to read' parse sw1.txt
ok "an unknown OS is named" fails 2 'nope' parse --os nope -c 'show version' sw1.txt
ok "a template and an OS are too much" fails 2 'stands for' parse --template a.textfsm --os linux sw1.txt
ok "a missing file is named" fails 3 'sw1.txt' parse --os linux -c lldpctl sw1.txt

cat >sw1.txt <<'TEXT'
lab1#show lldp neighbors
Device ID           Local Intf     Hold-time  Capability      Port ID
lab2                Gi0/1          120        B,R             Gi0/2

Total entries displayed: 1
lab1#
TEXT
run parse --os cisco_ios --command 'sh lldp nei' sw1.txt --json
ok "neighbors are read from a session" exits 0
ok "as the contract has them" \
    sh -c "jq -e '.neighbors == [.neighbors[0]] and .neighbors[0].remote_name == \"lab2\" and
        .neighbors[0].local_port == \"Gi0/1\" and .neighbors[0].remote_port == \"Gi0/2\" and
        .neighbors[0].capabilities == [\"bridge\", \"router\"]' '$work/out'"
run parse --os cisco_ios --command 'sh lldp nei' sw1.txt
ok "as a table, too" says 'lab2 .*Gi0/2'
ok "a command without a template is named" fails 3 'show nothing' parse --os cisco_ios -c 'show nothing' sw1.txt

mkdir mine
printf 'Value WORD (\\w+)\n\nStart\n  ^Total ${WORD} -> Record\n' >mine/any.textfsm
printf 'Template, Hostname, Platform, Command\nany.textfsm, .*, my_os, sh[[ow]] total\n' >mine/index
run parse --templates mine --os my_os -c 'sho total' sw1.txt --json
ok "a folder of templates may be for an OS of the user's" answers '.' '[{"word":"entries"}]'
run parse --template mine/any.textfsm sw1.txt
ok "one template is run over a text" answers '.' '[{"WORD":"entries"}]'
printf 'Value WORD (\\w+)\n\nStart\n  ^${WRONG} -> Record\n' >bad.textfsm
ok "a bad template is named with its line" fails 3 'bad.textfsm.*4' parse --template bad.textfsm sw1.txt
ok "a bad index is named with its line" sh -c "printf 'Template, Platform, Command\nx.textfsm, y\n' >mine/index"
ok "and stops the command" fails 3 'index: line 2' parse --templates mine --os my_os -c 'show total' sw1.txt
run parse --list-os
ok "the operating systems are listed" says 'arista_eos'
finish
