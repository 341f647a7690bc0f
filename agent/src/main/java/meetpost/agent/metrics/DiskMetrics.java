package meetpost.agent.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What wears the card.
 *
 * @param written bytes since the start, by who wrote them
 */
record DiskMetrics(Supplier<Map<String, Long>> written) implements Source {

    @Override
    public void write(Exposition text) {
        text.counter("meetpost_disk_written_bytes_total", "Bytes written to disk, by who did.");
        new TreeMap<>(written.get()).forEach((part, bytes) -> text.sample(bytes, "part", part));
    }
}
