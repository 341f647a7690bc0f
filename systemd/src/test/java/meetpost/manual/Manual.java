package meetpost.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import meetpost.agent.cli.CommandLineInterface;
import meetpost.agent.process.Machine;
import meetpost.agent.process.StopSignal;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the manual page and the shell completion of the package from the tree of commands. Run by
 * the build with the directory to write to.
 */
public final class Manual {

    private static final String FILES =
            """
            .SH FILES
            .TP
            .I /etc/meetpost/meetpost.yaml
            Settings. /usr/share/doc/meetpost/settings.md.gz has all keys.
            .TP
            .I /var/lib/meetpost
            Readings that wait for the broker, the broker's own data, last states of outputs.
            .SH SEE ALSO
            .BR mosquitto_sub (1),
            .BR systemctl (1)
            """;

    private Manual() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        var machine =
                new Machine(Map.of(), System.out, System.err, new StopSignal(), Clock.systemUTC());
        CommandLine line = CommandLineInterface.commandLine(machine);
        Files.writeString(directory.resolve("meetpost.1"), page(line));
        // bash reads it into itself: the line that names an interpreter is for programs.
        Files.writeString(
                directory.resolve("meetpost.completion"),
                AutoComplete.bash("meetpost", line).replaceFirst("#!.*\n", ""));
    }

    /** In roff with the macros of man(7). */
    static String page(CommandLine line) {
        CommandSpec main = line.getCommandSpec();
        var page = new StringBuilder(".TH MEETPOST 1\n.SH NAME\nmeetpost \\- ");
        page.append(text(description(main).replaceAll("\\.$", ""))).append("\n");
        page.append(".SH SYNOPSIS\n.B meetpost\nCOMMAND [OPTIONS]\n.SH COMMANDS\n");
        line.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(spec -> !spec.usageMessage().hidden())
                .forEach(spec -> command(spec, page));
        page.append(".SH EXIT STATUS\n0 ok, 1 failed, 2 usage, 78 settings.\n");
        return page.append(FILES).toString();
    }

    private static void command(CommandSpec spec, StringBuilder page) {
        page.append(".SS meetpost ").append(text(spec.name()));
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            page.append(' ').append(text(parameter.paramLabel()));
        }
        page.append('\n').append(text(description(spec))).append('\n');
        for (OptionSpec option : spec.options()) {
            boolean everywhere = option.usageHelp() || option.versionHelp();
            if (!everywhere && !option.hidden()) {
                page.append(".TP\n.B ").append(text(String.join(", ", option.names())));
                if (option.arity().max() > 0) {
                    page.append(" \\fI").append(text(option.paramLabel())).append("\\fR");
                }
                page.append('\n').append(text(described(option))).append('\n');
            }
        }
    }

    private static String description(CommandSpec spec) {
        return plain(String.join(" ", spec.usageMessage().description()));
    }

    private static String described(ArgSpec argument) {
        String filled = String.join(" ", argument.description());
        String value = argument.defaultValue();
        return plain(filled.replace("${DEFAULT-VALUE}", value == null ? "none" : value));
    }

    private static String plain(String marked) {
        return Ansi.OFF.string(marked.replace("%n", " ").replace("%%", "%"));
    }

    /** A backslash, a hyphen, and a dot or quote that begins a line mean something to roff. */
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e").replace("-", "\\-").replaceAll("\\s+", " ");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
