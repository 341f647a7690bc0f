package meetpost.agent;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.tinylog.Logger;

/** Where this computer can be reached. */
final class Addresses {

    private Addresses() {}

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
