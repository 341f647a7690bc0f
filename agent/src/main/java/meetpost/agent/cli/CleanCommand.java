package meetpost.agent.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import meetpost.agent.clean.Cleaning;
import meetpost.agent.clean.Cleaning.Report;
import meetpost.agent.clean.Leftover;
import meetpost.agent.link.TopicFilters;
import meetpost.agent.log.ForeignText;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.yaml.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code meetpost clean}: what was retained by boards, and is nobody's any more. */
@Command(
        name = "clean",
        description = {
            "Shows what lies retained on the broker in the form of a board's topics and that no living"
                    + " board has: left by version 0.1.0, or by a board that is gone. With --yes it is"
                    + " cleared. What a living board has, and what is no board's, is never touched."
        },
        footer = {
            "",
            "meetpost clean                       shows it",
            "meetpost clean --yes                 clears it",
            "meetpost clean 'sensoren/oud/#' --yes  only what matches",
            "A board that is switched off now is not there: it publishes again when it is.",
            "Exit codes: 0 shown, or all of it cleared; 1 no connection, or not all cleared."
        })
final class CleanCommand implements Callable<Integer> {

    private static final int LONGEST_SHOWN = 60;

    private final Machine machine;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILTER",
            description = "An MQTT topic filter: only what matches it.")
    Optional<String> filter = Optional.empty();

    @Option(names = "--yes", description = "Clears it.")
    boolean yes;

    @Option(names = "--json", description = "For programs.")
    boolean json;

    @Option(
            names = "--gone",
            paramLabel = "ID",
            description =
                    "A board that is gone for good, by its device id, whatever its status says.")
    List<String> gone = List.of();

    @Mixin ConfigOption config = new ConfigOption();

    CleanCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandTarget target;
        try {
            target = CommandTarget.of(machine, config.file);
        } catch (SettingsException e) {
            return RunCommand.refuse(machine, e);
        }
        try (var cleaning = new Cleaning(target.mqtt(), target.places())) {
            Optional<String> problem = cleaning.problem();
            if (problem.isPresent()) {
                machine.err().println("meetpost: " + problem.get());
                return 1;
            }
            Report all =
                    cleaning.look(
                            target.declared(),
                            Set.copyOf(gone),
                            text -> machine.err().println("meetpost: " + text));
            Report found =
                    new Report(
                            all.leftovers().stream()
                                    .filter(each -> isWanted(each.topic()))
                                    .toList(),
                            all.doubtful().stream().filter(this::isWanted).toList(),
                            all.unnamed());
            int cleared = yes ? cleaning.clear(found.leftovers()) : 0;
            if (json) {
                machine.out().println(text(found, cleared));
            } else {
                print(found, cleared, target.mqtt().urls().get(0).toString());
            }
            return yes && cleared < found.leftovers().size() ? 1 : 0;
        }
    }

    private boolean isWanted(String topic) {
        return filter.map(wanted -> TopicFilters.matches(wanted, topic)).orElse(true);
    }

    private void print(Report found, int cleared, String broker) {
        List<Leftover> leftovers = found.leftovers();
        leftovers.forEach(
                each ->
                        machine.out()
                                .printf(
                                        "%s  %s%s%n",
                                        ForeignText.shown(each.topic(), 200),
                                        ForeignText.shown(each.payload(), LONGEST_SHOWN),
                                        each.of()
                                                .map(of -> "  (of " + ForeignText.shown(of) + ")")
                                                .orElse("")));
        if (!found.doubtful().isEmpty()) {
            machine.out()
                    .printf(
                            "Not touched: %s that may be of %s, which %s online and %s of a version"
                                    + " that does not say what it has. Update it; or, if it is gone"
                                    + " for good, type: meetpost clean --gone %s%n",
                            topics(found.doubtful().size()),
                            String.join(", ", found.unnamed()),
                            found.unnamed().size() == 1 ? "says it is" : "say they are",
                            found.unnamed().size() == 1 ? "is" : "are",
                            String.join(" --gone ", found.unnamed()));
        }
        if (leftovers.isEmpty()) {
            machine.out().println("Nothing lies on " + broker + " that no living board has.");
        } else if (yes) {
            machine.out().printf("%s of %s cleared.%n", cleared, topics(leftovers.size()));
        } else {
            machine.out()
                    .printf(
                            "%s on %s that no living board has. Nothing was cleared; to clear %s,"
                                    + " the same with --yes.%n",
                            topics(leftovers.size()),
                            broker,
                            leftovers.size() == 1 ? "it" : "them");
        }
    }

    private static String topics(int number) {
        return number + (number == 1 ? " topic" : " topics");
    }

    private static String text(Report found, int cleared) {
        var topics = new JsonArray();
        for (Leftover each : found.leftovers()) {
            var topic = new JsonObject();
            topic.put("topic", each.topic());
            topic.put("payload", each.payload());
            each.of().ifPresent(of -> topic.put("of", of));
            topics.add(topic);
        }
        var all = new JsonObject();
        all.put("topics", topics);
        all.put("doubtful", new JsonArray(found.doubtful()));
        all.put("unnamed", new JsonArray(found.unnamed()));
        all.put("cleared", cleared);
        return JsonWriter.string(all);
    }
}
