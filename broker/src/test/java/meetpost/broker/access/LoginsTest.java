package meetpost.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who waits for whom when passwords are looked at; the hashing thread is the test's. */
class LoginsTest {

    /** Made by Python: hashlib.pbkdf2_hmac('sha512', b'nat!', b'0123456789abcdef', 1000, 32). */
    private static final String KELDER =
            "kelder:$pbkdf2-sha512$1000$MDEyMzQ1Njc4OWFiY2RlZg==$r3s1zKzU/NdtaTMMdDHxnQtOyatVkj76Bngd++oZ/RA=\n";

    @TempDir Path directory;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HashingThread hashing = new HashingThread();
    private final List<String> events = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private final Logins logins = new Logins(channel.eventLoop(), events::add, hashing);
    private PasswordFile file;

    @BeforeEach
    void writesAPassword() throws IOException {
        // AckHandler to failures come later: never, for a machine that is slow.
        channel.freezeTime();
        file = new PasswordFile(Files.writeString(directory.resolve("passwords"), KELDER));
    }

    @AfterEach
    void close() {
        logins.close();
        channel.finishAndReleaseAll();
    }

    @Test
    void letsWhoeverIsRightWaitForOneHashOfOthersAtMost() {
        for (int i = 0; i < 60; i++) {
            check("10.0.0.66", "wrong" + i);
        }
        check("10.0.0.7", "nat!");
        assertTrue(answers.isEmpty());

        hashing.hashes(2);
        run();

        assertEquals(List.of("10.0.0.7 nat! 0x00"), answers);
    }

    /** Twenty who guess are behind one who has not failed yet. */
    @Test
    void takesAddressesWithoutAFailureFirst() {
        for (int i = 0; i < 20; i++) {
            check("10.0.1." + i, "wrong");
        }
        hashing.hashes(20);
        for (int i = 0; i < 20; i++) {
            check("10.0.1." + i, "wrong");
        }
        check("10.0.0.7", "nat!");

        hashing.hashes(2);
        run();

        assertEquals(List.of("10.0.0.7 nat! 0x00"), answers);
    }

    @Test
    void refusesTheLastOfWhoeverHoldsMostWhenTooManyWait() {
        for (int i = 0; i < 201; i++) {
            check("10.0.0.66", "wrong" + i);
        }
        check("10.0.0.66", "one too many");
        run();
        assertEquals(List.of("10.0.0.66 one too many 0x89"), answers);
        answers.clear();

        check("10.0.0.7", "nat!");
        hashing.hashes(2);
        run();

        assertEquals(List.of("10.0.0.66 wrong200 0x89", "10.0.0.7 nat! 0x00"), answers);
    }

    @Test
    void hashesAPasswordThatWasRightNoSecondTime() {
        check("10.0.0.7", "nat!");
        hashing.hashes(1);
        check("10.0.0.8", "nat!");
        run();

        assertEquals(List.of("10.0.0.7 nat! 0x00", "10.0.0.8 nat! 0x00"), answers);
        assertEquals(1, logins.hashed());
    }

    @Test
    void remembersNothingThatWasWrong() {
        check("10.0.0.7", "droog");
        hashing.hashes(1);
        check("10.0.0.7", "droog");
        hashing.hashes(1);
        run();

        assertEquals(2, logins.hashed());
        assertTrue(answers.isEmpty(), "failures are answered later: " + answers);
    }

    @Test
    void forgetsAPasswordWhenItsLineChanges() throws Exception {
        check("10.0.0.7", "nat!");
        hashing.hashes(1);
        Files.writeString(directory.resolve("passwords"), KELDER.replace("r3s1zKz", "AAAAAAA"));
        changed(1);

        check("10.0.0.7", "nat!");
        hashing.hashes(1);
        run();

        assertEquals(List.of("10.0.0.7 nat! 0x00"), answers);
        assertEquals(2, logins.hashed());
    }

    @Test
    void forgetsAPasswordAfterAnHour() {
        long[] now = {0};
        var verified = new VerifiedLogins(() -> now[0]);
        PasswordHash line = PasswordHash.parse(KELDER.strip().substring(7));
        byte[] password = "nat!".getBytes(UTF_8);
        check("10.0.0.7", "nat!");
        hashing.hashes(1);
        verified.add(file, "kelder", password, line);

        assertTrue(verified.has(file, "kelder", password));
        assertFalse(verified.has(file, "kelder", "nat".getBytes(UTF_8)));
        assertFalse(verified.has(file, "kelde", "rnat!".getBytes(UTF_8)));
        now[0] = Duration.ofMinutes(61).toNanos();
        assertFalse(verified.has(file, "kelder", password));
    }

    /** Said once; the passwords of before count on. */
    @Test
    void leavesEverythingAsItWasWhenTheFileIsBroken() throws Exception {
        check("10.0.0.7", "nat!");
        hashing.hashes(1);
        Files.writeString(directory.resolve("passwords"), "kelder:nonsense\n");
        changed(1);

        check("10.0.0.7", "nat!");
        hashing.hashes(1);
        check("10.0.0.7", "nat!");
        run();

        assertEquals(3, answers.size());
        assertEquals(1, events.size(), "" + events);
        assertTrue(events.get(0).startsWith("passwords are as they were"), events.get(0));
        assertTrue(events.get(0).contains("passwords:1: expected"), events.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7",
        "2001:db8:0:1:a:b:c:d, 2001:db8:0:1",
        "fe80:0:0:0:1:2:3:4%eth0, fe80:0:0:0",
    })
    void countsANetworkOf64BitsAsOneAddress(String host, String address) {
        assertEquals(address, Logins.address(host));
    }

    private void check(String host, String password) {
        logins.check(
                host,
                file,
                "kelder",
                password.getBytes(UTF_8),
                reason -> answers.add("%s %s 0x%02X".formatted(host, password, reason)));
    }

    /** So many seconds later than it is. */
    private void changed(int seconds) throws IOException {
        Path path = directory.resolve("passwords");
        FileTime date = Files.getLastModifiedTime(path);
        Files.setLastModifiedTime(
                path, FileTime.from(date.toInstant().plus(Duration.ofSeconds(seconds))));
    }

    private void run() {
        channel.runPendingTasks();
    }

    /** Holds what it is given until it is told to work. */
    private final class HashingThread extends AbstractExecutorService {

        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

        void hashes(int times) {
            for (int i = 0; i < times; i++) {
                channel.runPendingTasks();
                tasks.remove().run();
                channel.runPendingTasks();
            }
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            tasks.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            tasks.clear();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
