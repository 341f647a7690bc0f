package meetpost.agent.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes requests of the bytes of one connection, however they are cut. For one thread. */
final class RequestReader {

    /** Of the request line and all headers. */
    static final int LONGEST_HEAD = 8_192;

    private static final int BEGIN = 1_024;

    private final InetAddress from;
    private byte[] bytes = new byte[0];
    private int filled;
    private int bodyAt;
    private boolean lineCame;
    private boolean keepsOpen;
    private Optional<Head> head = Optional.empty();

    RequestReader(InetAddress from) {
        this.from = from;
    }

    /** Takes all that is there; it is bounded by {@link #next}, which throws. */
    void take(ByteBuffer more) {
        int wanted = filled + more.remaining();
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(BEGIN, Math.max(wanted, 2 * bytes.length)));
        }
        int length = more.remaining();
        more.get(bytes, filled, length);
        for (int at = filled; at < wanted; at++) {
            lineCame |= bytes[at] == '\n';
        }
        filled = wanted;
    }

    /** Whether some of a request is there, but not all. */
    boolean begun() {
        return filled > 0;
    }

    /** Its head, if that is all there is yet. */
    Optional<Head> head() {
        return head;
    }

    /** Whether the connection stays after the answer to the last request (section 9.3). */
    boolean keepsOpen() {
        return keepsOpen;
    }

    /** The next request, if it is there whole. */
    Optional<Request> next() throws BadRequestException {
        if (head.isEmpty()) {
            skipEmptyLines();
            boolean notHttp = filled > 0 && !isPartOfAMethod(bytes[0]);
            if (lineCame || filled >= LONGEST_HEAD || notHttp) {
                readHead();
            }
        }
        if (head.isEmpty() || filled - bodyAt < head.get().bodyLength()) {
            return Optional.empty();
        }
        Head whole = head.get();
        var body = new String(bytes, bodyAt, whole.bodyLength(), UTF_8);
        drop(bodyAt + whole.bodyLength());
        head = Optional.empty();
        lineCame = filled > 0;
        var request =
                new Request(
                        whole.method(),
                        whole.target().path(),
                        whole.target().query(),
                        whole.host(),
                        whole.headers(),
                        body,
                        from);
        keepsOpen = whole.oneDotOne() && !request.says("Connection", "close");
        return Optional.of(request);
    }

    /** Section 2.2: some clients end a body with one. */
    private void skipEmptyLines() {
        int at = 0;
        while (at < filled && (bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
        drop(at);
    }

    private void readHead() throws BadRequestException {
        // Each byte is looked at again with each line, not with each packet.
        lineCame = false;
        if (filled > 0 && !isPartOfAMethod(bytes[0])) {
            throw new BadRequestException(400, "no request: it begins with no method");
        }
        List<String> lines = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < Math.min(filled, LONGEST_HEAD); at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            // Section 2.2: an end of line may lack its CR.
            int end = at > begin && bytes[at - 1] == '\r' ? at - 1 : at;
            if (end == begin) {
                head = Optional.of(Head.of(lines));
                bodyAt = at + 1;
                return;
            }
            lines.add(new String(bytes, begin, end - begin, ISO_8859_1));
            begin = at + 1;
        }
        if (filled >= LONGEST_HEAD) {
            throw lines.isEmpty()
                    ? new BadRequestException(414, "a request line without an end")
                    : new BadRequestException(431, "more than " + LONGEST_HEAD + " bytes");
        }
    }

    /** What another protocol begins with, such as TLS with 0x16, is none: nobody waits for more. */
    private static boolean isPartOfAMethod(byte first) {
        return first > ' ' && first < 0x7F;
    }

    private void drop(int length) {
        if (length == 0) {
            return;
        }
        bytes = length == filled ? new byte[0] : Arrays.copyOfRange(bytes, length, filled);
        filled = bytes.length;
    }
}
