package meetpost.agent.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import meetpost.agent.file.DurableFile;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import org.tinylog.Logger;

/** Modes and setpoints of persons, in a file that is replaced as a whole. One thread. */
final class KeptFile {

    private static final int LONGEST = 65_536;
    private static final Limits LIMITS = new Limits(LONGEST, 3, 4096);

    private final Path file;

    KeptFile(Path file) {
        this.file = requireNonNull(file, "file");
    }

    /** By the rules' names; nothing where there is no such file, or none that can be read. */
    Map<String, Kept> read() {
        Map<String, Kept> all = new TreeMap<>();
        try {
            if (Files.exists(file) && Files.size(file) <= LONGEST) {
                JsonObject json =
                        BoundedJson.object(new String(Files.readAllBytes(file), UTF_8), LIMITS);
                for (String name : json.keySet()) {
                    if (json.get(name) instanceof JsonObject one) {
                        all.put(name, kept(one));
                    }
                }
            }
        } catch (IOException | JsonRefusedException e) {
            Logger.error("{}: modes and setpoints of rules are lost: {}", file, e.getMessage());
        }
        return all;
    }

    private static Kept kept(JsonObject json) {
        Optional<Double> setpoint =
                json.get("setpoint") instanceof Number number
                        ? Optional.of(number.doubleValue()).filter(Double::isFinite)
                        : Optional.empty();
        return new Kept(
                Mode.of(json.getString("mode", "")).orElse(Mode.AUTO),
                time(json.getString("until", "")),
                setpoint,
                time(json.getString("setpoint-until", "")));
    }

    private static Optional<Instant> time(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Blocks until the medium has it. */
    void write(Map<String, Kept> all) throws IOException {
        JsonStringWriter json = JsonWriter.string().object();
        all.forEach(
                (name, kept) -> {
                    json.object(name).value("mode", kept.mode().text());
                    kept.until().ifPresent(time -> json.value("until", time.toString()));
                    kept.setpoint().ifPresent(value -> json.value("setpoint", value));
                    kept.setpointUntil()
                            .ifPresent(time -> json.value("setpoint-until", time.toString()));
                    json.end();
                });
        DurableFile.write(file, json.end().done());
    }
}
