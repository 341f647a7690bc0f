package meetpost.broker.conformance;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.AssertionFailedError;

/**
 * One end of a TCP connection to a broker, spoken in literal bytes. Shares no code with the broker.
 *
 * <p>Every wait ends. For one thread.
 */
public final class Wire implements Closeable {

    private final Socket socket;
    private final int patience;

    /**
     * @param patience what does not come within it is a failure, in ms
     */
    Wire(int port, int patience) {
        this.patience = patience;
        try {
            socket = new Socket();
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(patience);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to port " + port, e);
        }
    }

    /** Writes the bytes of all {@code packets} in one go. */
    public Wire send(String... packets) {
        return sendBytes(Bytes.of(String.join(" ", packets)));
    }

    /**
     * Writes {@code bytes}. A broker that has closed already is found out by what is expected next.
     */
    public Wire sendBytes(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException alreadyClosed) {
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The next bytes are exactly those of {@code packets}, however they are cut into segments. */
    public Wire expect(String... packets) {
        byte[] expected = Bytes.of(String.join(" ", packets));
        byte[] actual = receive(expected.length);
        if (!Arrays.equals(expected, actual)) {
            throw mismatch(Bytes.inWords(expected), actual);
        }
        return this;
    }

    /** The next packets are {@code packets}, in any order. */
    public Wire expectInAnyOrder(String... packets) {
        String expected = sorted(Stream.of(packets).map(Bytes::of));
        String actual = sorted(Stream.generate(this::packet).limit(packets.length));
        if (!expected.equals(actual)) {
            throw new AssertionFailedError(
                    "in any order\n  expected: " + expected + "\n  received: " + actual,
                    expected,
                    actual);
        }
        return this;
    }

    private static String sorted(Stream<byte[]> packets) {
        return packets.map(Bytes::inWords).sorted().collect(joining("\n    "));
    }

    /** Nothing is under way to this end: a PINGREQ is answered, and by nothing but PINGRESP. */
    public Wire expectSilence() {
        return send("c0 00").expect("d0 00");
    }

    /**
     * All packets on their way to this end, in words; asks with a PINGREQ and waits for its answer.
     */
    public List<String> drain() {
        send("c0 00");
        var packets = new ArrayList<String>();
        byte[] packet = packet();
        while (packet.length > 0 && packet[0] != (byte) 0xd0) {
            packets.add(Bytes.inWords(packet));
            packet = packet();
        }
        return packets;
    }

    /** Neither a byte nor the end of the connection comes for as long as {@code time}. */
    public Wire expectNothingFor(Duration time) {
        try {
            socket.setSoTimeout((int) time.toMillis());
            int next = socket.getInputStream().read();
            throw mismatch(
                    "nothing for " + time, next < 0 ? new byte[0] : new byte[] {(byte) next});
        } catch (SocketTimeoutException asExpected) {
            return this;
        } catch (IOException e) {
            throw new AssertionFailedError("the connection broke: " + e.getMessage());
        } finally {
            restorePatience();
        }
    }

    private void restorePatience() {
        try {
            socket.setSoTimeout(patience);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The broker closes, and says nothing before. */
    public void expectClosed() {
        byte[] actual = receive(1);
        if (actual.length > 0) {
            throw mismatch("the connection closed", actual);
        }
    }

    /** The next packet, whole. Empty when the broker has closed. */
    byte[] packet() {
        var packet = new ByteArrayOutputStream();
        packet.writeBytes(receive(1));
        int length = 0;
        for (int shift = 0; shift < 28 && packet.size() > 0; shift += 7) {
            byte[] next = receive(1);
            packet.writeBytes(next);
            if (next.length == 0) {
                break;
            }
            length |= (next[0] & 0x7f) << shift;
            if (next[0] >= 0) {
                packet.writeBytes(receive(length));
                break;
            }
        }
        return packet.toByteArray();
    }

    /** Half-closes: this end has said its last word and still listens. */
    public Wire endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Closes without DISCONNECT, as a network that fails does. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to {@code count} bytes: fewer when the broker closed. */
    byte[] receive(int count) {
        try {
            return socket.getInputStream().readNBytes(count);
        } catch (SocketTimeoutException e) {
            throw new AssertionFailedError(
                    "expected %d more bytes or the end of the connection, nothing came in %d ms"
                            .formatted(count, patience));
        } catch (SocketException reset) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AssertionFailedError mismatch(String expected, byte[] actual) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(actual);
        try {
            all.writeBytes(socket.getInputStream().readNBytes(socket.getInputStream().available()));
        } catch (IOException e) {
            all.writeBytes(new byte[0]);
        }
        String received =
                all.size() == 0 ? "the connection closed" : Bytes.inWords(all.toByteArray());
        return new AssertionFailedError(
                "\n  expected: " + expected + "\n  received: " + received, expected, received);
    }
}
