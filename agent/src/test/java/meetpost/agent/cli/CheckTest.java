package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import meetpost.agent.process.Machine;
import meetpost.agent.process.ReloadSignal;
import meetpost.agent.process.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {

    @TempDir Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Clock clock = Clock.systemUTC();

    @Test
    void saysThatAFileIsRight() throws Exception {
        int code = run("check", "../config/simulated.yaml");

        assertEquals(0, code);
        assertEquals(
                "../config/simulated.yaml: ok: 3 sensors, 1 input, 3 outputs\n"
                        + "  history: steps of 10s for 1h, 1m for 1d, 15m for 31d, 1h for 3650d: about"
                        + " 5.1 MB on disk in the end\n",
                out.toString(UTF_8));
    }

    @Test
    void saysWhatCrossesEachBridge() throws Exception {
        Path file =
                file(
                        """
                        sensors: {t: {part: "ti,tmp102"}}
                        bridges:
                          cloud: {url: "mqtts://central:8883", out: ["sensoren/#"]}
                          ttn: {url: "mqtt://a", username: app@ttn, downlinks: {klep: {device: klep-1, port: 15}}}
                        """);

        assertEquals(0, run("check", file.toString()));
        assertEquals(
                file
                        + ": ok: 1 sensor, 0 inputs, 0 outputs, 2 bridges\n"
                        + "  history: steps of 10s for 1h, 1m for 1d, 15m for 31d, 1h for 3650d: about"
                        + " 1.0 MB on disk in the end\n"
                        + "  cloud: to mqtts://central:8883: out sensoren/#, in nothing\n"
                        + "  ttn: app@ttn at mqtt://a:1883: no uplinks, downlinks klep to klep-1\n",
                out.toString(UTF_8));
    }

    @Test
    void saysWhatWorksButLateAndThatTheFileIsRight() throws Exception {
        Path file = file("actuators: {a: {gpio: 5, at-start: on, min-off: 5m}}\n");
        String text =
                "begins OFF and goes ON when \"min-off\" is known to be over, 5m after the start at"
                        + " the latest";

        assertEquals(0, run("check", file.toString()));
        assertEquals(
                file
                        + ": ok: 0 sensors, 0 inputs, 1 output\n"
                        + file
                        + ":1:36: warning: "
                        + text
                        + "\n",
                out.toString(UTF_8));

        out.reset();
        assertEquals(0, run("check", "--json", file.toString()));
        assertEquals(
                "{\"file\":\""
                        + file
                        + "\",\"valid\":true,\"problems\":[],\"warnings\":[{\"line\":1,"
                        + "\"column\":36,\"text\":\""
                        + text.replace("\"", "\\\"")
                        + "\"}]}\n",
                out.toString(UTF_8));
    }

    @Test
    void saysEverythingThatIsWrong() throws Exception {
        Path file = file("sensors: {t: {part: acme}}\nfoo: 1\nactuators: {a: {gpio: 99}}\n");

        int code = run("check", file.toString());

        assertEquals(78, code);
        assertEquals(3, out.toString(UTF_8).lines().count());
        assertTrue(
                out.toString(UTF_8).startsWith(file + ":1:21: unknown part \"acme\", expected "));
        assertTrue(
                out.toString(UTF_8)
                        .endsWith(
                                file
                                        + ":3:23: GPIO \"99\" is not on the header, expected 2 to"
                                        + " 27\n"));
        assertEquals("", err.toString(UTF_8));
    }

    @Test
    void tellsProgramsThatAFileIsRight() throws Exception {
        Path file = file("inputs: {deur: {gpio: 27}}");

        int code = run("check", "--json", file.toString());

        assertEquals(0, code);
        assertEquals(
                "{\"file\":\"" + file + "\",\"valid\":true,\"problems\":[]}\n",
                out.toString(UTF_8));
    }

    @Test
    void tellsProgramsEverythingThatIsWrong() throws Exception {
        Path file = file("inputs: {deur: {gpio: 1}}");

        int code = run("check", file.toString(), "--json");

        assertEquals(78, code);
        assertEquals(
                "{\"file\":\""
                        + file
                        + "\",\"valid\":false,\"problems\":[{\"line\":1,\"column\":23,\"text\":\"GPIO"
                        + " 1 belongs to the ID EEPROM of add-on boards, expected 2 to 27\"}]}\n",
                out.toString(UTF_8));
    }

    @Test
    void saysThatThereIsNoFile() {
        int code = run("check", "/nowhere/meetpost.yaml");

        assertEquals(78, code);
        assertEquals(
                "there is no file /nowhere/meetpost.yaml, expected a settings file\n",
                out.toString(UTF_8));
    }

    @Test
    void tellsProgramsThatThereIsNoFile() {
        int code = run("check", "--json", "/nowhere/x.yaml");

        assertEquals(78, code);
        assertEquals(
                "{\"file\":\"/nowhere/x.yaml\",\"valid\":false,\"problems\":[{\"text\":\"there is no"
                        + " file /nowhere/x.yaml, expected a settings file\"}]}\n",
                out.toString(UTF_8));
    }

    @Test
    void wantsAFile() {
        assertEquals(2, run("check"));
        assertTrue(err.toString(UTF_8).contains("FILE"), () -> err.toString(UTF_8));
    }

    private Path file(String text) throws Exception {
        return Files.writeString(directory.resolve("meetpost.yaml"), text);
    }

    @Test
    void saysWhenRulesDoSomethingNext() throws Exception {
        clock = Clock.fixed(Instant.parse("2026-10-23T12:00:00Z"), ZoneOffset.UTC);
        Path file =
                file(
                        """
                        device: {time-zone: Europe/Amsterdam, position: [52.1, 5.18]}
                        sensors: {kas: {part: ds18b20}}
                        actuators: {pomp: {gpio: 17}, lamp: {gpio: 22}, verwarming: {gpio: 23}}
                        history: off
                        rules:
                          gieten: {schedule: [{at: 02:30, for: 10m}], output: pomp}
                          avond: {schedule: [{from: 20:00, to: 23:00, days: sat}, {from: 06:30, to: 04:00, days: mon}], output: lamp}
                          warm: {thermostat: kas, heat: verwarming, setpoint: {else: 16, times: [{from: 06:30, to: 08:30, value: 20}]}, on-fault: off}
                          koel: {thermostat: kas, cool: lamp, setpoint: 30, on-fault: off}
                        """);

        assertEquals(0, run("check", file.toString()));
        assertEquals(
                file
                        + ": ok: 1 sensor, 0 inputs, 3 outputs, 4 rules\n"
                        + "  times of the day in Europe/Amsterdam; the clock changes on 2026-10-25,"
                        + " when 03:00 becomes 02:00\n"
                        + "  gieten: 2026-10-24 02:30 for 10m, 2026-10-25 02:30 for 10m, 2026-10-26"
                        + " 02:30 for 10m\n"
                        + "  avond: 2026-10-24 20:00 to 23:00, 2026-10-26 06:30 to 04:00, 2026-10-31"
                        + " 20:00 to 23:00\n"
                        + "  warm: 2026-10-24 06:30 to 08:30: 20.0, 2026-10-25 06:30 to 08:30: 20.0,"
                        + " 2026-10-26 06:30 to 08:30: 20.0\n",
                out.toString(UTF_8));
    }

    private int run(String... args) {
        var machine =
                new Machine(
                        Map.of(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        new StopSignal(),
                        new ReloadSignal(),
                        clock);
        return CommandLineInterface.run(machine, args);
    }
}
