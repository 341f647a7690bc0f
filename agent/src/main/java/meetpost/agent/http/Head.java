package meetpost.agent.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request line and its headers (RFC 9112 sections 3 and 5).
 *
 * @param host what the client called us by; empty: nothing, which 1.1 does not allow
 * @param bodyLength in bytes
 */
record Head(
        String method,
        RequestTarget target,
        boolean oneDotOne,
        String host,
        Map<String, String> headers,
        int bodyLength) {

    static final int LONGEST_BODY = 16_384;

    private static final int MOST_HEADERS = 64;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** A name, an address, with or without a port; what else RFC 3986 allows nobody uses. */
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{0,255}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{0,5})?");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

    /**
     * @param lines without their ends, and without the empty one
     */
    static Head of(List<String> lines) throws BadRequestException {
        String[] words = lines.get(0).split(" ", -1);
        if (words.length != 3 || !TOKEN.matcher(words[0]).matches()) {
            throw new BadRequestException(400, "a request line that is none");
        }
        if (!words[2].matches("HTTP/[0-9]\\.[0-9]")) {
            throw new BadRequestException(400, "a request line without a version");
        }
        if (!words[2].startsWith("HTTP/1.")) {
            throw new BadRequestException(505, "expected HTTP/1.1");
        }
        RequestTarget target = RequestTarget.of(words[1]);
        Map<String, String> headers = headers(lines.subList(1, lines.size()));
        boolean oneDotOne = !words[2].equals("HTTP/1.0");
        if (oneDotOne && !headers.containsKey("host")) {
            throw new BadRequestException(400, "no Host");
        }
        String host = target.authority().orElse(headers.getOrDefault("host", ""));
        if (!HOST.matcher(host).matches()) {
            throw new BadRequestException(400, "a Host that is no name");
        }
        return new Head(words[0], target, oneDotOne, host, headers, bodyLength(headers));
    }

    private static Map<String, String> headers(List<String> lines) throws BadRequestException {
        if (lines.size() > MOST_HEADERS) {
            throw new BadRequestException(431, "more than " + MOST_HEADERS + " headers");
        }
        var headers = new HashMap<String, String>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            // A line that begins with a space would go on with the one before (section 5.2).
            if (colon < 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
                throw new BadRequestException(400, "a header that is none");
            }
            String name = line.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            if (value.chars().anyMatch(each -> (each < ' ' && each != '\t') || each == 0x7F)) {
                throw new BadRequestException(400, "a header with control characters");
            }
            if (headers.containsKey(name) && (name.equals("host") || name.equals("origin"))) {
                throw new BadRequestException(400, "two headers " + name);
            }
            headers.merge(name, value, (before, more) -> before + ", " + more);
        }
        return headers;
    }

    private static int bodyLength(Map<String, String> headers) throws BadRequestException {
        if (headers.containsKey("transfer-encoding")) {
            throw new BadRequestException(411, "expected Content-Length, no Transfer-Encoding");
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!LENGTH.matcher(length).matches()) {
            throw new BadRequestException(400, "a Content-Length that is no number");
        }
        if (Integer.parseInt(length) > LONGEST_BODY) {
            throw new BadRequestException(413, "more than " + LONGEST_BODY + " bytes");
        }
        return Integer.parseInt(length);
    }

    /** Whether the client waits to hear that it may send the body (RFC 9110 section 10.1.1). */
    boolean waitsToSend() {
        return oneDotOne
                && bodyLength > 0
                && Optional.ofNullable(headers.get("expect"))
                        .filter("100-continue"::equalsIgnoreCase)
                        .isPresent();
    }
}
