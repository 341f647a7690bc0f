package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import meetpost.agent.bridge.UplinkReader.RubbishException;
import org.junit.jupiter.api.Test;

/** Messages in the form of The Things Stack's documentation, "Data Formats". */
class UplinkReaderTest {

    private static final String UPLINK =
            """
            {
              "end_device_ids": {
                "device_id": "dev1",
                "application_ids": {"application_id": "app1"},
                "dev_eui": "0004A30B001C0530",
                "dev_addr": "00BCB929"
              },
              "correlation_ids": ["as:up:01E0WZGT6Y7657CPFPE5WEYDSQ"],
              "received_at": "2020-02-17T10:32:24.741189854Z",
              "uplink_message": {
                "session_key_id": "AXBSH1Pk6Z0G166cyNuL5w==",
                "f_port": 15,
                "f_cnt": 42,
                "frm_payload": "VGVtcGVyYXR1cmUgPSAwLjA=",
                "decoded_payload": %s,
                "rx_metadata": [{"gateway_ids": {"gateway_id": "gtw1"}, "rssi": -35, "snr": 5}],
                "settings": {"data_rate": {"lora": {"bandwidth": 125000}}},
                "received_at": "2020-02-17T10:32:24.534Z"
              }
            }
            """;

    @Test
    void makesOnePayloadOfEachDecodedField() throws Exception {
        assertEquals(
                Map.of(
                        "temperature", "21.5",
                        "battery", "3.127",
                        "count", "1000000",
                        "open", "ON",
                        "alarm", "OFF",
                        "mode", "eco"),
                read("""
                                {"temperature": 21.50, "battery": 3.127, "count": 1e6, "open": true,
                                 "alarm": false, "mode": "eco", "nothing": null}
                                """)
                        .values());
    }

    @Test
    void joinsNestedFieldsWithASlash() throws Exception {
        assertEquals(
                Map.of(
                        "soil/moisture",
                        "31",
                        "soil/depth/cm",
                        "20",
                        "probe/0",
                        "1",
                        "probe/1",
                        "2"),
                read("{\"soil\": {\"moisture\": 31, \"depth\": {\"cm\": 20}}, \"probe\": [1, 2]}")
                        .values());
    }

    @Test
    void writesNumbersWithoutExponentAndWithoutMinusZero() throws Exception {
        assertEquals(
                Map.of("a", "0", "b", "-0.000012", "c", "0", "d", "12345678901234567890"),
                read("{\"a\": -0.0, \"b\": -1.2e-5, \"c\": 0, \"d\": 12345678901234567890}")
                        .values());
        assertEquals(Map.of(), read("{\"a\": 1e308, \"b\": 1e999}").values());
    }

    @Test
    void makesALevelOfNamesThatAreNone() throws Exception {
        assertEquals(
                Map.of("a-b", "1", "soil--C", "2", "--", "3"),
                read("{\"a/b\": 1, \"soil °C\": 2, \"+#\": 3}".replace("°", "$")).values());
    }

    @Test
    void noLevelHoldsWhatNobodySeesNorHalfACharacter() throws Exception {
        assertEquals(
                Map.of("a-b-c-", "1", "\uD83D\uDE00".repeat(64), "2"),
                read("{\"a\u2028b\u202ec\u2029\": 1, \"%s\": 2, \"t\": \"x\u2028\"}"
                                .formatted("\uD83D\uDE00".repeat(70)))
                        .values());
    }

    @Test
    void refusesWhatNoTopicCanShowAndShowsTheRest() throws Exception {
        UplinkReader.Fields fields =
                read(
                        "{\"a b\": 1, \"a-b\": 2, \"\": 3, \"long\": \"%s\", \"line\": \"a\\nb\", \"t\": 5}"
                                .formatted("x".repeat(65)));

        assertEquals("5", fields.values().get("t"));
        assertEquals(2, fields.values().size());
        assertEquals(4, fields.refused().size());
        assertTrue(fields.refused().contains("two fields come out as a-b"));
    }

    @Test
    void boundsFieldsAndDepth() throws Exception {
        var many = new StringBuilder("{\"f0\": 0");
        for (int i = 1; i < 60; i++) {
            many.append(", \"f").append(i).append("\": ").append(i);
        }
        assertEquals(50, read(many + "}").values().size());
        UplinkReader.Fields deep =
                read("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1,\"f\":{\"g\":1}}}}}}");
        assertEquals(Map.of("a/b/c/d/e", "1"), deep.values());
        assertEquals(List.of("a/b/c/d/f is nested deeper than 5 levels"), deep.refused());
    }

    @Test
    void saysWhatIsNoUplink() {
        assertRubbish("not JSON", "{");
        assertRubbish("not JSON", "hello");
        assertRubbish("not JSON", "[1]");
        assertRubbish("no \"uplink_message\" in it", "{\"join_accept\": {}}");
        assertRubbish("nothing decoded", "{\"uplink_message\": {\"frm_payload\": \"AQ==\"}}");
        assertRubbish("nothing decoded", "{\"uplink_message\": {\"decoded_payload\": [1]}}");
        assertRubbish("nested more than 32 deep", "{\"a\":" + "[".repeat(8000));
        assertRubbish("16385 bytes, expected at most 16384", " ".repeat(16_385));
        assertEquals(
                "not UTF-8",
                assertThrows(
                                RubbishException.class,
                                () -> UplinkReader.read(new byte[] {(byte) 0xC3, 0x28}))
                        .getMessage());
    }

    @Test
    void bracketsInATextOpenAndCloseNothing() throws Exception {
        String closing = "{\"a\":\"" + "]".repeat(8000) + "\",\"b\":" + "[".repeat(8000);

        assertRubbish("nested more than 32 deep", closing);
        assertEquals(
                Map.of("t", "[".repeat(60)),
                read("{\"t\":\"%s\"}".formatted("[".repeat(60))).values());
    }

    private static UplinkReader.Fields read(String decoded) throws RubbishException {
        return UplinkReader.read(UPLINK.formatted(decoded).getBytes(UTF_8));
    }

    private static void assertRubbish(String start, String text) {
        String message =
                assertThrows(RubbishException.class, () -> UplinkReader.read(text.getBytes(UTF_8)))
                        .getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
