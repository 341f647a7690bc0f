package meetpost.agent.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.notify.Notice;
import meetpost.agent.notify.Sender;
import meetpost.agent.process.Machine;
import meetpost.agent.settings.ChannelSettings;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code meetpost notify}: whether a channel gets through. */
@Command(
        name = "notify",
        description = {
            "Sends a message on a channel of notify:, to see whether it gets through.",
            "Exit code 1 if the service does not take it."
        })
final class NotifyCommand implements Callable<Integer> {

    private final Machine machine;

    @Parameters(index = "0", paramLabel = "NAME", description = "As in the settings: telefoon.")
    String name = "";

    @Option(names = "--test", required = true, description = "Says that it is a test.")
    boolean test;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings; default: " + RunCommand.DEFAULT_CONFIG + ".")
    Optional<String> config = Optional.empty();

    NotifyCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings;
        try {
            settings = CommandTarget.settings(machine, config);
        } catch (SettingsException e) {
            return RunCommand.refuse(machine, e);
        }
        List<ChannelSettings> channels = settings.notifications().channels();
        Optional<ChannelSettings> channel =
                channels.stream().filter(each -> each.name().equals(name)).findFirst();
        if (channel.isEmpty()) {
            List<String> names = channels.stream().map(ChannelSettings::name).toList();
            machine.err()
                    .printf(
                            "meetpost: there is no channel %s under notify:, expected %s%n",
                            name, names.isEmpty() ? "one" : String.join(" or ", names));
            return 2;
        }
        String board = settings.device().name();
        var notice = new Notice(board, "A test: " + board + " gets through to you.", false);
        try {
            new Sender().send(channel.get().service(), notice);
        } catch (IOException e) {
            machine.err().printf("meetpost: notify %s: %s%n", name, e.getMessage());
            return 1;
        }
        machine.out().printf("%s: sent, and taken by its server%n", name);
        return 0;
    }
}
