package meetpost.drivers.pi4j;

import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.Programs;
import meetpost.drivers.bus.SerialInput;
import meetpost.drivers.bus.SerialLine;
import meetpost.drivers.bus.SerialPorts;

/**
 * Ports of this machine, set by {@code stty} of coreutils, which every Debian has: no native
 * library is needed. A port over TCP is what comes from it.
 *
 * @param programs runs stty
 */
record LinuxSerialPorts(Programs programs) implements SerialPorts {

    private static final String STTY = "/usr/bin/stty";
    private static final Duration SETTING = Duration.ofSeconds(30);
    private static final int MOST_WORDS = 4096;

    /** A read that gives nothing after half a second, as termios(3) has it: VMIN 0, VTIME 5. */
    private static final List<String> HALF_A_SECOND = List.of("min", "0", "time", "5");

    private static final int WAIT_MILLIS = 500;
    private static final int CONNECT_MILLIS = 5000;

    /** File type of a character device in st_mode, as in inode(7). */
    private static final int TYPE = 0xF000;

    private static final int CHARACTER_DEVICE = 0x2000;

    @Override
    public SerialInput open(SerialLine line) throws IOException, InterruptedException {
        return line.port().startsWith(SerialLine.TCP) ? connected(line) : device(line);
    }

    private static SerialInput connected(SerialLine line) throws BusException {
        String address = line.port().substring(SerialLine.TCP.length());
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replaceAll("[\\[\\]]", "");
        var socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))),
                    CONNECT_MILLIS);
            socket.setSoTimeout(WAIT_MILLIS);
            return new Stream(line.port(), socket.getInputStream(), true);
        } catch (IOException e) {
            close(socket);
            throw new BusException(NO_ANSWER, line.port() + ": " + e.getMessage(), e);
        }
    }

    private SerialInput device(SerialLine line) throws IOException, InterruptedException {
        Path device = Path.of(line.port());
        if (!Files.exists(device)) {
            throw new BusException(
                    NO_ANSWER, line.port() + " is not there: is the cable plugged in?");
        }
        int mode = (Integer) Files.getAttribute(device, "unix:mode");
        if ((mode & TYPE) != CHARACTER_DEVICE) {
            throw new BusException(BUS, line.port() + " is no serial port");
        }
        if (!Files.isReadable(device)) {
            throw new BusException(PERMISSION, permission(line));
        }
        // Held while it is set: a port that nobody holds may forget what it was set to.
        InputStream in = opened(line);
        try {
            programs.run(command(line), SETTING, MOST_WORDS);
            return new Stream(line.port(), in, false);
        } catch (IOException | InterruptedException e) {
            close(in);
            throw e;
        }
    }

    private static InputStream opened(SerialLine line) throws BusException {
        try {
            return new FileInputStream(line.port());
        } catch (IOException e) {
            String text = String.valueOf(e.getMessage());
            throw text.contains("Permission denied") || text.contains("not permitted")
                    ? new BusException(PERMISSION, permission(line), e)
                    : new BusException(BUS, text, e);
        }
    }

    private static String permission(SerialLine line) {
        return line.port()
                + ": we may not open it: `meetpost doctor` has the lines that open it to the service; a"
                + " user types sudo usermod -aG dialout \"$USER\" and logs in again";
    }

    static List<String> command(SerialLine line) {
        List<String> command = new ArrayList<>(List.of(STTY, "-F", line.port(), "raw", "-echo"));
        command.add(String.valueOf(line.baud()));
        command.addAll(
                line.sevenEven() ? List.of("cs7", "parenb", "-parodd") : List.of("cs8", "-parenb"));
        command.addAll(List.of("-cstopb", "clocal", "-crtscts", "-hupcl"));
        command.addAll(HALF_A_SECOND);
        return List.copyOf(command);
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            // It is not used any more.
        }
    }

    /** What comes from a device, or from another machine. */
    private static final class Stream implements SerialInput {

        /** Ends of a device in a row, each half a second after the other: nothing came. */
        private static final int HANGS_UP = 3;

        private final String port;
        private final InputStream in;
        private final boolean ends;
        private int atOnce;

        /**
         * @param ends whether its end is the end: a device's is only that nothing came
         */
        private Stream(String port, InputStream in, boolean ends) {
            this.port = port;
            this.in = in;
            this.ends = ends;
        }

        @Override
        public int read(byte[] buffer) throws IOException {
            long began = System.nanoTime();
            int count;
            try {
                count = in.read(buffer);
            } catch (SocketTimeoutException e) {
                return 0;
            }
            // A device that was unplugged has its end at once, again and again.
            boolean early = System.nanoTime() - began < WAIT_MILLIS * 1_000_000L / 5;
            atOnce = count < 0 && early ? atOnce + 1 : 0;
            if (count < 0 && (ends || atOnce >= HANGS_UP)) {
                throw new BusException(NO_ANSWER, port + " was closed at the other end");
            }
            return Math.max(0, count);
        }

        @Override
        public void close() {
            LinuxSerialPorts.close(in);
        }
    }
}
