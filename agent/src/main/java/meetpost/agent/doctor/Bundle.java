package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import meetpost.agent.process.Version;
import meetpost.agent.settings.Settings;

/**
 * One text for a bug report: what doctor said, settings, versions, the end of the journal. Secrets
 * are removed; files with secrets are not read.
 *
 * @param config the name of the settings file and its text, where there is one
 * @param settings empty: there are none, or they are wrong
 */
public record Bundle(
        Filesystem files,
        Programs programs,
        Clock clock,
        Optional<Config> config,
        Optional<Settings> settings) {

    public Bundle {
        requireNonNull(files, "files");
        requireNonNull(programs, "programs");
        requireNonNull(clock, "clock");
        requireNonNull(config, "config");
        requireNonNull(settings, "settings");
    }

    /** A settings file as it is. */
    public record Config(String name, String text) {

        public Config {
            requireNonNull(name, "name");
            requireNonNull(text, "text");
        }
    }

    /** With what doctor printed. Blocks for the journal, 10 s at most. */
    public String text(List<String> report) {
        var redaction = new Redaction(settings);
        var text = new StringBuilder();
        text.append("Meetpost, for a bug report, ")
                .append(clock.instant().truncatedTo(ChronoUnit.SECONDS))
                .append("\nPasswords and comments are removed. Read it before you give it away.\n");
        config.ifPresent(
                file ->
                        section(
                                text,
                                "settings: " + file.name(),
                                Redaction.withoutComments(redaction.settings(file.text()))));
        section(text, "doctor", String.join("\n", report) + "\n");
        section(text, "versions", versions());
        BootConfig boot = BootConfig.of(files);
        section(text, boot.name(), lines(boot));
        programs.run(
                        "journalctl",
                        "-u",
                        "meetpost.service",
                        "-n",
                        "200",
                        "--no-pager",
                        "--no-hostname",
                        "-o",
                        "short-iso")
                .ifPresent(journal -> section(text, "journal", journal));
        return redaction.of(text.toString());
    }

    private String versions() {
        return "meetpost "
                + Version.number()
                + "\nJava     "
                + System.getProperty("java.runtime.version")
                + ", "
                + System.getProperty("java.vendor")
                + "\nkernel   "
                + files.line("proc/sys/kernel/osrelease").orElse("unknown")
                + ", "
                + System.getProperty("os.arch")
                + "\nsystem   "
                + system()
                + "\n";
    }

    private String system() {
        return files.text("etc/os-release").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("PRETTY_NAME="))
                .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst()
                .orElse("unknown");
    }

    private static String lines(BootConfig boot) {
        var text = new StringBuilder();
        boot.lines()
                .forEach(
                        line ->
                                text.append(line.section())
                                        .append(' ')
                                        .append(line.text())
                                        .append('\n'));
        return text.isEmpty() ? "none\n" : text.toString();
    }

    private static void section(StringBuilder text, String title, String content) {
        text.append("\n== ").append(title).append('\n').append(content);
    }
}
