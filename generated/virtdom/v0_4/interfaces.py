# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Network interfaces.

An `interface` is a network card of the guest; its `type` says what the other end of the cable is.
For most guests that is a virtual network of the host (`network`) or, on a server with a fixed
network, a bridge (`bridge`).

Without privileges on the host there are `user`, which reaches the outside, and the tunnels `mcast`,
`server` and `client`, which connect guests with each other. `ethernet` leaves everything to a
script.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from virtdom_runtime.element import Element

__all__ = [
    "BridgeInterface",
    "BridgeInterfaceSource",
    "ClientInterface",
    "EthernetInterface",
    "Interface",
    "InterfaceBase",
    "InterfaceMac",
    "InterfaceScript",
    "InterfaceTarget",
    "InterfaceType",
    "McastInterface",
    "McastInterfaceSource",
    "NetworkInterface",
    "NetworkInterfaceSource",
    "ServerInterface",
    "TunnelSource",
    "UserInterface",
]

InterfaceType: TypeAlias = Literal["network", "bridge", "user", "ethernet", "mcast", "server", "client"]
"""What a network interface can be connected to.

Rules: NIC-2.
"""


class InterfaceBase(Element, kw_only=True):
    """`<interface>` of any kind.

    What all network interfaces have in common. The parts of an interface may stand in any order.

    Rules: DOM-9, NIC-1, NIC-ORD-1, NIC-MAC-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.html#interface-base
    """

    mac: InterfaceMac | None = None
    """The hardware address of the card.

    Rules: NIC-MAC-1.
    """


class NetworkInterface(InterfaceBase, kw_only=True, tag_field="type", tag="network"):
    """`<interface type='network'>`.

    A connection to a virtual network of the host. Choose it for general connectivity where the
    network of the host changes or is wireless.

    Every virtual network offers DHCP and DNS to its guests. `virsh net-dumpxml` with the name of
    the network shows its addresses.

    Rules: DOM-9, NIC-NET-1, NIC-NET-3, NIC-NET-5, NIC-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.html#network-interface
    """

    type: ClassVar[Literal["network"]] = "network"

    source: NetworkInterfaceSource
    """The virtual network.

    Rules: NIC-NET-1.
    """

    target: InterfaceTarget | None = None
    """Names the tun device on the host that is made for this interface, in place of vnet and a
    number.

    Rules: NIC-NET-7, NIC-NET-2.
    """


class BridgeInterface(InterfaceBase, kw_only=True, tag_field="type", tag="bridge"):
    """`<interface type='bridge'>`.

    A connection straight to the network that the host is in, through a bridge. Choose it for
    general connectivity where the host is wired to a fixed network.

    The host must have a bridge with one or more of its physical network cards in it. Addresses are
    those of the network, and the guest reaches it and is reached from it like a machine of its own.

    Rules: DOM-9, NIC-BR-1, NIC-BR-3, NIC-SCRIPT-1, NIC-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.html#bridge-interface
    """

    type: ClassVar[Literal["bridge"]] = "bridge"

    source: BridgeInterfaceSource
    """The bridge.

    Rules: NIC-BR-1.
    """

    script: InterfaceScript | None = None
    """A script that connects the interface to the bridge.

    Rules: NIC-SCRIPT-1.
    """

    target: InterfaceTarget | None = None
    """Names the tun device on the host that is made for this interface and put into the bridge, in
    place of vnet and a number.

    Rules: NIC-BR-4, NIC-BR-2.
    """


class UserInterface(InterfaceBase, kw_only=True, tag_field="type", tag="user"):
    """`<interface type='user'>`.

    A network of the guest alone, which reaches the outside by NAT (SLIRP). It is the only choice
    for users without privileges whose guests need to reach the outside. It has no `source`: the
    empty element is complete.

    The network has DHCP and DNS. Guests get addresses from 10.0.2.15 on; the router is 10.0.2.2,
    the name server 10.0.2.3.

    Rules: NIC-USER-1, NIC-USER-2, NIC-USER-3, NIC-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.html#user-interface
    """

    type: ClassVar[Literal["user"]] = "user"


class EthernetInterface(InterfaceBase, kw_only=True, tag_field="type", tag="ethernet"):
    """`<interface type='ethernet'>`.

    A tun device that a script of the administrator connects in whatever way the host needs. It has
    no `source`: the empty element is complete.

    Rules: NIC-ETH-1, NIC-ETH-4, NIC-SCRIPT-1, NIC-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.html#ethernet-interface
    """

    type: ClassVar[Literal["ethernet"]] = "ethernet"

    script: InterfaceScript | None = None
    """The script that is run once the tun device is there, in place of `/etc/qemu-ifup`.

    Default: /etc/qemu-ifup. Rules: NIC-SCRIPT-1, NIC-ETH-3.
    """

    target: InterfaceTarget | None = None
    """Names the tun device on the host that is made for this interface, in place of vnet and a
    number.

    Rules: NIC-ETH-2.
    """


class McastInterface(InterfaceBase, kw_only=True, tag_field="type", tag="mcast"):
    """`<interface type='mcast'>`.

    A virtual network made of a multicast group. All guests with the same address and port are in
    it, also across hosts, and user mode Linux guests can join. It needs no privileges.

    The network has no DHCP, no DNS and no way out. To reach the outside, give one of the guests a
    second interface of type network, bridge, user or ethernet and let it route.

    Rules: DOM-9, NIC-MC-1, NIC-MC-4, NIC-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.html#mcast-interface
    """

    type: ClassVar[Literal["mcast"]] = "mcast"

    source: McastInterfaceSource
    """The multicast group.

    Rules: NIC-MC-1.
    """


class ServerInterface(InterfaceBase, kw_only=True, tag_field="type", tag="server"):
    """`<interface type='server'>`.

    The server of a virtual network made of TCP tunnels. One guest is the server, all others are
    clients of it, and everything they send each other passes through it. It needs no privileges.

    The network has no DHCP, no DNS and no way out. To reach the outside, give one of the guests a
    second interface of type network, bridge, user or ethernet and let it route.

    Rules: DOM-9, NIC-TCP-1, NIC-TCP-4, NIC-TCP-5, NIC-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.html#server-interface
    """

    type: ClassVar[Literal["server"]] = "server"

    source: TunnelSource
    """Where the server waits for its clients.

    Rules: NIC-TCP-1.
    """


class ClientInterface(InterfaceBase, kw_only=True, tag_field="type", tag="client"):
    """`<interface type='client'>`.

    A client of a virtual network made of TCP tunnels. It names the address and the port of the one
    guest that is the server; everything passes through that guest. It needs no privileges.

    The network has no DHCP, no DNS and no way out. To reach the outside, give one of the guests a
    second interface of type network, bridge, user or ethernet and let it route.

    Rules: DOM-9, NIC-TCP-1, NIC-TCP-4, NIC-TCP-5, NIC-ORD-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.html#client-interface
    """

    type: ClassVar[Literal["client"]] = "client"

    source: TunnelSource
    """Where the server of the network waits.

    Rules: NIC-TCP-1.
    """


class InterfaceMac(Element, kw_only=True):
    """`<mac>`.

    The hardware address of a network interface.

    Rules: NIC-MAC-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/mac.html#interface-mac
    """

    address: str
    """The address, such as `00:16:3e:5d:c7:9e`.

    Value: a hardware address: six pairs of hexadecimal digits with colons between them.

    Rules: NIC-MAC-1, NIC-MAC-2.
    """


class NetworkInterfaceSource(Element, kw_only=True):
    """`<source>`.

    A virtual network of the host. As it is configured, a network is isolated, or reaches the
    outside by NAT, through one given device or along the default route.

    Rules: NIC-NET-1, NIC-NET-4, NIC-NET-6.

    Page:
    https://virtdom.readthedocs.io/en/latest/v0_4/interface.source.html#network-interface-source
    """

    network: str
    """The name of the network. One called `default` exists out of the box, with NAT to the default
    route; the page prints its range as 192.168.22.0/255.255.255.0, though hosts are seen to use
    192.168.122.0.

    Value: a name that something outside the document decides, such as the name of a device: at
    least one character.

    Rules: NIC-NET-1, NIC-NET-6.
    """


class InterfaceTarget(Element, kw_only=True):
    """`<target>`.

    The end of a network interface on the host.

    Rules: NIC-NET-7, NIC-BR-4, NIC-ETH-2.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.target.html#interface-target
    """

    dev: str
    """The name of the tun device, such as `vnet7`.

    Value: a name that something outside the document decides, such as the name of a device: at
    least one character.

    Rules: NIC-NET-7, NIC-BR-4, NIC-ETH-2.
    """


class BridgeInterfaceSource(Element, kw_only=True):
    """`<source>`.

    A bridge of the host.

    Rules: NIC-BR-1.

    Page:
    https://virtdom.readthedocs.io/en/latest/v0_4/interface.source.html#bridge-interface-source
    """

    bridge: str
    """The name of the bridge device, such as `br0`.

    Value: a name that something outside the document decides, such as the name of a device: at
    least one character.

    Rules: NIC-BR-1.
    """


class InterfaceScript(Element, kw_only=True):
    """`<script>`.

    A script on the host that connects an interface.

    Rules: NIC-SCRIPT-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/script.html#interface-script
    """

    path: str
    """The script: a full path, or a bare name such as `vif-bridge` that the hypervisor knows where
    to find.

    Value: a path or the name of a file on the host: at least one character.

    Rules: NIC-SCRIPT-1, NIC-SCRIPT-2.
    """


class McastInterfaceSource(Element, kw_only=True):
    """`<source>`.

    The address and the port that the guests of one network share.

    Rules: NIC-MC-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.source.html#mcast-interface-source
    """

    address: str
    """The address of the group: an IPv4 multicast address, whose first number is 224 to 239.

    Value: an IPv4 multicast address: 224.0.0.0 to 239.255.255.255.

    Rules: NIC-MC-1, NIC-MC-2.
    """

    port: int
    """The port of the group.

    Value: a whole number from 1 to 65535.

    Rules: NIC-MC-1, NIC-MC-3.
    """


class TunnelSource(Element, kw_only=True):
    """`<source>`.

    The address and the port of the server of a TCP tunnel.

    Rules: NIC-TCP-1.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/interface.source.html#tunnel-source
    """

    address: str
    """The IP address of the server.

    Value: an IPv4 address: four numbers of 0 to 255 with dots between them; an IPv6 address: eight
    groups of up to four hexadecimal digits with colons between them.

    Rules: NIC-TCP-1, NIC-TCP-2.
    """

    port: int
    """The TCP port of the server.

    Value: a whole number from 1 to 65535.

    Rules: NIC-TCP-1, NIC-TCP-3.
    """


Interface: TypeAlias = (
    NetworkInterface
    | BridgeInterface
    | UserInterface
    | EthernetInterface
    | McastInterface
    | ServerInterface
    | ClientInterface
)
"""Any kind of `<interface>`."""
