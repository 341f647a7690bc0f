package meetpost.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a script of the package on a machine whose programs are those of one directory. */
final class Shell {

    private static final long LONGEST_S = 20;

    private final Path programs;
    private final Map<String, String> environment = new HashMap<>();

    /** Debian's own programs are there too, behind those of {@code programs}. */
    Shell(Path programs) {
        this.programs = programs;
        environment.put("PATH", programs + ":/usr/bin:/bin");
    }

    Shell with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A program in place of a real one. */
    Path program(String name, String script) throws IOException {
        Path file = programs.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** What it printed, and its exit status. */
    record Ended(int status, String said) {}

    Ended run(Path script, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 2];
        command[0] = "sh";
        command[1] = script.toAbsolutePath().toString();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path output = Files.createTempFile(programs, "said", "");
        Process process = builder.redirectOutput(output.toFile()).start();
        if (!process.waitFor(LONGEST_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(script + " did not end within " + LONGEST_S + " s");
        }
        return new Ended(
                process.exitValue(), Files.readString(output, StandardCharsets.UTF_8).strip());
    }
}
