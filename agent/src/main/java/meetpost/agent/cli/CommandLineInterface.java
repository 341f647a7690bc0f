package meetpost.agent.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import meetpost.agent.process.FileTrouble;
import meetpost.agent.process.Machine;
import meetpost.agent.process.Subcommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** Every subcommand, its options, its help. */
@Command(
        name = "meetpost",
        description = "Sensors and switches of a Raspberry Pi on MQTT.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 ok, 1 failed, 2 usage, 78 settings.",
            "meetpost COMMAND --help tells more of each."
        })
public final class CommandLineInterface implements Callable<Integer> {

    /** EX_USAGE by what this program promises: nothing was asked for. */
    private static final int USAGE = 2;

    private Optional<CommandLine> whole = Optional.empty();

    private CommandLineInterface() {}

    /** Parses, runs, and gives the exit code. Blocks while the subcommand does. */
    public static int run(Machine machine, String... args) {
        return commandLine(machine).execute(args);
    }

    /** The whole tree of commands, for completion and the manual too. */
    public static CommandLine commandLine(Machine machine) {
        var top = new CommandLineInterface();
        var line =
                new CommandLine(top)
                        .addSubcommand(new RunCommand().on(machine))
                        .addSubcommand(new BrokerCommand(machine))
                        .addSubcommand(new CheckCommand(machine))
                        .addSubcommand(new DoctorCommand(machine))
                        .addSubcommand(new ScanCommand(machine))
                        .addSubcommand(new ReadCommand(machine))
                        .addSubcommand(new RecordCommand(machine))
                        .addSubcommand(new HistoryCommand(machine))
                        .addSubcommand(new SetCommand(machine))
                        .addSubcommand(new SetTotalCommand(machine))
                        .addSubcommand(new NotifyCommand(machine))
                        .addSubcommand(new WatchCommand(machine))
                        .addSubcommand(new CleanCommand(machine))
                        .addSubcommand(new PasswdCommand(machine))
                        .addSubcommand(new ReloadCommand(machine))
                        .addSubcommand(new ImportCommand(machine))
                        .addSubcommand(new SessionsCommand(machine))
                        .addSubcommand(new RetainedCommand(machine))
                        .addSubcommand(new DashboardCommand(machine))
                        .addSubcommand(new SafeStateCommand(machine));
        for (Subcommand other : ServiceLoader.load(Subcommand.class)) {
            line.addSubcommand(other.command(machine));
        }
        top.whole = Optional.of(line);
        line.setOut(new PrintWriter(machine.out(), true, UTF_8));
        line.setErr(new PrintWriter(machine.err(), true, UTF_8));
        line.setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((cause, command, parsed) -> failed(machine, cause));
        line.setParameterExceptionHandler(CommandLineInterface::misused);
        for (CommandLine sub : line.getSubcommands().values()) {
            sub.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new VersionText());
        }
        return line;
    }

    @Override
    public Integer call() {
        CommandLine line = whole.orElseThrow();
        line.getErr().println("meetpost: which command? Expected one of those below.");
        line.usage(line.getErr());
        return USAGE;
    }

    private static int failed(Machine machine, Exception cause) {
        String message =
                cause instanceof IOException one ? FileTrouble.text(one) : cause.getMessage();
        machine.err().println("meetpost: " + (message == null ? cause.toString() : message));
        return 1;
    }

    private static int misused(ParameterException cause, String[] args) {
        CommandLine command = cause.getCommandLine();
        command.getErr().println("meetpost: " + cause.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(cause, command.getErr());
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return 2;
    }
}
