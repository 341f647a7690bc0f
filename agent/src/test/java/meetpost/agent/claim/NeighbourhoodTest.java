package meetpost.agent.claim;

import static meetpost.agent.claim.Village.PUMP;
import static meetpost.agent.claim.Village.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import meetpost.agent.claim.Village.Resident;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighbourhoodTest {

    @TempDir private Path directory;
    private final Village village = new Village();

    @Test
    void aBoardThatIsAloneHasAllItClaimsAndSaysSo() {
        Resident alone = village.board("a-pi", "0000000a").join();
        assertTrue(alone.publishes(TEMPERATURE));

        village.after(Duration.ofSeconds(4));

        assertEquals(
                "{\"session\":\"0000000a-00000001\",\"claims\":[\"apparaten/a-pi\","
                        + "\"sensoren/temperatuur\",\"sensoren/kas luchtdruk temperatuur\","
                        + "\"actuatoren/pomp\"],\"holds\":true}",
                village.retained.get("apparaten/a-pi/info"));
        assertEquals("", alone.conflicts());
    }

    @Test
    void theSecondBoardPublishesNothingWhereTheFirstOneDoesAndBothSayIt() {
        Resident first = village.board("b-pi", "0000000b").join();
        village.after(Duration.ofSeconds(4));

        Resident second = village.board("a-pi", "0000000a").join();

        assertTrue(first.publishes(TEMPERATURE));
        assertFalse(second.publishes(TEMPERATURE));
        assertFalse(second.publishes("sensoren/kas/luchtdruk"));
        assertFalse(second.publishes(PUMP + "/cause"));
        assertTrue(second.publishes("apparaten/a-pi/status"));
        assertTrue(second.publishes("sensoren/zolder"));
        assertEquals(
                "both b-pi (board 0000000b) and a-pi (board 0000000a) (this one) claim"
                        + " sensoren/temperatuur, sensoren/kas, actuatoren/pomp: the other one has them,"
                        + " this one publishes nothing there and obeys no command; to give a-pi topics of"
                        + " its own, put into its settings: mqtt: {topic-prefix: a-pi/}",
                second.conflicts());
        assertEquals(
                "both a-pi (board 0000000a) and b-pi (board 0000000b) (this one) claim"
                        + " sensoren/temperatuur, sensoren/kas, actuatoren/pomp: this one has them, the"
                        + " other publishes nothing there and obeys no command; to give a-pi topics of"
                        + " its own, put into its settings: mqtt: {topic-prefix: a-pi/}",
                first.conflicts());
        String info = village.retained.get("apparaten/a-pi/info");
        assertTrue(
                info.contains("\"conflicts\":[{\"device\":\"b-pi\",\"board\":\"0000000b\""), info);
        assertTrue(info.contains("\"holder\":\"b-pi\""), info);
    }

    @Test
    void ofTwoNewOnesTheLowerHashHasItWhicheverCameFirst() {
        for (boolean lowerFirst : List.of(true, false)) {
            var both = new Village();
            Resident low = both.board("low", "0000000a");
            Resident high = both.board("high", "0000000b");
            (lowerFirst ? low : high).connect();
            (lowerFirst ? high : low).connect();

            both.settle();

            assertTrue(low.publishes(TEMPERATURE));
            assertFalse(high.publishes(TEMPERATURE));
        }
    }

    /** Else their values would be mixed for a moment. */
    @Test
    void ofTwoNewOnesTheOneThatHasItWaitsUntilTheOtherIsSilent() {
        Resident high = village.board("high", "0000000b").join();
        Resident low = village.board("low", "0000000a").connect();

        low.turn();
        low.turn();
        high.turn();
        low.turn();

        assertTrue(high.publishes(TEMPERATURE), "it does not know of the other yet");
        assertFalse(low.neighbourhood.isHearing());
        assertFalse(low.publishes(TEMPERATURE));
        village.settle();
        assertTrue(low.publishes(TEMPERATURE));
        assertFalse(high.publishes(TEMPERATURE));
    }

    @Test
    void aHolderThatWasAwayIsTheHolderAgain() {
        Resident holder = village.board("b-pi", "0000000b", directory.resolve("b")).join();
        village.after(Duration.ofSeconds(4));
        Resident other = village.board("a-pi", "0000000a", directory.resolve("a")).join();

        holder.cut();

        assertFalse(other.publishes(TEMPERATURE), "it may come back at once");
        village.after(Duration.ofSeconds(11));
        assertTrue(other.publishes(TEMPERATURE), "nobody else does");
        assertEquals("", other.conflicts());

        Resident back = village.board("b-pi", "0000000b", directory.resolve("b")).join();

        assertTrue(back.publishes(TEMPERATURE));
        assertFalse(other.publishes(TEMPERATURE));
    }

    /** The other one remembers it for it. */
    @Test
    void aHolderThatLostItsMemoryIsTheHolderAgain() {
        Resident holder = village.board("b-pi", "0000000b").join();
        village.after(Duration.ofSeconds(4));
        Resident other = village.board("a-pi", "0000000a", directory.resolve("a")).join();
        holder.cut();
        village.after(Duration.ofSeconds(20));
        assertTrue(other.publishes(TEMPERATURE));

        Resident back = village.board("b-pi", "0000000b").join();

        assertTrue(back.publishes(TEMPERATURE));
        assertFalse(other.publishes(TEMPERATURE));
    }

    @Test
    void whoGaveWayWaitsForItsHolderAfterBothWereOff() {
        Resident holder = village.board("b-pi", "0000000b", directory.resolve("b")).join();
        village.after(Duration.ofSeconds(4));
        Resident other = village.board("a-pi", "0000000a", directory.resolve("a")).join();
        other.cut();
        holder.cut();

        Resident early = village.board("a-pi", "0000000a", directory.resolve("a")).join();

        assertFalse(early.publishes(TEMPERATURE));
        assertEquals("", early.conflicts());
        village.after(Duration.ofSeconds(3));
        Resident late = village.board("b-pi", "0000000b", directory.resolve("b")).join();
        assertTrue(late.publishes(TEMPERATURE));
        assertFalse(early.publishes(TEMPERATURE));
    }

    @Test
    void aRenamedSensorIsFreeForTheOther() {
        Resident holder = village.board("b-pi", "0000000b").join();
        village.after(Duration.ofSeconds(4));
        Resident other = village.board("a-pi", "0000000a").join();

        holder.claims(
                List.of(
                        new Claim("apparaten/b-pi", Set.of(), false),
                        new Claim("sensoren/kelder", Set.of(), false)));

        assertTrue(other.publishes(TEMPERATURE));
        assertEquals("", other.conflicts());
        assertEquals("", holder.conflicts());
        village.after(Duration.ofSeconds(4));
        holder.claims(Village.claims("b-pi"));
        assertFalse(holder.publishes(TEMPERATURE), "by now it is the other's");
        assertTrue(other.publishes(TEMPERATURE));
    }

    @Test
    void aStaleOnlineOfABoardThatIsGoneCostsAFewSeconds() {
        Resident gone = village.board("b-pi", "0000000b").join();
        village.after(Duration.ofSeconds(4));
        gone.vanish();

        Resident fresh = village.board("a-pi", "0000000a").join();

        assertFalse(fresh.publishes(TEMPERATURE), "it may answer");
        village.after(Duration.ofSeconds(6));
        assertTrue(fresh.publishes(TEMPERATURE));
        assertEquals("", fresh.conflicts());
        village.after(Duration.ofSeconds(90));
        assertEquals(
                2,
                village.log.stream()
                        .filter(each -> each.startsWith("apparaten/a-pi/ask/0000000b"))
                        .count());
    }

    /** A bridge or a broker that died with it published no will. */
    @Test
    void aBoardThatVanishedIsDroppedWhenItNoLongerAnswers() {
        Resident holder = village.board("b-pi", "0000000b").join();
        village.after(Duration.ofSeconds(4));
        Resident other = village.board("a-pi", "0000000a").join();

        holder.vanish();
        village.after(Duration.ofSeconds(50));
        assertFalse(other.publishes(TEMPERATURE));
        village.after(Duration.ofSeconds(100));

        assertTrue(other.publishes(TEMPERATURE));
        assertEquals("", other.conflicts());
    }

    @Test
    void aForgedClaimCostsNothingAfterTheFirstSeconds() {
        Resident honest = village.board("a-pi", "0000000b").join();
        village.after(Duration.ofSeconds(4));

        village.publish("apparaten/evil/status", "online", true);
        village.publish(
                "apparaten/evil/info",
                "{\"session\":\"00000000-1\",\"claims\":[\"sensoren/temperatuur\"],\"holds\":true}",
                true);
        village.settle();

        assertTrue(honest.publishes(TEMPERATURE));
        assertEquals("", honest.conflicts());
        village.after(Duration.ofSeconds(200));
        assertTrue(honest.publishes(TEMPERATURE));
        assertEquals("", honest.conflicts());
    }

    @Test
    void infosThatNobodyCanHaveWrittenAreIgnored() {
        Resident honest = village.board("a-pi", "0000000b").join();

        village.publish("apparaten/evil/status", "online", true);
        for (String info :
                List.of(
                        "",
                        "[]",
                        "{\"session\":7}",
                        "{\"session\":\"00000000-1\",\"claims\":7,\"holds\":[7],\"yields\":[]}",
                        "{\"session\":\"00000000-1\",\"claims\":[7,\"\",\" \",\"a  b\"]}",
                        "{".repeat(9000),
                        "{\"a\":" + "[".repeat(4000))) {
            village.publish("apparaten/evil/info", info, true);
            village.settle();
        }

        assertTrue(honest.publishes(TEMPERATURE));
        assertEquals("", honest.conflicts());
    }

    /** Version 0.1.0 claims nothing, answers nobody and gives way to nobody. */
    @Test
    void aBoardThatClaimsNothingHasWhereItPublishesUnlessWeHadItBefore() {
        village.publish("apparaten/old/status", "online", true);
        village.publish("apparaten/old/info", "{\"session\":\"0000000f-1\"}", true);
        Resident fresh = village.board("a-pi", "0000000a", directory).join();
        assertTrue(fresh.neighbourhood.hasSilent());
        assertTrue(fresh.publishes(TEMPERATURE), "it may have other topics");

        fresh.neighbourhood.mixed(TEMPERATURE);
        village.settle();

        assertFalse(fresh.publishes(TEMPERATURE));
        assertTrue(fresh.publishes(PUMP));
        assertTrue(
                fresh.conflicts().startsWith("both old (board 0000000f) and a-pi"),
                fresh.conflicts());

        village.publish("apparaten/old/status", "offline", true);
        village.after(Duration.ofSeconds(12));
        assertTrue(fresh.publishes(TEMPERATURE));
        village.publish("apparaten/old/status", "online", true);
        village.after(Duration.ofSeconds(4));
        assertTrue(fresh.publishes(TEMPERATURE), "it may have other topics by now");
        fresh.vanish();
        Resident holder = village.board("a-pi", "0000000a", directory).join();
        holder.neighbourhood.mixed(TEMPERATURE);
        village.settle();
        assertTrue(holder.publishes(TEMPERATURE));
        assertTrue(holder.conflicts().contains("this one has it"), holder.conflicts());
    }

    @Test
    void theSameBoardAfterAKillIsNobodyElse() {
        Resident killed = village.board("a-pi", "0000000a").join();
        village.after(Duration.ofSeconds(4));
        killed.vanish();

        Resident again = village.board("a-pi", "0000000a").join();

        assertTrue(again.publishes(TEMPERATURE));
        assertEquals("", again.conflicts());
    }

    @Test
    void itsCardInANewBoardIsNobodyElse() {
        Resident old = village.board("a-pi", "0000000b", directory).join();
        village.after(Duration.ofSeconds(4));
        old.cut();

        Resident fresh = village.board("a-pi", "0000000c", directory).join();

        assertTrue(fresh.publishes(TEMPERATURE));
        assertEquals("", fresh.conflicts());
    }

    /** That other one remembers the board that is gone, and not the one with its card. */
    @Test
    void itsCardInANewBoardIsTheHolder() {
        Resident old = village.board("a-pi", "0000000b", directory.resolve("b")).join();
        village.after(Duration.ofSeconds(4));
        Resident other = village.board("z-pi", "0000000a").join();
        old.cut();
        village.after(Duration.ofSeconds(20));

        Resident fresh = village.board("a-pi", "0000000c", directory.resolve("b")).join();

        assertTrue(fresh.publishes(TEMPERATURE));
        assertFalse(other.publishes(TEMPERATURE));
    }

    /** It publishes nothing, its info included, which is also the other one's. */
    @Test
    void aCopyOfItsCardInAnotherBoardIsKnownToBothWhileBothAreThere() throws IOException {
        for (String hash : List.of("0000000a", "0000000c")) {
            var both = new Village();
            Path state = directory.resolve(hash);
            Resident first = both.board("a-pi", "0000000b", state).join();
            both.after(Duration.ofSeconds(4));
            Path copy = Files.createDirectories(directory.resolve(hash + "-copy"));
            Files.copy(state.resolve("claims"), copy.resolve("claims"));

            Resident second = both.board("a-pi", hash, copy).join();

            assertFalse(second.publishes(TEMPERATURE));
            assertFalse(second.publishes("apparaten/a-pi/status"));
            assertTrue(first.publishes(TEMPERATURE));
            assertEquals(
                    "both a-pi (board "
                            + hash
                            + ") and a-pi (board 0000000b) (this one) claim apparaten/a-pi,"
                            + " sensoren/temperatuur, sensoren/kas and 1 more: this one has them, the"
                            + " other publishes nothing there and obeys no command; to give a-pi"
                            + " topics of its own, put into its settings: device: {id: a-pi-"
                            + hash
                            + "}",
                    first.conflicts());
            assertTrue(second.conflicts().contains("the other one has them"), second.conflicts());
            String said = first.conflicts();
            both.after(Duration.ofMinutes(5));
            assertEquals(said, first.conflicts(), "as long as both are there");
            assertTrue(first.publishes(TEMPERATURE));

            second.cut();
            both.after(Duration.ofSeconds(135));

            assertEquals("", first.conflicts());
            assertTrue(first.publishes(TEMPERATURE));
            assertEquals("online", both.retained.get("apparaten/a-pi/status"));
        }
    }

    @Test
    void aCopyOfItsCardTakesOverWhenItIsGoneAndGivesBack() throws IOException {
        Path state = directory.resolve("b");
        Resident first = village.board("a-pi", "0000000b", state).join();
        village.after(Duration.ofSeconds(4));
        Path copy = Files.createDirectories(directory.resolve("copy"));
        Files.copy(state.resolve("claims"), copy.resolve("claims"));
        Resident second = village.board("a-pi", "0000000a", copy).join();

        first.cut();
        assertFalse(second.publishes(TEMPERATURE));
        village.after(Duration.ofSeconds(11));

        assertTrue(second.publishes(TEMPERATURE));
        assertEquals("", second.conflicts());
        village.after(Duration.ofMinutes(3));
        assertTrue(second.publishes(TEMPERATURE));
        Resident back = village.board("a-pi", "0000000b", state).join();
        assertTrue(back.publishes(TEMPERATURE));
        assertFalse(second.publishes(TEMPERATURE));
        village.after(Duration.ofMinutes(3));
        assertTrue(back.publishes(TEMPERATURE));
        assertFalse(second.publishes(TEMPERATURE));
        assertTrue(back.conflicts().contains("this one has them"), back.conflicts());
    }

    @Test
    void ofTwoNewBoardsWithOneDeviceIdTheLowerHashHasItAndBothSayIt() {
        Resident high = village.board("pi", "0000000b").connect();
        Resident low = village.board("pi", "0000000a").connect();

        village.settle();
        village.after(Duration.ofSeconds(8));

        assertTrue(low.publishes(TEMPERATURE));
        assertFalse(high.publishes(TEMPERATURE));
        assertTrue(low.conflicts().contains("this one has them"), low.conflicts());
        assertTrue(high.conflicts().contains("the other one has them"), high.conflicts());
        village.after(Duration.ofMinutes(5));
        assertTrue(low.publishes(TEMPERATURE));
        assertFalse(high.publishes(TEMPERATURE));
        assertTrue(low.conflicts().contains("this one has them"), low.conflicts());
    }

    @Test
    void ofThreeCopiesOfACardOneHasIt() {
        List<Resident> all = new ArrayList<>();
        for (String hash : List.of("0000000b", "0000000a", "0000000c")) {
            all.add(village.board("pi", hash).join());
            village.after(Duration.ofSeconds(20));
        }
        village.after(Duration.ofMinutes(3));

        assertEquals(1, all.stream().filter(each -> each.publishes(TEMPERATURE)).count());
        assertTrue(all.get(0).publishes(TEMPERATURE));
        assertTrue(all.get(0).conflicts().contains("pi-0000000a"), all.get(0).conflicts());
        assertTrue(all.get(0).conflicts().contains("pi-0000000c"), all.get(0).conflicts());
    }

    @Test
    void aReplacedBoardWithANewIdIsNobodyElse() {
        Resident old = village.board("a-pi", "0000000b").join();
        village.after(Duration.ofSeconds(4));
        old.cut();

        Resident fresh = village.board("new-pi", "0000000c").join();

        assertTrue(fresh.publishes(TEMPERATURE));
        assertEquals("", fresh.conflicts());
    }

    @Test
    void boardsThatShareAnOutputBothHaveIt() {
        List<Claim> claims = List.of(new Claim(PUMP, Set.of(), true));
        Resident one = village.new Resident("a-pi", "0000000a", Optional.empty(), claims).join();
        Resident two = village.new Resident("b-pi", "0000000b", Optional.empty(), claims).join();

        assertTrue(one.publishes(PUMP));
        assertTrue(two.publishes(PUMP));
        assertEquals("", one.conflicts() + two.conflicts());
    }

    /** One has many numbers below a topic, the other one thing with a topic among them. */
    @Test
    void topicsCollideWhereTheSameOneIsPublished() {
        var kas = new Claim("kas", Set.of("temperatuur", "luchtdruk"), false);

        assertTrue(kas.collides(new Claim("kas/luchtdruk", Set.of(), false)));
        assertFalse(kas.collides(new Claim("kas/tomaat", Set.of(), false)));
        assertFalse(kas.collides(new Claim("kast", Set.of(), false)));
        assertTrue(kas.covers("kas/luchtdruk/status"));
        assertTrue(kas.covers("kas/fault"));
        assertFalse(kas.covers("kas/tomaat"));
    }

    @Test
    void fortyBoardsThatComeBackSayLittle() {
        List<Resident> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(village.board("pi-" + i, "%08x".formatted(i + 1)).connect());
        }
        village.settle();
        village.after(Duration.ofSeconds(20));
        assertEquals(1, all.stream().filter(each -> each.publishes(TEMPERATURE)).count());
        List.copyOf(village.connected).forEach(Resident::vanish);
        village.bytes = 0;

        all.forEach(Resident::connect);
        village.settle();

        assertTrue(all.get(0).publishes(TEMPERATURE));
        assertEquals(1, all.stream().filter(each -> each.publishes(TEMPERATURE)).count());
        assertTrue(village.bytes < 3_500_000, "bytes to all of them: " + village.bytes);
    }

    /** Each knows of some of the others first, and gives way to another one. */
    @Test
    void ofManyNewOnesThatComeAtOnceOneHasItInWhateverOrderTheyLook() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var street = new Village();
            List<Resident> all = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                all.add(street.board("pi-" + i, "%08x".formatted(random.nextInt(1 << 20))));
            }
            List<Resident> away = new ArrayList<>(all);
            for (int turn = 0; turn < 150; turn++) {
                Resident one = all.get(random.nextInt(all.size()));
                if (away.remove(one)) {
                    one.connect();
                } else {
                    one.turn();
                }
            }
            away.forEach(Resident::connect);
            street.settle();
            street.after(Duration.ofSeconds(20));

            assertEquals(
                    1,
                    all.stream().filter(each -> each.publishes(TEMPERATURE)).count(),
                    "seed " + seed);
        }
    }

    @Test
    void whoWantsToKnowWhoClaimsATopicIsToldWhenThatOneHasAnswered() {
        Resident asker = village.board("a-pi", "0000000a").join();
        village
                .new Resident(
                        "b-pi",
                        "0000000b",
                        Optional.empty(),
                        List.of(new Claim("sensoren/oud", Set.of(), false)))
                .join();
        village.publish("apparaten/dead/status", "online", true);
        village.publish(
                "apparaten/dead/info",
                "{\"session\":\"00000009-1\",\"claims\":[\"sensoren/dood\"]}",
                true);
        village.settle();
        Map<String, Board> told = new HashMap<>();
        List<String> done = new ArrayList<>();

        asker.neighbourhood.inquire(
                List.of("sensoren/oud/status", "sensoren/weg"),
                each -> {
                    told.putAll(each);
                    done.add("first");
                });
        asker.neighbourhood.inquire(
                List.of("sensoren/dood"),
                each -> {
                    told.putAll(each);
                    done.add("second");
                });
        village.settle();

        assertEquals(Map.of("sensoren/oud/status", new Board("b-pi", "0000000b")), told);
        assertEquals(List.of("first"), done);
        village.after(Duration.ofSeconds(75));
        assertEquals(List.of("first", "second"), done);
        assertEquals(1, told.size());
    }

    /**
     * Whatever is started, stopped, killed and renamed: at most one publishes, and in the end the
     * same.
     */
    @Test
    void inAnyOrderOneHasItAndStaysTheOne() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var street = new Village();
            Map<String, Resident> running = new HashMap<>();
            for (int step = 0; step < 20; step++) {
                String device = List.of("a", "b", "c").get(random.nextInt(3));
                Path state = directory.resolve(seed + device);
                String hash = "0000000" + device;
                Resident now = running.get(device);
                if (now == null) {
                    running.put(device, street.board(device, hash, state).join());
                } else if (random.nextBoolean()) {
                    now.cut();
                    running.remove(device);
                } else {
                    now.vanish();
                    running.put(device, street.board(device, hash, state).join());
                }
                assertTrue(publishing(running) <= 1, "seed " + seed + " step " + step);
                street.after(Duration.ofSeconds(random.nextInt(30)));
                assertTrue(publishing(running) <= 1, "seed " + seed + " step " + step);
            }
            street.after(Duration.ofSeconds(200));
            assertEquals(running.isEmpty() ? 0 : 1, publishing(running), "seed " + seed);
        }
    }

    private static long publishing(Map<String, Resident> running) {
        return running.values().stream().filter(each -> each.publishes(TEMPERATURE)).count();
    }
}
