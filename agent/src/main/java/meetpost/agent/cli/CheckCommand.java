package meetpost.agent.cli;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import meetpost.agent.file.FileReader;
import meetpost.agent.inventory.SizeText;
import meetpost.agent.process.Host;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.HistorySettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.Problem;
import meetpost.agent.settings.yaml.SettingsException;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.SettingsReader.Checked;
import meetpost.agent.time.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code meetpost check}: whether a settings file is right, and everything that is not. */
@Command(
        name = "check",
        description = {
            "Says everything that is wrong with a settings file.",
            "Opens nothing but that file and the secrets that it names.",
            "Below /etc/meetpost it judges files as the service's user would.",
            "Exit code 0 if it is right, else 78. A warning is what works, but perhaps not as meant."
        })
final class CheckCommand implements Callable<Integer> {

    /** Whose settings the service of the package runs with. */
    private static final Path SERVICE = Path.of("/etc/meetpost");

    /** From where systemd gives the service its secrets; root's alone. */
    private static final Path CREDENTIALS = Path.of("/etc/credstore");

    private final Machine machine;

    @Parameters(paramLabel = "FILE", description = "The settings: meetpost.yaml.")
    String file = "";

    @Option(names = "--json", description = "For programs.")
    boolean json;

    CheckCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        var surroundings = new Host(machine.environment()).surroundings();
        Path path = Path.of(file);
        boolean ofTheService = path.toAbsolutePath().normalize().startsWith(SERVICE);
        Optional<FileReader> service =
                Optional.of("meetpost")
                        .filter(user -> ofTheService)
                        .flatMap(user -> FileReader.of(user, Path.of("/etc")));
        if (service.isPresent() && Files.isReadable(CREDENTIALS)) {
            surroundings = surroundings.orCredentials(CREDENTIALS);
        }
        try {
            Checked checked = new SettingsReader(surroundings, service).check(path);
            Optional<String> objection = service.flatMap(user -> user.objection(path));
            return objection.isPresent() ? unreadable(objection.get()) : right(checked);
        } catch (SettingsException e) {
            return wrong(e);
        } catch (IOException e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
    }

    private int right(Checked checked) {
        Settings settings = checked.settings();
        if (json) {
            print(true, new JsonArray(), array(checked.warnings()));
        } else {
            machine.out()
                    .printf(
                            "%s: ok: %s, %s, %s%s%s%s%n",
                            file,
                            count(settings.sensors().size(), "sensor"),
                            count(settings.inputs().size(), "input"),
                            count(settings.actuators().size(), "output"),
                            settings.rules().isEmpty()
                                    ? ""
                                    : ", " + count(settings.rules().size(), "rule"),
                            settings.alarms().isEmpty()
                                    ? ""
                                    : ", " + count(settings.alarms().size(), "alarm"),
                            settings.bridges().isEmpty()
                                    ? ""
                                    : ", " + count(settings.bridges().size(), "bridge"));
            history(settings).ifPresent(machine.out()::println);
            AgendaLines.of(settings, machine.clock().instant()).forEach(machine.out()::println);
            settings.bridges().forEach(bridge -> machine.out().println("  " + bridge.text()));
            checked.warnings()
                    .forEach(
                            one ->
                                    machine.out()
                                            .printf(
                                                    "%s:%s:%s: warning: %s%n",
                                                    one.file(),
                                                    one.line(),
                                                    one.column(),
                                                    one.text()));
        }
        return 0;
    }

    /** What is kept of the past, and how long it becomes. */
    private static Optional<String> history(Settings settings) {
        HistorySettings history = settings.history();
        int quantities =
                settings.sensors().stream()
                        .filter(each -> !history.leftOut().contains(each.name()))
                        .mapToInt(each -> each.quantities().size())
                        .sum();
        if (!history.isOn() || quantities == 0) {
            return Optional.empty();
        }
        String steps =
                history.spans().stream()
                        .map(
                                each ->
                                        DurationText.of(each.every())
                                                + " for "
                                                + SizeText.of(each.keep()))
                        .collect(Collectors.joining(", "));
        return Optional.of(
                "  history: steps of %s: about %s on disk in the end"
                        .formatted(steps, SizeText.of(history.bytes(quantities))));
    }

    private int wrong(SettingsException e) {
        if (json) {
            print(false, array(e.problems()), new JsonArray());
        } else {
            e.problems().forEach(machine.out()::println);
        }
        return RunCommand.SETTINGS;
    }

    private int unreadable(String message) {
        if (json) {
            var problem = JsonObject.builder().value("text", message).done();
            print(false, JsonArray.from(problem), new JsonArray());
        } else {
            machine.out().println(message);
        }
        return RunCommand.SETTINGS;
    }

    private static JsonArray array(List<Problem> problems) {
        var array = new JsonArray();
        for (Problem problem : problems) {
            array.add(
                    JsonObject.builder()
                            .value("line", problem.line())
                            .value("column", problem.column())
                            .value("text", problem.text())
                            .done());
        }
        return array;
    }

    private void print(boolean valid, JsonArray problems, JsonArray warnings) {
        var text =
                JsonObject.builder()
                        .value("file", file)
                        .value("valid", valid)
                        .value("problems", problems);
        if (!warnings.isEmpty()) {
            text.value("warnings", warnings);
        }
        machine.out().println(JsonWriter.string(text.done()));
    }

    private static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
