package meetpost.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.instance.ProbeAnswer;
import meetpost.agent.sampling.Sample;
import meetpost.agent.sampling.SensorProbe;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.OutputLine;
import meetpost.simulator.bus.SimulatedPins;
import meetpost.simulator.mount.ChipFault;
import meetpost.simulator.mount.MountedChip;
import meetpost.simulator.scene.Scene;
import meetpost.simulator.scene.SceneReader;
import meetpost.simulator.scene.Scenes;
import meetpost.simulator.scene.Timetable;
import org.junit.jupiter.api.Test;

class SimulatedPiTest {

    private final HandTicks ticks = new HandTicks();

    @Test
    void wiresEveryPartOfTheSettings() throws Exception {
        var pi = pi("a: {part: 'maxim,ds18b20'}, b: {part: 'ti,tmp102', address: 0x49}");

        assertEquals(List.of(0x49), List.copyOf(pi.platform().i2c(1).addresses()));
        assertEquals(1, pi.platform().oneWire().slaves().size());
    }

    @Test
    void wiresTheRomThatTheSettingsName() throws Exception {
        var pi = pi("a: {part: 'maxim,ds18b20', rom: 28-0316a2791cff}");

        assertEquals(List.of("28-0316a2791cff"), pi.platform().oneWire().slaves());
    }

    /** Something that prints the same stands for it: the program would have failed. */
    @Test
    void runsNoProgramOfTheMachine() throws Exception {
        var pi =
                pi(
                        "a: {part: command, command: [/bin/false], values: {temperatuur: 'in[1].t',"
                                + " vochtigheid: 'in[0].rh', batterij: {path: b, unit: '%'}}},"
                                + " b: {part: command, command: [/bin/false, b], values: temperatuur}");
        ticks.pass(1000);

        try (Board board = pi.board()) {
            var programs = board.programs();
            String json =
                    new String(
                            programs.run(List.of("/bin/false"), Duration.ofSeconds(1), 1000),
                            UTF_8);
            assertTrue(
                    json.matches(
                            "\\{\"in\":\\[\\{\"rh\":[0-9.]+\\},\\{\"t\":[0-9.]+\\}\\],\"b\":[0-9.]+\\}"),
                    json);
            String number =
                    new String(
                            programs.run(List.of("/bin/false", "b"), Duration.ofSeconds(1), 1000),
                            UTF_8);
            assertTrue(number.matches("[12][0-9]\\.[0-9]+"), number);
            assertThrows(
                    BusException.class,
                    () -> programs.run(List.of("/bin/true"), Duration.ofSeconds(1), 1000));
        }
    }

    /** In sysfs as a kernel has it, with the scene's air. */
    @Test
    void showsADht22AsTheKernelDoes() throws Exception {
        var pi = pi("a: {part: dht22, gpio: 4}");
        ticks.pass(1000);
        var kernel = pi.board().kernel();

        assertEquals("dht11@4\n", kernel.read("bus/iio/devices/iio:device0/name"));
        String temperature = kernel.read("bus/iio/devices/iio:device0/in_temp_input");
        String humidity = kernel.read("bus/iio/devices/iio:device0/in_humidityrelative_input");
        assertTrue(temperature.matches("[12][0-9][0-9]00\n"), temperature);
        assertTrue(humidity.matches("[3-7][0-9][0-9]00\n"), humidity);
    }

    @Test
    void showsTwoChannelsOfOneConverterInOnePlace() throws Exception {
        var pi =
                pi(
                        "a: {part: 'linux,iio', device: mcp3008, channel: voltage0},"
                                + " b: {part: 'linux,iio', device: mcp3008, channel: voltage1}");

        assertEquals(
                List.of("in_voltage0_raw", "in_voltage1_raw", "in_voltage_scale", "name"),
                pi.board().kernel().names("bus/iio/devices/iio:device0"));
        assertEquals(List.of("iio:device0"), pi.board().kernel().names("bus/iio/devices"));
    }

    @Test
    void aDeviceOfTheKernelThatGoesAwayIsAFaultOfItsSensorAloneAndComesBack() throws Exception {
        var pi =
                pi(
                        "a: {part: 'linux,hwmon', device: sht3x},"
                                + " b: {part: 'linux,iio', device: bmp280},"
                                + " c: {part: dht22, gpio: 4}");
        ticks.pass(1000);

        pi.chips().get("a").set(ChipFault.OFF, true);
        pi.chips().get("c").set(ChipFault.OFF, true);
        List<String> off = answers(pi);
        pi.chips().get("a").set(ChipFault.OFF, false);
        pi.chips().get("c").set(ChipFault.OFF, false);
        List<String> back = answers(pi);

        assertEquals(List.of("no-answer", "2 values", "no-answer"), off);
        assertEquals(List.of("2 values", "2 values", "2 values"), back);
    }

    private List<String> answers(SimulatedPi pi) throws Exception {
        List<String> answers = new ArrayList<>();
        for (SensorSettings sensor :
                settings(
                                "a: {part: 'linux,hwmon', device: sht3x},"
                                        + " b: {part: 'linux,iio', device: bmp280},"
                                        + " c: {part: dht22, gpio: 4}")
                        .sensors()) {
            Sample sample = SensorProbe.of(sensor, pi.board(), ticks, Clock.systemUTC()).sample();
            answers.add(
                    sample instanceof Sample.Fault fault
                            ? fault.kind().text()
                            : ((Sample.Reading) sample).measurements().size() + " values");
        }
        return answers;
    }

    @Test
    void wiresWhatNewSettingsHaveAndLeavesTheRestAlone() throws Exception {
        var pi = pi("a: {part: 'ti,tmp102'}");
        MountedChip before = pi.chips().get("a");

        pi.wire(settings("b: {part: 'ti,tmp102'}, c: {part: 'bosch,bme280', address: 0x76}"));

        assertEquals(Set.of(0x48, 0x76), Set.copyOf(pi.platform().i2c(1).addresses()));
        assertSame(before, pi.chips().get("b"));
    }

    @Test
    void hasTheChipAgainThatASensorHadBeforeItWasAnotherForAWhile() throws Exception {
        var pi = pi("a: {part: 'bosch,bme280', address: 0x76}");
        MountedChip before = pi.chips().get("a");

        pi.wire(settings("a: {part: 'ti,tmp102'}"));
        pi.wire(settings("a: {part: 'bosch,bme280', address: 0x76}"));

        assertSame(before, pi.chips().get("a"));
    }

    /** 60 W/K more to an outside that is nine degrees colder: a degree less in a minute. */
    @Test
    void losesWarmthThroughADoorThatIsOpenedByHand() throws Exception {
        var pi = pi("a: {part: 'ti,tmp102'}");
        double before = pi.world().celsius("kamer", ticks.now());

        pi.connect(27, false);
        ticks.pass(60_000);
        double cold = pi.world().celsius("kamer", ticks.now());
        pi.disconnect(27);
        ticks.pass(600_000);

        assertEquals(before - 1.1, cold, 0.5);
        assertTrue(pi.world().celsius("kamer", ticks.now()) > cold + 0.3);
    }

    /** 1000 W into 25 kJ/K, less what is lost: more than a degree in half a minute. */
    @Test
    void warmsTheRoomThroughItsPin() throws Exception {
        var pi = pi("a: {part: 'ti,tmp102'}");
        try (Board board = pi.board()) {
            var heater = board.output(new OutputLine("verwarming", 23, false));
            double before = pi.world().celsius("kamer", ticks.now());

            heater.drive(true);
            ticks.pass(30_000);
            double warm = pi.world().celsius("kamer", ticks.now());
            heater.drive(false);
            ticks.pass(600_000);

            assertTrue(warm - before > 1, before + " to " + warm);
            assertTrue(pi.world().celsius("kamer", ticks.now()) < warm);
        }
    }

    /** A program that has not taken the line yet must not keep the room warm. */
    @Test
    void letsTheColdInThroughADoorWhoseLineNobodyHasTaken() throws Exception {
        var pi = pi("a: {part: 'ti,tmp102'}");
        var other = pi("a: {part: 'ti,tmp102'}");

        pi.world().door(27, true);

        long later = 60_000_000_000L;
        assertTrue(
                pi.world().celsius("kamer", later) < other.world().celsius("kamer", later) - 0.5);
    }

    @Test
    void warmsFromTheStartWhereALowLevelIsOn() throws Exception {
        Scene scene =
                SceneReader.read(
                        "a.yaml",
                        """
                        rooms: {kamer: {heat-capacity: 1000}}
                        heaters: {h: {gpio: 23, room: kamer, active: low, power: 10}}
                        """);
        var pi = new SimulatedPi(settings("a: {part: 'ti,tmp102'}"), scene, 7, ticks);
        try (Board board = pi.board()) {
            board.output(new OutputLine("h", 23, false));

            pi.look();

            assertEquals(20.98, pi.world().celsius("kamer", 99_000_000_000L), 0.02);
        }
    }

    @Test
    void readNamesTheCopyThatTheSceneHas() throws Exception {
        var settings = settings("a: {part: 'maxim,ds18b20'}");
        var pi =
                new SimulatedPi(settings, scene("sensors: {a: {room: kamer, clone: d}}"), 7, ticks);
        SensorSettings sensor = settings.sensors().get(0);
        try (Board board = pi.board()) {
            var probe = SensorProbe.of(sensor, board, ticks, Clock.systemUTC());

            assertEquals(
                    "a copy, not Maxim's: family D (Mysentech MY18E20), which needs its VDD pin"
                            + " and may be 3 °C off",
                    ProbeAnswer.json(probe, false).getString("remark"));
        }
        var genuine = new SimulatedPi(settings, scene(""), 7, ticks);
        try (Board board = genuine.board()) {
            var probe = SensorProbe.of(sensor, board, ticks, Clock.systemUTC());

            assertEquals(Optional.empty(), probe.remark());
        }
    }

    @Test
    void refusesACopyOfAPartThatHasNone() throws Exception {
        var scene = scene("sensors: {a: {room: kamer, clone: d}}");
        var settings = settings("a: {part: 'ti,tmp102'}");

        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new SimulatedPi(settings, scene, 7, ticks));
        assertEquals("there are no copies of a chip on I2C", refused.getMessage());
    }

    private static Scene scene(String more) throws SettingsException {
        return SceneReader.read("a.yaml", "rooms: {kamer: {heat-capacity: 1000}}\n" + more);
    }

    @Test
    void opensAndClosesItsDoorsByTheTimetable() throws Exception {
        var pi = pi("a: {part: 'ti,tmp102'}");
        var pins = pi.platform().pins();
        var seen = new java.util.concurrent.LinkedBlockingQueue<Boolean>();
        pins.connect(27, true);
        pins.disconnect(27);
        pins.takeInput(27, meetpost.drivers.bus.Pull.UP);
        pins.listen((gpio, high) -> seen.add(high));

        try (var timetable = timetable(Scenes.house(), pins, pi)) {
            timetable.start();

            assertEquals(false, seen.poll(20, java.util.concurrent.TimeUnit.SECONDS));
            assertEquals(true, seen.poll(20, java.util.concurrent.TimeUnit.SECONDS));
            assertEquals(false, seen.poll(20, java.util.concurrent.TimeUnit.SECONDS));
        }
    }

    @Test
    void refusesAFaultThatAChipCannotHave() throws Exception {
        var pi = pi("a: {part: 'ti,tmp102'}");
        var scene =
                with(new Scene.Mishap("a", ChipFault.WRONG_CRC, Duration.ZERO, Optional.empty()));

        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> timetable(scene, pi.platform().pins(), pi));

        assertTrue(thrown.getMessage().contains("wrong-crc of a"), thrown.getMessage());
    }

    private Timetable timetable(Scene scene, SimulatedPins pins, SimulatedPi pi) {
        return new Timetable(scene, pi.world(), pins, pi.chips(), pi.contacts(), ticks);
    }

    private static Scene with(Scene.Mishap mishap) {
        Scene house = Scenes.house();
        return new Scene(
                house.start(),
                house.outside(),
                house.rooms(),
                house.heaters(),
                house.doors(),
                house.sensors(),
                List.of(mishap));
    }

    private SimulatedPi pi(String sensors) throws Exception {
        return new SimulatedPi(settings(sensors), Scenes.house(), 7, ticks);
    }

    private static Settings settings(String sensors) throws Exception {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("."), Optional.empty());
        return new SettingsReader(here).read("a.yaml", "sensors: {" + sensors + "}\n");
    }
}
