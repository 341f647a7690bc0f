package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.InputSettings;
import meetpost.agent.settings.Settings;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code config/} are valid, and say what their names promise. */
class ConfigTest {

    private static final Path CONFIG = Path.of("../config");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ds18b20.yaml",
                "bme280.yaml",
                "relays.yaml",
                "simulated.yaml",
                "classroom.yaml",
                "bridges.yaml",
                "jobs/soil-moisture.yaml",
                "jobs/light-by-ldr.yaml",
                "jobs/smart-meter-over-mqtt.yaml",
                "jobs/motion-and-button.yaml",
                "jobs/pir-light.yaml",
                "jobs/water-meter.yaml",
                "jobs/p1.yaml"
            })
    void isValid(String name) throws Exception {
        Settings settings = read(name);

        assertFalse(settings.sensors().isEmpty() && settings.actuators().isEmpty());
    }

    @Test
    void measuresATemperatureInSixLines() throws Exception {
        Settings settings = read("ds18b20.yaml");

        assertEquals(6, Files.readAllLines(CONFIG.resolve("ds18b20.yaml")).size());
        assertEquals("maxim,ds18b20", settings.sensors().get(0).part().name());
        assertEquals("sensoren/temperatuur", settings.sensors().get(0).topic());
        assertEquals(Optional.empty(), settings.broker());
    }

    @Test
    void simulatesThePiThatIsPromised() throws Exception {
        Settings settings = read("simulated.yaml");

        assertEquals("simulated-pi", settings.device().id());
        assertEquals(
                List.of(
                        "temperatuur maxim,ds18b20 PT2S",
                        "kas bosch,bme280 PT2S",
                        "kast ti,tmp102 PT2S"),
                settings.sensors().stream()
                        .map(s -> s.name() + " " + s.part().name() + " " + s.every())
                        .toList());
        assertEquals(
                List.of("deur 27"),
                settings.inputs().stream().map(i -> i.name() + " " + i.gpio()).toList());
        assertEquals(
                List.of("pomp 17", "klep 22", "verwarming 23"),
                settings.actuators().stream().map(a -> a.name() + " " + a.gpio()).toList());
    }

    @Test
    void givesEachOfAClassTopicsOfItsOwn() throws Exception {
        assertEquals("klas/test/", read("classroom.yaml").mqtt().topicPrefix());
    }

    @Test
    void publishesWhatTheJobsAreFor() throws Exception {
        assertEquals(
                "[bodemvocht %]",
                read("jobs/soil-moisture.yaml").sensors().get(0).quantities().stream()
                        .map(each -> each + " " + each.unit())
                        .toList()
                        .toString());
        assertEquals(
                List.of(Quantity.ILLUMINANCE),
                read("jobs/light-by-ldr.yaml").sensors().get(0).quantities());
        assertEquals(
                List.of(
                        Quantity.POWER,
                        Quantity.ENERGY,
                        Quantity.ENERGY,
                        Quantity.ENERGY,
                        Quantity.ENERGY,
                        Quantity.GAS),
                read("jobs/smart-meter-over-mqtt.yaml").sensors().stream()
                        .flatMap(each -> each.quantities().stream())
                        .toList());
        assertEquals(
                List.of(false, true),
                read("jobs/motion-and-button.yaml").inputs().stream()
                        .map(InputSettings::events)
                        .toList());
    }

    private static Settings read(String name) throws Exception {
        var surroundings =
                new Surroundings(
                        "test", Optional.empty(), Optional.empty(), Path.of("x"), Optional.empty());
        return new SettingsReader(surroundings).read(CONFIG.resolve(name));
    }
}
