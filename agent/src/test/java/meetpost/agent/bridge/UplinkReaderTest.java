package meetpost.agent.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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

    /** "MQTT Server", "Show uplink message example". */
    private static final String MQTT_SERVER =
            """
            {
              "end_device_ids": {
                "device_id": "dev1",
                "application_ids": {
                  "application_id": "app1"
                },
                "dev_eui": "4200000000000000",
                "join_eui": "4200000000000000",
                "dev_addr": "01DA1F15"
              },
              "uplink_message": {
                "session_key_id": "AWiZpAyXrAfEkUNkBljRoA==",
                "f_port": 15,
                "frm_payload": "VGVtcGVyYXR1cmUgPSAwLjA=",
                "rx_metadata": [
                  {
                    "gateway_ids": {
                      "gateway_id": "eui-0242020000247803",
                      "eui": "0242020000247803"
                    },
                    "time": "2019-01-29T13:02:34.981Z",
                    "timestamp": 1283325000,
                    "rssi": -35,
                    "snr": 5,
                    "uplink_token": "CiIKIAoUZXVpLTAyNDIwMjAwMDAyNDc4MDMSCAJCAgAAJHgDEMj49+ME"
                  }
                ],
                "settings": {
                  "data_rate": {
                    "lora": {
                      "bandwidth": 125000,
                      "spreading_factor": 7
                    }
                  },
                  "coding_rate": "4/6",
                  "frequency": "868500000",
                  "gateway_channel_index": 2,
                  "device_channel_index": 2
                }
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
        UplinkReader.Uplink fields =
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
        UplinkReader.Uplink deep =
                read("{\"a\":{\"b\":{\"c\":{\"d\":{\"e\":1,\"f\":{\"g\":1}}}}}}");
        assertEquals(Map.of("a/b/c/d/e", "1"), deep.values());
        assertEquals(List.of("a/b/c/d/f is nested deeper than 5 levels"), deep.refused());
    }

    @Test
    void saysWhatIsNoUplink() {
        assertRubbish("expected ,", "{\"uplink_message\": {\"f_port\": 1");
        assertRubbish("expected a key", "{");
        assertRubbish("no object of JSON", "hello");
        assertRubbish("no object of JSON", "[1]");
        assertRubbish("no uplink in it, expected \"uplink_message\"", "{\"join_accept\": {}}");
        assertRubbish("it ends in the middle", "{\"a\":" + "[".repeat(8000));
        assertRubbish(
                "\"uplink_message/f_port\" is there twice",
                "{\"uplink_message\": {\"f_port\": 1, \"f_port\": 2}}");
        assertRubbish(
                "nested more than 32 deep", UPLINK.formatted("[".repeat(40) + "]".repeat(40)));
        assertRubbish("expected nothing after", "{} {}");
    }

    @Test
    void bracketsInATextOpenAndCloseNothing() throws Exception {
        assertRubbish(
                "it ends in the middle",
                "{\"a\":\"" + "]".repeat(8000) + "\",\"b\":" + "[".repeat(8000));
        assertEquals(
                Map.of("t", "[".repeat(60)),
                read("{\"t\":\"%s\"}".formatted("[".repeat(60))).values());
    }

    /** 17.7 KB were dropped for what the bridge throws away: what eleven gateways say. */
    @Test
    void whatGatewaysSayIsNotCounted() throws Exception {
        String one =
                "{\"gateway_ids\": {\"gateway_id\": \"gtw\", \"eui\": \"9C5C8E00001A05C4\"}, \"rssi\": -%d,"
                        + " \"channel_rssi\": -20, \"snr\": %s, \"uplink_token\": \"%s\"}";
        var gateways = new StringBuilder(one.formatted(119, "-7.5", "x".repeat(1400)));
        for (int i = 0; i < 99; i++) {
            gateways.append(',').append(one.formatted(118 - i, 5.2, "y\\\"]}".repeat(280)));
        }
        String message =
                "{\"uplink_message\": {\"rx_metadata\": ["
                        + gateways
                        + "], \"decoded_payload\": {\"t\": 1}}}";
        assertTrue(message.length() > 150_000);

        UplinkReader.Uplink uplink =
                UplinkReader.read(UplinkFormat.THE_THINGS_STACK, message.getBytes(UTF_8));

        assertEquals(Map.of("t", "1"), uplink.values());
        assertEquals("{\"rssi\":-20,\"snr\":5.2,\"gateways\":100}", uplink.reception().json());
    }

    @Test
    void writesAFloatOfTheDeviceAsOneIsWritten() throws Exception {
        assertEquals(
                Map.of("t", "23.1", "h", "45.7", "sum", "0.3", "exact", "23.125", "p", "1013.25"),
                read("""
                                {"t": 23.100000381469727, "h": 45.70000076293945,
                                 "sum": 0.30000000000000004, "exact": 23.125, "p": 1013.25}
                                """)
                        .values());
    }

    /** "Uplink" of the documentation's payload formatters: its last example. */
    @Test
    void takesTheFormOfAllDevicesWhereTheFormatterGivesNoOther() throws Exception {
        UplinkReader.Uplink normalized =
                whole(
                        """
                        {"uplink_message": {"f_port": 4, "frm_payload": "DLIEgPeu",
                          "normalized_payload": [{"air": {"temperature": -21.3}}]}}
                        """);
        assertEquals(Map.of("air/temperature", "-21.3"), normalized.values());

        UplinkReader.Uplink both =
                whole(
                        """
                        {
                          "uplink_message": {
                            "f_port": 4,
                            "frm_payload": "DLIEgPeu",
                            "decoded_payload": {
                              "battery": 3250,
                              "event": "setup",
                              "light": 1152,
                              "recvTime": "Tue Jan 21 2025 17:56:54 GMT+0100 (CET)",
                              "temperature": -21.3
                            },
                            "decoded_payload_warnings": ["it's cold"],
                            "normalized_payload": [
                              {
                                "air": {
                                  "temperature": -21.3
                                }
                              }
                            ]
                          }
                        }
                        """);
        assertEquals(
                Map.of(
                        "battery", "3250",
                        "event", "setup",
                        "light", "1152",
                        "recvTime", "Tue Jan 21 2025 17:56:54 GMT+0100 (CET)",
                        "temperature", "-21.3"),
                both.values());
        assertEquals(
                "{\"port\":4,\"gateways\":0,\"warnings\":[\"it's cold\"]}",
                both.reception().json());
    }

    @Test
    void saysThatAnUplinkWasTypedInTheConsole() throws Exception {
        UplinkReader.Uplink uplink =
                whole(
                        "{\"uplink_message\": {\"f_port\": 1, \"decoded_payload\": {\"t\": 1}}, \"simulated\": true}");

        assertEquals("{\"port\":1,\"gateways\":0,\"simulated\":true}", uplink.reception().json());
        assertEquals(Map.of("t", "1"), uplink.values());
    }

    /** The device was heard all the same. */
    @Test
    void anUplinkWithoutPayloadIsHeardAndHoldsNothing() throws Exception {
        UplinkReader.Uplink silent =
                whole(MQTT_SERVER.replace("\"frm_payload\": \"VGVtcGVyYXR1cmUgPSAwLjA=\",", ""));
        assertEquals(Map.of(), silent.values());
        assertEquals(List.of(), silent.refused());

        UplinkReader.Uplink undecoded = whole(MQTT_SERVER);
        assertEquals(Map.of(), undecoded.values());
        assertTrue(undecoded.refused().get(0).startsWith("nothing decoded: "));
        assertEquals(
                "{\"port\":15,\"rssi\":-35,\"snr\":5,\"gateways\":1}",
                undecoded.reception().json());
    }

    /** "Data Formats", "Uplink message example"; a comma that it lacks is added. */
    @Test
    void readsTheDocumentedUplinkOfTheThingsStack() throws Exception {
        UplinkReader.Uplink uplink =
                UplinkReader.read(
                        UplinkFormat.THE_THINGS_STACK, document("the-things-stack-uplink"));

        assertEquals(Map.of("temperature", "1", "luminosity", "0.64"), uplink.values());
        assertEquals(
                "{\"at\":\"2020-02-12T15:15:46.014773143Z\",\"counter\":1,\"rssi\":-35,\"snr\":5,"
                        + "\"gateways\":1}",
                uplink.reception().json());
    }

    /** "Event types", "up - Uplink event", without a codec and with the object that one adds. */
    @Test
    void readsTheDocumentedUplinkOfChirpStack() throws Exception {
        String documented = new String(document("chirpstack-up"), UTF_8);

        UplinkReader.Uplink plain =
                UplinkReader.read(UplinkFormat.CHIRPSTACK, documented.getBytes(UTF_8));
        UplinkReader.Uplink decoded =
                UplinkReader.read(
                        UplinkFormat.CHIRPSTACK,
                        documented
                                .replace(
                                        "\"data\": \"qg==\",",
                                        "\"data\": \"qg==\", \"object\": {\"temperatureSensor\": {\"1\": 25}},")
                                .getBytes(UTF_8));

        assertEquals(1, plain.refused().size());
        assertEquals(Map.of("temperatureSensor/1", "25"), decoded.values());
        assertEquals(
                "{\"at\":\"2022-07-18T09:34:15.775023242+00:00\",\"port\":1,\"rssi\":-36,"
                        + "\"snr\":10.5,\"gateways\":1}",
                decoded.reception().json());
    }

    private static UplinkReader.Uplink whole(String message) throws RubbishException {
        return UplinkReader.read(UplinkFormat.THE_THINGS_STACK, message.getBytes(UTF_8));
    }

    private static byte[] document(String name) throws Exception {
        return Files.readAllBytes(Path.of("src/test/resources/lorawan", name + ".json"));
    }

    private static UplinkReader.Uplink read(String decoded) throws RubbishException {
        return UplinkReader.read(
                UplinkFormat.THE_THINGS_STACK, UPLINK.formatted(decoded).getBytes(UTF_8));
    }

    private static void assertRubbish(String start, String text) {
        String message =
                assertThrows(
                                RubbishException.class,
                                () ->
                                        UplinkReader.read(
                                                UplinkFormat.THE_THINGS_STACK,
                                                text.getBytes(UTF_8)))
                        .getMessage();
        assertTrue(message.startsWith(start), message);
    }
}
