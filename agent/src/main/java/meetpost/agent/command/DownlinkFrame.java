package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import meetpost.agent.json.BoundedJson;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.json.Limits;
import meetpost.agent.link.Message;
import meetpost.agent.settings.BridgeSettings.Downlink;
import meetpost.agent.settings.DownlinkPayload;
import meetpost.agent.topic.ChirpStackTopics;
import meetpost.agent.topic.LorawanTopics;

/** A downlink as a network's server takes it over MQTT. */
final class DownlinkFrame {

    /** As settings have it. */
    private static final Limits OBJECT = new Limits(1000, 5, 50);

    private DownlinkFrame() {}

    /**
     * @param id by which the network's reports name it: a UUID
     */
    static Message message(LorawanTopics topics, Downlink downlink, boolean on, String id) {
        DownlinkPayload payload = on ? downlink.on() : downlink.off();
        boolean chirpStack = topics instanceof ChirpStackTopics;
        String text = chirpStack ? chirpStack(downlink, payload, id) : ttn(downlink, payload, id);
        // ChirpStack's broker is an ordinary one, The Things Stack's takes QoS 0 only.
        return Message.of(
                topics.downlink(downlink.device(), downlink.replace()),
                text.getBytes(UTF_8),
                chirpStack ? 1 : 0,
                false);
    }

    /** "Data Formats", "Downlink Messages", in the documentation of The Things Stack. */
    private static String ttn(Downlink downlink, DownlinkPayload payload, String id) {
        JsonStringWriter json =
                JsonWriter.string()
                        .object()
                        .array("downlinks")
                        .object()
                        .value("f_port", downlink.port());
        put(payload, json, "frm_payload", "decoded_payload");
        json.value("priority", "NORMAL");
        if (downlink.confirmed()) {
            json.value("confirmed", true);
        }
        return json.array("correlation_ids").value(id).end().end().end().end().done();
    }

    /** {@code DownlinkCommand} in ChirpStack 4's integration.proto, as JSON. */
    private static String chirpStack(Downlink downlink, DownlinkPayload payload, String id) {
        JsonStringWriter json =
                JsonWriter.string()
                        .object()
                        .value("id", id)
                        .value("devEui", downlink.device())
                        .value("confirmed", downlink.confirmed())
                        .value("fPort", downlink.port());
        put(payload, json, "data", "object");
        return json.end().done();
    }

    private static void put(
            DownlinkPayload payload, JsonStringWriter json, String bytes, String object) {
        if (payload instanceof DownlinkPayload.Bytes raw) {
            json.value(bytes, raw.base64());
        } else if (payload instanceof DownlinkPayload.Fields fields) {
            json.object(object, parsed(fields));
        }
    }

    private static JsonObject parsed(DownlinkPayload.Fields fields) {
        try {
            return BoundedJson.object(fields.json(), OBJECT);
        } catch (JsonRefusedException e) {
            throw new IllegalStateException("settings hold an object that is none", e);
        }
    }
}
