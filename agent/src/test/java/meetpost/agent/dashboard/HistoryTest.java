package meetpost.agent.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.topic.Topics;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final ManualTicks ticks = new ManualTicks();
    private Settings settings;
    private History history;

    @BeforeEach
    void create() throws SettingsException {
        settings = settings("sensors: {kast: {part: 'ti,tmp102', address: 0x48}}");
        var topics = new Topics(settings.topics(), "", "pi");
        history = new History(() -> settings, topics, ticks);
    }

    @Test
    void tellsHowLongAgoEachValueWas() {
        read(21.5);
        ticks.advance(Duration.ofSeconds(60));
        read(21.75);
        ticks.advance(Duration.ofMillis(1500));

        assertEquals(List.of(61.5, 1.5), of("kast").getArray("ago"));
        assertEquals(List.of(21.5, 21.75), values());
    }

    @Test
    void keepsOneValueInTenSeconds() {
        for (int second = 0; second <= 30; second++) {
            read(second);
            ticks.advance(Duration.ofSeconds(1));
        }

        assertEquals(List.of(0.0, 10.0, 20.0, 30.0), values());
    }

    @Test
    void forgetsAfterAnHour() {
        for (int minute = 0; minute <= 90; minute++) {
            read(minute);
            ticks.advance(Duration.ofMinutes(1));
        }

        assertEquals(60, values().size());
        assertEquals(31.0, values().getDouble(0));
        assertEquals(90.0, values().getDouble(59));
    }

    @Test
    void holdsAWholeHourOfASensorThatIsReadEverySecond() {
        for (int second = 0; second < 7200; second++) {
            read(second);
            ticks.advance(Duration.ofSeconds(1));
        }

        assertEquals(360, values().size());
        assertEquals(3600.0, values().getDouble(0));
        assertEquals(7190.0, values().getDouble(359));
    }

    @Test
    void forgetsASensorThatSettingsNoLongerHave() throws SettingsException {
        read(20);
        settings = settings("sensors: {deur: {part: 'ti,tmp102', address: 0x48}}");

        assertFalse(json().getObject("sensors").has("kast"));
        history.add(reading("deur", 19));
        assertTrue(json().getObject("sensors").has("deur"));
    }

    private void read(double value) {
        history.add(reading("kast", value));
    }

    private static Reading reading(String sensor, double value) {
        var measured = List.of(new Measurement(Quantity.TEMPERATURE, value));
        return new Reading(sensor, Instant.EPOCH, 1, measured);
    }

    private JsonObject json() {
        return history.json();
    }

    private JsonObject of(String sensor) {
        return json().getObject("sensors").getObject(sensor);
    }

    private JsonArray values() {
        return of("kast").getObject("values").getArray("temperatuur");
    }

    private static Settings settings(String text) throws SettingsException {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("."), Optional.empty());
        return new SettingsReader(here).read("meetpost.yaml", text + "\n");
    }
}
