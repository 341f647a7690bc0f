package meetpost.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import meetpost.agent.instance.ProbeAnswer;
import meetpost.agent.sampling.SensorProbe;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.drivers.bus.Board;
import meetpost.drivers.sensor.Quantity;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.scene.Scenes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The files of {@code config/jobs/} on a simulated board, from the voltage at a pin to the value.
 */
class JobsTest {

    private final HandTicks ticks = new HandTicks();

    @ParameterizedTest
    @CsvSource({"2.8, 0", "2.05, 50", "1.3, 100", "3.1, 0", "1.0, 100"})
    void knowsHowWetTheSoilIs(double volts, double percent) throws Exception {
        assertEquals(percent, read("soil-moisture", "ain0", volts).getDouble("bodemvocht"), 0.5);
    }

    /** 10 kΩ halves the voltage at 10 lx; 2 kΩ, a fifth, is ten times as light. */
    @ParameterizedTest
    @CsvSource({"1.65, 10", "2.75, 100", "0.55, 1"})
    void knowsHowLightItIs(double volts, double lux) throws Exception {
        assertEquals(lux, read("light-by-ldr", "ain1", volts).getDouble("licht"), lux * 0.05 + 0.5);
    }

    @Test
    void hasAValueFromTheSceneAlone() throws Exception {
        var settings = settings("soil-moisture");
        var pi = new SimulatedPi(settings, Scenes.house(), 7, ticks);

        assertEquals(50, values(pi, settings).getDouble("bodemvocht"), 50);
    }

    private JsonObject read(String job, String pin, double volts) throws Exception {
        Settings settings = settings(job);
        var pi = new SimulatedPi(settings, Scenes.house(), 7, ticks);
        pi.chips()
                .values()
                .iterator()
                .next()
                .measure(Quantity.named(pin, "V", 3), Signal.constant(volts));
        return values(pi, settings);
    }

    private JsonObject values(SimulatedPi pi, Settings settings) throws Exception {
        SensorSettings sensor = settings.sensors().get(0);
        ticks.pass(1000);
        try (Board board = pi.board()) {
            var probe = SensorProbe.of(sensor, board, ticks, Clock.systemUTC());
            return ProbeAnswer.json(probe, false).getObject("values");
        }
    }

    private static Settings settings(String job) throws Exception {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("."), Optional.empty());
        return new SettingsReader(here).read(Path.of("../config/jobs/" + job + ".yaml"));
    }
}
