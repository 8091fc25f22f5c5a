#!/usr/bin/perl
# The same facts by SNMP::Info, as Netdisco asks for them: snmp_info.pl PORT <ADDRESSES, in 8 processes.
# MIBDIRS names the folders of netdisco-mibs, which SNMP::Info needs. Prints how many devices and values it read.
use strict;
use warnings;
use SNMP::Info;

my $port = shift @ARGV;
my $workers = 8;
chomp(my @addresses = <STDIN>);
my @mib_dirs = split /:/, ($ENV{MIBDIRS} // '');
# What a visit of wiremap reads of every device, or finds out that it has not: the system, interfaces and addresses,
# LLDP, CDP, bridge ports, STP, VLANs, forwarding tables, ARP, aggregates, components, and neighbors in routing.
my @tables = qw(interfaces i_index i_description i_name i_alias i_type i_mtu i_mac i_speed_raw i_up i_up_admin i_duplex
    ip_index ip_netmask
    lldp_lport_id lldp_rem_id_type lldp_rem_id lldp_rem_pid_type lldp_rem_pid lldp_rem_desc lldp_rem_sysname
    lldp_rem_sysdesc lldp_rem_cap_spt lldp_rman_addr c_ip c_if c_port c_id c_platform c_cap
    bp_index i_stp_state v_name i_vlan i_vlan_membership fw_mac fw_port qb_fw_port at_paddr at_netaddr ipv6_n2p_mac
    agg_ports e_class e_model e_serial ospf_peers bgp_peers isis_peers);

sub visit {
    my ($address) = @_;
    my $info = SNMP::Info->new(
        AutoSpecify => 1, BigInt => 0, Version => 2, DestHost => $address, RemotePort => $port,
        Community => 'public', Retries => 1, @mib_dirs ? (MibDirs => \@mib_dirs) : ()) or return;
    my $values = grep { defined } $info->name, $info->description, $info->uptime, $info->model, $info->os;
    for my $table (@tables) {
        my $rows = eval { $info->$table } // {};
        $values += keys %$rows;
    }
    return $values;
}

my @pipes;
for my $worker (0 .. $workers - 1) {
    my $pid = open(my $pipe, '-|') // die "fork: $!";
    if ($pid == 0) {
        my ($devices, $values) = (0, 0);
        for (my $i = $worker; $i < @addresses; $i += $workers) {
            my $count = visit($addresses[$i]) or next;
            $devices++;
            $values += $count;
        }
        print "$devices $values\n";
        exit 0;
    }
    push @pipes, $pipe;
}
my ($devices, $values) = (0, 0);
for my $pipe (@pipes) {
    my ($some, $more) = split ' ', <$pipe>;
    $devices += $some;
    $values += $more;
    close $pipe;
}
print "$devices $values\n";
exit($devices > 0 ? 0 : 1);
