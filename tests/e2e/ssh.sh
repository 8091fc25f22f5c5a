#!/bin/sh
# Devices behind OpenSSH's sshd, which this test starts on ports of the loopback: answers, refusals, and everything
# that a device can do to a crawl. The devices are tests/support/ssh_device.py; logins are by key.
. "$(dirname "$0")/lib.sh"
cd "$work" || exit 2
PATH=$PATH:/usr/sbin:/sbin
for program in sshd ssh-keygen ssh-agent; do
    if ! command -v $program >/dev/null; then
        skip "devices behind sshd" "$program is not installed"
        finish
    fi
done
device=$root/tests/support/ssh_device.py
sshd=$(command -v sshd)
user=$(id -un)
unset SSH_AUTH_SOCK SSH_AGENT_PID

free_tcp_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Accounts of this test alone, which its servers see in place of those of the system: netops, whose password is netops-lab.
make_accounts() {
    [ "$(id -u)" -eq 0 ] || return 1
    hash=$(openssl passwd -6 netops-lab 2>/dev/null ||
        python3 -W ignore -c 'import crypt; print(crypt.crypt("netops-lab"))' 2>/dev/null) || return 1
    { cat /etc/passwd && echo "netops:x:0:0::$work:/bin/sh"; } >accounts.passwd
    { cat /etc/shadow && echo "netops:$hash:19000:0:99999:7:::"; } >accounts.shadow
    chmod 600 accounts.shadow
    printf 'auth required pam_unix.so\naccount required pam_permit.so\nsession required pam_permit.so\n' >accounts.pam
}
mounts=
if make_accounts; then
    mounts="mount --bind $work/accounts.passwd /etc/passwd && mount --bind $work/accounts.shadow /etc/shadow &&"
    [ ! -f /etc/pam.d/sshd ] || mounts="$mounts mount --bind $work/accounts.pam /etc/pam.d/sshd &&"
    user=netops # whose shell reads nothing of root's
fi

# start_sshd NAME COMMAND [LINES [ADDRESS]]: an sshd whose logins all run that command; its port is in $port.
start_sshd() {
    port=$(free_tcp_port)
    {
        printf '%s\n' "${3:-}" # the first of a kind counts
        printf 'Port %s\nListenAddress %s\nHostKey %s/host\n' "$port" "${4:-127.0.0.1}" "$work"
        printf 'AuthorizedKeysFile %s/key.pub\nStrictModes no\nUsePAM no\nPidFile none\n' "$work"
        printf 'PasswordAuthentication no\nPermitRootLogin yes\nMaxStartups 300\n'
        [ -z "$2" ] || printf 'ForceCommand %s\n' "$2"
    } >"$1.conf"
    if [ "$(id -u)" -eq 0 ]; then # sshd wants /run/sshd then: it gets one of its own
        unshare --mount sh -c "$mounts mount -t tmpfs tmpfs /run && mkdir /run/sshd && exec $sshd -D -e -f $work/$1.conf" \
            >"$1.log" 2>&1 &
    else
        "$sshd" -D -e -f "$work/$1.conf" >"$1.log" 2>&1 &
    fi
    pids="$pids $!"
    wait_for 10 grep -q listening "$1.log"
}

ssh-keygen -q -t ed25519 -N '' -f host
ssh-keygen -q -t ed25519 -N '' -f key
ssh-keygen -q -t ed25519 -N '' -f other
ssh-keygen -q -t ed25519 -N 'sesame' -f locked
mkdir sw-1
cat >sw-1/show_version <<'TEXT'
Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(4)E, RELEASE SOFTWARE (fc1)
ROM: Bootstrap program is C2960X boot loader

sw-1 uptime is 1 week, 2 days, 3 hours, 4 minutes
System image file is "flash:/c2960x.bin"

cisco WS-C2960X-24TS-L (APM86XXX) processor (revision A0) with 524288K bytes of memory.
Processor board ID FOC0000X0XX
Configuration register is 0xF
TEXT
cat >sw-1/show_lldp_neighbors_detail <<'TEXT'
------------------------------------------------
Local Intf: Gi0/1
Chassis id: 0200.5e00.0002
Port id: Gi0/24
Port Description: GigabitEthernet0/24
System Name: sw-2

System Description: 
Cisco IOS Software

Time remaining: 112 seconds
System Capabilities: B,R
Enabled Capabilities: B
Management Addresses:
    IP: 192.0.2.2
Auto Negotiation - supported, enabled
Physical media capabilities:
    1000baseT(FD)
Media Attachment Unit type: 30
Vlan ID: 1


Total entries displayed: 1
TEXT
cat >sw-1/show_interfaces <<'TEXT'
GigabitEthernet0/1 is up, line protocol is up (connected) 
  Hardware is Gigabit Ethernet, address is 0200.5e00.0001 (bia 0200.5e00.0001)
  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec, 
TEXT
if ! start_sshd ios "exec python3 $device $work/sw-1"; then
    skip "devices behind sshd" "sshd does not start here: $(tail -n 1 ios.log)"
    finish
fi
ios=$port
crawl() { # PORT OPTIONS...
    to=$1
    shift
    rm -f x.db
    run --db x.db discover --ssh --ssh-user "$user" --ssh-key key --known-hosts known --ssh-port "$to" --ssh-timeout 2 \
        "$@" 127.0.0.1
}

crawl "$ios"
ok "an unknown host key opens nothing" exits 1
ok "its fingerprint is shown" complains "host key is not known: it is ssh-ed25519 SHA256:"
ok "and what can be done" complains -e "--accept-new-host-keys"
ok "known_hosts is left alone" test ! -s known

crawl "$ios" --accept-new-host-keys
ok "with --accept-new-host-keys it is accepted" exits 0
ok "and kept" grep -q "127.0.0.1.:$ios ssh-ed25519" known
run --db x.db show devices --json
ok "the device is what it says" answers '.[] | select(.visited) | [.name, .vendor, .version, .via]' '["sw-1","Cisco","15.2(4)E","ssh"]'
run --db x.db show neighbors --json
ok "so is its neighbor, behind a pager" answers '.[0] | [.port, .protocol, .remote_name, .remote_port_id]' '["GigabitEthernet0/1","lldp","sw-2","Gi0/24"]'

crawl "$ios"
ok "a host key that is known is taken" exits 0

crawl "$ios" --record net
ok "it is recorded" exits 0
ok "with a file for each command" test -s net/127.0.0.1.cli/show_lldp_neighbors_detail.txt
ok "and a line of the manifest" grep -q '^127.0.0.1 127.0.0.1.cli$' net/manifest.txt
ok "no page is in it" sh -c '! grep -r -e More net'
ok "and nothing was asked but to show" sh -c '! grep -vE "^(show .*|terminal (length|width) 0|)$" sw-1.asked'
run --db r.db discover --replay net
ok "the recording is replayed" exits 0
run --db r.db show neighbors --json
ok "with the same answer" answers '.[0] | [.port, .remote_name, .remote_port_id]' '["GigabitEthernet0/1","sw-2","Gi0/24"]'

sed -i "s/ssh-ed25519 .*/$(cut -d' ' -f1,2 other.pub | sed 's,/,\\/,g')/" known
crawl "$ios" --accept-new-host-keys
ok "a changed host key is refused all the same" exits 1
ok "in clear words" complains "HOST KEY HAS CHANGED"
rm known

run --db y.db discover --ssh --ssh-user "$user" --ssh-key other --known-hosts known --accept-new-host-keys \
    --ssh-port "$ios" 127.0.0.1
ok "a key that the device does not take opens nothing" exits 1
ok "and it is said what was tried" complains "refuses user $user (tried: key other"
WIREMAP_SSH_PASSWORD=not-this-one run --db y.db discover --ssh --ssh-user "$user" --ssh-password @/dev/null \
    --known-hosts known --ssh-port "$ios" 127.0.0.1
ok "no password is printed" sh -c '! grep -q not-this-one out err'

printf '[credential ssh]\nprotocol = ssh\nuser = %s\nkey-file = locked\nkey-pass-phrase = wrong\n' "$user" >c.conf
chmod 600 c.conf
run --config c.conf --db y.db discover --known-hosts known --ssh-port "$ios" 127.0.0.1
ok "a key with another pass phrase is named" complains "locked cannot be read"
printf '[credential ssh]\nprotocol = ssh\nuser = %s\nkey-file = key\n' "$user" >c.conf
run --config c.conf --db y.db discover --known-hosts known --ssh-port "$ios" 127.0.0.1
ok "a credential of the configuration is enough" exits 0

agent_socket=$work/agent
ssh-agent -D -a "$agent_socket" >/dev/null 2>&1 &
pids="$pids $!"
wait_for 5 test -S "$agent_socket"
SSH_AUTH_SOCK=$agent_socket ssh-add -q key 2>/dev/null
SSH_AUTH_SOCK=$agent_socket "$WIREMAP" --db y.db discover --ssh --known-hosts known --ssh-port "$ios" 127.0.0.1 >out 2>err
status=$?
ok "a key of the agent opens it" exits 0

password() { # PORT PASSWORD OPTIONS...
    to=$1 word=$2
    shift 2
    rm -f x.db
    WIREMAP_SSH_PASSWORD=$word "$WIREMAP" --db x.db discover --ssh --ssh-user netops --known-hosts known \
        --accept-new-host-keys --ssh-port "$to" "$@" 127.0.0.1 >out 2>err
    status=$?
}
check_password() { # WHAT, on $port
    password "$port" netops-lab --record "net.$1"
    ok "by $1 the right password opens a device" exits 0
    ok "which no recording has" sh -c "! grep -r netops-lab 'net.$1' x.db err out"
    password "$port" not-this-one
    ok "another one does not" exits 1
    ok "it was sent once" test "$(grep -c 'Failed password for netops\|Authentication failure for netops' "$1.log")" -eq 1
    ok "and is not shown" sh -c "grep -q 'refuses user netops\|not liked' err && ! grep -q not-this-one err out x.db"
}
if [ -z "$mounts" ]; then
    skip "passwords" "only root can give sshd accounts of its own"
else
    start_sshd password "exec python3 $device $work/sw-1" "PasswordAuthentication yes"
    check_password password
    if [ -f /etc/pam.d/sshd ]; then
        start_sshd prompts "exec python3 $device $work/sw-1" "UsePAM yes
KbdInteractiveAuthentication yes
AuthenticationMethods keyboard-interactive"
        check_password prompts
    else
        skip "keyboard-interactive" "sshd has no PAM here"
    fi
fi

start_sshd enable "exec python3 $device $work/sw-1 enable"
crawl "$port" --accept-new-host-keys
ok "without the secret a device is left as it is" sh -c '! grep -q enable sw-1.asked'
ok "which then tells nothing" exits 1
printf '[credential ssh]\nprotocol = ssh\nuser = %s\nkey-file = key\nenable-password = sesame\n' "$user" >c.conf
run --config c.conf --db e.db discover --known-hosts known --ssh-port "$port" --record net.enable 127.0.0.1
ok "with it privileged mode is opened" exits 0
run --db e.db show neighbors --json
ok "and everything told" answers '.[0].remote_name' '"sw-2"'
ok "the secret is in no recording" sh -c '! grep -r sesame net.enable e.db out err'
sed -i 's/= sesame/= wrong-one/' c.conf
rm -f e.db
run --config c.conf --db e.db discover --known-hosts known --ssh-port "$port" 127.0.0.1
ok "a wrong secret opens nothing and hangs nothing" exits 1

start_sshd login "exec python3 $device $work/sw-1 login"
printf '[credential ssh]\nprotocol = ssh\nuser = %s\nkey-file = key\npassword = another-one\n' "$user" >c.conf
run --config c.conf --db e.db discover --known-hosts known --accept-new-host-keys --ssh-port "$port" 127.0.0.1
ok "a device that asks who is there on its command line is told once" complains "own login was refused"
if [ -n "$mounts" ]; then
    sed -i 's/^user = .*/user = netops/; s/another-one/netops-lab/' c.conf
    run --config c.conf --db e.db discover --known-hosts known --ssh-port "$port" --record net.login 127.0.0.1
    ok "and opened" exits 0
    ok "which leaves no password either" sh -c '! grep -r netops-lab net.login e.db out err'
fi

# What ~/.ssh/config says, given as a file: ssh itself does not look at $HOME.
start_sshd jump "" "AllowTcpForwarding yes"
jump=$port
cat >jump.config <<TEXT
Host jump
    HostName 127.0.0.1
    Port $jump
    User $user
    IdentityFile $work/key
    UserKnownHostsFile $work/known.jump
    StrictHostKeyChecking accept-new
Host 127.0.0.*
    ProxyJump jump
    Port $ios
    User $user
    IdentityFile $work/key
    HostKeyAlias core
    UserKnownHostsFile $work/known.alias
TEXT
run --db y.db discover --ssh --ssh-config jump.config --accept-new-host-keys 127.0.0.1
if grep -q "ssh: command not found" err; then
    skip "a jump host" "ssh is not installed"
else
    ok "a device behind a jump host is reached" exits 0
    ok "and its key is known by its alias" grep -q '^core ssh-ed25519' known.alias
fi

start_sshd named "exec python3 $device $work/sw-1"
cat >names.config <<TEXT
Host lab-1
    HostName 127.0.0.1
    Port $ios
    User $user
    IdentityFile $work/key
Host lab-2
    HostName 127.0.0.1
    Port $port
    User nobody-of-that-name
    IdentityFile $work/key
TEXT
run --db n.db discover --ssh --ssh-config names.config --known-hosts known --accept-new-host-keys lab-1
ok "a seed may be a name of ssh_config(5) alone" exits 0
run --db n.db discover --ssh --ssh-config names.config --known-hosts known --accept-new-host-keys lab-1 lab-2
ok "hosts at one address are told apart by it" complains "refuses user nobody-of-that-name"
ok "so that the other one is visited" exits 0

for behavior in hang drop mute; do
    start_sshd $behavior "exec python3 $device $work/sw-1 $behavior"
    crawl "$port" --accept-new-host-keys
    eval "${behavior}_status=$status"
    cp err "err.$behavior"
    run --db x.db show devices --json
    cp out "out.$behavior"
done
status=$hang_status
ok "a shell that hangs ends its visit, not the crawl" exits 0
run --db x.db show devices --json
cp out.hang out
ok "and what came before is kept" answers '.[] | select(.visited) | .version' '"15.2(4)E"'
status=$drop_status
ok "a connection that is lost in the middle of a command keeps what came before" exits 0
start_sshd other "exec python3 $device $work/sw-1" "" 127.0.0.2
good=$port
start_sshd stuck "exec python3 $device $work/sw-1 hang" "" 127.0.0.1
rm -f x.db
run --db x.db discover --ssh --ssh-user "$user" --ssh-key key --known-hosts known --accept-new-host-keys \
    --ssh-timeout 5 --json "127.0.0.1:$port" "127.0.0.2:$good"
ok "a device that hangs costs only itself" exits 0
ok "the other one was done before" answers \
    '[.devices[] | {(.address): .duration_ms}] | add | .["127.0.0.2"] < .["127.0.0.1"]' true
cp err.mute err
status=$mute_status
ok "a shell without a prompt opens nothing" exits 1
ok "which is said" complains "no prompt"

start_sshd big "exec python3 $device $work/sw-1 big"
crawl "$port" --accept-new-host-keys
ok "an answer of ten million octets is taken" exits 0
start_sshd flood "exec python3 $device $work/sw-1 flood"
crawl "$port" --accept-new-host-keys --max-bytes 3000000
ok "one without end is cut off" exits 0
run --db x.db show devices --json
ok "and what came before is kept, too" answers '.[] | select(.visited) | .version' '"15.2(4)E"'

start_sshd stopped "exec python3 $device $work/sw-1 hang"
rm -f y.db sw-1.asked
"$WIREMAP" --db y.db discover --ssh --ssh-user "$user" --ssh-key key --known-hosts known --accept-new-host-keys \
    --ssh-port "$port" 127.0.0.1 >out 2>err &
crawl_pid=$!
ok "a crawl comes to the command that hangs" wait_for 60 grep -qs 'show interfaces' sw-1.asked
kill -INT $crawl_pid
wait $crawl_pid
run --db y.db show devices --json
ok "an interrupt there loses nothing that was told before" answers '.[] | select(.visited) | .version' '"15.2(4)E"'

ssh-keygen -q -t rsa -b 2048 -N '' -f old
start_sshd legacy "exec python3 $device $work/sw-1" "HostKey $work/old
HostKeyAlgorithms ssh-rsa
KexAlgorithms diffie-hellman-group14-sha1
Ciphers aes128-cbc
MACs hmac-sha1"
crawl "$port" --accept-new-host-keys
ok "a device with nothing but old algorithms is left alone" exits 1
ok "and it is said why" complains "no match"
printf '[credential ssh]\nprotocol = ssh\nuser = %s\nkey-file = key\nlegacy-algorithms = yes\n' "$user" >c.conf
run --config c.conf --db e.db discover --known-hosts known --accept-new-host-keys --ssh-port "$port" 127.0.0.1
ok "by configuration it is opened all the same" exits 0

start_sshd slow "exec python3 $device $work/sw-1 mute"
"$WIREMAP" --db y.db discover --ssh --ssh-user "$user" --ssh-key key --known-hosts known --accept-new-host-keys \
    --ssh-port "$port" 127.0.0.1 >out 2>err &
crawl_pid=$!
sleep 1
kill -INT $crawl_pid
before=$(date +%s)
wait $crawl_pid
ok "an interrupt ends the visit at once" test $(($(date +%s) - before)) -le 3

ok "a port that is none is refused" fails 2 'no number' discover --ssh --ssh-port x 127.0.0.1
ok "so is a configuration of ssh that is not there" fails 3 'nowhere' --db z.db discover --ssh --ssh-config nowhere 127.0.0.1
finish
