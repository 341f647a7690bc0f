package meetpost.agent.announce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a board's info says of what it has announced on that broker: the memory of the runs to come.
 * A later version may add keys; it must not change what these mean.
 *
 * @param own what it has by its settings, and what is still to be withdrawn
 * @param bridged what devices of a LoRaWAN application have, by application
 */
public record Ledger(Announced own, SortedMap<String, Announced> bridged) {

    private static final String OWN = "announced";
    private static final String BRIDGED = "bridged";

    /** Of the text around one list: quotes, braces, a colon, a comma. */
    private static final int AROUND = 8;

    public Ledger {
        requireNonNull(own, "own");
        bridged = Collections.unmodifiableSortedMap(new TreeMap<>(bridged));
    }

    /** Reads an info; what is none of this, or of another form, is left out. */
    public static Ledger read(JsonObject info, String prefix) {
        SortedMap<String, Announced> bridged = new TreeMap<>();
        if (info.get(BRIDGED) instanceof JsonObject lists) {
            lists.forEach(
                    (application, list) -> {
                        if (list instanceof JsonObject json) {
                            bridged.put(application, Announced.read(json, prefix));
                        }
                    });
        }
        return new Ledger(
                info.get(OWN) instanceof JsonObject own
                        ? Announced.read(own, prefix)
                        : Announced.NONE,
                bridged);
    }

    /** All of it. */
    public Announced all() {
        Announced all = own;
        for (Announced each : bridged.values()) {
            all = all.and(each);
        }
        return all;
    }

    /**
     * What goes into an info.
     *
     * @param bytes that it may have altogether, keys included; what does not fit is left out
     */
    public JsonObject json(String prefix, int bytes) {
        var json = new JsonObject();
        int left = bytes - OWN.length() - AROUND;
        JsonObject said = own.json(prefix, left);
        json.put(OWN, said);
        left -= size(said) + BRIDGED.length() + AROUND;
        var lists = new JsonObject();
        for (Map.Entry<String, Announced> each : bridged.entrySet()) {
            left -= each.getKey().getBytes(UTF_8).length + AROUND;
            JsonObject list = each.getValue().json(prefix, left);
            if (!list.isEmpty()) {
                lists.put(each.getKey(), list);
                left -= size(list);
            }
        }
        if (!lists.isEmpty()) {
            json.put(BRIDGED, lists);
        }
        return json;
    }

    private static int size(JsonObject json) {
        return JsonWriter.string(json).getBytes(UTF_8).length;
    }
}
