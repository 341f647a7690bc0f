package meetpost.agent.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import meetpost.agent.command.Answer.Stage;
import meetpost.agent.json.JsonExcerpt;
import meetpost.agent.json.JsonRefusedException;
import meetpost.agent.log.ForeignText;

/**
 * What a network says of a downlink.
 *
 * @param ids one of them is that with which the downlink was handed over
 * @param message why it failed, for people; empty otherwise
 */
record DownlinkReport(List<String> ids, Stage stage, String message) {

    private static final int LONGEST = 120;
    private static final String TRUE = "true";

    DownlinkReport {
        ids = List.copyOf(ids);
        requireNonNull(stage, "stage");
        requireNonNull(message, "message");
    }

    /**
     * Reads one.
     *
     * @param kind of the event, as the network's topics call it
     * @return empty if it says nothing of a downlink
     */
    static Optional<DownlinkReport> read(String kind, byte[] payload) {
        try {
            return switch (kind) {
                case "queued" -> ttn(kind, payload, Stage.QUEUED);
                case "sent" -> ttn(kind, payload, Stage.SENT);
                case "nack", "failed" -> ttn(kind, payload, Stage.FAILED);
                case "txack" -> chirpStack(payload, Stage.SENT);
                case "ack" -> acknowledged(payload);
                case "log" -> logged(payload);
                default -> Optional.empty();
            };
        } catch (JsonRefusedException e) {
            return Optional.empty();
        }
    }

    /** "Data Formats", "Downlink Events Messages", in the documentation of The Things Stack. */
    private static Optional<DownlinkReport> ttn(String kind, byte[] payload, Stage stage)
            throws JsonRefusedException {
        String all = "correlation_ids/*";
        String own = "downlink_" + kind + "/correlation_ids/*";
        String failed = "downlink_failed/downlink/correlation_ids/*";
        String error = "downlink_failed/error/message_format";
        Map<String, List<byte[]>> kept = JsonExcerpt.of(payload, Set.of(all, own, failed, error));
        List<String> ids = new ArrayList<>(texts(kept, all));
        ids.addAll(texts(kept, own));
        ids.addAll(texts(kept, failed));
        String message =
                stage == Stage.FAILED
                        ? texts(kept, error).stream()
                                .findFirst()
                                .map(text -> "the network says: " + text)
                                .orElse("the device did not acknowledge it")
                        : "";
        return Optional.of(new DownlinkReport(ids, stage, message));
    }

    /** Both networks have a kind of that name. */
    private static Optional<DownlinkReport> acknowledged(byte[] payload)
            throws JsonRefusedException {
        Map<String, List<byte[]>> kept =
                JsonExcerpt.of(payload, Set.of("queueItemId", "acknowledged"));
        if (!kept.containsKey("queueItemId")) {
            return ttn("ack", payload, Stage.ACKNOWLEDGED);
        }
        boolean yes = first(kept, "acknowledged").filter(TRUE::equals).isPresent();
        return Optional.of(
                new DownlinkReport(
                        texts(kept, "queueItemId"),
                        yes ? Stage.ACKNOWLEDGED : Stage.FAILED,
                        yes ? "" : "the device did not acknowledge it"));
    }

    /** "Event types", "txack", in the documentation of ChirpStack. */
    private static Optional<DownlinkReport> chirpStack(byte[] payload, Stage stage)
            throws JsonRefusedException {
        Map<String, List<byte[]>> kept = JsonExcerpt.of(payload, Set.of("queueItemId"));
        return Optional.of(new DownlinkReport(texts(kept, "queueItemId"), stage, ""));
    }

    /** An error of the server's that names an item of its queue. */
    private static Optional<DownlinkReport> logged(byte[] payload) throws JsonRefusedException {
        Map<String, List<byte[]>> kept =
                JsonExcerpt.of(payload, Set.of("level", "description", "context/queue_item_id"));
        boolean error = texts(kept, "level").contains("ERROR");
        List<String> ids = texts(kept, "context/queue_item_id");
        String said = texts(kept, "description").stream().findFirst().orElse("an error");
        return error && !ids.isEmpty()
                ? Optional.of(new DownlinkReport(ids, Stage.FAILED, "the network says: " + said))
                : Optional.empty();
    }

    private static Optional<String> first(Map<String, List<byte[]>> kept, String place) {
        return kept.getOrDefault(place, List.of()).stream()
                .findFirst()
                .map(value -> new String(value, UTF_8));
    }

    /** Texts in quotes, as they are written: what we look for has nothing that is escaped. */
    private static List<String> texts(Map<String, List<byte[]>> kept, String place) {
        return kept.getOrDefault(place, List.of()).stream()
                .map(value -> new String(value, UTF_8))
                .filter(text -> text.length() > 1 && text.startsWith("\""))
                .map(text -> ForeignText.shown(text.substring(1, text.length() - 1), LONGEST))
                .toList();
    }
}
