package meetpost.agent.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.inventory.SizeText;
import meetpost.agent.log.ForeignText;
import meetpost.agent.process.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code meetpost retained}: what our broker shows to whoever subscribes. */
@Command(
        name = "retained",
        description = {
            "Shows the retained messages that a running broker of ours keeps: topic and size.",
            "With --clear they are taken away, and whoever subscribes to them hears of it."
        })
final class RetainedCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    private final Machine machine;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILTER",
            description = "Which ones, such as 'sensoren/#'; default: all.")
    Optional<String> filter = Optional.empty();

    @Option(names = "--clear", description = "Clears them; asks before. Needs a FILTER.")
    boolean clear;

    @Option(names = "--yes", description = "With --clear: does not ask.")
    boolean yes;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The broker that runs with these settings, where several run.")
    Optional<String> config = Optional.empty();

    @Option(names = "--json", description = "For programs.")
    boolean json;

    RetainedCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        if (clear && filter.isEmpty()) {
            machine.err().println("meetpost: --clear needs a FILTER; '#' is all of them");
            return 2;
        }
        if (yes && !clear) {
            machine.err().println("meetpost: --yes goes with --clear");
            return 2;
        }
        var broker = OwnBroker.of(machine, config);
        List<JsonObject> found = new ArrayList<>();
        boolean all = find(broker, found);
        if (clear) {
            return clear(broker, found, all);
        }
        list(found, all);
        return 0;
    }

    private boolean find(OwnBroker broker, List<JsonObject> found) throws IOException {
        var request =
                JsonObject.builder()
                        .value("do", "retained")
                        .value("filter", filter.orElse("#"))
                        .done();
        boolean all = broker.collect(request, "retained", MOST, found);
        found.sort(Comparator.comparing(one -> one.getString("topic", "")));
        return all;
    }

    private void list(List<JsonObject> found, boolean all) {
        if (json) {
            var answer =
                    JsonObject.builder().value("retained", new JsonArray(found)).value("all", all);
            machine.out().println(JsonWriter.string(answer.done()));
            return;
        }
        found.forEach(
                one ->
                        machine.out()
                                .printf(
                                        "%9s  %s%n",
                                        SizeText.of(one.getLong("bytes")),
                                        ForeignText.shown(one.getString("topic", ""))));
        long bytes = found.stream().mapToLong(one -> one.getLong("bytes")).sum();
        machine.err()
                .printf(
                        "meetpost: %s, %s%s%n",
                        count(found.size()),
                        SizeText.of(bytes),
                        all ? "" : "; there are more: a FILTER such as 'sensoren/#' shows fewer");
    }

    private static String count(int messages) {
        return messages == 1 ? "1 retained message" : messages + " retained messages";
    }

    private int clear(OwnBroker broker, List<JsonObject> found, boolean all) throws IOException {
        if (!found.isEmpty() && !yes) {
            String what = (all ? "" : "more than ") + count(found.size());
            Optional<Integer> refused = refused(what, found);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        var request =
                JsonObject.builder()
                        .value("do", "clear-retained")
                        .value("filter", filter.orElseThrow())
                        .done();
        int cleared = 0;
        JsonObject answer;
        do {
            answer = broker.ask(request);
            cleared += answer.getInt("cleared", 0);
        } while (answer.getBoolean("more", false));
        machine.out()
                .println(
                        json
                                ? JsonWriter.string(
                                        JsonObject.builder().value("cleared", cleared).done())
                                : "cleared: " + count(cleared));
        return 0;
    }

    /** Empty if somebody at the terminal says yes; else the exit code. */
    private Optional<Integer> refused(String what, List<JsonObject> found) {
        Optional<Console> console = Optional.ofNullable(System.console());
        if (console.isEmpty()) {
            machine.err().println("meetpost: nobody is there to be asked, expected --yes");
            return Optional.of(2);
        }
        Console terminal = console.get();
        found.stream()
                .limit(10)
                .forEach(
                        one ->
                                terminal.printf(
                                        "  %s%n", ForeignText.shown(one.getString("topic", ""))));
        String answer =
                terminal.readLine(
                        "Clear %s%s? [y/N] ", what, found.size() > 10 ? ", such as these" : "");
        boolean agreed =
                answer != null
                        && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        if (!agreed) {
            machine.err().println("meetpost: nothing is cleared");
        }
        return agreed ? Optional.empty() : Optional.of(1);
    }
}
