package meetpost.drivers.pi4j;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.Programs;
import meetpost.drivers.bus.SerialInput;
import meetpost.drivers.bus.SerialLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxSerialPortsTest {

    private final LinuxSerialPorts ports = new LinuxSerialPorts(Programs.NONE);

    @Test
    void setsAPortToTheSpeedOfDsmr5() {
        assertEquals(
                List.of(
                        "/usr/bin/stty",
                        "-F",
                        "/dev/ttyUSB0",
                        "raw",
                        "-echo",
                        "115200",
                        "cs8",
                        "-parenb",
                        "-cstopb",
                        "clocal",
                        "-crtscts",
                        "-hupcl",
                        "min",
                        "0",
                        "time",
                        "5"),
                LinuxSerialPorts.command(new SerialLine("/dev/ttyUSB0", 115_200, false)));
    }

    @Test
    void setsAPortToSevenBitsAndEvenParity() {
        List<String> command = LinuxSerialPorts.command(new SerialLine("/dev/ttyUSB0", 9600, true));

        assertEquals(List.of("9600", "cs7", "parenb", "-parodd"), command.subList(5, 9));
    }

    @Test
    void readsWhatComesFromAnotherMachine() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SerialInput input = ports.open(tcp(server.getLocalPort()));
                Socket there = server.accept()) {
            there.getOutputStream().write("/KFM5".getBytes(US_ASCII));
            byte[] buffer = new byte[100];
            int count = 0;
            while (count == 0) {
                count = input.read(buffer);
            }

            assertEquals("/KFM5", new String(buffer, 0, count, US_ASCII));
            assertEquals(0, input.read(buffer));
        }
    }

    @Test
    void saysThatTheOtherEndIsGone() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SerialInput input = ports.open(tcp(server.getLocalPort()))) {
            server.accept().close();

            var thrown = assertThrows(BusException.class, () -> input.read(new byte[10]));

            assertTrue(thrown.getMessage().contains("closed at the other end"));
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }

        var thrown = assertThrows(BusException.class, () -> ports.open(tcp(port)));

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
    }

    @Test
    void saysThatThePortIsNotThere() {
        var thrown =
                assertThrows(
                        BusException.class,
                        () -> ports.open(new SerialLine("/dev/ttyNONE7", 115_200, false)));

        assertEquals("/dev/ttyNONE7 is not there: is the cable plugged in?", thrown.getMessage());
    }

    @Test
    void takesNoFileForAPort(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("port"), "x");

        var thrown =
                assertThrows(
                        BusException.class,
                        () -> ports.open(new SerialLine(file.toString(), 115_200, false)));

        assertEquals(file + " is no serial port", thrown.getMessage());
    }

    private static SerialLine tcp(int port) {
        return new SerialLine("tcp://127.0.0.1:" + port, 115_200, false);
    }
}
