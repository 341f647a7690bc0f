package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Levels that are reached late or sometimes are no reason to refuse a file, but are said. */
class LevelWarningsTest {

    @Test
    void aStartLevelThatMinOffDelays() throws Exception {
        assertEquals(
                List.of(
                        "meetpost.yaml:1:46: begins OFF and goes ON when \"min-off\" is known to be"
                                + " over, 5m after the start at the latest"),
                warnings("actuators: {koeling: {gpio: 17, at-start:    on, min-off: 5m}}"));
    }

    @Test
    void aStartLevelThatAnotherMayHaveTaken() throws Exception {
        assertEquals(
                List.of(
                        "meetpost.yaml:1:57: starts OFF where neer of its interlock starts ON",
                        "meetpost.yaml:1:91: starts OFF where op of its interlock was ON last"),
                warnings(
                        "actuators: {op: {gpio: 5, interlock: [neer], at-start:  last}, neer:"
                                + " {gpio: 6, at-start:  on}}"));
    }

    @Test
    void aStopLevelThatDeadTimeDelaysBeyondTheStop() throws Exception {
        assertEquals(
                List.of(
                        "meetpost.yaml:1:75: stays OFF at a stop where neer was ON less than its"
                                + " \"dead-time\" before: a stop waits 3s at most"),
                warnings(
                        "actuators: {op: {gpio: 5, interlock: [neer], dead-time: 4s,"
                                + " at-stop:      on}, neer: {gpio: 6}}"));
        assertEquals(
                List.of(),
                warnings(
                        "actuators: {op: {gpio: 5, interlock: [neer], dead-time: 3s,"
                                + " at-stop: on, min-off: 5m}, neer: {gpio: 6}}"));
    }

    @Test
    void aLossThatIsFoundTooSoonToBeSure() throws Exception {
        assertEquals(
                List.of(
                        "meetpost.yaml:1:46: the broker is asked each second at most: with"
                                + " \"after\" below 5s a network that falters counts as its loss"),
                warnings("actuators: {pomp: {gpio: 17, on-broker-loss: {after: 4s}}}"));
        assertEquals(
                List.of(), warnings("actuators: {pomp: {gpio: 17, on-broker-loss: {after: 5s}}}"));
    }

    @Test
    void aLossThatWaits() throws Exception {
        assertEquals(
                List.of(
                        "meetpost.yaml:1:76: goes ON only once neer of its interlock is off",
                        "meetpost.yaml:1:76: goes ON only when \"min-off\" is over, up to 30s"
                                + " later"),
                warnings(
                                "actuators: {op: {gpio: 5, interlock: [neer], min-off: 30s, on-broker-loss:"
                                        + " {state: on}}, neer: {gpio: 6}}")
                        .stream()
                        .sorted()
                        .toList());
    }

    @Test
    void nothingIsSaidOfLevelsThatAreReachedAtOnce() throws Exception {
        assertEquals(
                List.of(),
                warnings(
                        "actuators: {op: {gpio: 5, interlock: [neer], min-off: 30s, on-broker-loss:"
                                + " {state: off}}, neer: {gpio: 6, at-stop: on, at-start: last}}"));
    }

    private static List<String> warnings(String text) throws Exception {
        return new SettingsReader(KelderPi.SURROUNDINGS)
                .check("meetpost.yaml", text).warnings().stream().map(Problem::toString).toList();
    }
}
