package meetpost.broker.conformance;

import static java.util.stream.Collectors.toMap;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/**
 * The conversations that a broker is known to fail, each with the clause and what it does instead.
 *
 * @param reasons by {@code v3.PublishTest.method}
 * @param binding whether each has to fail still; false where another version runs than the one that
 *     was listed
 */
record Deviations(Map<String, String> reasons, boolean binding) {

    /**
     * Reads lines of {@code v3.PublishTest.method: [clause] reason}; {@code #} starts a comment.
     */
    static Deviations read(String resource, boolean binding) {
        return new Deviations(
                Resource.lines(resource).stream()
                        .map(line -> line.split(": ", 2))
                        .collect(toMap(parts -> parts[0], parts -> parts[1])),
                binding);
    }

    Optional<String> reason(Method conversation) {
        return Optional.ofNullable(reasons.get(name(conversation)));
    }

    /** {@code v3.PublishTest.method}. */
    static String name(Method conversation) {
        String packet = conversation.getDeclaringClass().getPackageName();
        return packet.substring(packet.lastIndexOf('.') + 1)
                + "."
                + conversation.getDeclaringClass().getSimpleName()
                + "."
                + conversation.getName();
    }
}
