package meetpost.agent.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.tinylog.Logger;

/** Where this computer can be reached. */
public final class Addresses {

    private Addresses() {}

    /**
     * The one at which the rest of the network most likely reaches us: that from which we would
     * send to it. Empty without a network. Does not block, sends nothing.
     */
    public static Optional<String> outward() {
        try (var socket = new DatagramSocket()) {
            // 192.0.2.0/24 is for documentation (RFC 5737): nobody's, so the default route's.
            socket.connect(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 9);
            return Optional.of(socket.getLocalAddress())
                    .filter(address -> !address.isAnyLocalAddress())
                    .map(InetAddress::getHostAddress);
        } catch (IOException | UncheckedIOException noRoute) {
            return now().stream().filter(address -> !address.contains(":")).findFirst();
        }
    }

    /** Of every interface that is up, without loopback and link-local ones. Does not block. */
    static List<String> now() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .filter(address -> !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    // Which interface an IPv6 address is on means nothing to others.
                    .map(address -> address.replaceFirst("%.*", ""))
                    .sorted()
                    .toList();
        } catch (SocketException e) {
            Logger.warn("the network interfaces cannot be listed: {}", e.getMessage());
            return List.of();
        }
    }
}
