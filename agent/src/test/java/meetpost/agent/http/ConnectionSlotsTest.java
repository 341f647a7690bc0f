package meetpost.agent.http;

import static meetpost.agent.http.ConnectionSlots.Stage.ASKING;
import static meetpost.agent.http.ConnectionSlots.Stage.HEARING;
import static meetpost.agent.http.ConnectionSlots.Stage.IDLE;
import static meetpost.agent.http.ConnectionSlots.Stage.LEAVING;
import static meetpost.agent.http.ConnectionSlots.Stage.SERVED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.http.ConnectionSlots.Decision;
import org.junit.jupiter.api.Test;

class ConnectionSlotsTest {

    /** Six places, three for each address, two of them kept for this machine. */
    private final ConnectionSlots places = new ConnectionSlots(6, 3, 2);

    private final List<Visitor> guests = new ArrayList<>();

    private record Visitor(InetAddress from, ConnectionSlots.Stage stage, long since)
            implements ConnectionSlots.Guest {}

    @Test
    void letsInWhoeverThereIsAPlaceFor() throws Exception {
        there("10.0.0.1", ASKING, 1);
        there("10.0.0.1", ASKING, 2);

        assertEquals(new Decision<>(true, Optional.empty()), admit("10.0.0.1"));
        assertEquals(new Decision<>(true, Optional.empty()), admit("10.0.0.2"));
    }

    @Test
    void anAddressPaysForItsNewcomerWithItsOldestUnfinishedOne() throws Exception {
        there("10.0.0.1", ASKING, 5);
        Visitor oldest = there("10.0.0.1", ASKING, 4);
        there("10.0.0.1", HEARING, 1);
        there("10.0.0.2", ASKING, 0);

        assertEquals(new Decision<>(true, Optional.of(oldest)), admit("10.0.0.1"));
    }

    @Test
    void cutsFirstWhatLosesLeast() throws Exception {
        there("10.0.0.1", SERVED, 0);
        Visitor hearing = there("10.0.0.1", HEARING, 1);
        Visitor asking = there("10.0.0.1", ASKING, 2);
        assertEquals(Optional.of(asking), admit("10.0.0.1").instead());

        guests.remove(asking);
        Visitor leaving = there("10.0.0.1", LEAVING, 3);
        assertEquals(Optional.of(leaving), admit("10.0.0.1").instead());

        guests.remove(leaving);
        Visitor idle = there("10.0.0.1", IDLE, 4);
        assertEquals(Optional.of(idle), admit("10.0.0.1").instead());

        guests.remove(idle);
        guests.add(new Visitor(InetAddress.getByName("10.0.0.1"), SERVED, 5));
        assertEquals(Optional.of(hearing), admit("10.0.0.1").instead());
    }

    @Test
    void cutsNobodyWhoIsBeingAnswered() throws Exception {
        for (int i = 0; i < 3; i++) {
            there("10.0.0.1", SERVED, i);
        }

        assertEquals(new Decision<>(false, Optional.empty()), admit("10.0.0.1"));
    }

    @Test
    void whereAllPlacesAreTakenTheAddressWithMostOfThemPays() throws Exception {
        there("10.0.0.1", ASKING, 0);
        there("10.0.0.2", ASKING, 1);
        Visitor greedy = there("10.0.0.3", ASKING, 2);
        there("10.0.0.3", ASKING, 3);

        assertEquals(new Decision<>(true, Optional.of(greedy)), admit("10.0.0.4"));
    }

    @Test
    void manyAddressesPayOldestFirst() throws Exception {
        Visitor oldest = there("10.0.0.1", ASKING, 0);
        there("10.0.0.2", ASKING, 1);
        there("10.0.0.3", ASKING, 2);
        there("10.0.0.4", ASKING, 3);

        assertEquals(new Decision<>(true, Optional.of(oldest)), admit("10.0.0.5"));
    }

    @Test
    void keepsSomeForThisMachine() throws Exception {
        Visitor own = there("127.0.0.1", ASKING, 0);
        for (int i = 1; i <= 4; i++) {
            there("10.0.0." + i, SERVED, i);
        }

        assertEquals(new Decision<>(true, Optional.empty()), admit("127.0.0.1"));
        assertEquals(new Decision<>(false, Optional.empty()), admit("10.0.0.9"));
        assertEquals(ASKING, own.stage());
    }

    @Test
    void ofIpv6OneNetworkIsOneMachine() throws Exception {
        there("2001:db8:0:1::1", ASKING, 1);
        there("2001:db8:0:1:ffff::2", ASKING, 2);
        there("2001:db8:0:1::3", ASKING, 3);

        assertEquals(1, admit("2001:db8:0:1::4").instead().orElseThrow().since());
        assertEquals(new Decision<>(true, Optional.empty()), admit("2001:db8:0:2::4"));
    }

    private Visitor there(String from, ConnectionSlots.Stage stage, long since)
            throws UnknownHostException {
        var visitor = new Visitor(InetAddress.getByName(from), stage, since);
        guests.add(visitor);
        return visitor;
    }

    private Decision<Visitor> admit(String from) throws UnknownHostException {
        return places.admit(InetAddress.getByName(from), guests, 10);
    }
}
