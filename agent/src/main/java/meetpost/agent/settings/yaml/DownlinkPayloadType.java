package meetpost.agent.settings.yaml;

import java.util.Map;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.settings.DownlinkPayload;

/** What a LoRaWAN device is sent: bytes in hexadecimal, or an object of JSON. */
final class DownlinkPayloadType {

    /** LoRaWAN Regional Parameters RP002: 242 bytes at most, in hexadecimal. */
    private static final int LONGEST = 484;

    private static final Limits OBJECT = new Limits(1000, 5, 50);
    private static final String EXPECTED = "bytes such as \"0A01\", or '{\"valve\": \"open\"}'";

    /** A number is digits of bytes as well: {@code 01}. */
    static final Type<DownlinkPayload> TYPE =
            Scalar.any(
                    EXPECTED,
                    Map.of(
                            "type",
                            "string",
                            "pattern",
                            "^(?:[0-9A-Fa-f]{2})+$|^\\s*\\{[\\s\\S]*\\}\\s*$"),
                    DownlinkPayloadType::payload);

    private DownlinkPayloadType() {}

    private static DownlinkPayload payload(String text) throws WrongValue {
        if (text.matches("(?:[0-9A-Fa-f]{2})+") && text.length() <= LONGEST) {
            return new DownlinkPayload.Bytes(text);
        }
        try {
            BoundedJson.object(text, OBJECT);
            return new DownlinkPayload.Fields(text.strip());
        } catch (JsonRefusedException e) {
            throw new WrongValue(ProblemReport.quoted(text) + " is neither, expected " + EXPECTED);
        }
    }
}
