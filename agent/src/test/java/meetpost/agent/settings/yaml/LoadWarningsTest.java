package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** More than a bus carries is no reason to refuse a file, but is said. */
class LoadWarningsTest {

    @Test
    void moreConversionsThanOneWireCarries() throws Exception {
        assertEquals(
                List.of(
                        "meetpost.yaml:1:69: 1-wire is asked 600 times a minute and carries 560: a"
                                + " conversion takes 750 ms, 7 run at once; instants are missed and"
                                + " counted"),
                warnings(sensors(10, "1s")));
    }

    @Test
    void asManyAsItCarriesIsNothingToSay() throws Exception {
        assertEquals(List.of(), warnings(sensors(9, "1s")));
        assertEquals(List.of(), warnings(sensors(24, "10s")));
    }

    private static String sensors(int count, String every) {
        var yaml = new StringBuilder("sensors: {");
        for (int n = 10; n < 10 + count; n++) {
            yaml.append(n == 10 ? "" : ", ")
                    .append("t%d: {part: \"maxim,ds18b20\", rom: 28-0000000000%d".formatted(n, n))
                    .append(", every: ")
                    .append(every)
                    .append("}");
        }
        return yaml.append("}").toString();
    }

    private static List<String> warnings(String text) throws Exception {
        return new SettingsReader(KelderPi.SURROUNDINGS)
                .check("meetpost.yaml", text).warnings().stream().map(Problem::toString).toList();
    }
}
