#include "tests/support/cli_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct cli_rows_case brocade_fastiron_tells_ports_tables_and_units_cases[] = {
    {"ruckus_fastiron", "show version",
     "  Copyright (c) Ruckus Networks, Inc. All rights reserved.\n"
     "    UNIT 1: compiled on Jan 01 2020 at 01:01:01 labeled as LAB08090\n"
     "        SW: Version 08.0.90T211\n"
     "  HW: Stackable LAB-48\n"
     "UNIT 1: SL 1: LAB7150-48PF POE 48-port Management Module\n"
     "      Serial  #:LAB00001\n"
     "UNIT 1: SL 2: LAB7150-2X1GC 2-port 2G Module\n"
     "UNIT 2: SL 1: LAB7150-48PF POE 48-port Management Module\n"
     "      Serial  #:LAB00002\n",
     "model=LAB7150-48PF LAB7150-48PF; version=08.0.90T211; serial=LAB00001 LAB00002"},
    {"brocade_netiron", "show version",
     "System Mode: MLX\n"
     "Chassis: MLXe 4-slot (Serial #: LAB00003,  Part #: 40-1000363-04)\n"
     "SL M1: BR-MLX-MR2-M Management Module Active (Serial #: LAB00004, Part #: 60-1002374-07):\n"
     "Boot     : Version 5.9.0T165 Copyright (c) 1996-2014 Brocade Communications Systems, Inc.\n"
     "IronWare : Version 5.9.0aT163 Copyright (c) 1996-2014 Brocade Communications Systems, Inc.\n",
     "model=MLXe 4-slot; version=5.9.0aT163; serial=LAB00003"},
    {"ruckus_fastiron", "show interfaces brief",
     "Port       Link    State   Dupl Speed Trunk Tag Pvid Pri MAC             Name\n"
     "1/1/1      Up      Forward Full 10G   11    Yes N/A  0   0200.5e00.0100  to core\n"
     "1/1/2      Disable None    None None  None  No  1    0   0200.5e00.0102\n"
     "lb1        Up      N/A     N/A  N/A   None  N/A N/A  N/A N/A\n",
     "name=1/1/1; description=to core; link_status=Up; speed=10G; duplex=Full; mac=0200.5e00.0100\n"
     "name=1/1/2; link_status=Disable; mac=0200.5e00.0102\n"
     "name=lb1; link_status=Up"},
    {"brocade_netiron", "show interfaces brief",
     "Port   Link     Port-State   Dupl Speed Trunk Tag Priori MAC            Name           Type\n"
     "1/4    Up       Forward      Full 1G    5     Yes level0 0200.5e00.0104 switch1a.labnetdefault-port\n"
     "1/5    Up       LACP-BLOCKED Full 1G    1     Yes level0 0200.5e00.0105                default-port\n",
     "name=1/4; description=switch1a.labnet; link_status=Up; speed=1G; duplex=Full; mac=0200.5e00.0104\n"
     "name=1/5; link_status=Up; speed=1G; duplex=Full; mac=0200.5e00.0105"},
    {"ruckus_fastiron", "show interfaces",
     "10GigabitEthernet1/1/1 is up, line protocol is up\n"
     "  Port up for 1 day(s) 19 hour(s) 49 minute(s) 25 second(s)\n"
     "  Hardware is 10GigabitEthernet, address is 0200.5e00.0100 (bia 0200.5e00.0100)\n"
     "  Configured speed 10Gbit, actual 10Gbit, configured duplex fdx, actual fdx\n"
     "  Port name is to core\n"
     "  Internet address is 192.0.2.1/24, MTU 1500 bytes, encapsulation ethernet\n"
     "  10GigabitEthernet 1/2/2 is disabled, line protocol is down\n"
     "  Hardware is 10GigabitEthernet, address is 0200.5e00.0122 (bia 0200.5e00.0122)\n"
     "  Configured speed auto, actual unknown, configured duplex fdx, actual unknown\n"
     "  No port name\n",
     "name=10GigabitEthernet1/1/1; description=to core; link_status=up; protocol_status=up; speed=10Gbit; "
     "duplex=fdx; mtu=1500; mac=0200.5e00.0100; addresses=192.0.2.1/24\n"
     "name=10GigabitEthernet 1/2/2; link_status=disabled; protocol_status=down; mac=0200.5e00.0122"},
    {"brocade_fastiron", "show ip interface",
     "Interface         IP-Address      OK?  Method    Status             Protocol VRF\n"
     "Eth 1/1/1         192.0.2.1       YES  NVRAM     up                 up       default-vrf\n"
     "                  192.0.2.129     YES  NVRAM\n"
     "Ve 10             198.51.100.1    YES  NVRAM     down               down     default-vrf\n",
     "name=Eth 1/1/1; link_status=up; protocol_status=up; addresses=192.0.2.1; vrf=default-vrf\n"
     "name=Eth 1/1/1; addresses=192.0.2.129\n"
     "name=Ve 10; link_status=down; protocol_status=down; addresses=198.51.100.1; vrf=default-vrf"},
    {"ruckus_fastiron", "show mac-address",
     "Total active entries from all ports = 2\n"
     "MAC-Address     Port                 Type         VLAN\n"
     "0200.5e00.0001  1/2/1                Dynamic      3\n"
     "0200.5e00.0002  lg61                 Static       191\n",
     "mac=0200.5e00.0001; vlan=3; ports=1/2/1; type=Dynamic\n"
     "mac=0200.5e00.0002; vlan=191; ports=lg61; type=Static"},
    {"brocade_fastiron", "show mac-address",
     "MAC Address     Port      Age      VLAN    Type\n"
     "0200.5e00.0001   2/1        0      1000\n",
     "mac=0200.5e00.0001; vlan=1000; ports=2/1"},
    {"ruckus_fastiron", "show arp",
     "No.   IP Address       MAC Address    Type     Age Port               Status\n"
     "1     192.0.2.27       0200.5e00.0027 Dynamic  0    lg7               Valid\n"
     "5     192.0.2.32            None      Dynamic  0    v1                Pend\n",
     "address=192.0.2.27; mac=0200.5e00.0027; interface=lg7; state=Valid\n"
     "address=192.0.2.32; interface=v1; state=Pend"},
    {"ruckus_fastiron", "show ip ospf neighbor",
     "Port   Address         Pri State      Neigh Address   Neigh ID        Ev Opt Cnt\n"
     "v10    198.51.100.1    1   FULL/DR    198.51.100.2    192.0.2.202     6  2   0\n",
     "neighbor_id=192.0.2.202; address=198.51.100.2; interface=v10; state=FULL/DR; "
     "local_address=198.51.100.1"},
    {"brocade_netiron", "show isis neighbor",
     "System ID        Interface       SNPA           State HoldTime Type Pri StateChgeTime    Protocol\n"
     "lab-b            Ether 1/1       0200.5e00.0901 UP    24       ISL2 64  0 :4 :36:44      ISIS\n",
     "neighbor_id=lab-b; interface=Ether 1/1; state=UP; mac=0200.5e00.0901; type=ISL2"},
};

static void brocade_fastiron_tells_ports_tables_and_units(void **state)
{
    (void)state;
    assert_cli_rows(brocade_fastiron_tells_ports_tables_and_units_cases,
                    G_N_ELEMENTS(brocade_fastiron_tells_ports_tables_and_units_cases));
}

static const struct cli_rows_case eltex_and_edgecore_tell_ports_and_tables_cases[] = {
    {"eltex", "show system",
     "System Description:                       MES9999B 52-port 1G/10G Managed Switch\n"
     "System Contact:\n"
     "System Name:                              lab-mes\n"
     "System Location:                          rack 8\n"
     "System MAC Address:                       02:00:5e:00:08:00\n",
     "name=lab-mes; model=MES9999B; mac=02:00:5e:00:08:00; description=MES9999B 52-port 1G/10G Managed "
     "Switch; location=rack 8"},
    {"eltex", "show system id",
     "Unit    MAC address    Hardware version Serial number\n"
     "---- ----------------- ---------------- -------------\n"
     " 1   02:00:5e:00:08:00     01.02.03      ES00000001\n"
     " 2   02:00:5e:00:08:10     01.02.04      ES00000002\n",
     "serial=ES00000001 ES00000002"},
    {"eltex", "show interfaces status",
     "Port     Type         Duplex  Speed Neg      ctrl State         (d,h:m:s)   Pressure Mode    Port "
     "Mode\n"
     "-------- ------------ ------  ----- -------- ---- ----------- ------------- -------- ------- "
     "---------\n"
     "gi1/0/1  1G-Copper      --      --     --     --  Down (nc)       --           --     --     Access\n"
     "gi1/0/2  1G-Copper      --      --     --     --  Down (adm)      --           --     --     Access\n"
     "te1/0/1  10G-Fiber    Full    10000 Disabled Off  Up          111,01:02:03Disabled Off     Trunk\n",
     "name=gi1/0/1; link_status=Down (nc); type=1G-Copper\n"
     "name=gi1/0/2; link_status=Down (adm); type=1G-Copper\n"
     "name=te1/0/1; link_status=Up; speed=10000; duplex=Full; type=10G-Fiber"},
    {"eltex", "show interfaces description",
     "                                  Admin Link\n"
     "Port     Port Mode (VLAN)         State State       Description\n"
     "-------- ------------------------ ----- ----------- -----------\n"
     "gi1/0/1  Trunk                    Up    Up          lab-b (Po1)\n"
     "gi1/0/5  Access (1)               Down  Down\n"
     "Vlan Admin State Link State           Description\n"
     "---- ----------- ---------- --------------------------------\n"
     "1    Up          Up         -\n",
     "name=gi1/0/1; description=lab-b (Po1); admin_status=Up; link_status=Up\n"
     "name=gi1/0/5; admin_status=Down; link_status=Down"},
    {"eltex", "show interfaces",
     "Po1 is up (connected)\n"
     "  Interface index is 1000\n"
     "  Hardware is aggregated ethernet interface(s), MAC address is 02:00:5e:00:08:01\n"
     "  Description: lab-b - po21\n"
     "  Interface MTU is 9000\n"
     "    Active bandwidth is 20000Mbps\n"
     "gigabitethernet1/0/1 is down (not connected)\n"
     "  Hardware is gigabitethernet, MAC address is 02:00:5e:00:08:02\n",
     "name=Po1; description=lab-b - po21; link_status=up; speed=20000Mbps; mtu=9000; mac=02:00:5e:00:08:01; "
     "if_index=1000; type=aggregated ethernet interface(s)\n"
     "name=gigabitethernet1/0/1; link_status=down; mac=02:00:5e:00:08:02; type=gigabitethernet"},
    {"eltex", "show ip interface",
     "    IP Address          I/F      I/F Status  Type   Directed  Prec Redirect Status\n"
     "                                 admin/oper         Broadcast\n"
     "------------------ ------------- ---------- ------- --------- ---- -------- ------\n"
     "0.0.0.0/32         vlan 1        UP/UP      DHCP    disable   No   enable   Not\n"
     "                                                                            receiv\n"
     "                                                                            ed\n"
     "192.0.2.33/24      vlan 355      UP/DOWN    Static  disable   No   enable   Valid\n",
     "name=vlan 1; admin_status=UP; link_status=UP; addresses=0.0.0.0/32\n"
     "name=vlan 355; admin_status=UP; link_status=DOWN; addresses=192.0.2.33/24"},
    {"eltex", "show arp",
     "  VLAN    Interface     IP address        HW address          status\n"
     "--------------------- --------------- ------------------- ---------------\n"
     "vlan 1    gi1/0/1   192.0.2.102     02:00:5e:00:00:4b   Dynamic\n",
     "address=192.0.2.102; mac=02:00:5e:00:00:4b; interface=gi1/0/1; vlan=1; state=Dynamic"},
    {"edgecore", "show system",
     "System Description: Layer2+ Fast Ethernet Standalone Switch ES9999XA\n"
     "System Information\n"
     " System Name:             lab-ec\n"
     " System Location:         rack 9\n"
     " System Contact:          [NONE]\n"
     " MAC Address (Unit1):     02-00-5E-00-09-00\n",
     "name=lab-ec; model=ES9999XA; mac=02-00-5E-00-09-00; description=Layer2+ Fast Ethernet Standalone "
     "Switch ES9999XA; location=rack 9"},
    {"edgecore", "show version",
     "Unit 1\n"
     " Serial Number:           LAB00009\n"
     " Hardware Version:        R99\n"
     "Agent (Master)\n"
     " Unit ID:                 1\n"
     " Loader Version:          1.2.3.4\n"
     " Operation Code Version:  1.2.3.6\n",
     "version=1.2.3.6; serial=LAB00009"},
    {"edgecore", "show interfaces brief",
     "Interface Name               Status   PVID Pri Speed/Duplex  Type         Trunk\n"
     "--------- ------------------ -------- ---- --- ------------- ------------ -----\n"
     "Eth 1/ 1  to core.           Up          1   0 Auto-1000full 1000Base SFP None\n"
     "Eth 1/ 4                     Down     3010   0 Auto          100TX        None\n",
     "name=Eth 1/ 1; description=to core.; link_status=Up; speed=1000; duplex=full; type=1000Base SFP\n"
     "name=Eth 1/ 4; link_status=Down; type=100TX"},
    {"edgecore", "show interfaces status",
     "Information of Eth 1/1\n"
     " Basic Information:\n"
     "  Port Type:              100TX\n"
     "  Mac Address:            02-00-5E-00-09-01\n"
     " Configuration:\n"
     "  Name:                   PC1\n"
     "  Port Admin:             Up\n"
     "  Speed-duplex:           100full\n"
     " Current Status:\n"
     "  Link Status:            Down\n"
     "  Operation Speed-duplex: 100full\n",
     "name=Eth 1/1; description=PC1; admin_status=Up; link_status=Down; speed=100; duplex=full; "
     "mac=02-00-5E-00-09-01; type=100TX"},
    {"edgecore", "show ip interface",
     " IP Address and Netmask:  192.0.2.55 255.255.255.0 on VLAN 255,\n"
     " Address Mode:            User specified\n",
     "name=VLAN 255; addresses=192.0.2.55; netmasks=255.255.255.0"},
    {"edgecore", "show mac-address-table",
     " Interface MAC Address       VLAN Type     Life Time\n"
     " --------- ----------------- ---- -------- -----------------\n"
     " Eth 1/ 1  02-00-5E-00-00-01    1 Learn    Delete on Timeout\n",
     "mac=02-00-5E-00-00-01; vlan=1; ports=Eth 1/ 1; type=Learn"},
    {"edgecore", "show lldp info remote-device detail",
     " LLDP Remote Devices Information Detail\n"
     "--------------------------------------------------------------------------------\n"
     " Local Port Name      : Eth 1/ 1\n"
     " Chassis Type         : MAC Address\n"
     " Chassis ID           : 02-00-5E-00-09-10\n"
     " Port ID Type         : MAC Address\n"
     " Port ID              : 02-00-5E-00-09-12\n"
     " Port Description     : Ethernet Port on unit 1, port 2\n"
     " System Name          : lab-b\n"
     " System Description   : An invented switch\n"
     " System Capabilities  : Bridge, Router\n"
     " Enabled Capabilities : Bridge\n"
     " Management Address   : 192.0.2.9 (IPv4)\n",
     "local_port=Eth 1/ 1; remote_chassis_id=02-00-5E-00-09-10; remote_chassis_id_type=MAC Address; "
     "remote_port=02-00-5E-00-09-12; remote_port_type=MAC Address; remote_port_descr=Ethernet Port on unit "
     "1, port 2; remote_name=lab-b; remote_descr=An invented switch; remote_mgmt_addresses=192.0.2.9; "
     "capabilities=Bridge"},
};

static void eltex_and_edgecore_tell_ports_and_tables(void **state)
{
    (void)state;
    assert_cli_rows(eltex_and_edgecore_tell_ports_and_tables_cases,
                    G_N_ELEMENTS(eltex_and_edgecore_tell_ports_and_tables_cases));
}

static const struct cli_rows_case dlink_ds_tells_ports_tables_and_neighbors_cases[] = {
    {"dlink_ds", "show switch",
     "Device Type                : DGS-LAB Gigabit Ethernet Switch\n"
     "MAC Address                : 02-00-5E-00-0A-00\n"
     "Boot PROM Version          : Build 1.10-B09\n"
     "Firmware Version           : Build 3.00.B66\n"
     "Serial Number              : LAB0000A\n"
     "System Name                : lab-dgs\n"
     "System Location            : rack 10\n",
     "name=lab-dgs; model=DGS-LAB; version=3.00.B66; serial=LAB0000A; mac=02-00-5E-00-0A-00; location=rack "
     "10"},
    {"dlink_ds", "show ports description",
     " Port   State/          Settings             Connection           Address\n"
     "        MDIX       Speed/Duplex/FlowCtrl   Speed/Duplex/FlowCtrl  Learning\n"
     " -----  --------  ---------------------  ----------------------  --------\n"
     " 1      Enabled   Auto/Disabled          1000M/Full/None         Enabled\n"
     "        Auto\n"
     "       Desc: to core\n"
     " 25(C)  Disabled  Auto/Disabled          Link Down               Enabled\n"
     "       Desc:\n",
     "name=1; description=to core; admin_status=Enabled; speed=1000M; duplex=Full; running=1000M/Full/None\n"
     "name=25; admin_status=Disabled; link_status=Link Down"},
    {"dlink_ds", "show ipif",
     "IP Interface                    : System\n"
     "VLAN Name                       : default\n"
     "Interface Admin State           : Enabled\n"
     "Link Status                     : LinkUp\n"
     "IPv4 Address                    : 192.0.2.90/24 (Manual)\n",
     "name=System; admin_status=Enabled; link_status=LinkUp; addresses=192.0.2.90/24"},
    {"dlink_ds", "show lldp remote_ports mode detailed",
     "Port ID : 1\n"
     "--------------------------------------------------------------------------------\n"
     "Remote Entities Count : 1\n"
     "Entity 1\n"
     "    Chassis ID Subtype                 : MAC Address\n"
     "    Chassis ID                         : 02-00-5E-00-09-01\n"
     "    Port ID Subtype                    : Local\n"
     "    Port ID                            : 1/3\n"
     "    Port Description                   : Port 3 on Unit 1\n"
     "    System Name                        : lab-b\n"
     "    System Description                 : An invented switch\n"
     "    System Capabilities                : Repeater, Bridge\n"
     "    Management Address Count           : 1\n"
     "      Entry 1 :\n"
     "          Subtype                      : IPv4\n"
     "          Address                      : 192.0.2.9\n"
     "Port ID : 2\n"
     "Remote Entities Count : 0\n",
     "local_port=1; remote_chassis_id=02-00-5E-00-09-01; remote_chassis_id_type=MAC Address; "
     "remote_port=1/3; remote_port_type=Local; remote_port_descr=Port 3 on Unit 1; remote_name=lab-b; "
     "remote_descr=An invented switch; remote_mgmt_addresses=192.0.2.9; capabilities=Repeater, Bridge"},
    {"dlink_ds", "show fdb",
     "VID  VLAN Name                        MAC Address       Port  Type\n"
     "---- -------------------------------- ----------------- ----- ----------------\n"
     "1    default                          02-00-5E-00-00-01 1     Dynamic\n"
     "1    default                          02-00-5E-00-0A-00 CPU   Self\n",
     "mac=02-00-5E-00-00-01; vlan=1; ports=1; type=Dynamic\n"
     "mac=02-00-5E-00-0A-00; vlan=1; ports=CPU; type=Self"},
    {"dlink_ds", "show arpentry",
     "Interface      IP Address       MAC Address        Type\n"
     "-------------  ---------------  -----------------  ---------------\n"
     "System         192.0.2.1        02-00-5E-00-00-01  Dynamic\n",
     "address=192.0.2.1; mac=02-00-5E-00-00-01; interface=System; state=Dynamic"},
};

static void dlink_ds_tells_ports_tables_and_neighbors(void **state)
{
    (void)state;
    assert_cli_rows(dlink_ds_tells_ports_tables_and_neighbors_cases,
                    G_N_ELEMENTS(dlink_ds_tells_ports_tables_and_neighbors_cases));
}

static const struct cli_rows_case eltex_tells_the_members_of_aggregates_cases[] = {
    {"eltex", "show interfaces channel-group",
     "Load balancing: src-dst-mac.\n"
     "\n"
     "Channel  Ports\n"
     "-------  -----\n"
     "Po0\n"
     "Po10     Active: gi1/0/2,\n"
     "                 gi1/0/6\n"
     "Po15     Active: gi1/0/7\n",
     "name=Po0\n"
     "name=Po10; members=gi1/0/2 gi1/0/6\n"
     "name=Po15; members=gi1/0/7"},
    {"eltex", "show interfaces",
     "Po1 is up (connected)\n"
     "  Hardware is aggregated ethernet interface(s), MAC address is 02:00:5e:00:08:01\n"
     "    No. of members in this port-channel: 2 (active 2, minimum required 1)\n"
     "      tengigabitethernet1/0/1, full-duplex, LACP active, 10000Mbps (active)\n"
     "      tengigabitethernet1/0/2, full-duplex, LACP active, 10000Mbps (active)\n"
     "    Active bandwidth is 20000Mbps\n",
     "name=Po1; link_status=up; speed=20000Mbps; mac=02:00:5e:00:08:01; type=aggregated ethernet "
     "interface(s); members=tengigabitethernet1/0/1 tengigabitethernet1/0/2"},
};

static void eltex_tells_the_members_of_aggregates(void **state)
{
    (void)state;
    assert_cli_rows(eltex_tells_the_members_of_aggregates_cases,
                    G_N_ELEMENTS(eltex_tells_the_members_of_aggregates_cases));
}

static const struct cli_rows_case brocade_fastiron_tells_neighbors_in_brief_cases[] = {
    {"ruckus_fastiron", "show lldp neighbors",
     "Lcl Port Chassis ID      Port ID         Port Description            System Name\n"
     "1/1/1    0200.5e00.0901  0200.5e00.0902  GigabitEthernet1/1/24       lab-b\n"
     "1/1/2    0200.5e00.0911  Gi1/0/7         to lab-a                    lab switch~\n"
     "1/1/3    0200.5e00.0921  0200.5e00.0921\n"
     "mgmt1    0200.5e00.0931  0200.5e00.0932  GigabitEthernet1/1/24\n",
     "local_port=1/1/1; remote_chassis_id=0200.5e00.0901; remote_port=0200.5e00.0902; "
     "remote_port_descr=GigabitEthernet1/1/24; remote_name=lab-b\n"
     "local_port=1/1/2; remote_chassis_id=0200.5e00.0911; remote_port=Gi1/0/7; remote_port_descr=to lab-a; "
     "remote_name=lab switch~\n"
     "local_port=1/1/3; remote_chassis_id=0200.5e00.0921; remote_port=0200.5e00.0921\n"
     "local_port=mgmt1; remote_chassis_id=0200.5e00.0931; remote_port=0200.5e00.0932; "
     "remote_port_descr=GigabitEthernet1/1/24"},
};

static void brocade_fastiron_tells_neighbors_in_brief(void **state)
{
    (void)state;
    assert_cli_rows(brocade_fastiron_tells_neighbors_in_brief_cases,
                    G_N_ELEMENTS(brocade_fastiron_tells_neighbors_in_brief_cases));
}

static const struct cli_rows_case brocade_fastiron_tells_the_members_of_aggregates_cases[] = {
    {"brocade_netiron", "show lag brief",
     "Total number of LAGs\t: 2, 100/40g : 0\n"
     "LAG                Type      Deploy Trunk Primary        Port List\n"
     "to lab-b          dynamic      Y     11     1/13        e 1/13 e 2/13\n"
     "to lab-c          static       Y     8      2/15        e 1/15 to 1/18 e 2/15 t\n"
     "                                                        o 2/18\n",
     "name=to lab-b; members=1/13 2/13\n"
     "name=to lab-c; members=1/15 1/16 1/17 1/18 2/15 2/16 2/17 2/18"},
    {"ruckus_fastiron", "show lag brief",
     "LAG           Type   Deploy Trunk Intf     Port List\n"
     "to-lab-b-and-mdynamic  Y    7     lg7      e 1/1/1 to 1/1/2\n",
     "name=lg7; members=1/1/1 1/1/2"},
};

static void brocade_fastiron_tells_the_members_of_aggregates(void **state)
{
    (void)state;
    assert_cli_rows(brocade_fastiron_tells_the_members_of_aggregates_cases,
                    G_N_ELEMENTS(brocade_fastiron_tells_the_members_of_aggregates_cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brocade_fastiron_tells_ports_tables_and_units),
        cmocka_unit_test(eltex_and_edgecore_tell_ports_and_tables),
        cmocka_unit_test(dlink_ds_tells_ports_tables_and_neighbors),
        cmocka_unit_test(eltex_tells_the_members_of_aggregates),
        cmocka_unit_test(brocade_fastiron_tells_neighbors_in_brief),
        cmocka_unit_test(brocade_fastiron_tells_the_members_of_aggregates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
