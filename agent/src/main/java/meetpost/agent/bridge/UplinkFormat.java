package meetpost.agent.bridge;

import java.util.Set;
import java.util.TreeSet;

/** Where a network's messages have what we want of an uplink: places of {@code JsonExcerpt}. */
enum UplinkFormat {
    /** The Things Stack: "Data Formats", "Uplink Messages", in its documentation. */
    THE_THINGS_STACK(
            "uplink_message/",
            "decoded_payload",
            "frm_payload",
            "f_cnt",
            "f_port",
            "rx_metadata/*",
            "received_at"),

    /** ChirpStack 4: "Event types", "up - Uplink event", in its documentation. */
    CHIRPSTACK("", "object", "data", "fCnt", "fPort", "rxInfo/*", "time");

    /** One for each antenna that heard it. */
    private final String antenna;

    private final String decoded;
    private final String bytes;
    private final String counter;
    private final String port;
    private final String at;
    private final String normalized;
    private final String warnings;

    UplinkFormat(
            String uplink,
            String decoded,
            String bytes,
            String counter,
            String port,
            String antenna,
            String at) {
        this.decoded = uplink + decoded;
        this.bytes = uplink + bytes;
        this.counter = uplink + counter;
        this.port = uplink + port;
        this.antenna = uplink + antenna;
        this.at = at;
        normalized = uplink + "normalized_payload";
        warnings = uplink + "decoded_payload_warnings/*";
    }

    /** What its device's formatter or codec made of the bytes: an object. */
    String decoded() {
        return decoded;
    }

    /** The same in one form for all devices: a list of objects. */
    String normalized() {
        return normalized;
    }

    String warnings() {
        return warnings;
    }

    /** In Base64. */
    String bytes() {
        return bytes;
    }

    String counter() {
        return counter;
    }

    String port() {
        return port;
    }

    String rssi() {
        return antenna + "/rssi";
    }

    String snr() {
        return antenna + "/snr";
    }

    String simulated() {
        return "simulated";
    }

    String at() {
        return at;
    }

    Set<String> places() {
        return new TreeSet<>(
                Set.of(
                        decoded,
                        normalized,
                        warnings,
                        bytes,
                        counter,
                        port,
                        rssi(),
                        snr(),
                        simulated(),
                        at));
    }

    /** What every uplink has one of; for people. */
    String mark() {
        return this == CHIRPSTACK ? "\"deviceInfo\"" : "\"uplink_message\"";
    }
}
