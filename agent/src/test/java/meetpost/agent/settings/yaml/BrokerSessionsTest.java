package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokerSessionsTest {

    @Test
    void keepsThemForSixtyDaysUnlessToldOtherwise() throws Exception {
        assertEquals(Duration.ofDays(60), expiry("broker: {}"));
        assertEquals(Duration.ofDays(7), expiry("broker: {session-expiry: 7d}"));
    }

    @Test
    void refusesATimeThatMqttHasNoNumberFor() {
        var wrong =
                assertThrows(
                        SettingsException.class, () -> expiry("broker: {session-expiry: 20000d}"));

        assertTrue(wrong.getMessage().contains("out of range"), wrong::getMessage);
    }

    @Test
    void reservesThemForUsers() throws Exception {
        assertEquals(Set.of(), reserved("broker: {}"));
        assertEquals(Set.of("jan", "zus"), reserved("broker: {reserved: [jan, zus]}"));
        assertEquals(Set.of("jan"), reserved("broker: {reserved: jan}"));
    }

    private static Set<String> reserved(String file) throws SettingsException {
        return KelderPi.read(file).broker().orElseThrow().sessions().reserved();
    }

    private static Duration expiry(String file) throws SettingsException {
        return KelderPi.read(file).broker().orElseThrow().sessions().expiry();
    }
}
