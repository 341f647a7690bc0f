package meetpost.agent.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResolverTest {

    private static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();

    @Test
    void findsAllAddresses() throws Exception {
        var resolver = new Resolver(host -> new InetAddress[] {ADDRESS, ADDRESS});

        assertEquals(List.of(ADDRESS, ADDRESS), resolver.find("kelder", Duration.ofSeconds(5)));
    }

    @Test
    void saysThatAHostIsUnknown() {
        var resolver =
                new Resolver(
                        host -> {
                            throw new UnknownHostException(host);
                        });

        assertThrows(
                UnknownHostException.class, () -> resolver.find("kelder", Duration.ofSeconds(5)));
    }

    /** Name servers that do not answer, at each of many attempts. */
    @Test
    void waitsForASlowResolverWithinABoundAndOnOneThreadOnly() throws Exception {
        var asked = new AtomicInteger();
        var answered = new CountDownLatch(1);
        var resolver =
                new Resolver(
                        host -> {
                            asked.incrementAndGet();
                            await(answered);
                            return new InetAddress[] {ADDRESS};
                        });

        for (int attempt = 0; attempt < 5; attempt++) {
            IOException thrown =
                    assertThrows(
                            IOException.class,
                            () -> resolver.find("kelder", Duration.ofMillis(20)));
            assertTrue(thrown.getMessage().contains("not resolved"), thrown.getMessage());
        }
        answered.countDown();

        assertEquals(List.of(ADDRESS), resolver.find("kelder", Duration.ofSeconds(5)));
        assertEquals(1, asked.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
