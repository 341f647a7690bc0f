package meetpost.agent.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

/**
 * The client's end of a WebSocket (RFC 6455) that carries MQTT in binary frames (MQTT 3.1.1 section
 * 6). Frames are passed on as they come, whatever their length: nothing is collected.
 */
final class WebSocket {

    /** RFC 6455 section 1.3. */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** RFC 6455 section 5.2, opcodes. */
    private static final int CONTINUATION = 0x0;

    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int MAX_CONTROL = 125;
    private static final int MAX_HEADERS = 8192;

    private final DataInputStream in;
    private final OutputStream out;
    private final SecureRandom random = new SecureRandom();
    private long left;

    WebSocket(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = requireNonNull(out, "out");
    }

    /** RFC 6455 section 4.1. */
    void handshake(BrokerTarget target) throws IOException {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        String request =
                """
                GET %s HTTP/1.1
                Host: %s
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Key: %s
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Protocol: mqtt

                """
                        .formatted(target.path(), target.header(), key)
                        .replace("\n", "\r\n");
        out.write(request.getBytes(US_ASCII));
        out.flush();

        String answer = headers();
        String status = answer.lines().findFirst().orElse("nothing");
        if (!status.matches("HTTP/1\\.1 101\\b.*")) {
            throw new IOException(
                    "answered `" + status + "` where a WebSocket answers `HTTP/1.1 101`");
        }
        if (answer.lines().noneMatch(line -> accepts(line, key))) {
            throw new IOException("answered the WebSocket handshake with a wrong key");
        }
    }

    InputStream in() {
        return new InputStream() {

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                while (left == 0 && length > 0) {
                    if (!nextFrame()) {
                        return -1;
                    }
                }
                int got = in.read(buffer, from, (int) Math.min(length, left));
                left -= Math.max(0, got);
                return got;
            }

            @Override
            public int available() throws IOException {
                return (int) Math.min(left, in.available());
            }
        };
    }

    OutputStream out() {
        return new OutputStream() {

            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                send(BINARY, ByteBuffer.wrap(bytes, from, length));
            }
        };
    }

    private String headers() throws IOException {
        var text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || text.length() == MAX_HEADERS) {
                throw new IOException("closed the connection during the WebSocket handshake");
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static boolean accepts(String line, String key) {
        String[] header = line.split(":", 2);
        return header.length == 2
                && header[0].toLowerCase(Locale.ROOT).equals("sec-websocket-accept")
                && header[1].strip().equals(accepted(key));
    }

    private static String accepted(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** Reads the header of the next frame that carries data; false at the end. */
    private boolean nextFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        int length = in.readUnsignedByte();
        if ((length & MASKED) != 0) {
            throw new IOException("sent a masked WebSocket frame, which only a client may");
        }
        int opcode = first & 0x0F;
        if (opcode == BINARY || opcode == CONTINUATION) {
            left = length(length);
            return true;
        }
        return control(opcode, length);
    }

    private boolean control(int opcode, int length) throws IOException {
        if (length > MAX_CONTROL) {
            throw new IOException("sent a WebSocket control frame of more than 125 bytes");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        switch (opcode) {
            case CLOSE -> {
                return false;
            }
            case PING -> send(PONG, ByteBuffer.wrap(body));
            case PONG -> {
                // RFC 6455 section 5.5.3: one that was not asked for needs no answer.
            }
            default ->
                    throw new IOException(
                            "sent a WebSocket frame of kind " + opcode + ", not MQTT");
        }
        return true;
    }

    private long length(int seven) throws IOException {
        if (seven < 126) {
            return seven;
        }
        long length = seven == 126 ? in.readUnsignedShort() : in.readLong();
        if (length < 0) {
            throw new EOFException("sent a WebSocket frame of a negative length");
        }
        return length;
    }

    /** Called by the thread that writes and, for a pong, by the one that reads. */
    private synchronized void send(int opcode, ByteBuffer body) throws IOException {
        int length = body.remaining();
        ByteBuffer frame = ByteBuffer.allocate(length + 14);
        frame.put((byte) (FIN | opcode));
        if (length < 126) {
            frame.put((byte) (MASKED | length));
        } else if (length < 0x10000) {
            frame.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(length);
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (body.get() ^ mask[i % 4]));
        }
        out.write(frame.array(), 0, frame.position());
        out.flush();
    }
}
