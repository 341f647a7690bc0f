package meetpost.agent.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedJsonTest {

    private static final Limits LIMITS = new Limits(1000, 4, 20);

    @Test
    void readsEveryKindOfValue() throws JsonRefusedException {
        JsonObject read =
                read(
                        " {\"text\" : \"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\","
                                + "\"int\":-12,\"long\":5000000000,\"big\":18446744073709551616,"
                                + "\"exact\":18.50,\"power\":1e3,\"true\":true,\"false\":false,"
                                + "\"null\":null,\"object\":{\"a\":{}},\"array\":[[],1]}\r\n\t ");

        assertEquals("a\"\\/\b\f\n\r\t\u00e9\uD83D\uDE00", read.get("text"));
        assertEquals(-12, read.get("int"));
        assertEquals(5_000_000_000L, read.get("long"));
        assertEquals(BigInteger.ONE.shiftLeft(64), read.get("big"));
        assertEquals(new BigDecimal("18.50"), read.get("exact"));
        assertEquals(1000.0, read.getDouble("power"));
        assertEquals(true, read.get("true"));
        assertEquals(false, read.get("false"));
        assertTrue(read.isNull("null"));
        assertEquals(new JsonObject(), read.getObject("object").get("a"));
        assertEquals(
                Arrays.asList(new Object[] {read.getArray("array").get(0), 1}), read.get("array"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[1,2,[3,{\"b\":null}]],\"c\":{\"d\":\"e\"}}",
                "{\"\":\"\",\"a b\":\"\\u0000\"}",
                "{\"a\":[[],{},[{}]],\"b\":0,\"c\":-1.5}",
            })
    void readsAsTheLibraryDoes(String text) throws JsonRefusedException, JsonParserException {
        assertEquals(
                JsonWriter.string(JsonParser.object().from(text)), JsonWriter.string(read(text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | expected { at character 1, where the text ends",
                "[] | expected { at character 1, where there is [",
                "{ | expected \" at character 2, where the text ends",
                "{\"a\" | expected : at character 5, where the text ends",
                "{\"a\": | expected a value at character 6, where the text ends",
                "{\"a\":1 | expected , or } at character 7, where the text ends",
                "{\"a\":[1} | expected , or ] at character 8, where there is }",
                "{\"a\":1]} | expected , or } at character 7, where there is ]",
                "{\"a\":1,} | expected \" at character 8, where there is }",
                "{\"a\":[1,]} | expected a value at character 9, where there is ]",
                "{\"a\":1}} | expected nothing after the last } at character 8, where there is }",
                "{\"a\":01} | expected a number of at most 64 characters and a small exponent at"
                        + " character 6, where there is 0",
                "{\"a\":.5} | expected a value at character 6, where there is .",
                "{\"a\":NaN} | expected a value at character 6, where there is N",
                "{\"a\":truth} | expected a value at character 6, where there is t",
                "{\"a\":trues} | expected , or } at character 10, where there is s",
                "{a:1} | expected \" at character 2, where there is a",
                "{\"a\":\"\\x\"} | expected one of \"\\/bfnrtu after \\ at character 8, where there is"
                        + " x",
                "{\"a\":\"\\u12G4\"} | expected four hexadecimal digits after \\u at character 11,"
                        + " where there is G",
                "{\"a\":\"\\uD800\"} | half a pair of surrogates in a text",
                "{\"\\uDC00\":1} | half a pair of surrogates in a text",
            })
    void saysWhatIsWrongAndWhere(String text, String message) {
        assertEquals("not JSON: " + message, refusal(text).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "1E+1000", "1e0000000000001"})
    void refusesNumbersThatCostMoreThanTheirDigits(String number) {
        assertTrue(
                refusal("{\"a\":" + number + "}").getMessage().contains("a small exponent"),
                number);
    }

    @Test
    void refusesNumbersOfMoreThan64Characters() throws JsonRefusedException {
        assertEquals(
                new BigInteger("9".repeat(64)), read("{\"a\":" + "9".repeat(64) + "}").get("a"));
        refusal("{\"a\":" + "9".repeat(65) + "}");
        refusal("{\"a\":0." + "1".repeat(63) + "}");
    }

    @Test
    void refusesAControlCharacterWithoutShowingIt() {
        assertEquals(
                "not JSON: expected no control character in a text at character 8, where there is"
                        + " ?",
                refusal("{\"a\":\"b\u001bc\"}").getMessage());
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] text = "{\"a\":\"b\"}".getBytes(UTF_8);
        text[6] = (byte) 0xED;

        assertEquals(
                "not UTF-8",
                assertThrows(JsonRefusedException.class, () -> BoundedJson.object(text, LIMITS))
                        .getMessage());
    }

    @Test
    void holdsToItsLimits() throws JsonRefusedException {
        read("{\"a\":[[[]]]}");
        assertEquals("nested more than 4 deep", refusal("{\"a\":[[[[]]]]}").getMessage());
        read("{\"a\":[" + "1,".repeat(18) + "1]}");
        assertEquals(
                "more than 20 values", refusal("{\"a\":[" + "1,".repeat(19) + "1]}").getMessage());
        read("{" + " ".repeat(998) + "}");
        assertEquals(
                "1001 bytes, expected at most 1000",
                refusal("{" + " ".repeat(999) + "}").getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":", "{\"id\":["})
    void needsNoStackForAnyDepth(String opening) throws InterruptedException, JsonRefusedException {
        int times = 1_000_000;
        var limits = new Limits(100_000_000, 3_000_000, 3_000_000);
        String text = "{\"a\":" + opening.repeat(times);
        var refused = new Throwable[1];
        var thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                BoundedJson.object(text, limits);
                            } catch (JsonRefusedException | RuntimeException | Error e) {
                                refused[0] = e;
                            }
                        },
                        "a small stack",
                        256 * 1024L);
        thread.start();
        thread.join();

        assertEquals(JsonRefusedException.class, refused[0].getClass());
    }

    @Test
    void refusesAKeyThatIsThereTwiceAndGivesWhatIsNot() {
        JsonRefusedException refused =
                refusal("{\"a\":1,\"id\":\"7\",\"b\":\"x\",\"a\":2,\"b\":\"y\"}");

        assertEquals("\"a\" is there twice", refused.getMessage());
        assertEquals(Optional.of("7"), refused.text("id"));
        assertEquals(Optional.empty(), refused.text("b"));
        assertEquals(Optional.empty(), refusal("{\"id\":\"7\",\"a\":").text("id"));
        assertEquals("\"b\" is there twice", refusal("{\"a\":[{\"b\":1,\"b\":2}]}").getMessage());
    }

    @Test
    void showsNothingOfAKeyThatATerminalWouldObey() {
        assertEquals(
                "\"?[2J?" + "x".repeat(35) + "…\" is there twice",
                refusal(
                                "{\"\\u001b[2J\\u202e"
                                        + "x".repeat(50)
                                        + "\":1,\"\\u001b[2J\\u202e"
                                        + "x".repeat(50)
                                        + "\":1}")
                        .getMessage());
    }

    private static JsonObject read(String text) throws JsonRefusedException {
        return BoundedJson.object(text.getBytes(UTF_8), LIMITS);
    }

    private static JsonRefusedException refusal(String text) {
        return assertThrows(JsonRefusedException.class, () -> read(text));
    }
}
