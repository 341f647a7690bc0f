package meetpost.agent.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What strangers might send: the texts of {@code src/test/resources/fuzz/KIND}, each changed in a
 * few places. A text that once did harm belongs among them.
 *
 * <p>{@code -Dmeetpost.fuzz.seed} gives the same run again; {@code -Dmeetpost.fuzz.inputs} says how
 * many there are of all kinds together.
 */
public final class Mutations {

    private static final int ALL = Integer.getInteger("meetpost.fuzz.inputs", 200_000);
    private static final int LONGEST = 30_000;

    private static final List<byte[]> PIECES =
            Stream.of(
                            "[",
                            "]",
                            "{",
                            "}",
                            "{\"a\":",
                            "[{\"a\":",
                            "\"",
                            "\\",
                            ",",
                            ":",
                            "\\u",
                            "\\ud800",
                            "\\udfff",
                            "null",
                            "true",
                            "-",
                            "0",
                            "1e999999999",
                            "1e-400",
                            "99999999999999999999",
                            "0.1",
                            "\"id\":\"7\",",
                            "\"state\":\"ON\"",
                            "\"for\":\"99999999999h\"",
                            "\"expires\":\"+999999999-12-31T23:59:59Z\"",
                            "ON",
                            "\u0000",
                            "\u001b[2J",
                            "\r\n",
                            "\u202e",
                            "\u2028",
                            "\ufeff",
                            " ",
                            "é",
                            "\uD83D\uDE00",
                            "/",
                            "%00",
                            "%",
                            "+",
                            "#")
                    .map(piece -> piece.getBytes(UTF_8))
                    .toList();

    private final String kind;
    private final long seed;
    private final Random random;
    private final List<byte[]> corpus = new ArrayList<>();

    /** Of that kind. */
    public Mutations(String kind) throws IOException {
        this.kind = kind;
        seed = Long.getLong("meetpost.fuzz.seed", System.nanoTime());
        random = new Random(seed);
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz", kind))) {
            for (Path file : files.sorted().toList()) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        System.out.printf("fuzzing %s: -Dmeetpost.fuzz.seed=%d%n", kind, seed);
    }

    /** What is done with each. */
    @FunctionalInterface
    public interface Eater {

        void eat(byte[] input) throws Exception;
    }

    /**
     * Gives the corpus itself, and then as many changed texts as this part of all inputs is.
     *
     * @param percent of all inputs
     * @return how many were given
     */
    public int feed(double percent, Eater eater) throws Exception {
        int count = (int) (ALL * percent / 100);
        for (int i = 0; i < count; i++) {
            byte[] input = i < corpus.size() ? corpus.get(i) : next();
            try {
                eater.eat(input);
            } catch (Exception | Error e) {
                throw new AssertionError(
                        "-Dmeetpost.fuzz.seed=%d, %s, input %d: %s"
                                .formatted(seed, kind, i, new String(input, UTF_8)),
                        e);
            }
        }
        return count;
    }

    /** Another one. */
    public byte[] next() {
        byte[] text = any(corpus);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            text = changed(text);
        }
        return text.length > LONGEST ? part(text, 0, LONGEST) : text;
    }

    private byte[] changed(byte[] text) {
        int at = random.nextInt(text.length + 1);
        int end = at + random.nextInt(text.length - at + 1);
        return switch (random.nextInt(8)) {
            case 0 -> joined(part(text, 0, at), part(text, end, text.length));
            case 1 -> joined(part(text, 0, end), part(text, at, text.length));
            case 2 -> joined(part(text, 0, at), any(PIECES), part(text, at, text.length));
            case 3 ->
                    joined(part(text, 0, at), repeated(any(PIECES)), part(text, end, text.length));
            case 4 -> {
                byte[] other = any(corpus);
                yield joined(
                        part(text, 0, at),
                        part(other, random.nextInt(other.length + 1), other.length));
            }
            case 5 -> part(text, 0, at);
            case 6 -> joined(part(text, 0, at), any(PIECES), part(text, end, text.length));
            default -> {
                byte[] flipped = text.clone();
                if (at < text.length) {
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
        };
    }

    private byte[] repeated(byte[] piece) {
        int times = 1 << random.nextInt(12);
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < times && all.size() < LONGEST; i++) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private byte[] any(List<byte[]> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] part(byte[] text, int from, int to) {
        return java.util.Arrays.copyOfRange(text, from, to);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }
}
