package meetpost.agent.metrics;

import java.time.Duration;

/**
 * Metrics as Prometheus reads them, in its text format 0.0.4: families one after the other, each
 * begun by {@link #counter} or {@link #gauge} and followed by its samples.
 */
final class Exposition {

    private static final double NANOS = 1e9;

    private final StringBuilder text = new StringBuilder();
    private String family = "";

    /** Begins a family of counts since the start; the name ends in {@code _total}. */
    Exposition counter(String name, String help) {
        return begin(name, help, "counter");
    }

    /** Begins a family of values that go up and down. */
    Exposition gauge(String name, String help) {
        return begin(name, help, "gauge");
    }

    private Exposition begin(String name, String help, String type) {
        family = name;
        text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /**
     * A sample of the family that was begun last.
     *
     * @param labels name, value, name, value, …
     */
    Exposition sample(long value, String... labels) {
        return sample(Long.toString(value), labels);
    }

    Exposition sample(double value, String... labels) {
        return sample(Double.toString(value), labels);
    }

    /** In seconds. */
    Exposition sample(Duration value, String... labels) {
        return sample(value.toNanos() / NANOS, labels);
    }

    private Exposition sample(String value, String... labels) {
        text.append(family);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',');
            text.append(labels[i]).append("=\"").append(quoted(labels[i + 1])).append('"');
        }
        text.append(labels.length == 0 ? "" : "}").append(' ').append(value).append('\n');
        return this;
    }

    private static String escaped(String help) {
        return help.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String quoted(String label) {
        return escaped(label).replace("\"", "\\\"");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
