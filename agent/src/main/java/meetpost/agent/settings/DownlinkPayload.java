package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.util.Base64;
import java.util.HexFormat;

/** What a LoRaWAN device is sent for a command. */
public sealed interface DownlinkPayload {

    /**
     * Bytes as the device takes them.
     *
     * @param hex two digits each, at least one byte
     */
    record Bytes(String hex) implements DownlinkPayload {

        public Bytes {
            if (!hex.matches("(?:[0-9A-Fa-f]{2})+")) {
                throw new IllegalArgumentException(hex + " is no bytes in hexadecimal");
            }
        }

        /** RFC 4648 section 4. */
        public String base64() {
            return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
        }
    }

    /**
     * Fields, of which the network's payload formatter or codec makes bytes.
     *
     * @param json an object
     */
    record Fields(String json) implements DownlinkPayload {

        public Fields {
            requireNonNull(json, "json");
        }
    }
}
