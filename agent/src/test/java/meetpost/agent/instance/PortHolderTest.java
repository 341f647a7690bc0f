package meetpost.agent.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortHolderTest {

    @TempDir Path root;

    private Path proc;

    @BeforeEach
    void proc() {
        proc = root.resolve("proc");
    }

    /** As Linux 6.1 wrote it: port 1883 is 075B. */
    @Test
    void findsTheProcessThroughItsSocket() throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(
                proc.resolve("net/tcp"),
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0000000000000000 100 0 0 10 0
                   1: 0100007F:075B 0100007F:A1B2 01 00000000:00000000 00:00000000 00000000   118        0 4712 1 0000000000000000 20 4 30 10 -1
                   2: 0100007F:075B 00000000:0000 0A 00000000:00000000 00:00000000 00000000   118        0 4713 1 0000000000000000 100 0 0 10 0
                """);
        process("99", "sshd", "socket:[4711]");
        process("812", "mosquitto", "socket:[4713]");

        assertEquals(Optional.of("mosquitto, process 812"), new PortHolder(root).of(1883));
        assertEquals(Optional.empty(), new PortHolder(root).of(1884));
    }

    /** The control groups of Debian 12 with systemd's hybrid hierarchy, and of one alone. */
    @Test
    void namesTheUnitOfSystemd() throws IOException {
        listens(1883, 118, 4713);
        process("812", "mosquitto", "socket:[4713]");
        Files.writeString(
                proc.resolve("812/cgroup"), "4:memory:/\n0::/system.slice/mosquitto.service\n");

        assertEquals(
                Optional.of("mosquitto, process 812 (mosquitto.service)"),
                new PortHolder(root).of(1883));
    }

    /** The service's sandbox hides what others run; the user of a socket everybody sees. */
    @Test
    void namesTheUserOfAProcessThatIsHidden() throws IOException {
        listens(1883, 118, 4713);
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(
                root.resolve("etc/passwd"),
                "root:x:0:0:root:/root:/bin/bash\nmosquitto:x:118:125::/var/lib/mosquitto:/usr/sbin/nologin\n");

        assertEquals(Optional.of("a process of user mosquitto"), new PortHolder(root).of(1883));
        Files.createDirectories(root.resolve("run/systemd/units"));
        Files.createSymbolicLink(
                root.resolve("run/systemd/units/invocation:mosquitto.service"),
                Path.of("0123456789abcdef"));
        assertEquals(
                Optional.of("a process of user mosquitto (mosquitto.service)"),
                new PortHolder(root).of(1883));
    }

    @Test
    void knowsWhetherAPortIsFree() throws IOException {
        int port;
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = holder.getLocalPort();
            assertFalse(PortHolder.free("127.0.0.1", port));
        }
        assertTrue(PortHolder.free("127.0.0.1", port));
    }

    private void listens(int port, int uid, int inode) throws IOException {
        Files.createDirectories(proc.resolve("net"));
        Files.writeString(
                proc.resolve("net/tcp"),
                "header\n 0: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000 %d 0 %d 1\n"
                        .formatted(port, uid, inode));
    }

    private void process(String pid, String name, String socket) throws IOException {
        Path files = Files.createDirectories(proc.resolve(pid).resolve("fd"));
        Files.writeString(proc.resolve(pid).resolve("comm"), name + "\n");
        Files.createSymbolicLink(files.resolve("5"), Path.of(socket));
    }
}
