package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes certificates with openssl: {@code NAME.pem} and {@code NAME.key} in a directory. The
 * authority is {@code ca}, and must be made first.
 */
public final class Certificates {

    private static final String CA =
            """
            [ca]
            default_ca = here
            [here]
            new_certs_dir = .
            database = index.txt
            serial = serial
            certificate = ca.pem
            private_key = ca.key
            default_md = sha256
            policy = policy
            [policy]
            commonName = supplied
            """;

    private final Path directory;

    /** In that directory, which stays the caller's. */
    public Certificates(Path directory) {
        this.directory = directory;
    }

    /** One that signs, valid for a month. */
    public void authority(String name) throws Exception {
        openssl(
                "req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=%s -keyout %s.key -out %s.pem"
                        .formatted(name, name, name));
    }

    /** Valid for a month, for {@code names} as in {@code subjectAltName}. */
    public void signed(String name, String names) throws Exception {
        sign(name, names, "-days 30");
    }

    /** Valid until yesterday. */
    public void expired(String name, String names) throws Exception {
        sign(name, names, "-days -1");
    }

    /** Valid from the year 2040 on. */
    public void early(String name, String names) throws Exception {
        request(name, names);
        Files.writeString(directory.resolve("ca.cnf"), CA);
        Files.writeString(directory.resolve("index.txt"), "");
        Files.writeString(directory.resolve("serial"), "4000\n");
        openssl(
                "ca -batch -config ca.cnf -startdate 20400101000000Z -enddate 20410101000000Z -in %s.csr -extfile %s.ext -out %s.pem"
                        .formatted(name, name, name));
    }

    /** A list that revokes nothing, for a month: {@code NAME.crl}. */
    public void revocations(String name) throws Exception {
        Files.writeString(directory.resolve("ca.cnf"), CA);
        Files.writeString(directory.resolve("index.txt"), "");
        openssl("ca -config ca.cnf -gencrl -crldays 30 -out %s.crl".formatted(name));
    }

    private void sign(String name, String names, String days) throws Exception {
        request(name, names);
        openssl(
                "x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -CAcreateserial %s -extfile %s.ext -out %s.pem"
                        .formatted(name, days, name, name));
    }

    private void request(String name, String names) throws Exception {
        Files.writeString(directory.resolve(name + ".ext"), "subjectAltName=" + names);
        openssl(
                "req -newkey rsa:2048 -nodes -subj /CN=%s -keyout %s.key -out %s.csr"
                        .formatted(name, name, name));
        directory.resolve(name + ".key").toFile().setReadable(true, false);
    }

    private void openssl(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("openssl.log").toFile())
                        .start();
        assertTrue(
                process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0,
                () -> arguments + "; see openssl.log");
        directory.toFile().setExecutable(true, false);
        directory.toFile().setReadable(true, false);
    }
}
