package meetpost.drivers.p1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.SensorException;
import meetpost.drivers.sensor.SensorException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class P1TelegramTest {

    @Test
    void readsTheExampleOfTheStandard() throws Exception {
        assertEquals(
                Map.of(
                        "afname-1", 123456.789,
                        "afname-2", 123456.789,
                        "teruglevering-1", 123456.789,
                        "teruglevering-2", 123456.789,
                        "vermogen", 1193.0,
                        "gas", 12785.123),
                values(Telegrams.STANDARD, P1Channel.usual()));
    }

    @Test
    void readsPhasesWhereTheyAreWanted() throws Exception {
        assertEquals(
                Map.of("spanning-1", 236.7, "spanning-3", 236.0, "stroom-3", 2.0),
                values(
                        Telegrams.REAL,
                        List.of(P1Channel.VOLTAGE_1, P1Channel.VOLTAGE_3, P1Channel.CURRENT_3)));
    }

    @Test
    void readsAnOldOneWhoseGasIsOnTheNextLine() throws Exception {
        assertEquals(
                Map.of(
                        "afname-1", 123.456,
                        "afname-2", 234.567,
                        "teruglevering-1", 1.001,
                        "teruglevering-2", 2.002,
                        "vermogen", 1010.0,
                        "gas", 367.857),
                values(Telegrams.OLD, P1Channel.usual()));
    }

    /** e-MUCS P1: gas that is not converted, and water. */
    @Test
    void readsABelgianOne() throws Exception {
        String belgian =
                """
                /FLU5\\253769484_A
                0-0:1.0.0(200512135409S)
                1-0:1.8.1(000000.034*kWh)
                0-1:24.1.0(003)
                0-1:24.2.3(200512134558S)(00112.384*m3)
                0-2:24.1.0(007)
                0-2:24.2.1(200512134558S)(00872.234*m3)
                !""";

        assertEquals(
                Map.of("gas", 112.384, "water", 872.234),
                values(belgian, List.of(P1Channel.GAS, P1Channel.WATER)));
    }

    @Test
    void isBelowZeroWhereMoreIsGivenBack() throws Exception {
        String sun = Telegrams.REAL.replace("1-0:2.7.0(00.000*kW)", "1-0:2.7.0(02.500*kW)");

        assertEquals(Map.of("vermogen", -2067.0), values(sun, List.of(P1Channel.POWER)));
    }

    @Test
    void lacksWhatTheMeterDoesNotTell() throws Exception {
        Sensed sensed = new P1Telegram(Telegrams.REAL).sensed(P1Channel.usual());

        assertEquals(5, sensed.measurements().size());
        assertEquals(P1Channel.GAS.quantity(), sensed.failures().get(0).quantity());
        assertEquals(
                "the meter does not tell it (no meter of type 3); leave gas out of `channel:`",
                sensed.failures().get(0).message());
    }

    /** The telegram is of 11:30:20 in winter. */
    @ParameterizedTest
    @CsvSource({
        "101209053020W, true",
        "101209053019W, false",
        "101209063020S, true",
        "101208112500W, false"
    })
    void knowsHowOldTheGasIs(String time, boolean fresh) throws Exception {
        String text = Telegrams.STANDARD.replace("101209112500W", time);

        Sensed sensed = new P1Telegram(text).sensed(P1Channel.usual());

        assertEquals(fresh, sensed.failures().isEmpty());
    }

    @Test
    void takesTheNewerOfTwoGasMeters() throws Exception {
        String two =
                Telegrams.STANDARD.replace(
                        "!", "0-2:24.1.0(003)\r\n0-2:24.2.1(101209113000W)(00001.000*m3)\r\n!");

        assertEquals(Map.of("gas", 1.0), values(two, List.of(P1Channel.GAS)));
    }

    @Test
    void isCorruptWhereAValueIsNoNumber() throws Exception {
        String text = Telegrams.REAL.replace("003432.829*kWh", "00343x.829*kWh");

        Sensed sensed = new P1Telegram(text).sensed(P1Channel.usual());

        assertEquals(Kind.CORRUPT, sensed.failures().get(0).kind());
        assertEquals(
                "1-0:1.8.1 is \"00343x.829*kWh\", expected a number",
                sensed.failures().get(0).message());
    }

    @Test
    void isAFaultWhereItSaysNothing() {
        var thrown =
                assertThrows(
                        SensorException.class,
                        () -> new P1Telegram("/ABC5\r\n\r\n!").sensed(P1Channel.usual()));

        assertTrue(thrown.getMessage().contains("1-0:1.8.1"), thrown.getMessage());
    }

    private static Map<String, Double> values(String text, List<P1Channel> wanted)
            throws Exception {
        Sensed sensed = new P1Telegram(text).sensed(wanted);
        assertEquals(List.of(), sensed.failures());
        Map<String, Double> values = new TreeMap<>();
        sensed.measurements().forEach(each -> values.put(each.quantity().dutch(), each.value()));
        return values;
    }
}
