package meetpost.agent.output.spec;

import java.util.Optional;

/** Which commands are executed, and what their answers say: contract, sections 3 and 4. */
final class Commands {

    private final Situation is;
    private final Kept kept;
    private final Ids ids;
    private final Calendar calendar;

    /**
     * Whether the output of the command that is being decided was told of, and whether it moved.
     */
    private boolean told;

    private boolean moved;

    Commands(Situation is, Kept kept, Ids ids, Calendar calendar) {
        this.is = is;
        this.kept = kept;
        this.ids = ids;
        this.calendar = calendar;
    }

    /** Whether nothing may come of it. */
    boolean isBarred(Call.Command command) {
        told = false;
        moved = false;
        is.of(command.output()).unasked = false;
        return is.stopped
                || command.stored()
                || ids.must(command, is.now).isPresent()
                || calendar.mustHaveExpired(command.expires(), is.now);
    }

    void told(Life life) {
        told |= is.calls(life);
    }

    void moved(Life life) {
        moved |= is.calls(life);
    }

    /**
     * It was decided.
     *
     * @param reply empty: it was executed, and its answer waits for the disk
     */
    void decided(Call.Command command, Optional<Reply> reply) {
        Life life = is.of(command.output());
        if (reply.isPresent() && !reply.get().id().equals(command.id())) {
            throw is.broken(life, reply.get() + " is an answer to another command");
        }
        if (is.stopped) {
            boolean copy = ids.may(command, is.now).isPresent();
            if (told || (reply.flatMap(Reply::refused).isEmpty() && !copy)) {
                throw is.broken(life, "is answered after the stop: " + reply);
            }
            return;
        }
        if (command.stored()) {
            if (told || reply.filter(each -> each.isRefused("retained")).isEmpty()) {
                throw is.broken(life, "a stored command is not refused: " + reply);
            }
            return;
        }
        if (ids.may(command, is.now).filter(was -> isTheSame(was, reply, life)).isPresent()) {
            return;
        }
        if (ids.must(command, is.now).isPresent()) {
            throw is.broken(life, "a copy of a command is not answered as before: " + reply);
        }
        fresh(command, life, reply);
        Optional<String> refused = reply.flatMap(Reply::refused);
        ids.decided(command, refused, moved && refused.isEmpty(), is.now);
        calendar.looked();
    }

    /** Whether a copy is answered by what came of the first one, and nothing else was done. */
    private boolean isTheSame(Ids.Decided before, Optional<Reply> reply, Life life) {
        return !told
                && reply.filter(
                                now ->
                                        now.refused().equals(before.refused())
                                                && (now.refused().isPresent()
                                                        || now.on() == life.on))
                        .isPresent();
    }

    private void fresh(Call.Command command, Life life, Optional<Reply> reply) {
        if (reply.filter(each -> each.isRefused("expired")).isPresent()) {
            if (told || !calendar.mayHaveExpired(command.expires(), is.now)) {
                throw is.broken(life, command + " has not expired, and is refused");
            }
        } else if (calendar.mustHaveExpired(command.expires(), is.now)) {
            throw is.broken(life, command + " has expired: " + reply);
        } else if (reply.flatMap(Reply::refused).isPresent()) {
            refused(command, life, reply.flatMap(Reply::refused).orElseThrow());
        } else {
            executed(command, life, reply);
        }
    }

    private void executed(Call.Command command, Life life, Optional<Reply> reply) {
        if (is.heldBack) {
            throw is.broken(life, "is switched, and outputs stay at at-crash");
        }
        if (life.on != command.on() || reply.filter(each -> each.on() != life.on).isPresent()) {
            throw is.broken(life, "answers that it did " + command + ": " + reply);
        }
        life.deferred = false;
        kept.is(life);
    }

    private void refused(Call.Command command, Life life, String reason) {
        boolean meddled =
                is.meddled(life) || is.locks.mates(life).anyMatch(mate -> is.meddled(mate));
        boolean right =
                switch (reason) {
                    case "interlock" -> command.on() && (is.locks.mayNot(life, is.now) || meddled);
                    case "min-off" ->
                            command.on()
                                    && ((!life.on && Locks.mayStayOff(life, is.now)) || meddled)
                                    && !is.locks.mustNot(life, is.now);
                    case "rest" ->
                            command.on()
                                    && ((!life.on && Locks.mayRest(life, is.now)) || meddled)
                                    && !is.locks.mustNot(life, is.now);
                    case "output-fault" -> is.meddled(life) || is.heldBack;
                    default -> false;
                };
        if (!right) {
            throw is.broken(life, command + " is refused: " + reason);
        }
        if (reason.equals("output-fault") && !is.heldBack) {
            failed(life);
        }
    }

    private void failed(Life life) {
        life.set = false;
        life.pulse = Optional.empty();
        life.deferred = false;
        kept.failed(life);
    }

    /**
     * What a rule wants was done, or something stood in the way.
     *
     * @param obstacle empty: it was done
     */
    void wished(Call.Wish wish, Optional<String> obstacle) {
        Life life = is.of(wish.output());
        if (obstacle.isEmpty()) {
            if (is.stopped || is.heldBack || life.on != wish.on()) {
                throw is.broken(life, "is said to do " + wish);
            }
            life.deferred = false;
            kept.is(life);
            return;
        }
        boolean meddled = is.meddled(life) || is.locks.mates(life).anyMatch(is::meddled);
        boolean off = wish.on() && !life.on;
        boolean right =
                switch (obstacle.get()) {
                    case "INTERLOCK" -> wish.on() && (is.locks.mayNot(life, is.now) || meddled);
                    case "MIN_OFF" -> (off && Locks.mayStayOff(life, is.now)) || meddled;
                    case "REST" ->
                            (off
                                            && (Locks.mayRest(life, is.now)
                                                    || life.restedAt(Locks.usualRest(life))
                                                            > is.now))
                                    || meddled;
                    case "MIN_ON" -> !wish.on() && (mayStayOn(life) || meddled);
                    case "STOPPING" -> is.stopped;
                    case "FAULT" -> is.meddled(life) || is.heldBack;
                    default -> false;
                };
        if (!right) {
            throw is.broken(life, wish + " is refused: " + obstacle.get());
        }
        if (obstacle.get().equals("FAULT") && !is.heldBack && !is.stopped) {
            failed(life);
        }
    }

    private boolean mayStayOn(Life life) {
        return life.on && Locks.isWithin(life.rules.minOn(), life.countsFrom().latest(), is.now);
    }

    /** Its answer is there. */
    void answered(Call.Command command, Optional<Reply> reply) {
        Life life = is.of(command.output());
        if (reply.isEmpty()) {
            throw is.broken(life, command + " is not answered within a second");
        }
        if (told && reply.get().refused().isEmpty()) {
            kept.answered(life, reply.get().stored());
        }
    }
}
