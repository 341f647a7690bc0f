package meetpost.agent.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.inventory.SizeText;
import meetpost.agent.log.ForeignText;
import meetpost.agent.process.Machine;
import meetpost.agent.watch.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code meetpost sessions}: whom our broker keeps what for. */
@Command(
        name = "sessions",
        description = {
            "Shows the sessions that a running broker of ours keeps, the largest first.",
            "A session is kept for a client that may come back: its subscriptions, and what",
            "waits for it. Those that nobody comes back for can be dropped."
        })
final class SessionsCommand implements Callable<Integer> {

    private static final int MOST = 100_000;
    private static final int OWNER = 22;

    private static final Comparator<JsonObject> LARGEST_FIRST =
            Comparator.comparingLong((JsonObject one) -> one.getLong("bytes"))
                    .thenComparingLong(one -> one.getLong("messages"))
                    .thenComparingLong(one -> one.getLong("absentSeconds"))
                    .reversed();

    private final Machine machine;

    @Option(
            names = "--drop",
            paramLabel = "ID",
            description = {
                "Ends the session of this client: what waits for it is gone.",
                "A connected client is cut off; most come back at once, and begin anew."
            })
    Optional<String> drop = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The broker that runs with these settings, where several run.")
    Optional<String> config = Optional.empty();

    @Option(names = "--json", description = "For programs.")
    boolean json;

    SessionsCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        var broker = OwnBroker.of(machine, config);
        if (drop.isPresent()) {
            drop(broker, drop.get());
        } else {
            list(broker);
        }
        return 0;
    }

    private void drop(OwnBroker broker, String id) throws IOException {
        var request = JsonObject.builder().value("do", "drop-session").value("id", id).done();
        JsonObject was = broker.ask(request).getObject("dropped", new JsonObject());
        if (json) {
            machine.out().println(JsonWriter.string(was));
            return;
        }
        machine.out()
                .printf(
                        "dropped: %s, %s%s%n",
                        ForeignText.shown(was.getString("id", id)),
                        waiting(was),
                        was.getBoolean("connected", false)
                                ? "; its client was connected, and has been cut off"
                                : "");
    }

    private static String waiting(JsonObject session) {
        int messages = session.getInt("messages");
        return messages == 0
                ? "nothing waited for it"
                : messages == 1 ? "1 message is gone" : messages + " messages are gone";
    }

    private void list(OwnBroker broker) throws IOException {
        List<JsonObject> sessions = new ArrayList<>();
        var request = JsonObject.builder().value("do", "sessions").done();
        broker.collect(request, "sessions", MOST, sessions);
        sessions.sort(LARGEST_FIRST);
        if (json) {
            machine.out()
                    .println(
                            JsonWriter.string(
                                    JsonObject.builder()
                                            .value("sessions", new JsonArray(sessions))
                                            .done()));
            return;
        }
        machine.out().println(summary(sessions));
        if (!sessions.isEmpty()) {
            machine.out()
                    .println(row("QUEUE", "SIZE", "LOST", "AWAY", "USER OR ADDRESS", "CLIENT"));
        }
        sessions.forEach(one -> machine.out().println(row(one)));
    }

    private static String summary(List<JsonObject> sessions) {
        long connected = sessions.stream().filter(one -> one.getBoolean("connected")).count();
        long bytes = sessions.stream().mapToLong(one -> one.getLong("bytes")).sum();
        return "%s session%s, %s connected, %s wait"
                .formatted(
                        sessions.size(),
                        sessions.size() == 1 ? "" : "s",
                        connected,
                        SizeText.of(bytes));
    }

    private static String row(JsonObject one) {
        String owner = one.getString("user", one.getString("address", "unknown"));
        boolean connected = one.getBoolean("connected", false);
        return row(
                String.valueOf(one.getLong("messages")),
                SizeText.of(one.getLong("bytes")),
                String.valueOf(one.getLong("lost")),
                connected ? "connected" : away(one),
                owner,
                one.getString("id", ""));
    }

    private static String away(JsonObject one) {
        var absent = Duration.ofSeconds(one.getLong("absentSeconds"));
        var kept = Duration.ofSeconds(one.getLong("expirySeconds"));
        Duration left = kept.minus(absent);
        return "%s, kept for %s"
                .formatted(SizeText.of(absent), SizeText.of(left.isNegative() ? kept : left));
    }

    private static String row(String... cells) {
        return "%7s  %8s  %6s  %-18s  %s  %s"
                .formatted(
                        cells[0],
                        cells[1],
                        cells[2],
                        cells[3],
                        Printable.padded(ForeignText.shown(cells[4]), OWNER),
                        ForeignText.shown(cells[5]));
    }
}
