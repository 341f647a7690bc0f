package meetpost.agent.output.spec;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import meetpost.agent.output.spec.Life.Level;
import meetpost.agent.output.spec.Life.Within;
import meetpost.agent.output.spec.Wires.By;
import meetpost.agent.settings.ActuatorSettings.AtStart;

/** What the next program can know, and must know. */
final class Kept {

    private final Situation is;
    private final long flush;
    private final Ids ids;
    private boolean well = true;

    /** Since when the disk took everything. */
    private long wellSince = Long.MIN_VALUE / 2;

    Kept(Situation is, Duration flush, Ids ids) {
        this.is = is;
        this.ids = ids;
        this.flush = flush.toNanos();
    }

    void disk(boolean now) {
        if (now && !well) {
            wellSince = is.now;
            // What waited for it may be written now.
            is.lives.values().forEach(this::lost);
        }
        well = now;
    }

    boolean isWell() {
        return well;
    }

    /** Other rules: whether anything had to be kept may have changed. */
    void reloaded() {
        for (Life each : is.lives.values()) {
            lost(each);
            each.diskOnSince = Optional.empty();
        }
    }

    /** It could not be had, and is off. */
    void failed(Life life) {
        lost(life);
        life.lasts = Level.OFF;
    }

    /** Since when one is on that went on at the start is on disk from then on. */
    void started() {
        for (Life each : is.lives.values()) {
            boolean surely = well && each.on && each.set && !is.heldBack && !is.meddled(each);
            each.diskOnSince =
                    surely && each.rules.maxOn().isPresent()
                            ? Optional.of(each.countsFrom())
                            : Optional.empty();
        }
    }

    /** The next ON is another one; without a program nothing is written. */
    void moved(Life life, By by) {
        if (by != By.WITHOUT_PROGRAM) {
            life.diskOnSince = Optional.empty();
        }
    }

    /** What the line shows is what counts. */
    void meddled(Life life) {
        life.diskOnSince = Optional.empty();
    }

    /** What was before a stop is written exactly, if it comes to its end. */
    void stops() {
        for (Life each : is.lives.values()) {
            boolean surely = each.on && each.set && !is.heldBack && !is.meddled(each);
            each.onBeforeStop = surely ? Optional.of(each.countsFrom()) : Optional.empty();
        }
    }

    /** Nobody knows what the disk says of it now. */
    void lost(Life life) {
        life.kept.addAll(EnumSet.allOf(Level.class));
        life.standsSince = is.now;
    }

    /** A pulse must not become on for ever; what waits for its start level is as good as there. */
    private static Level lasting(Life life) {
        return Level.of((life.set && life.pulse.isEmpty()) || life.deferred);
    }

    void is(Life life) {
        Level lasting = lasting(life);
        // A pulse changes nothing that lasts, but what moves does not stand.
        life.standsSince = life.on == life.stood ? life.standsSince : is.now;
        life.stood = life.on;
        boolean news = lasting != life.lasts || !life.kept.contains(lasting);
        if (news || is.calls(Call.Start.class)) {
            life.lasts = lasting;
            life.standsSince = is.now;
            if (well) {
                life.kept.add(lasting);
            }
        }
    }

    /** The safe level is on disk before it is answered, or the answer says that it is not. */
    void answered(Life life, boolean stored) {
        if (!stored && well && is.now > wellSince) {
            throw is.broken(life, "is not stored, and the disk is well");
        }
        if (stored && life.lasts == Level.of(life.rules.onAtCrash()) && needsMemory(life)) {
            boolean known = !life.followFailed && !is.meddled(life);
            if (known && !well && !life.kept.contains(life.lasts)) {
                throw is.broken(life, "is said to be stored, and the disk takes nothing");
            }
            life.kept.clear();
            life.kept.add(life.lasts);
        }
    }

    private boolean needsMemory(Life life) {
        return life.rules.atStart() == AtStart.LAST
                || life.rules.minOff().isPresent()
                || life.rules.rest().isPresent()
                || life.rules.maxOn().isPresent()
                || is.locks.mates(life).findAny().isPresent();
    }

    /** What has stood for {@code flush} is on disk. */
    void tick() {
        if (!is.calls(Call.Tick.class) || !well || is.heldBack) {
            return;
        }
        for (Life each : is.lives.values()) {
            long since = Math.max(each.standsSince, wellSince);
            boolean stood = is.now - since > 2 * flush && !each.heldBack && !is.meddled(each);
            if (stood) {
                known(each);
            }
        }
    }

    /** The disk has it now as it is. */
    private void known(Life life) {
        ids.written(life.name());
        if (needsMemory(life)) {
            boolean asStarted = life.asStarted || life.cause == Cause.START;
            if (!asStarted || life.rules.atStart() == AtStart.LAST) {
                life.kept.clear();
            }
            // A level that settings declare, or max-on denies them, is not written: the next start
            // comes to it without.
            life.kept.add(life.lasts);
        }
    }

    /** The program is not there any more. */
    void ended(boolean asked) {
        for (Life each : is.lives.values()) {
            if (asked && well && !is.heldBack && !is.meddled(each)) {
                known(each);
            }
            each.endedWell = asked && well && is.now > wellSince;
            if (asked) {
                each.diskOnSince = each.endedWell ? each.onBeforeStop : Optional.empty();
            }
        }
    }

    /** The next one knows this of an output. */
    void begins(Life life, boolean reboot) {
        long wasOff = notCounted(life);
        life.onBefore = life.diskOnSince.filter(any -> well && !reboot).map(on -> on.plus(wasOff));
        life.diskOnSince = Optional.empty();
        life.astray = Optional.empty();
        life.heard();
        life.pulse = Optional.empty();
        life.deferred = false;
        life.followFailed = false;
        life.heldBack = false;
        life.asked = is.now;
        life.set = false;
        life.said = Cause.START;
        life.cause = Cause.START;
        life.id = Optional.empty();
        life.changed = new Within(life.changed.earliest(), is.now);
        life.unseen = Optional.empty();
        life.standsSince = is.now;
        life.lasts = Level.OFF;
        if (!well) {
            lost(life);
        }
        life.mayStartOn = Causes.declared(life, true);
        // Whatever it was, for the next program it may have gone off just now.
        long off = reboot ? is.now : life.offSince.map(Within::earliest).orElse(Long.MIN_VALUE / 2);
        life.offSince = Optional.of(new Within(off, is.now));
        // The disk may be behind by all the switching that cost nothing.
        long on = life.everOn.orElse(life.onSince.earliest());
        life.onSince = new Within(on, is.now);
    }

    /** A stop in order that left the line off does not count, a crash does. */
    private long notCounted(Life life) {
        return life.offSince
                .filter(any -> life.endedWell && !life.on)
                .map(off -> is.now - off.earliest())
                .orElse(0L);
    }
}
