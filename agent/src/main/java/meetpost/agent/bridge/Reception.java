package meetpost.agent.bridge;

import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How an uplink was heard, whatever was in it.
 *
 * @param at when the network had it, as it says
 * @param counter of frames (LoRaWAN 1.0.4 section 4.3.1: FCnt)
 * @param port LoRaWAN 1.0.4 section 4.3.2: FPort
 * @param rssi the best of all gateways, in dBm
 * @param snr the best of all gateways, in dB
 * @param simulated nobody sent it: it was typed in the network's console
 * @param warnings of the payload formatter
 */
record Reception(
        Optional<String> at,
        OptionalLong counter,
        OptionalInt port,
        Optional<String> rssi,
        Optional<String> snr,
        int gateways,
        boolean simulated,
        List<String> warnings) {

    Reception {
        requireNonNull(at, "at");
        requireNonNull(counter, "counter");
        requireNonNull(port, "port");
        requireNonNull(rssi, "rssi");
        requireNonNull(snr, "snr");
        warnings = List.copyOf(warnings);
    }

    /**
     * {@code {"at":"2020-02-12T15:15:46.014773143Z","counter":1,"rssi":-35,"snr":5,"gateways":1}}.
     */
    String json() {
        JsonStringWriter json = JsonWriter.string().object();
        at.ifPresent(text -> json.value("at", text));
        counter.ifPresent(number -> json.value("counter", number));
        port.ifPresent(number -> json.value("port", number));
        rssi.ifPresent(number -> json.value("rssi", new BigDecimal(number)));
        snr.ifPresent(number -> json.value("snr", new BigDecimal(number)));
        json.value("gateways", gateways);
        if (simulated) {
            json.value("simulated", true);
        }
        if (!warnings.isEmpty()) {
            json.array("warnings", warnings);
        }
        return json.end().done();
    }
}
