package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.p1.P1Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Smart meters. */
class P1SettingsTest {

    @Test
    void areOnAPortAsTheContractHasThem() throws Exception {
        SensorSettings meter = sensor("{part: p1, port: /dev/ttyUSB0}");

        assertEquals("meetpost,p1", meter.part().name());
        assertEquals(new Wire.Serial("/dev/ttyUSB0", 5, P1Channel.usual()), meter.wire());
        assertEquals(
                List.of(
                        "afname-1",
                        "afname-2",
                        "teruglevering-1",
                        "teruglevering-2",
                        "vermogen",
                        "gas"),
                meter.quantities().stream().map(each -> each.dutch()).toList());
        assertEquals("energy", meter.deviceClasses().get(P1Channel.IMPORT_1.quantity()));
        assertFalse(meter.isAsked());
    }

    @Test
    void sayWhichOfItIsWanted() throws Exception {
        SensorSettings meter =
                sensor("{part: p1, port: /dev/ttyUSB0, dsmr: 2, channel: [import-1, spanning-1]}");

        assertEquals(
                new Wire.Serial(
                        "/dev/ttyUSB0", 2, List.of(P1Channel.IMPORT_1, P1Channel.VOLTAGE_1)),
                meter.wire());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0",
                "/dev/ttyAMA0",
                "tcp://p1.local:2001",
                "tcp://[fe80::1]:23"
            })
    void haveAPort(String port) throws Exception {
        assertEquals(
                port, ((Wire.Serial) sensor("{part: p1, port: '" + port + "'}").wire()).port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ttyUSB0",
                "/etc/passwd",
                "/dev/../etc/passwd",
                "tcp://p1.local",
                "tcp://p1:99999",
                "http://p1:80"
            })
    void haveNothingElseForAPort(String port) {
        String problem = problem("{part: p1, port: '" + port + "'}");

        assertTrue(
                problem.contains(
                        "is no port, expected a device such as /dev/ttyUSB0, or tcp://host:port"),
                problem);
    }

    @Test
    void sayWhereTheyAre() {
        assertTrue(problem("{part: p1}").contains("\"port\" is missing"), problem("{part: p1}"));
    }

    @Test
    void nameTheNearestWhereOneIsUnknown() {
        String problem = problem("{part: p1, port: /dev/ttyUSB0, channel: [afname-3]}");

        assertTrue(problem.contains("a meter has no \"afname-3\", expected afname-"), problem);
    }

    @Test
    void haveAPortForThemselves() {
        String problem =
                problem("{part: p1, port: /dev/ttyUSB0}, b: {part: p1, port: /dev/ttyUSB0}");

        assertTrue(problem.contains("/dev/ttyUSB0 is taken by sensor a"), problem);
    }

    private static SensorSettings sensor(String text) throws Exception {
        return read(text).get(0);
    }

    private static String problem(String text) {
        List<Problem> problems = assertThrows(SettingsException.class, () -> read(text)).problems();
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0).toString();
    }

    private static List<SensorSettings> read(String text) throws Exception {
        var here =
                new Surroundings(
                        "pi", Optional.empty(), Optional.empty(), Path.of("x"), Optional.empty());
        return new SettingsReader(here)
                .read("meetpost.yaml", "{sensors: {a: " + text + "}}")
                .sensors();
    }
}
