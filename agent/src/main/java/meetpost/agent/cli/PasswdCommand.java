package meetpost.agent.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import meetpost.agent.process.Machine;
import meetpost.broker.access.PasswordFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code meetpost passwd}: somebody who may use our broker. */
@Command(
        name = "passwd",
        description = {
            "Adds a user to the broker's password file, or gives one another password.",
            "Asks for it twice on a terminal, else reads it from the first line of standard input."
        })
final class PasswdCommand implements Callable<Integer> {

    private final Machine machine;

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "What `broker.password-file` names; made if it is not there.")
    Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "USER", description = "As clients say it: kelder-pi.")
    String user = "";

    PasswdCommand(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() throws IOException {
        Optional<char[]> password = password(Optional.ofNullable(System.console()));
        if (password.isEmpty()) {
            return 1;
        }
        new PasswordFile(file).put(user, password.get());
        machine.out().println(file + ": " + user + " may come in");
        return 0;
    }

    private Optional<char[]> password(Optional<Console> terminal) throws IOException {
        if (terminal.isEmpty()) {
            var input =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = input.readLine();
            return line == null || line.isEmpty()
                    ? refused("expected the password on the first line of standard input")
                    : Optional.of(line.toCharArray());
        }
        Console console = terminal.get();
        char[] first = console.readPassword("Password for %s: ", user);
        char[] second = console.readPassword("Again: ");
        if (first == null || first.length == 0) {
            return refused("an empty password lets nobody in");
        }
        return Arrays.equals(first, second)
                ? Optional.of(first)
                : refused("the two are not the same; nothing was changed");
    }

    private Optional<char[]> refused(String why) {
        machine.err().println("meetpost: " + why);
        return Optional.empty();
    }
}
