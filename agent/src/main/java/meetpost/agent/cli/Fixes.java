package meetpost.agent.cli;

import static java.util.Objects.requireNonNull;

import java.io.Console;
import java.io.IOException;
import java.util.List;
import meetpost.agent.advice.Remedy;
import meetpost.agent.doctor.Finding;

/**
 * Types what doctor advises, each remedy after a yes at the terminal. Blocks for whoever is asked.
 *
 * @param root whether this user needs no sudo
 * @param startAgain the line that would go on for ever here, which is left to the user
 */
record Fixes(Console terminal, boolean root, String startAgain) {

    Fixes {
        requireNonNull(terminal, "terminal");
        requireNonNull(startAgain, "startAgain");
    }

    /** Gives whether anything was typed. */
    boolean apply(List<Finding> findings) throws IOException, InterruptedException {
        boolean typed = false;
        for (Finding finding : findings) {
            if (finding.failed()) {
                typed |= mend(finding);
            }
        }
        return typed;
    }

    /** One of its remedies is enough. */
    private boolean mend(Finding finding) throws IOException, InterruptedException {
        for (Remedy remedy : finding.remedies()) {
            terminal.printf("%n%s%n", finding.text());
            if (!remedy.what().isEmpty()) {
                terminal.printf("%s:%n", remedy.what());
            }
            remedy.lines().forEach(line -> terminal.printf("   %s%n", line));
            String answer = terminal.readLine("Type that now? [y/N] ");
            if (answer != null && answer.strip().equalsIgnoreCase("y")) {
                type(remedy.lines());
                return true;
            }
        }
        return false;
    }

    /** Up to the first that fails: those behind it count on it. */
    private void type(List<String> lines) throws IOException, InterruptedException {
        for (String line : lines) {
            if (line.equals(startAgain) && !line.startsWith("sudo ")) {
                terminal.printf("and then: %s%n", line);
                continue;
            }
            String command = root ? line.replaceAll("(^|[|] )sudo ", "$1") : line;
            int code = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
            if (code != 0) {
                terminal.printf("ended with %d: %s%n", code, line);
                return;
            }
        }
    }
}
