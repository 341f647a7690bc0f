package meetpost.agent.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.scan.Survey.Device;
import meetpost.agent.scan.Survey.Identity;
import org.junit.jupiter.api.Test;

class ScannerTest {

    private static final Map<Integer, String> BME280 = Map.of(0xD0, "60");
    private static final Map<Integer, String> BMP280 = Map.of(0xD0, "58");
    private static final Map<Integer, String> MUTE = Map.of();

    private final WiredBoard board = new WiredBoard();

    /** To a PCF8574 a byte is what its pins become. */
    @Test
    void readsOneByteFromEachAddressAndWritesNothing() throws Exception {
        board.chip(0x27, MUTE).chip(0x76, BME280);

        Survey survey = survey(false);

        assertEquals(List.of(0x27, 0x76), addresses(survey));
        assertEquals(112, board.transcript.size());
        assertEquals("08 r nak", board.transcript.get(0));
        assertEquals("76 r 00", board.transcript.get(0x76 - 0x08));
        assertEquals("77 r nak", board.transcript.get(111));
        assertTrue(board.transcript.stream().noneMatch(line -> line.contains(" w ")));
    }

    @Test
    void leavesAnAddressAloneThatTheKernelHas() throws Exception {
        board.chip(0x68, MUTE).driver(0x68, "rtc-ds1307");

        Survey survey = survey(true);

        assertEquals(
                List.of(
                        new Device(
                                0x68,
                                Optional.of("rtc-ds1307"),
                                Optional.empty(),
                                Optional.empty())),
                survey.buses().get(0).devices());
        assertTrue(board.transcript.stream().noneMatch(line -> line.startsWith("68")));
    }

    @Test
    void asksAChipWhatItIsWhenItIsToldTo() throws Exception {
        board.chip(0x76, BME280).chip(0x77, BMP280);

        Survey survey = survey(true);

        assertEquals(
                List.of(
                        new Identity("bosch,bme280", "D0 r 60"),
                        new Identity("bosch,bmp280", "D0 r 58")),
                survey.buses().get(0).devices().stream()
                        .map(device -> device.identity().orElseThrow())
                        .toList());
        assertTrue(board.transcript.contains("76 w D0 r 60"), board.transcript.toString());
    }

    @Test
    void sendsNoByteToWhatMayBeAPortExpander() throws Exception {
        for (int address = 0x20; address <= 0x27; address++) {
            board.chip(address, MUTE).chip(address + 0x18, MUTE);
        }

        Survey survey = survey(true);

        assertEquals(16, survey.buses().get(0).devices().size());
        assertTrue(board.transcript.stream().noneMatch(line -> line.contains(" w ")));
    }

    @Test
    void givesUpOnABusThatIsStuck() throws Exception {
        board.stuck();

        Survey survey = survey(false);

        assertEquals(
                Optional.of("0x08: timed out; does a part hold SDA or SCL low?"),
                survey.buses().get(0).problem());
        assertEquals(3, board.transcript.size());
    }

    @Test
    void saysWhichBusesWereNotAsked() throws Exception {
        assertEquals(List.of(20, 21), survey(false).others());
    }

    @Test
    void isBlindWhereNoBusIs() throws Exception {
        Survey survey = new Scanner(board, List.of()).survey(Optional.of(7), false);

        assertTrue(survey.isBlind());
        assertEquals(Optional.of("there is no /dev/i2c-7"), survey.buses().get(0).problem());
    }

    @Test
    void crossesAWireUnchanged() throws Exception {
        board.chip(0x76, BME280).chip(0x68, MUTE).driver(0x68, "rtc-ds1307");
        board.rom("28-0316a2791cff")
                .file("class/hwmon/hwmon0/name", "sht3x")
                .file("class/hwmon/hwmon0/temp1_input", "21500")
                .file("bus/iio/devices/iio:device0/name", "mcp3008");

        Survey survey = survey(true);

        assertEquals(2, survey.kernel().size());
        assertEquals(survey, SurveyJson.survey(SurveyJson.of(survey)));
    }

    private Survey survey(boolean identify) throws Exception {
        return new Scanner(board, List.of()).survey(Optional.empty(), identify);
    }

    private static List<Integer> addresses(Survey survey) {
        return survey.buses().get(0).devices().stream().map(Device::address).toList();
    }
}
