package meetpost.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.broker.Broker;
import meetpost.broker.settings.BrokerSettings;
import meetpost.broker.settings.Limit;
import org.junit.jupiter.api.Test;

/** The table of bounds in {@code docs/settings.md} against the keys and a running broker. */
class BoundsTableTest {

    private static final Path DOCS = Path.of("../docs/settings.md");
    private static final Pattern NAME = Pattern.compile("`([a-z=\"_-]+)`");

    @Test
    void hasEachBoundWithItsDefault() throws Exception {
        Map<String, List<String>> bounds = table("## What guests may make our own broker hold");
        Map<String, List<String>> keys = table("## broker, limits");

        Set<String> limits = new TreeSet<>();
        for (Limit limit : Limit.values()) {
            limits.add("`" + limit.key() + "`");
        }
        assertEquals(limits, new TreeSet<>(bounds.keySet()));
        bounds.forEach((bound, cells) -> assertEquals(keys.get(bound).get(2), cells.get(1), bound));
    }

    @Test
    void namesWhatEachBoundCountsAsTheBrokerDoes() throws Exception {
        Map<String, List<String>> bounds = table("## What guests may make our own broker hold");
        var text = new Exposition();
        try (var broker =
                Broker.start(new BrokerSettings(List.of(URI.create("mqtt://127.0.0.1:0"))))) {
            new BrokerCounts(() -> Optional.of(broker.metrics())).write(text);
        }

        String exposed = text.toString();
        Set<String> named = new HashSet<>();
        for (List<String> cells : bounds.values()) {
            Matcher name = NAME.matcher(cells.get(3));
            while (name.find()) {
                String one = name.group(1);
                named.add(one);
                String line =
                        one.startsWith("use=") ? "meetpost_broker_held_bytes{" + one + "}" : one;
                assertTrue(exposed.contains("\n" + line + " "), one);
            }
        }
        Matcher use =
                Pattern.compile("^meetpost_broker_held_bytes\\{(.*)\\}", Pattern.MULTILINE)
                        .matcher(exposed);
        List<String> unnamed = new ArrayList<>();
        while (use.find()) {
            if (!named.contains(use.group(1))) {
                unnamed.add(use.group(1));
            }
        }
        assertEquals(List.of(), unnamed);
        for (Limit limit : Limit.values()) {
            String line = "\nmeetpost_broker_refusals_total{bound=\"%s\"} 0".formatted(limit.key());
            assertTrue(exposed.contains(line), limit.key());
        }
    }

    /** The cells of each row by the first one. */
    private static Map<String, List<String>> table(String heading) throws Exception {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        boolean under = false;
        for (String line : Files.readAllLines(DOCS)) {
            under = line.startsWith("## ") ? line.equals(heading) : under;
            if (under && line.startsWith("| `")) {
                List<String> cells =
                        List.of(line.substring(2, line.length() - 2).split(" \\| ", -1));
                rows.put(cells.get(0), cells);
            }
        }
        assertTrue(!rows.isEmpty(), heading);
        return rows;
    }
}
