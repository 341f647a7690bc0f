package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Commands whose id was seen in the last ten minutes, which are answered and not executed again:
 * contract, section 4. A crash may forget those of the last {@code flush}.
 */
final class Ids {

    private static final long KEPT = Duration.ofMinutes(10).toNanos();

    private final Map<Key, Decided> all = new HashMap<>();

    /** What the disk has is of another boot. */
    private boolean undated;

    private record Key(String output, String id) {}

    /**
     * @param until ten minutes later
     * @param refused why it was not executed; empty: it was
     * @param moved whether its line has moved: only that is written
     * @param written whether the next program knows it for sure
     * @param surely whether this one does
     * @param perhapsUntil so long a program may know of one that was executed, whatever came since
     */
    record Decided(
            long until,
            Optional<String> refused,
            boolean moved,
            boolean written,
            boolean surely,
            Optional<Long> perhapsUntil) {

        Decided asWritten() {
            return new Decided(until, refused, moved, moved, surely, perhapsUntil);
        }

        Decided perhaps(Optional<Long> perhaps) {
            return new Decided(until, refused, moved, written, surely, perhaps);
        }

        /** As the next program may know it. */
        Decided before(boolean well, Optional<Long> perhaps) {
            boolean knows = refused.isEmpty() && written && surely && well;
            return new Decided(until, Optional.empty(), moved, knows, knows, perhaps);
        }
    }

    /** What must be answered to a copy. */
    Optional<Decided> must(Call.Command command, long now) {
        return of(command).filter(each -> each.surely() && now < each.until());
    }

    /** What may be. */
    Optional<Decided> may(Call.Command command, long now) {
        return of(command)
                .filter(
                        each ->
                                now
                                        <= Math.max(
                                                each.until(),
                                                each.perhapsUntil().orElse(each.until())));
    }

    private Optional<Decided> of(Call.Command command) {
        return command.id()
                .flatMap(id -> Optional.ofNullable(all.get(new Key(command.output(), id))));
    }

    /**
     * @param refused why it was not executed
     * @param moved whether its line has moved
     */
    void decided(Call.Command command, Optional<String> refused, boolean moved, long now) {
        long until = now + KEPT;
        Optional<Long> perhaps =
                refused.isEmpty() ? Optional.of(until) : of(command).flatMap(Decided::perhapsUntil);
        var decided = new Decided(until, refused, moved, false, true, perhaps);
        command.id().ifPresent(id -> all.put(new Key(command.output(), id), decided));
    }

    /** A line has moved in the name of that command, as at the end of its pulse. */
    void moved(String output, String id, long now) {
        all.computeIfPresent(
                new Key(output, id), (any, was) -> was.perhaps(Optional.of(now + KEPT)));
    }

    /** The disk has what is known of that output. */
    void written(String output) {
        all.replaceAll((key, was) -> key.output().equals(output) ? was.asWritten() : was);
    }

    /**
     * Another program begins.
     *
     * @param well whether it can read the disk
     * @param reboot whether it cannot know how long ago something was
     */
    void begins(long now, boolean well, boolean reboot) {
        undated |= reboot;
        Optional<Long> anew = Optional.of(now + KEPT).filter(any -> undated);
        all.values().removeIf(each -> each.perhapsUntil().isEmpty());
        all.replaceAll((key, was) -> was.before(well, anew.or(was::perhapsUntil)));
        undated &= !well;
    }
}
