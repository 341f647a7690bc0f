package meetpost.agent.http;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many connections there may be, and whose: a newcomer always comes in, at the cost of the one
 * that can best be spared, unless all are being answered.
 *
 * @param all of them
 * @param each of one address; of IPv6, one network of 64 bits, for that is what one machine has
 * @param kept for this machine; others get them never
 */
record ConnectionSlots(int all, int each, int kept) {

    /** What a connection is at, those first that are cut first. */
    enum Stage {
        /** Nothing is asked; the answer before, if there was one, is with the client. */
        IDLE,
        /** The last answer is sent; the client has yet to close. */
        LEAVING,
        /** Some of a request is there. */
        ASKING,
        /** An answer is on its way. */
        HEARING,
        /** A request is whole, and its answer is being made. Is not cut. */
        SERVED
    }

    /** One of the connections. */
    interface Guest {

        InetAddress from();

        Stage stage();

        /** The tick at which the stage began. */
        long since();
    }

    /**
     * Whether a newcomer comes in.
     *
     * @param instead who has to go for him
     */
    record Decision<G extends Guest>(boolean admitted, Optional<G> instead) {}

    <G extends Guest> Decision<G> admit(InetAddress from, Collection<G> guests, long now) {
        String newcomer = owner(from);
        List<G> own = guests.stream().filter(each -> owner(each.from()).equals(newcomer)).toList();
        if (own.size() >= each) {
            return instead(own, now);
        }
        boolean here = from.isLoopbackAddress();
        List<G> rivals =
                guests.stream().filter(each -> here || !each.from().isLoopbackAddress()).toList();
        if (rivals.size() < (here ? all : all - kept)) {
            return new Decision<>(true, Optional.empty());
        }
        Map<String, Long> counts =
                rivals.stream().collect(groupingBy(each -> owner(each.from()), counting()));
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        Decision<G> greediest =
                instead(
                        rivals.stream()
                                .filter(each -> counts.getOrDefault(owner(each.from()), 0L) == most)
                                .toList(),
                        now);
        return greediest.admitted() ? greediest : instead(rivals, now);
    }

    private static <G extends Guest> Decision<G> instead(List<G> of, long now) {
        Optional<G> cut =
                of.stream()
                        .filter(each -> each.stage() != Stage.SERVED)
                        .min(
                                Comparator.<G, Stage>comparing(Guest::stage)
                                        .thenComparing(each -> each.since() - now));
        return new Decision<>(cut.isPresent(), cut);
    }

    /** Who has an address: a machine, as far as can be told. */
    static String owner(InetAddress address) {
        if (address instanceof Inet6Address six && !six.isLoopbackAddress()) {
            return "6 " + Arrays.toString(Arrays.copyOf(address.getAddress(), 8));
        }
        return address.getHostAddress();
    }
}
