#include "tests/support/cli_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct cli_rows_case broadcom_icos_and_its_kin_tell_ports_and_tables_cases[] = {
    {"broadcom_icos", "show version",
     "Switch: 1\n"
     "\n"
     "System Description............................. Invented LB9, 2.3.2.12, Linux 2.6.34.6\n"
     "Machine Type................................... Invented LB9\n"
     "Machine Model.................................. LB9\n"
     "Serial Number.................................. LAB00001\n"
     "Burned In MAC Address.......................... 02:00:5E:00:00:FC\n"
     "Software Version............................... 2.3.2.12\n",
     "model=LB9; version=2.3.2.12; serial=LAB00001; mac=02:00:5E:00:00:FC; description=Invented LB9, "
     "2.3.2.12, Linux 2.6.34.6"},
    {"dell_powerconnect", "show version",
     "Machine Description............... Dell Networking Switch\n"
     "System Model ID................... N9999\n"
     "Machine Type...................... Dell Networking N9999\n"
     "Serial Number..................... LAB00002\n"
     "Burned In MAC Address............. 0200.5E00.00FD\n"
     "unit active      backup      current-active next-active\n"
     "---- ----------- ----------- -------------- --------------\n"
     "1    6.2.0.5     6.2.0.4     6.2.0.5        6.2.0.5\n",
     "model=N9999; version=6.2.0.5; serial=LAB00002; mac=0200.5E00.00FD; description=Dell Networking Switch"},
    {"ubiquiti_edgeswitch", "show sysinfo",
     "System Description............................. EdgeSwitch LAB, 1.7.4, Linux 3.6.5\n"
     "System Name.................................... lab-es\n"
     "System Location................................\n",
     "name=lab-es; description=EdgeSwitch LAB, 1.7.4, Linux 3.6.5"},
    {"ubiquiti_edgeswitch", "show interfaces status all",
     "                                         Link    Physical    Physical    Media               Flow "
     "Control\n"
     "Port       Name                          State   Mode        Status      Type                Status\n"
     "---------  ----------------------------  ------  ----------  ----------  ------------------  "
     "------------\n"
     "0/1        to core                       Up      Auto D      10G Full    2.5G-BaseFX         Inactive\n"
     "0/10                                     Down    Auto D                  2.5G-BaseFX         "
     "Inactive\n",
     "name=0/1; description=to core; link_status=Up; speed=10G; duplex=Full\n"
     "name=0/10; link_status=Down"},
    {"broadcom_icos", "show port all",
     "                 Admin    Physical   Physical   Link   Link    LACP   Actor\n"
     "Intf      Type   Mode      Mode       Status    Status Trap    Mode   Timeout\n"
     "--------- ------ --------- ---------- ---------- ------ ------- ------ --------\n"
     "0/1              Enable    Auto       1000 Full  Up     Enable  Enable long\n"
     "0/2              Disable   Auto                  Down   Enable  Enable long\n",
     "name=0/1; admin_status=Enable; link_status=Up; speed=1000; duplex=Full\n"
     "name=0/2; admin_status=Disable; link_status=Down"},
    {"dell_powerconnect", "show interfaces status",
     "Port      Description     Duplex Speed   Neg  Link   Flow  M  VLAN\n"
     "                                              State  Ctrl\n"
     "--------- --------------- ------ ------- ---- ------ ----- -- -------------------\n"
     "Te1/0/3   to core B       N/A    Unknown Auto Down   Off   A  1\n"
     "Te1/0/9                   Full   10000   Auto Up     On    A  1\n",
     "name=Te1/0/3; description=to core B; link_status=Down\n"
     "name=Te1/0/9; link_status=Up; speed=10000; duplex=Full"},
    {"dell_powerconnect", "show interfaces status",
     "Port     Type         Duplex  Speed Neg      ctrl State       Pressure Mode\n"
     "-------- ------------ ------  ----- -------- ---- ----------- -------- -------\n"
     "g1       1G-Copper    Full    1000  Enabled  Off  Up          Disabled On\n"
     "g2       1G-Copper      --      --     --     --  Down           --     --\n",
     "name=g1; link_status=Up; speed=1000; duplex=Full; type=1G-Copper\n"
     "name=g2; link_status=Down; type=1G-Copper"},
    {"broadcom_icos", "show ip interface brief",
     "Interface    State   IP Address      IP Mask         Method\n"
     "----------   -----   --------------- --------------- -------\n"
     "4/1          Up      192.0.2.17      255.255.255.224 Manual\n",
     "name=4/1; link_status=Up; addresses=192.0.2.17; netmasks=255.255.255.224"},
    {"broadcom_icos", "show mac-addr-table",
     "VLAN ID  MAC Address         Interface              IfIndex  Status\n"
     "-------  ------------------  ---------------------  -------  ------------\n"
     "1        02:00:5E:00:00:01   5/1                    55       Management\n"
     "150      02:00:5E:00:00:02   0/4                    4        Learned\n",
     "mac=02:00:5E:00:00:01; vlan=1; ports=5/1; type=Management\n"
     "mac=02:00:5E:00:00:02; vlan=150; ports=0/4; type=Learned"},
    {"dell_powerconnect", "show mac address-table",
     "Vlan     Mac Address           Type        Port\n"
     "-------- --------------------- ----------- ---------------------\n"
     "1        0200.5E00.0003        Dynamic     Te2/0/3\n",
     "mac=0200.5E00.0003; vlan=1; ports=Te2/0/3; type=Dynamic"},
    {"ubiquiti_edgeswitch", "show arp",
     "  IP Address        MAC Address      Interface        Type        Age\n"
     "---------------  -----------------  --------------  --------  -----------\n"
     "192.0.2.1        02:00:5E:00:00:01  4/1             Gateway    0h  0m 10s\n"
     "192.0.2.4        02:00:5E:00:00:04  4/1             Local         n/a\n",
     "address=192.0.2.1; mac=02:00:5E:00:00:01; interface=4/1; state=Gateway\n"
     "address=192.0.2.4; mac=02:00:5E:00:00:04; interface=4/1; state=Local"},
};

static void broadcom_icos_and_its_kin_tell_ports_and_tables(void **state)
{
    (void)state;
    assert_cli_rows(broadcom_icos_and_its_kin_tell_ports_and_tables_cases,
                    G_N_ELEMENTS(broadcom_icos_and_its_kin_tell_ports_and_tables_cases));
}

static const struct cli_rows_case dell_os9_and_os10_tell_ports_and_units_cases[] = {
    {"dell_force10", "show interfaces",
     "TenGigabitEthernet 0/1 is up, line protocol is up\n"
     "Port is part of Port-channel 1\n"
     "Description: server01\n"
     "Hardware is DellEth, address is 02:00:5e:00:00:01\n"
     "    Current address is 02:00:5e:00:00:01\n"
     "Interface index is 1048580\n"
     "Internet address is 192.0.2.1/31\n"
     "MTU 12000 bytes, IP MTU 11982 bytes\n"
     "LineSpeed 10000 Mbit, Mode full duplex\n",
     "name=TenGigabitEthernet 0/1; description=server01; link_status=up; protocol_status=up; speed=10000 "
     "Mbit; duplex=full; mtu=12000; mac=02:00:5e:00:00:01; addresses=192.0.2.1/31; if_index=1048580; "
     "aggregate=Port-channel 1"},
    {"dell_os10", "show interface",
     "Ethernet 1/1/1 is up, line protocol is down\n"
     "Description: to core\n"
     "Hardware is Dell EMC Eth, address is 02:00:5e:00:00:11\n"
     "Interface index is 17\n"
     "MTU 1532 bytes, IP MTU 1500 bytes\n"
     "LineSpeed 10G, Auto-Negotiation on\n",
     "name=Ethernet 1/1/1; description=to core; link_status=up; protocol_status=down; speed=10G; mtu=1532; "
     "mac=02:00:5e:00:00:11; if_index=17"},
    {"dell_force10", "show inventory",
     "System Type          : S9999\n"
     "Software Version     : 9.5(0.0)\n"
     "Unit Type                     Serial Number  Part Number  Rev  Piece Part ID             Rev  Svc Tag  "
     "Exprs Svc Code\n"
     "-------------------------------------------------------------------------------------------------------"
     "-\n"
     "* 0  S9999-01-64F             LAB00000001    7590009602   B    N/A                       N/A  N/A      "
     "N/A\n",
     "model=S9999; version=9.5(0.0); serial=LAB00000001"},
    {"dell_os10", "show inventory",
     "Product               : S9999F-ON\n"
     "Software version      : 10.5.0.0\n"
     "Unit Type              Part Number  Rev  Piece Part ID              Svc Tag  Exprs Svc Code\n"
     "* 1  S9999F-ON         0LAB8X       A01  TH-0LAB8X-28298-713-0026   LAB1234  198 985 746 50\n",
     "model=S9999F-ON; version=10.5.0.0; serial=LAB1234"},
};

static void dell_os9_and_os10_tell_ports_and_units(void **state)
{
    (void)state;
    assert_cli_rows(dell_os9_and_os10_tell_ports_and_units_cases,
                    G_N_ELEMENTS(dell_os9_and_os10_tell_ports_and_units_cases));
}

static const struct cli_rows_case dell_and_fastpath_tell_tables_and_routing_neighbors_cases[] = {
    {"dell_force10", "show mac-address-table",
     "Codes: *N - VLT Peer Synced MAC\n"
     "VlanId     Mac Address           Type          Interface        State\n"
     " 212\t02:00:5e:00:01:01\tDynamic    \tTe 0/49   \tActive\n"
     " 212\t02:00:5e:00:01:02\tDynamic (N)\tPo 100    \tActive\n",
     "mac=02:00:5e:00:01:01; vlan=212; ports=Te 0/49; type=Dynamic\n"
     "mac=02:00:5e:00:01:02; vlan=212; ports=Po 100; type=Dynamic"},
    {"dell_os10", "show mac address-table",
     "VlanId        Mac Address         Type        Interface\n"
     "1             02:00:5e:00:01:03   dynamic     ethernet1/1/3\n",
     "mac=02:00:5e:00:01:03; vlan=1; ports=ethernet1/1/3; type=dynamic"},
    {"dell_os10", "show ip arp",
     "Address       Hardware address    Interface                     Egress Interface\n"
     "--------------------------------------------------------------------------------\n"
     "192.0.2.2     02:00:5e:00:01:04   vlan10                        ethernet1/1/49:1\n",
     "address=192.0.2.2; mac=02:00:5e:00:01:04; interface=vlan10"},
    {"dell_force10", "show arp",
     "Protocol    Address         Age(min)  Hardware Address    Interface      VLAN             CPU\n"
     "---------------------------------------------------------------------------------------------\n"
     "Internet    192.0.2.1             0   02:00:5e:00:01:05   Te 0/22         Vl 10            CP\n",
     "address=192.0.2.1; mac=02:00:5e:00:01:05; interface=Te 0/22; vlan=10"},
    {"dell_force10", "show ip bgp neighbors",
     "BGP neighbor is 198.51.100.2, remote AS 65002, external link\n"
     "  BGP remote router ID 192.0.2.2\n"
     "  BGP state ESTABLISHED, in this state for 1d0d:03:13:04\n"
     "Local host: 198.51.100.1, Local port: 179\n"
     "BGP neighbor is 198.51.100.6, remote AS 65003, external link\n"
     "  BGP state ACTIVE, in this state for 00:00:09\n",
     "neighbor_id=198.51.100.2; state=ESTABLISHED; remote_as=65002; router_id=192.0.2.2; "
     "local_address=198.51.100.1\n"
     "neighbor_id=198.51.100.6; state=ACTIVE; remote_as=65003"},
    {"dell_powerconnect", "show ip bgp summary",
     "BGP Router ID ................................. 192.0.2.1\n"
     "Local AS Number ............................... 65001\n"
     "Neighbor         ASN   MsgRcvd  MsgSent  State         Up/Down Time   Pfx Rcvd\n"
     "---------------- ----- -------- -------- ------------- -------------- ------\n"
     "198.51.100.10    65002 2269     4666     IDLE          0:00:45:20     0\n"
     "198.51.100.14    65003 12       11       ESTABLISHED   0:00:04:25     3\n",
     "neighbor_id=198.51.100.10; state=IDLE; remote_as=65002; local_as=65001\n"
     "neighbor_id=198.51.100.14; state=ESTABLISHED; remote_as=65003; local_as=65001"},
    {"dell_powerconnect", "show interfaces status",
     "Port      Description               Vlan  Duplex Speed   Neg  Link   Flow Ctrl\n"
     "                                                              State  Status\n"
     "--------- ------------------------- ----- ------ ------- ---- ------ ---------\n"
     "Gi1/0/1   Interface 1               12    Full   1000    Auto Up     Active\n"
     "Gi1/0/2                             1     N/A    Unknown Auto Down   Inactive\n",
     "name=Gi1/0/1; description=Interface 1; link_status=Up; speed=1000; duplex=Full\n"
     "name=Gi1/0/2; link_status=Down"},
    {"dell_force10", "show ip ospf neighbor",
     "Neighbor ID      Pri    State           Dead Time   Address          Interface        Area\n"
     "192.0.2.9        1      FULL/DR         00:00:31    198.51.100.9     Te 0/1           0\n",
     "neighbor_id=192.0.2.9; address=198.51.100.9; interface=Te 0/1; state=FULL/DR; area=0"},
    {"dell_os10", "show ip interface brief",
     "Interface Name            IP-Address          OK       Method       Status     Protocol\n"
     "=========================================================================================\n"
     "Ethernet 1/1/1            unassigned          NO       unset        up         down\n"
     "Management 1/1/1          192.0.2.25/24       YES      manual       up         up\n",
     "name=Ethernet 1/1/1; link_status=up; protocol_status=down\n"
     "name=Management 1/1/1; link_status=up; protocol_status=up; addresses=192.0.2.25/24"},
    {"dell_os10", "show lldp neighbors detail",
     "Remote Chassis ID Subtype: Mac address (4)\n"
     "Remote Chassis ID: 02:00:5e:00:09:01\n"
     "Remote Port Subtype: Interface name (5)\n"
     "Remote Port ID: ethernet1/1/7\n"
     "Remote Port Description: to lab-b\n"
     "Local Port ID: ethernet1/1/1\n"
     "Remote System Name: lab-b\n"
     "Remote Management Address (IPv4): 192.0.2.9\n",
     "local_port=ethernet1/1/1; remote_chassis_id=02:00:5e:00:09:01; remote_chassis_id_type=Mac address; "
     "remote_port=ethernet1/1/7; remote_port_type=Interface name; remote_port_descr=to lab-b; "
     "remote_name=lab-b; remote_mgmt_addresses=192.0.2.9"},
};

static void dell_and_fastpath_tell_tables_and_routing_neighbors(void **state)
{
    (void)state;
    assert_cli_rows(dell_and_fastpath_tell_tables_and_routing_neighbors_cases,
                    G_N_ELEMENTS(dell_and_fastpath_tell_tables_and_routing_neighbors_cases));
}

static const struct cli_rows_case broadcom_icos_tells_routing_neighbors_cases[] = {
    {"broadcom_icos", "show ip ospf neighbor",
     "Router ID        Priority  IP Address       Neighbor      State              Dead\n"
     "                                            Interface                        Time\n"
     "---------------- --------- ---------------- ------------- ------------------ ----\n"
     "192.0.2.9        1         198.51.100.2     0/1           Full/BACKUP-DR     35\n"
     "192.0.2.10       1         198.51.100.6     vlan 10       2way               31\n",
     "neighbor_id=192.0.2.9; address=198.51.100.2; interface=0/1; state=Full/BACKUP-DR\n"
     "neighbor_id=192.0.2.10; address=198.51.100.6; interface=vlan 10; state=2way"},
};

static void broadcom_icos_tells_routing_neighbors(void **state)
{
    (void)state;
    assert_cli_rows(broadcom_icos_tells_routing_neighbors_cases,
                    G_N_ELEMENTS(broadcom_icos_tells_routing_neighbors_cases));
}

static const struct cli_rows_case broadcom_icos_and_its_kin_tell_the_members_of_aggregates_cases[] = {
    {"broadcom_icos", "show port-channel brief",
     "Logical    Port-Channel   Min    Link    Trap    Type      Mbr Ports     Active Ports\n"
     "Interface  Name           Links  State   Flag\n"
     "---------- -------------- -----  ------  ------- --------  ------------  ------------\n"
     "3/1        ch1            1      Up      Disabled Dynamic  0/1,0/2       0/1,0/2\n"
     "3/2        ch2            1      Down    Disabled Static\n",
     "name=3/1; link_status=Up; members=0/1 0/2"},
    {"dell_powerconnect", "show interfaces port-channel",
     "Channel   Ports                         Ch-Type   Hash Type  Min-links  Local Prf\n"
     "-------   ----------------------------- --------  ---------  ---------  ---------\n"
     "Po1       Active: Te1/0/1, Te1/0/2      Dynamic   7          1          Disabled\n"
     "Po2       Active: Te1/0/3,              Static    7          1          Disabled\n"
     "          Te1/0/4\n",
     "name=Po1; members=Te1/0/1 Te1/0/2\n"
     "name=Po2; members=Te1/0/3 Te1/0/4"},
};

static void broadcom_icos_and_its_kin_tell_the_members_of_aggregates(void **state)
{
    (void)state;
    assert_cli_rows(broadcom_icos_and_its_kin_tell_the_members_of_aggregates_cases,
                    G_N_ELEMENTS(broadcom_icos_and_its_kin_tell_the_members_of_aggregates_cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broadcom_icos_and_its_kin_tell_ports_and_tables),
        cmocka_unit_test(dell_os9_and_os10_tell_ports_and_units),
        cmocka_unit_test(dell_and_fastpath_tell_tables_and_routing_neighbors),
        cmocka_unit_test(broadcom_icos_tells_routing_neighbors),
        cmocka_unit_test(broadcom_icos_and_its_kin_tell_the_members_of_aggregates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
