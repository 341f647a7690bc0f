package meetpost.agent.rule;

import java.util.Optional;
import meetpost.agent.rule.Decision.Unknown;
import meetpost.agent.rule.Decision.Wants;
import meetpost.agent.rule.Knowledge.Position;
import meetpost.agent.settings.rule.Behaviour.Follow;
import meetpost.agent.settings.rule.Behaviour.Press;
import meetpost.agent.time.DurationText;

/** What rules want that look at an input or an output. */
final class SwitchDeciders {

    private SwitchDeciders() {}

    static final class Following implements Decider {

        private final Follow follow;
        private boolean wasOn;

        Following(Follow follow) {
            this.follow = follow;
        }

        @Override
        public Decision decide(Moment moment, Observations observations) {
            Optional<Position> leader = observations.position(follow.leader());
            if (leader.isEmpty()) {
                return new Unknown(observations.lacking());
            }
            String name = follow.leader().text();
            wasOn |= leader.get().on();
            if (leader.get().on()) {
                return new Wants(true, name + " is on");
            }
            boolean held =
                    wasOn && moment.tick() - leader.get().changed() < follow.hold().toNanos();
            return new Wants(
                    held,
                    held
                            ? "%s was on less than %s ago"
                                    .formatted(name, DurationText.of(follow.hold()))
                            : name + " is off");
        }
    }

    static final class Pressing implements Decider {

        private final Press press;
        private Optional<Long> presses = Optional.empty();
        private boolean toggled;
        private Optional<Long> end = Optional.empty();

        Pressing(Press press) {
            this.press = press;
        }

        @Override
        public Decision decide(Moment moment, Observations observations) {
            Optional<Position> button = observations.position(press.button());
            if (button.isEmpty()) {
                return new Unknown(observations.lacking());
            }
            long fresh = button.get().presses() - presses.orElse(button.get().presses());
            presses = Optional.of(button.get().presses());
            if (press.length().isEmpty()) {
                toggled ^= fresh % 2 != 0;
                return new Wants(toggled, press.button().text() + " was pressed");
            }
            if (fresh > 0) {
                end = Optional.of(moment.tick() + press.length().get().toNanos());
            }
            end = end.filter(tick -> moment.tick() - tick < 0);
            return new Wants(
                    end.isPresent(),
                    end.isPresent()
                            ? "%s was pressed, for %s"
                                    .formatted(
                                            press.button().text(),
                                            DurationText.of(press.length().get()))
                            : press.button().text()
                                    + " was not pressed for "
                                    + DurationText.of(press.length().get()));
        }

        @Override
        public void dropped() {
            end = Optional.empty();
            toggled = false;
        }
    }
}
