#!/bin/sh
# How fast devices are asked over SSH: SESSIONS (200) of them behind RTT (20) milliseconds, on a shell with a prompt as
# Cisco IOS has it, and on channels for each command as Linux has it. All costs are on this machine, so the wall time is
# held against the larger of one device's time and the processor time that was spent meanwhile, over the processors: that
# of wiremap, of the server and the line (libssh, one process), and of whatever else runs here ("busy").
set -eu
BUILD=${BUILD:-build}
here=$(dirname "$0")
wiremap=$(cd "$BUILD" && pwd)/wiremap
sessions=${SESSIONS:-200}
rtt=${RTT:-20}
limit=${LIMIT:-120}
work=$(mktemp -d "${TMPDIR:-/tmp}/wiremap-bench.XXXXXX")
server=
end_server() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || :
    server=
}
cleanup() {
    end_server
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
export HOME="$work"
unset SSH_AUTH_SOCK
export WIREMAP_SSH_PASSWORD=bench

# A switch of 48 ports, whose first two lead to others.
make_ios() {
    mkdir -p "$work/ios.cli"
    cat >"$work/ios.cli/show_version.txt" <<'TEXT'
Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(4)E, RELEASE SOFTWARE (fc1)
ROM: Bootstrap program is C2960X boot loader

@NAME@ uptime is 1 week, 2 days, 3 hours, 4 minutes
System image file is "flash:/c2960x.bin"

cisco WS-C2960X-48TS-L (APM86XXX) processor (revision A0) with 524288K bytes of memory.
Processor board ID FOC0000X0XX
Configuration register is 0xF
TEXT
    awk 'BEGIN {
        for (port = 1; port <= 48; port++) {
            printf "GigabitEthernet0/%d is up, line protocol is up (connected) \n", port
            printf "  Hardware is Gigabit Ethernet, address is 0200.5e00.00%02x (bia 0200.5e00.00%02x)\n", port, port
            print "  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec, \n     reliability 255/255, txload 1/255, rxload 1/255"
            print "  Encapsulation ARPA, loopback not set\n  Keepalive set (10 sec)"
            print "  Full-duplex, 1000Mb/s, media type is 10/100/1000BaseTX"
            print "  input flow-control is off, output flow-control is unsupported \n  ARP type: ARPA, ARP Timeout 04:00:00"
            for (line = 0; line < 14; line++)
                printf "     %d packets input, %d bytes, 0 no buffer\n", port * line, port * line * 1000
        }
    }' >"$work/ios.cli/show_interfaces.txt"
    awk 'BEGIN {
        for (port = 1; port <= 2; port++) {
            print "------------------------------------------------"
            printf "Local Intf: Gi0/%d\nChassis id: 0200.5e00.0100\nPort id: Gi0/24\n", port
            print "Port Description: GigabitEthernet0/24\nSystem Name: @NEXT@\n\nSystem Description: \nCisco IOS Software\n"
            print "Time remaining: 112 seconds\nSystem Capabilities: B,R\nEnabled Capabilities: B"
            print "Management Addresses:\n    IP: 192.0.2.2\nAuto Negotiation - supported, enabled"
            print "Physical media capabilities:\n    1000baseT(FD)\nMedia Attachment Unit type: 30\nVlan ID: 1\n"
        }
        print "\nTotal entries displayed: 2"
    }' >"$work/ios.cli/show_lldp_neighbors_detail.txt"
    awk 'BEGIN {
        print "          Mac Address Table\n-------------------------------------------\n"
        print "Vlan    Mac Address       Type        Ports\n----    -----------       --------    -----"
        for (entry = 0; entry < 200; entry++)
            printf "   1    0200.5e01.%04x    DYNAMIC     Gi0/%d\n", entry, 1 + entry % 48
        print "Total Mac Addresses for this criterion: 200"
    }' >"$work/ios.cli/show_mac_address-table.txt"
}

make_linux() {
    mkdir -p "$work/linux.cli"
    printf 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n' \
        >"$work/linux.cli/cat_%2Fetc%2Fos-release.txt"
    echo '@NAME@' >"$work/linux.cli/cat_%2Fproc%2Fsys%2Fkernel%2Fhostname.txt"
    cat >"$work/linux.cli/lldpcli_-f_json0_show_neighbors_details.txt" <<'TEXT'
{"lldp":[{"interface":[{"name":"eth1","via":"LLDP","rid":"1","age":"0 day, 00:00:09",
 "chassis":[{"id":[{"type":"mac","value":"02:00:5e:00:00:01"}],"name":[{"value":"@NEXT@"}],
  "descr":[{"value":"Debian GNU/Linux"}],"capability":[{"type":"Router","enabled":true}]}],
 "port":[{"id":[{"type":"ifname","value":"eth2"}],"descr":[{"value":"eth2"}],"ttl":[{"value":"120"}]}]}]}]}
TEXT
}

# crawl COUNT: leaves $wall, $cpu, and the processor seconds of the server and of this machine, $served and $busy.
hertz=$(getconf CLK_TCK)
busy_ticks() { awk '/^cpu / {print $2 + $3 + $4 + $7 + $8 + $9}' /proc/stat; }
processor_ticks() { sed 's/.*) //' "/proc/$server/stat" | awk '{print $12 + $13}'; }
crawl() {
    rm -f "$work/db"*
    awk -v count="$1" 'BEGIN {for (i = 1; i <= count; i++) printf "127.0.%d.%d\n", 1 + int(i / 250), 1 + i % 250}' >"$work/seeds"
    before=$(processor_ticks) busy_before=$(busy_ticks)
    read -r wall cpu _ status <<END
$(python3 "$here/measure.py" "$limit" "$wiremap" -q --db "$work/db" discover --ssh --ssh-user bench --ssh-port "$port" \
    --known-hosts "$work/known" --accept-new-host-keys --scope 127.0.0.0/8 --seeds "$work/seeds" 2>"$work/err")
END
    busy=$(awk -v ticks="$(($(busy_ticks) - busy_before))" -v hertz="$hertz" 'BEGIN {print ticks / hertz}')
    served=$(awk -v ticks="$(($(processor_ticks) - before))" -v hertz="$hertz" 'BEGIN {print ticks / hertz}')
    visited=$("$wiremap" --db "$work/db" show devices --json | jq '[.[] | select(.visited)] | length')
    [ "$status" -eq 0 ] && [ "$visited" -eq "$1" ] || { echo "  $visited of $1 visited, status $status"; tail -n 3 "$work/err"; }
}

row() { # TITLE FOLDER [exec]
    "$BUILD/tests/bench/ssh_server" "$work/$2" "$rtt" ${3:+"$3"} >"$work/served" &
    server=$!
    tries=0
    until grep -qs serving "$work/served"; do
        tries=$((tries + 1))
        [ $tries -lt 200 ] || exit 1
        sleep 0.05
    done
    port=$(sed -n 's/.* port //p' "$work/served")
    crawl 1 # the keys of others are not known yet either
    one=$wall
    crawl "$sessions"
    awk -v title="$1" -v one="$one" -v wall="$wall" -v cpu="$cpu" -v served="$served" -v busy="$busy" \
        -v sessions="$sessions" -v cores="$(nproc)" 'BEGIN {
        bound = one > busy / cores ? one : busy / cores
        printf "%-24s %5d %8.2f %8.2f %10.1f %10.2f %10.2f %6.2f  %s\n", title, sessions, one, wall,
            cpu * 1000 / sessions, (cpu + served) / cores, busy / cores, wall / bound, wall / bound <= 1.5 ? "met" : "MISSED"
    }'
    end_server
}

make_ios
make_linux
echo "== SSH: $sessions devices at $rtt ms, $(nproc) processors"
printf '%-24s %5s %8s %8s %10s %10s %10s %6s\n' 'asked by' devs 'one [s]' 'all [s]' 'ms/session' 'own/core' 'busy/core' ratio
row 'a shell with a prompt' ios.cli
row 'channels' linux.cli exec
