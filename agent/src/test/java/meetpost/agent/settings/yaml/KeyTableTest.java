package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The JSON Schema and the documentation say what the reader's own keys say. Each test leaves what
 * the file should be in {@code target/}, to be copied.
 */
class KeyTableTest {

    private static final Path SCHEMA = Path.of("../config/meetpost.schema.json");
    private static final Path DOCS = Path.of("../docs/settings.md");
    private static final String MARK = "<!-- From here on made from the program's own keys. -->\n";

    @Test
    void isWhatTheSchemaSays() throws Exception {
        Map<String, Object> schema = new JsonObject();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Meetpost settings");
        schema.putAll(Root.GROUP.schema());
        String expected = JsonWriter.indent("  ").string().value(ordered(schema)).done() + "\n";

        assertSame(expected, SCHEMA);
    }

    /** Literally, so that a mistake in what makes the schema is seen too. */
    @Test
    void hasEveryKeyInTheSchema() throws Exception {
        var schema = JsonParser.object().from(Files.readString(SCHEMA));
        var root = schema.getObject("properties");

        assertEquals(
                new TreeSet<>(
                        List.of(
                                "device",
                                "mqtt",
                                "broker",
                                "dashboard",
                                "sensors",
                                "inputs",
                                "actuators",
                                "rules",
                                "alarms",
                                "notify",
                                "json",
                                "state",
                                "topics",
                                "outbox",
                                "history",
                                "home-assistant",
                                "bridges")),
                new TreeSet<>(root.keySet()));
        assertEquals(
                new TreeSet<>(
                        List.of(
                                "part",
                                "name",
                                "bus",
                                "address",
                                "rom",
                                "gpio",
                                "device",
                                "channel",
                                "values",
                                "republish",
                                "command",
                                "timeout",
                                "port",
                                "dsmr",
                                "measures",
                                "unit",
                                "per-pulse",
                                "pulses-per-unit",
                                "begin",
                                "edge",
                                "pull",
                                "debounce",
                                "every",
                                "qos",
                                "decimals",
                                "offset",
                                "calibration",
                                "filter",
                                "deadband",
                                "max-silence",
                                "limits",
                                "max-rate",
                                "max-same",
                                "class",
                                "channels",
                                "derive",
                                "quantities",
                                "topic",
                                "json",
                                "history",
                                "room")),
                new TreeSet<>(named(root, "sensors").getObject("properties").keySet()));
        assertEquals(List.of("part"), named(root, "sensors").getArray("required"));
        assertEquals(false, named(root, "sensors").getBoolean("additionalProperties", true));
        assertEquals(
                List.of("off", "on", "last"),
                named(root, "actuators")
                        .getObject("properties")
                        .getObject("at-start")
                        .getArray("enum"));
    }

    @Test
    void isWhatTheDocumentationSays() throws Exception {
        String docs = Files.exists(DOCS) ? Files.readString(DOCS) : "";
        int mark = docs.indexOf(MARK);
        String before = mark < 0 ? docs + "\n" : docs.substring(0, mark);
        StringBuilder expected = new StringBuilder(before).append(MARK);
        write(Root.GROUP, "The file", expected);

        assertSame(expected.toString(), DOCS);
    }

    private static void write(Group group, String title, StringBuilder to) {
        String heading = "\n## " + title + "\n\n";
        if (to.indexOf(heading) >= 0) {
            // Of two keys the same.
            return;
        }
        to.append(heading);
        to.append("| Key | What it takes | Without it | What it does |\n|---|---|---|---|\n");
        List<Runnable> below = new ArrayList<>();
        for (Key<?> key : group.keys()) {
            String words = key.type().words();
            if (key.type() instanceof Group keys && !keys.keys().isEmpty()) {
                words = "keys, see [below](#" + anchor(keys) + ")";
                below.add(() -> write(keys, title(keys), to));
            } else if (key.type() instanceof Named named) {
                words = "a name for each with keys, see [below](#" + anchor(named.group()) + ")";
                below.add(() -> write(named.group(), title(named.group()), to));
            } else if (key.type() instanceof ListenersType) {
                Group keys = ListenerSection.GROUP;
                words += ", see [below](#" + anchor(keys) + ")";
                below.add(() -> write(keys, title(keys), to));
            } else if (key.type() instanceof WithKeys more) {
                words += ", see [below](#" + anchor(more.keys()) + ")";
                below.add(() -> write(more.keys(), title(more.keys()), to));
            } else if (key.type() instanceof PerQuantity<?>) {
                words += "; or `{quantity: ...}`";
            }
            to.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(key.name(), words, key.whenLeftOut(), key.doc()));
        }
        below.forEach(Runnable::run);
    }

    private static String title(Group group) {
        return group.path().replace(".<name>", ", each").replace(".", ", ");
    }

    private static String anchor(Group group) {
        return title(group).replace(",", "").replace(" ", "-");
    }

    private static JsonObject named(JsonObject root, String key) {
        return root.getObject(key).getObject("patternProperties").getObject("^[a-z0-9][a-z0-9-]*$");
    }

    /** Keeps the order of keys, sorts what has none. */
    private static Object ordered(Object value) {
        if (value instanceof Map<?, ?> map) {
            boolean hasOrder = map instanceof java.util.LinkedHashMap;
            Map<String, Object> sorted = hasOrder ? new JsonObject() : new TreeMap<>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), ordered(each)));
            return sorted;
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(KeyTableTest::ordered).toList();
        }
        return value;
    }

    private static void assertSame(String expected, Path file) throws IOException {
        Path made = Files.createDirectories(Path.of("target")).resolve(file.getFileName());
        Files.writeString(made, expected);
        assertEquals(
                expected,
                Files.exists(file) ? Files.readString(file) : "",
                () -> "out of date: cp agent/" + made + " " + file.subpath(1, file.getNameCount()));
    }
}
