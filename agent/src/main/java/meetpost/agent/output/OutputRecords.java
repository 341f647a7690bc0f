package meetpost.agent.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * What the disk remembers of all outputs, and of starts.
 *
 * @param boot that all ticks are of
 * @param at the tick of writing
 * @param stopped whether the program came to its end in order, so that all of this is exact
 * @param starts of this boot that nobody asked to end
 * @param earlier how many such starts of earlier boots did not hold
 * @param held whether outputs stay at {@code at-crash} because there were too many of them
 */
record OutputRecords(
        UUID boot,
        long at,
        boolean stopped,
        List<Long> starts,
        int earlier,
        boolean held,
        Map<String, OutputRecord> outputs) {

    static final String HEAD = "meetpost outputs 1\n";

    OutputRecords {
        requireNonNull(boot, "boot");
        starts = List.copyOf(starts);
        outputs = Map.copyOf(outputs);
    }

    OutputRecord of(String output) {
        return outputs.getOrDefault(output, OutputRecord.BLANK);
    }

    /** Whether that is what the output was last. */
    boolean isLast(String output, boolean on) {
        return of(output).last() == on;
    }

    /** As {@link RecordsText} reads it. */
    String text() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("boot ").append(boot).append(" at ").append(at);
        text.append(stopped ? " stopped" : " running").append(held ? " held" : "").append('\n');
        text.append("earlier ").append(earlier).append('\n');
        starts.forEach(start -> text.append("start ").append(start).append('\n'));
        new TreeMap<>(outputs).forEach((name, record) -> append(text, name, record));
        return text + "crc " + crc(text.toString()) + "\n";
    }

    private static void append(StringBuilder text, String name, OutputRecord record) {
        text.append("output ").append(name);
        text.append(" last ").append(level(record.last()));
        text.append(" line ").append(level(record.line()));
        record.onSince().ifPresent(since -> text.append(" on ").append(since));
        record.offSince().ifPresent(since -> text.append(" off ").append(since));
        text.append('\n');
        record.moves()
                .forEach(
                        move ->
                                text.append("move ")
                                        .append(
                                                String.format(
                                                        Locale.ROOT, "%016x", move.id().high()))
                                        .append(
                                                String.format(
                                                        Locale.ROOT, "%016x", move.id().low()))
                                        .append(' ')
                                        .append(level(move.on()))
                                        .append(' ')
                                        .append(move.tick())
                                        .append('\n'));
    }

    private static String level(boolean on) {
        return on ? "ON" : "OFF";
    }

    static String crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
