package meetpost.agent.instance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;

/** Whether an MQTT broker answers on a port of this machine. */
final class MqttGreeting {

    /** CONNECT of MQTT 3.1.1, clean session, keep-alive 60 s, no client id (section 3.1). */
    private static final byte[] CONNECT = HexFormat.of().parseHex("100c00044d5154540402003c0000");

    /** The first byte of CONNACK, whatever it says (section 3.2). */
    private static final int CONNACK = 0x20;

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private MqttGreeting() {}

    /** Blocks for four seconds at most. A broker that refuses us answers too. */
    static boolean isAnswered(InetAddress host, int port) {
        int bound = (int) LONGEST.toMillis();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), bound);
            socket.setSoTimeout(bound);
            socket.getOutputStream().write(CONNECT);
            return socket.getInputStream().read() == CONNACK;
        } catch (IOException e) {
            // Silent, or of another protocol.
            return false;
        }
    }
}
