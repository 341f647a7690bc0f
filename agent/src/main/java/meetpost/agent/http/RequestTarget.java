package meetpost.agent.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/**
 * What a request line asks for (RFC 9112 section 3.2): in origin form, or in absolute form, whose
 * authority counts instead of {@code Host}.
 *
 * @param path decoded, but for slashes; without query
 * @param query what follows the question mark, as it was sent; empty: nothing
 */
record RequestTarget(Optional<String> authority, String path, String query) {

    private static final String SCHEME = "http://";
    private static final byte[] ENCODED_SLASH = {'%', '2', 'F'};

    static RequestTarget of(String text) throws BadRequestException {
        if (text.startsWith("/")) {
            return new RequestTarget(Optional.empty(), path(text), query(text));
        }
        if (text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            String rest = text.substring(SCHEME.length());
            int end = 0;
            while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
                end++;
            }
            String path = rest.startsWith("/", end) ? rest.substring(end) : "/";
            return new RequestTarget(Optional.of(rest.substring(0, end)), path(path), query(path));
        }
        throw new BadRequestException(400, "a target that is no path");
    }

    private static String query(String text) {
        int mark = text.indexOf('?');
        return mark < 0 ? "" : text.substring(mark + 1);
    }

    private static String path(String text) throws BadRequestException {
        int query = text.indexOf('?');
        String encoded = query < 0 ? text : text.substring(0, query);
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char each = encoded.charAt(i);
            if (each == '%') {
                int octet = hex(encoded, i + 1) << 4 | hex(encoded, i + 2);
                // A slash that is encoded parts no levels (RFC 3986 section 2.2).
                bytes.writeBytes(octet == '/' ? ENCODED_SLASH : new byte[] {(byte) octet});
                i += 2;
            } else if (each == '#' || each == '\\') {
                throw new BadRequestException(400, "a path with " + each);
            } else {
                bytes.write(each);
            }
        }
        return text(bytes.toByteArray());
    }

    private static int hex(String text, int at) throws BadRequestException {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw new BadRequestException(
                    400, "a path with a percent sign without two hexadecimal digits");
        }
        return digit;
    }

    private static String text(byte[] bytes) throws BadRequestException {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestException(400, "a path that is no UTF-8");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new BadRequestException(400, "a path with control characters");
        }
        return text;
    }
}
