package meetpost.agent.counter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * What the disk has of one counter.
 *
 * @param quantity whose total it is, with its unit: {@code volume m³}
 * @param base the total before the first of {@code pulses}, in that unit
 * @param pulses so many came since then
 * @param perPulse what each of them stands for
 * @param time when it was written
 * @param stopped whether the program came to its end in order, so that it had counted all
 */
record CounterRecord(
        String quantity, double base, long pulses, double perPulse, Instant time, boolean stopped) {

    private static final String HEAD = "meetpost counter 1\n";
    private static final String NUMBER = "(-?[0-9.]{1,40}(?:E-?[0-9]{1,3})?)";
    private static final Pattern FORM =
            Pattern.compile(
                    "(meetpost counter 1\nof (.{1,200})\nbase %s\npulses ([0-9]{1,18})\nper-pulse %s\n(running|stopped) at (\\S{1,40})\n)crc ([0-9a-f]{8})\n"
                            .formatted(NUMBER, NUMBER));

    CounterRecord {
        requireNonNull(quantity, "quantity");
        requireNonNull(time, "time");
    }

    double total() {
        return base + pulses * perPulse;
    }

    /** As {@link #of} reads it. */
    String text() {
        String text =
                HEAD
                        + "of "
                        + quantity
                        + "\nbase "
                        + base
                        + "\npulses "
                        + pulses
                        + "\nper-pulse "
                        + perPulse
                        + (stopped ? "\nstopped at " : "\nrunning at ")
                        + time
                        + "\n";
        return text + "crc " + crc(text) + "\n";
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IOException if it is anything else
     */
    static CounterRecord of(String text) throws IOException {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !crc(form.group(1)).equals(form.group(8))) {
            throw new IOException("it is damaged");
        }
        try {
            return new CounterRecord(
                    form.group(2),
                    Double.parseDouble(form.group(3)),
                    Long.parseLong(form.group(4)),
                    Double.parseDouble(form.group(5)),
                    Instant.parse(form.group(7)),
                    form.group(6).equals("stopped"));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
    }

    private static String crc(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
