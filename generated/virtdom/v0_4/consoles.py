# Generated from schema/v0_4 by `virtdom generate`; do not edit.
"""Consoles, serial and parallel devices.

Serial ports, parallel ports and consoles are character devices: they carry text between the guest
and something on the host or on the network. All three are written alike. The `type` says what the
other end is, and with it which attributes the `source` has; the `target` says which port of the
guest it is.
"""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from virtdom_runtime.element import Element

__all__ = [
    "CharacterDeviceTarget",
    "CharacterDeviceType",
    "Console",
    "ConsoleBase",
    "DevCharacterDeviceSource",
    "DevConsole",
    "DevParallel",
    "DevSerial",
    "FileCharacterDeviceSource",
    "FileConsole",
    "FileParallel",
    "FileSerial",
    "NullConsole",
    "NullParallel",
    "NullSerial",
    "Parallel",
    "ParallelBase",
    "PtyCharacterDeviceSource",
    "PtyConsole",
    "PtyParallel",
    "PtySerial",
    "Serial",
    "SerialBase",
    "SocketMode",
    "StdioConsole",
    "StdioParallel",
    "StdioSerial",
    "TcpCharacterDeviceSource",
    "TcpConsole",
    "TcpParallel",
    "TcpSerial",
    "UdpCharacterDeviceSource",
    "UdpConsole",
    "UdpParallel",
    "UdpSerial",
    "UnixCharacterDeviceSource",
    "UnixConsole",
    "UnixParallel",
    "UnixSerial",
    "VcConsole",
    "VcParallel",
    "VcSerial",
    "Wiremode",
    "WiremodeType",
]

CharacterDeviceType: TypeAlias = Literal["stdio", "file", "vc", "null", "pty", "dev", "tcp", "udp", "unix"]
"""What a character device can be connected to.

Rules: CHR-2.
"""

SocketMode: TypeAlias = Literal["connect", "bind"]
"""The end of a connection that a device is."""

WiremodeType: TypeAlias = Literal["telnet", "raw"]
"""A protocol on a TCP connection.

Rules: CHR-TCP-4.
"""


class ParallelBase(Element, kw_only=True):
    """`<parallel>` of any kind.

    What all character devices have in common. Their parts may stand in any order.

    Rules: CHR-1, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#parallel-base
    """

    target: CharacterDeviceTarget | None = None
    """Which port of the guest the device is.

    Rules: CHR-10, CHR-5.
    """


class StdioParallel(ParallelBase, kw_only=True, tag_field="type", tag="stdio"):
    """`<parallel type='stdio'>`.

    What the guest writes goes to the log file of the virtual machine; there is no input. It has no
    `source`.

    Rules: CHR-STDIO-1, CHR-STDIO-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#stdio-parallel
    """

    type: ClassVar[Literal["stdio"]] = "stdio"


class FileParallel(ParallelBase, kw_only=True, tag_field="type", tag="file"):
    """`<parallel type='file'>`.

    A file is opened, and everything the guest sends to the device is written to it.

    Rules: CHR-FILE-1, CHR-FILE-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#file-parallel
    """

    type: ClassVar[Literal["file"]] = "file"

    source: FileCharacterDeviceSource
    """The file that is written to.

    Rules: CHR-FILE-1.
    """


class VcParallel(ParallelBase, kw_only=True, tag_field="type", tag="vc"):
    """`<parallel type='vc'>`.

    A virtual console in the window of the graphical framebuffer, reached with a hot key such as
    ctrl+alt+3. It has no `source`.

    Rules: CHR-VC-1, CHR-VC-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#vc-parallel
    """

    type: ClassVar[Literal["vc"]] = "vc"


class NullParallel(ParallelBase, kw_only=True, tag_field="type", tag="null"):
    """`<parallel type='null'>`.

    Nothing at all: there is never any input, and what is written is discarded. It has no `source`.

    Rules: CHR-NULL-1, CHR-NULL-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#null-parallel
    """

    type: ClassVar[Literal["null"]] = "null"


class PtyParallel(ParallelBase, kw_only=True, tag_field="type", tag="pty"):
    """`<parallel type='pty'>`.

    A pseudo TTY of the host, taken from /dev/ptmx. A program on the host, such as `virsh console`,
    can connect to it.

    Rules: CHR-PTY-1, CHR-PTY-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#pty-parallel
    """

    type: ClassVar[Literal["pty"]] = "pty"

    source: PtyCharacterDeviceSource | None = None
    """The TTY that was allocated. The host fills it in; leave it out when defining a domain.

    Rules: CHR-PTY-1.
    """


class DevParallel(ParallelBase, kw_only=True, tag_field="type", tag="dev"):
    """`<parallel type='dev'>`.

    A parallel port of the host, passed through to the guest.

    Rules: CHR-DEV-1, CHR-DEV-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#dev-parallel
    """

    type: ClassVar[Literal["dev"]] = "dev"

    source: DevCharacterDeviceSource
    """The device of the host.

    Rules: CHR-DEV-1.
    """


class TcpParallel(ParallelBase, kw_only=True, tag_field="type", tag="tcp"):
    """`<parallel type='tcp'>`.

    A TCP connection: the device calls a server, or is a server that waits for one client to call.

    Rules: CHR-TCP-1, CHR-TCP-3, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#tcp-parallel
    """

    type: ClassVar[Literal["tcp"]] = "tcp"

    source: TcpCharacterDeviceSource
    """Where the server is, and which end the device is.

    Rules: CHR-TCP-1.
    """

    wiremode: Wiremode | None = None
    """The protocol on the connection.

    Rules: CHR-TCP-3.
    """


class UdpParallel(ParallelBase, kw_only=True, tag_field="type", tag="udp"):
    """`<parallel type='udp'>`.

    A netconsole service: the device sends and receives UDP packets. Packets can be lost.

    Rules: CHR-UDP-1, CHR-UDP-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#udp-parallel
    """

    type: ClassVar[Literal["udp"]] = "udp"

    sources: list[UdpCharacterDeviceSource]
    """Where packets come from (`bind`) and where they go to (`connect`): at least one of the two.

    Rules: CHR-UDP-1.
    """


class UnixParallel(ParallelBase, kw_only=True, tag_field="type", tag="unix"):
    """`<parallel type='unix'>`.

    A UNIX domain socket of the host. The device usually is the server, to which programs on the
    host connect.

    Rules: CHR-UNIX-1, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.html#unix-parallel
    """

    type: ClassVar[Literal["unix"]] = "unix"

    source: UnixCharacterDeviceSource
    """Where the socket is, and which end the device is.

    Rules: CHR-UNIX-1.
    """


class SerialBase(Element, kw_only=True):
    """`<serial>` of any kind.

    What all character devices have in common. Their parts may stand in any order.

    Rules: CHR-1, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#serial-base
    """

    target: CharacterDeviceTarget | None = None
    """Which port of the guest the device is.

    Rules: CHR-10, CHR-5.
    """


class StdioSerial(SerialBase, kw_only=True, tag_field="type", tag="stdio"):
    """`<serial type='stdio'>`.

    What the guest writes goes to the log file of the virtual machine; there is no input. It has no
    `source`.

    Rules: CHR-STDIO-1, CHR-STDIO-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#stdio-serial
    """

    type: ClassVar[Literal["stdio"]] = "stdio"


class FileSerial(SerialBase, kw_only=True, tag_field="type", tag="file"):
    """`<serial type='file'>`.

    A file is opened, and everything the guest sends to the device is written to it.

    Rules: CHR-FILE-1, CHR-FILE-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#file-serial
    """

    type: ClassVar[Literal["file"]] = "file"

    source: FileCharacterDeviceSource
    """The file that is written to.

    Rules: CHR-FILE-1.
    """


class VcSerial(SerialBase, kw_only=True, tag_field="type", tag="vc"):
    """`<serial type='vc'>`.

    A virtual console in the window of the graphical framebuffer, reached with a hot key such as
    ctrl+alt+3. It has no `source`.

    Rules: CHR-VC-1, CHR-VC-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#vc-serial
    """

    type: ClassVar[Literal["vc"]] = "vc"


class NullSerial(SerialBase, kw_only=True, tag_field="type", tag="null"):
    """`<serial type='null'>`.

    Nothing at all: there is never any input, and what is written is discarded. It has no `source`.

    Rules: CHR-NULL-1, CHR-NULL-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#null-serial
    """

    type: ClassVar[Literal["null"]] = "null"


class PtySerial(SerialBase, kw_only=True, tag_field="type", tag="pty"):
    """`<serial type='pty'>`.

    A pseudo TTY of the host, taken from /dev/ptmx. A program on the host, such as `virsh console`,
    can connect to it.

    Rules: CHR-PTY-1, CHR-PTY-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#pty-serial
    """

    type: ClassVar[Literal["pty"]] = "pty"

    source: PtyCharacterDeviceSource | None = None
    """The TTY that was allocated. The host fills it in; leave it out when defining a domain.

    Rules: CHR-PTY-1.
    """


class DevSerial(SerialBase, kw_only=True, tag_field="type", tag="dev"):
    """`<serial type='dev'>`.

    A serial port of the host, passed through to the guest.

    Rules: CHR-DEV-1, CHR-DEV-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#dev-serial
    """

    type: ClassVar[Literal["dev"]] = "dev"

    source: DevCharacterDeviceSource
    """The device of the host.

    Rules: CHR-DEV-1.
    """


class TcpSerial(SerialBase, kw_only=True, tag_field="type", tag="tcp"):
    """`<serial type='tcp'>`.

    A TCP connection: the device calls a server, or is a server that waits for one client to call.

    Rules: CHR-TCP-1, CHR-TCP-3, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#tcp-serial
    """

    type: ClassVar[Literal["tcp"]] = "tcp"

    source: TcpCharacterDeviceSource
    """Where the server is, and which end the device is.

    Rules: CHR-TCP-1.
    """

    wiremode: Wiremode | None = None
    """The protocol on the connection.

    Rules: CHR-TCP-3.
    """


class UdpSerial(SerialBase, kw_only=True, tag_field="type", tag="udp"):
    """`<serial type='udp'>`.

    A netconsole service: the device sends and receives UDP packets. Packets can be lost.

    Rules: CHR-UDP-1, CHR-UDP-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#udp-serial
    """

    type: ClassVar[Literal["udp"]] = "udp"

    sources: list[UdpCharacterDeviceSource]
    """Where packets come from (`bind`) and where they go to (`connect`): at least one of the two.

    Rules: CHR-UDP-1.
    """


class UnixSerial(SerialBase, kw_only=True, tag_field="type", tag="unix"):
    """`<serial type='unix'>`.

    A UNIX domain socket of the host. The device usually is the server, to which programs on the
    host connect.

    Rules: CHR-UNIX-1, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/serial.html#unix-serial
    """

    type: ClassVar[Literal["unix"]] = "unix"

    source: UnixCharacterDeviceSource
    """Where the socket is, and which end the device is.

    Rules: CHR-UNIX-1.
    """


class ConsoleBase(Element, kw_only=True):
    """`<console>` of any kind.

    What all character devices have in common. Their parts may stand in any order.

    Rules: CHR-1, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#console-base
    """

    target: CharacterDeviceTarget | None = None
    """Which port of the guest the device is.

    Rules: CHR-10, CHR-5.
    """


class StdioConsole(ConsoleBase, kw_only=True, tag_field="type", tag="stdio"):
    """`<console type='stdio'>`.

    What the guest writes goes to the log file of the virtual machine; there is no input. It has no
    `source`.

    Rules: CHR-STDIO-1, CHR-STDIO-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#stdio-console
    """

    type: ClassVar[Literal["stdio"]] = "stdio"


class FileConsole(ConsoleBase, kw_only=True, tag_field="type", tag="file"):
    """`<console type='file'>`.

    A file is opened, and everything the guest sends to the device is written to it.

    Rules: CHR-FILE-1, CHR-FILE-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#file-console
    """

    type: ClassVar[Literal["file"]] = "file"

    source: FileCharacterDeviceSource
    """The file that is written to.

    Rules: CHR-FILE-1.
    """


class VcConsole(ConsoleBase, kw_only=True, tag_field="type", tag="vc"):
    """`<console type='vc'>`.

    A virtual console in the window of the graphical framebuffer, reached with a hot key such as
    ctrl+alt+3. It has no `source`.

    Rules: CHR-VC-1, CHR-VC-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#vc-console
    """

    type: ClassVar[Literal["vc"]] = "vc"


class NullConsole(ConsoleBase, kw_only=True, tag_field="type", tag="null"):
    """`<console type='null'>`.

    Nothing at all: there is never any input, and what is written is discarded. It has no `source`.

    Rules: CHR-NULL-1, CHR-NULL-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#null-console
    """

    type: ClassVar[Literal["null"]] = "null"


class PtyConsole(ConsoleBase, kw_only=True, tag_field="type", tag="pty"):
    """`<console type='pty'>`.

    A console on a pseudo TTY of the host. The path of the TTY stands twice, in `source` and in
    `tty`, because `tty` alone is the older way to write it. Reading takes either, and filling in
    the defaults adds the other.

    Rules: CHR-PTY-1, CHR-TTY-1, CHR-TTY-3, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#pty-console
    """

    type: ClassVar[Literal["pty"]] = "pty"

    tty: str | None = None
    """The path of the TTY over again, for programs that know the older syntax.

    Value: a path or the name of a file on the host: at least one character.

    Rules: CHR-TTY-1, CHR-TTY-2, CHR-TTY-3.
    """

    source: PtyCharacterDeviceSource | None = None
    """The TTY that was allocated. The host fills it in; leave it out when defining a domain.

    Rules: CHR-PTY-1.
    """


class DevConsole(ConsoleBase, kw_only=True, tag_field="type", tag="dev"):
    """`<console type='dev'>`.

    A character device of the host, passed through to the guest. The two should be of the same sort:
    a serial port belongs to a serial port, a parallel port to a parallel port.

    Rules: CHR-DEV-1, CHR-DEV-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#dev-console
    """

    type: ClassVar[Literal["dev"]] = "dev"

    source: DevCharacterDeviceSource
    """The device of the host.

    Rules: CHR-DEV-1.
    """


class TcpConsole(ConsoleBase, kw_only=True, tag_field="type", tag="tcp"):
    """`<console type='tcp'>`.

    A TCP connection: the device calls a server, or is a server that waits for one client to call.

    Rules: CHR-TCP-1, CHR-TCP-3, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#tcp-console
    """

    type: ClassVar[Literal["tcp"]] = "tcp"

    source: TcpCharacterDeviceSource
    """Where the server is, and which end the device is.

    Rules: CHR-TCP-1.
    """

    wiremode: Wiremode | None = None
    """The protocol on the connection.

    Rules: CHR-TCP-3.
    """


class UdpConsole(ConsoleBase, kw_only=True, tag_field="type", tag="udp"):
    """`<console type='udp'>`.

    A netconsole service: the device sends and receives UDP packets. Packets can be lost.

    Rules: CHR-UDP-1, CHR-UDP-2, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#udp-console
    """

    type: ClassVar[Literal["udp"]] = "udp"

    sources: list[UdpCharacterDeviceSource]
    """Where packets come from (`bind`) and where they go to (`connect`): at least one of the two.

    Rules: CHR-UDP-1.
    """


class UnixConsole(ConsoleBase, kw_only=True, tag_field="type", tag="unix"):
    """`<console type='unix'>`.

    A UNIX domain socket of the host. The device usually is the server, to which programs on the
    host connect.

    Rules: CHR-UNIX-1, CHR-4, CHR-10.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/console.html#unix-console
    """

    type: ClassVar[Literal["unix"]] = "unix"

    source: UnixCharacterDeviceSource
    """Where the socket is, and which end the device is.

    Rules: CHR-UNIX-1.
    """


class CharacterDeviceTarget(Element, kw_only=True):
    """`<target>`.

    The end of a character device in the guest.

    Rules: CHR-5.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/parallel.target.html#character-device-target
    """

    port: int
    """The number of the port, different for every device of the same sort. The page says that
    numbers begin with 1 and uses 0 in its first example; both are good.

    Value: a whole number, 0 or more.

    Rules: CHR-5, CHR-6.
    """


class FileCharacterDeviceSource(Element, kw_only=True):
    """`<source>`.

    A file on the host.

    Rules: CHR-FILE-1.

    Page:
    https://virtdom.readthedocs.io/en/latest/v0_4/parallel.source.html#file-character-device-source
    """

    path: str
    """The path of the file.

    Value: a path or the name of a file on the host: at least one character.

    Rules: CHR-FILE-1.
    """


class PtyCharacterDeviceSource(Element, kw_only=True):
    """`<source>`.

    A pseudo TTY of the host.

    Rules: CHR-PTY-1.

    Page:
    https://virtdom.readthedocs.io/en/latest/v0_4/parallel.source.html#pty-character-device-source
    """

    path: str
    """The path of the TTY, such as `/dev/pts/3`.

    Value: a path or the name of a file on the host: at least one character.

    Rules: CHR-PTY-1.
    """


class DevCharacterDeviceSource(Element, kw_only=True):
    """`<source>`.

    A character device of the host.

    Rules: CHR-DEV-1.

    Page:
    https://virtdom.readthedocs.io/en/latest/v0_4/parallel.source.html#dev-character-device-source
    """

    path: str
    """The path of the device, such as `/dev/ttyS0`.

    Value: a path or the name of a file on the host: at least one character.

    Rules: CHR-DEV-1.
    """


class TcpCharacterDeviceSource(Element, kw_only=True):
    """`<source>`.

    One end of a TCP connection.

    Rules: CHR-TCP-1.

    Page:
    https://virtdom.readthedocs.io/en/latest/v0_4/parallel.source.html#tcp-character-device-source
    """

    mode: SocketMode
    """Which end the device is: the client or the server.

    - `connect`: The client: it connects.
    - `bind`: The server: it listens.

    Rules: CHR-TCP-1, CHR-TCP-2.
    """

    host: str
    """The host to call, or the address to listen on.

    Value: an IPv4 address: four numbers of 0 to 255 with dots between them; an IPv6 address: eight
    groups of up to four hexadecimal digits with colons between them; the name of a host: letters,
    digits, dashes and underscores, in parts separated by dots.

    Rules: CHR-TCP-1, CHR-TCP-5.
    """

    service: int
    """The TCP port to call, or to listen on.

    Value: a whole number from 1 to 65535.

    Rules: CHR-TCP-1, CHR-TCP-5.
    """


class Wiremode(Element, kw_only=True):
    """`<wiremode>`.

    The protocol on a TCP connection.

    Rules: CHR-TCP-3.

    Page: https://virtdom.readthedocs.io/en/latest/v0_4/wiremode.html#wiremode
    """

    type: WiremodeType
    """The protocol.

    - `telnet`: The telnet protocol.
    - `raw`: The bytes as they are.

    Rules: CHR-TCP-3, CHR-TCP-4.
    """


class UdpCharacterDeviceSource(Element, kw_only=True):
    """`<source>`.

    One direction of a UDP service.

    Rules: CHR-UDP-1.

    Page:
    https://virtdom.readthedocs.io/en/latest/v0_4/parallel.source.html#udp-character-device-source
    """

    mode: SocketMode
    """The direction: `bind` to receive, `connect` to send.

    - `connect`: The client: it connects.
    - `bind`: The server: it listens.

    Rules: CHR-UDP-1.
    """

    host: str
    """The address to receive on, or the host to send to.

    Value: an IPv4 address: four numbers of 0 to 255 with dots between them; an IPv6 address: eight
    groups of up to four hexadecimal digits with colons between them; the name of a host: letters,
    digits, dashes and underscores, in parts separated by dots.

    Rules: CHR-UDP-1.
    """

    service: int
    """The UDP port to receive on, or to send to.

    Value: a whole number from 1 to 65535.

    Rules: CHR-UDP-1.
    """


class UnixCharacterDeviceSource(Element, kw_only=True):
    """`<source>`.

    One end of a UNIX domain socket.

    Rules: CHR-UNIX-1.

    Page:
    https://virtdom.readthedocs.io/en/latest/v0_4/parallel.source.html#unix-character-device-source
    """

    mode: SocketMode
    """Which end the device is: the client or the server.

    - `connect`: The client: it connects.
    - `bind`: The server: it listens.

    Rules: CHR-UNIX-1, CHR-UNIX-2.
    """

    path: str
    """The path of the socket on the host.

    Value: a path or the name of a file on the host: at least one character.

    Rules: CHR-UNIX-1.
    """


Parallel: TypeAlias = (
    StdioParallel
    | FileParallel
    | VcParallel
    | NullParallel
    | PtyParallel
    | DevParallel
    | TcpParallel
    | UdpParallel
    | UnixParallel
)
"""Any kind of `<parallel>`."""


Serial: TypeAlias = (
    StdioSerial
    | FileSerial
    | VcSerial
    | NullSerial
    | PtySerial
    | DevSerial
    | TcpSerial
    | UdpSerial
    | UnixSerial
)
"""Any kind of `<serial>`."""


Console: TypeAlias = (
    StdioConsole
    | FileConsole
    | VcConsole
    | NullConsole
    | PtyConsole
    | DevConsole
    | TcpConsole
    | UdpConsole
    | UnixConsole
)
"""Any kind of `<console>`."""
