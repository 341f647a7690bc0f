package meetpost.agent.output;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.agent.output.OutputRecord.Move;

/** Reads what {@link OutputRecords#text} wrote, all of it or nothing. One thread, once. */
final class RecordsText {

    private static final String LEVEL = "(ON|OFF)";
    private static final String TICK = "(-?\\d{1,19})";
    private static final Pattern ALL =
            Pattern.compile("(.*\\n)crc ([0-9a-f]{8})\\n", Pattern.DOTALL);
    private static final Pattern BOOT =
            Pattern.compile("boot ([0-9a-f-]{36}) at " + TICK + " (stopped|running)( held)?");
    private static final Pattern EARLIER = Pattern.compile("earlier (\\d{1,6})");
    private static final Pattern START = Pattern.compile("start " + TICK);
    private static final Pattern OUTPUT =
            Pattern.compile(
                    "output ([a-z0-9][a-z0-9-]*) last %s line %s(?: on %s)?(?: off %s)?"
                            .formatted(LEVEL, LEVEL, TICK, TICK));
    private static final Pattern MOVE =
            Pattern.compile("move ([0-9a-f]{16})([0-9a-f]{16}) " + LEVEL + " " + TICK);

    private final List<Long> starts = new ArrayList<>();
    private final Map<String, OutputRecord> outputs = new LinkedHashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private String output = "";

    private RecordsText() {}

    /**
     * Reads it.
     *
     * @throws IOException if it is anything else; the message says what
     */
    static OutputRecords read(String text) throws IOException {
        Matcher all = ALL.matcher(text);
        if (!text.startsWith(OutputRecords.HEAD)
                || !all.matches()
                || !OutputRecords.crc(all.group(1)).equals(all.group(2))) {
            throw new IOException("it is damaged");
        }
        try {
            return new RecordsText().read(all.group(1).split("\n"));
        } catch (IllegalArgumentException e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
    }

    private OutputRecords read(String[] lines) throws IOException {
        Matcher boot = match(BOOT, lines, 1);
        Matcher earlier = match(EARLIER, lines, 2);
        for (int at = 3; at < lines.length; at++) {
            line(lines[at]);
        }
        endOutput();
        return new OutputRecords(
                UUID.fromString(boot.group(1)),
                Long.parseLong(boot.group(2)),
                boot.group(3).equals("stopped"),
                starts,
                Integer.parseInt(earlier.group(1)),
                boot.group(4) != null,
                outputs);
    }

    private static Matcher match(Pattern pattern, String[] lines, int at) throws IOException {
        Matcher found = pattern.matcher(at < lines.length ? lines[at] : "");
        if (!found.matches()) {
            throw new IOException("line " + (at + 1) + " is damaged");
        }
        return found;
    }

    private void line(String line) throws IOException {
        Matcher start = START.matcher(line);
        Matcher record = OUTPUT.matcher(line);
        Matcher move = MOVE.matcher(line);
        if (start.matches()) {
            starts.add(Long.parseLong(start.group(1)));
        } else if (record.matches()) {
            endOutput();
            output = record.group(1);
            outputs.put(
                    output,
                    new OutputRecord(
                            record.group(2).equals("ON"),
                            record.group(3).equals("ON"),
                            tick(record, 4),
                            tick(record, 5),
                            List.of()));
        } else if (move.matches() && !output.isEmpty()) {
            var id =
                    new IdHash(
                            Long.parseUnsignedLong(move.group(1), 16),
                            Long.parseUnsignedLong(move.group(2), 16));
            moves.add(new Move(id, move.group(3).equals("ON"), Long.parseLong(move.group(4))));
        } else {
            throw new IOException("a line of it means nothing");
        }
    }

    private static Optional<Long> tick(Matcher line, int group) {
        return Optional.ofNullable(line.group(group)).map(Long::valueOf);
    }

    private void endOutput() {
        if (!moves.isEmpty()) {
            OutputRecord bare = outputs.getOrDefault(output, OutputRecord.BLANK);
            outputs.put(
                    output,
                    new OutputRecord(
                            bare.last(), bare.line(), bare.onSince(), bare.offSince(), moves));
            moves.clear();
        }
    }
}
