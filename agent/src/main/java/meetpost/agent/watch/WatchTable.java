package meetpost.agent.watch;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.watch.Values.Came;
import meetpost.agent.watch.Values.Row;

/** The values as a table, for a screen of any size. Any thread. */
public final class WatchTable {

    private static final int AGE = 6;
    private static final int STATUS = 14;
    private static final int NARROWEST_VALUE = 10;
    private static final int WIDEST_VALUE = 18;
    private static final String GAP = "  ";

    private final Values values;

    /** Of these. */
    public WatchTable(Values values) {
        this.values = requireNonNull(values, "values");
    }

    /** How a line is to be shown. */
    public enum Style {
        PLAIN,
        HEAD,
        BAD
    }

    /** A line, no wider than was asked for. */
    public record Line(String text, Style style) {}

    /**
     * What there is to see at tick {@code now}: {@code rows} lines at most.
     *
     * @param title says of which broker
     * @param gone why nothing can come now; empty: it can
     */
    public List<Line> lines(String title, String gone, Size size, long now) {
        boolean linked = gone.isEmpty();
        int width = size.columns();
        List<Row> all = values.rows();
        var lines = new ArrayList<Line>();
        String device = values.device();
        String head =
                title + (linked ? device.isEmpty() ? "" : GAP + "device " + device : GAP + gone);
        lines.add(new Line(Printable.cut(head, width), linked ? Style.HEAD : Style.BAD));

        int valueWidth =
                all.stream()
                        .mapToInt(row -> Columns.of(row.value()))
                        .reduce(NARROWEST_VALUE, Math::max);
        valueWidth = Math.min(valueWidth, WIDEST_VALUE);
        int topicWidth = all.stream().mapToInt(row -> Columns.of(row.topic())).reduce(5, Math::max);
        int rest = width - valueWidth - AGE - STATUS - 3 * GAP.length();
        topicWidth = Math.max(8, Math.min(topicWidth, rest));
        lines.add(
                new Line(
                        line(width, topicWidth, valueWidth, "TOPIC", "VALUE", "AGE", "STATUS"),
                        Style.HEAD));

        List<Line> problems = problems(all, width, linked);
        int room = Math.max(1, size.rows() - lines.size());
        int shown = all.size() <= room ? all.size() : Math.max(0, room - 1);
        for (Row row : all.subList(0, shown)) {
            String text =
                    line(
                            width,
                            topicWidth,
                            valueWidth,
                            row.topic(),
                            row.value().isEmpty() ? "-" : row.value(),
                            row.came().map(came -> age(came, now)).orElse(""),
                            row.status());
            lines.add(new Line(text, row.bad() || !linked ? Style.BAD : Style.PLAIN));
        }
        if (shown < all.size()) {
            int hidden = all.size() - shown;
            String more = "… and " + hidden + " more: a FILTER shows fewer, a larger window more";
            lines.add(new Line(Printable.cut(more, width), Style.HEAD));
        }
        if (all.isEmpty()) {
            lines.add(new Line(Printable.cut("nothing came yet", width), Style.PLAIN));
        }
        // What fits below, in whole lines.
        int left = size.rows() - lines.size();
        if (left >= 2 && !problems.isEmpty()) {
            lines.add(new Line("", Style.PLAIN));
            lines.addAll(problems.subList(0, Math.min(problems.size(), left - 1)));
        }
        return lines;
    }

    /** {@code 7s}, {@code 12m}; {@code >7s} for what lay at the broker before we came. */
    static String age(Came came, long now) {
        Duration age = Duration.ofNanos(Math.max(0, now - came.tick()));
        String text;
        if (age.toSeconds() < 100) {
            text = age.toSeconds() + "s";
        } else if (age.toMinutes() < 100) {
            text = age.toMinutes() + "m";
        } else if (age.toHours() < 100) {
            text = age.toHours() + "h";
        } else {
            text = age.toDays() + "d";
        }
        return came.stored() ? ">" + text : text;
    }

    private static String line(
            int width, int topic, int value, String one, String two, String three, String four) {
        String age = " ".repeat(Math.max(0, AGE - three.length())) + three;
        String text =
                Printable.padded(one, topic)
                        + GAP
                        + Printable.padded(two, value)
                        + GAP
                        + age
                        + GAP
                        + four;
        return Printable.cut(text, width).stripTrailing();
    }

    /** Each fault in words, over as many lines as it takes. */
    private static List<Line> problems(List<Row> rows, int width, boolean linked) {
        var lines = new ArrayList<Line>();
        rows.stream()
                .filter(row -> linked)
                .map(Row::problem)
                .filter(text -> !text.isEmpty())
                .distinct()
                .forEach(
                        text ->
                                wrapped(text, width)
                                        .forEach(one -> lines.add(new Line(one, Style.BAD))));
        return lines;
    }

    private static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        Optional<String> begun = Optional.empty();
        for (String word : text.split(" ")) {
            String longer = begun.map(one -> one + " " + word).orElse(word);
            if (Columns.of(longer) > width && begun.isPresent()) {
                lines.add(Printable.cut(begun.get(), width));
                begun = Optional.of("  " + word);
            } else {
                begun = Optional.of(longer);
            }
        }
        begun.ifPresent(last -> lines.add(Printable.cut(last, width)));
        return lines;
    }
}
