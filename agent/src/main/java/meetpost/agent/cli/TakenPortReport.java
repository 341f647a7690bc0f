package meetpost.agent.cli;

import java.nio.file.Path;
import java.util.List;
import meetpost.agent.advice.Remedy;
import meetpost.agent.advice.Shell;
import meetpost.agent.instance.TakenPortException;
import meetpost.agent.instance.TakenPortRemedies;
import meetpost.agent.process.Machine;
import meetpost.agent.systemd.ServiceNotifier;

/** Who has the port of our own broker or of the page, and what to type. */
final class TakenPortReport {

    private TakenPortReport() {}

    /**
     * Prints it, and has systemd show its first line.
     *
     * @param unit of systemd that runs these settings
     * @param arguments with which to start again by hand
     */
    static void print(
            Machine here,
            TakenPortException taken,
            Path config,
            String unit,
            List<String> arguments) {
        String text = String.valueOf(taken.getMessage());
        new ServiceNotifier(here.environment()).status(text);
        here.err().println("meetpost: " + text);
        if (taken.listener().isPresent()) {
            String again = again(here, config, unit, arguments);
            List<Remedy> remedies = new TakenPortRemedies(config, again).of(taken);
            Remedy.text(remedies).forEach(line -> here.err().println("  " + line));
        }
    }

    /** The line that starts these settings again. */
    static String again(Machine here, Path config, String unit, List<String> arguments) {
        if (config.startsWith("/etc/meetpost")) {
            return "sudo systemctl restart " + unit;
        }
        var typed =
                new StringBuilder(here.environment().getOrDefault("MEETPOST_COMMAND", "meetpost"));
        arguments.forEach(argument -> typed.append(' ').append(Shell.quoted(argument)));
        return typed.toString();
    }
}
