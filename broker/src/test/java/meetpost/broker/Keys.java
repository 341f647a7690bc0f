package meetpost.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that openssl makes in a directory, {@code NAME.pem} and {@code NAME.key}. */
record Keys(Path directory) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    void authority(String name) throws Exception {
        openssl(
                "req -x509 -newkey rsa:2048 -nodes -keyout %s.key -out %s.pem -days 2 -subj /CN=%s"
                        .formatted(name, name, name));
    }

    void certificate(String name, String authority, String commonName) throws Exception {
        openssl(
                "req -newkey rsa:2048 -nodes -keyout %s.key -out %s.csr -subj /CN=%s"
                        .formatted(name, name, commonName));
        openssl(
                "x509 -req -in %s.csr -CA %s.pem -CAkey %s.key -CAcreateserial -out %s.pem -days 2"
                        .formatted(name, authority, authority, name));
        openssl(
                "pkcs12 -export -in %s.pem -inkey %s.key -out %s.p12 -passout pass:changeit"
                        .formatted(name, name, name));
    }

    void copy(String from, String to) throws IOException {
        for (String end : List.of(".pem", ".key")) {
            Files.copy(
                    directory.resolve(from + end),
                    directory.resolve(to + end),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    Certificate read(String name) throws Exception {
        try (var in = Files.newInputStream(directory.resolve(name + ".pem"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /** Trusts {@code authority}; shows nothing. */
    SSLSocket socket(int port, String authority) throws Exception {
        return socket(port, authority, null);
    }

    /** Shows the certificate {@code own}. */
    SSLSocket socket(int port, String authority, String own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", read(authority));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : keyManagers(own), trust.getTrustManagers(), null);
        var factory = context.getSocketFactory();
        var socket = (SSLSocket) factory.createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private KeyManager[] keyManagers(String own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(directory.resolve(own + ".p12"))) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return keys.getKeyManagers();
    }

    /** The first four bytes of the answer, two if it is a PINGRESP. */
    static String exchange(SSLSocket socket, byte[] packet) throws IOException {
        socket.getOutputStream().write(packet);
        var in = new DataInputStream(socket.getInputStream());
        byte[] answer = in.readNBytes(packet[0] == (byte) 0xC0 ? 2 : 4);
        return HexFormat.of().formatHex(answer);
    }

    void openssl(String arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
