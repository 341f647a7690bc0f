package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import meetpost.agent.link.NoSessionException.Reason;
import org.junit.jupiter.api.Test;

/**
 * The words for what cannot be brought about on a test machine; {@link BadBrokerTest} has the rest.
 */
class LinkProblemTest {

    private static final BrokerTarget TARGET = BrokerTarget.of(URI.create("mqtts://kelder:8883"));

    @Test
    void aClockThatIsNotSet() {
        var thrown = new SSLHandshakeException("PKIX path validation failed");
        thrown.initCause(new CertificateNotYetValidException("NotBefore: Sat Nov 21 2026"));

        LinkProblem problem = of(thrown);

        assertEquals(
                "TLS with kelder:8883 failed: its certificate is not valid yet, by this board's"
                        + " clock",
                problem.sentence());
        assertEquals(
                List.of("a Pi has no clock battery; is the time set? timedatectl"),
                problem.advice());
    }

    @Test
    void aNetworkThatIsDown() {
        assertEquals(
                "there is no way to kelder:8883: No route to host",
                of(new NoRouteToHostException("No route to host")).sentence());
        assertEquals("kelder:8883 does not answer", of(new SocketTimeoutException("x")).sentence());
    }

    @Test
    void aBrokerThatRefuses() {
        assertEquals("kelder:8883 speaks no MQTT 3.1.1", of(refusal(Reason.PROTOCOL)).sentence());
        assertEquals(
                "kelder:8883 does not accept our client id",
                of(refusal(Reason.CLIENT_ID)).sentence());
        assertEquals(
                "kelder:8883 says that it is not available now",
                of(refusal(Reason.UNAVAILABLE)).sentence());
    }

    /** MQTT 3.1.1 table 3.1. */
    @Test
    void knowsTheReturnCodes() {
        assertEquals(Reason.PROTOCOL, Reason.of(1));
        assertEquals(Reason.CLIENT_ID, Reason.of(2));
        assertEquals(Reason.UNAVAILABLE, Reason.of(3));
        assertEquals(Reason.CREDENTIALS, Reason.of(4));
        assertEquals(Reason.NOT_AUTHORISED, Reason.of(5));
    }

    private static IOException refusal(Reason reason) {
        return new NoSessionException(reason, new IOException());
    }

    private static LinkProblem of(IOException cause) {
        return LinkProblem.of(TARGET, Optional.empty(), cause);
    }
}
