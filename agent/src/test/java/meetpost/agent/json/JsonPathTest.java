package meetpost.agent.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where in somebody else's JSON a value is. */
class JsonPathTest {

    private static final String TEXT =
            "{\"temperature\": 21.5, \"DS18B20\": {\"Temperature\": 19}, \"probes\": [{\"value\": 7},"
                    + " [8, 9]], \"a-b c\": 1, \"temperature:0\": 3, \"nothing\": null}";

    @ParameterizedTest
    @CsvSource({
        "temperature, 21.5",
        "DS18B20.Temperature, 19",
        "probes[0].value, 7",
        "probes[1][1], 9",
        "temperature:0, 3"
    })
    void findsWhatIsThere(String path, String value) throws Exception {
        assertEquals(value, String.valueOf(found(path).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "humidity",
                "temperature.value",
                "DS18B20.Temperature.x",
                "probes[2]",
                "probes.value",
                "DS18B20[0]",
                "nothing"
            })
    void findsNothingWhereNothingIs(String path) throws Exception {
        assertEquals(Optional.empty(), found(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a.",
                ".a",
                "a..b",
                "[0]",
                "a[",
                "a[]",
                "a[x]",
                "a[-1]",
                "a[99999]",
                "a b",
                "$.a b",
                "a]"
            })
    void isNoPath(String text) {
        assertEquals(Optional.empty(), JsonPath.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.b", "a[0].b[12][3].c", "temperature:0"})
    void isWrittenAsItIsRead(String text) {
        assertEquals(text, JsonPath.parse(text).orElseThrow().toString());
    }

    @Test
    void isOfABoundedLength() {
        assertEquals(Optional.empty(), JsonPath.parse("a".repeat(201)));
    }

    private static Optional<Object> found(String path) throws JsonRefusedException {
        return JsonPath.parse(path)
                .orElseThrow()
                .in(BoundedJson.object(TEXT, new Limits(1000, 5, 100)));
    }
}
