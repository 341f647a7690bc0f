package meetpost.agent.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One digital output and its life-cycle.
 *
 * @param activeHigh whether a high level is ON
 * @param onBrokerLoss empty: nothing happens when the broker is gone
 * @param maxOn from the first ON; empty: no bound
 * @param refresh goes to {@code atStop} unless ON is repeated within this
 * @param minOff after OFF, ON is refused for this long
 * @param minOn a rule's OFF waits for this long after ON
 * @param rest after {@code maxOn} has ended it, ON is refused for this long; empty: a rule's only,
 *     for {@code minOff} and a minute at least
 * @param interlock names of outputs that must be off, for {@code deadTime} at least
 * @param deviceClass Home Assistant's, or empty
 * @param topic without prefix and without {@code /set}
 * @param shared whether several boards obey the same topic
 */
public record ActuatorSettings(
        String name,
        String title,
        int gpio,
        boolean activeHigh,
        AtStart atStart,
        boolean onAtStop,
        boolean onAtCrash,
        Optional<BrokerLoss> onBrokerLoss,
        Optional<Duration> maxOn,
        Optional<Duration> refresh,
        Optional<Duration> minOff,
        Optional<Duration> minOn,
        Optional<Duration> rest,
        List<String> interlock,
        Duration deadTime,
        int qos,
        String deviceClass,
        String topic,
        boolean shared) {

    public ActuatorSettings {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(atStart, "atStart");
        requireNonNull(onBrokerLoss, "onBrokerLoss");
        requireNonNull(maxOn, "maxOn");
        requireNonNull(refresh, "refresh");
        requireNonNull(minOff, "minOff");
        requireNonNull(minOn, "minOn");
        requireNonNull(rest, "rest");
        interlock = List.copyOf(interlock);
        requireNonNull(deadTime, "deadTime");
        requireNonNull(deviceClass, "deviceClass");
        requireNonNull(topic, "topic");
    }

    /** The same below rules: these renew what they want, and need no broker for it. */
    public ActuatorSettings governed() {
        return new ActuatorSettings(
                name,
                title,
                gpio,
                activeHigh,
                atStart,
                onAtStop,
                onAtCrash,
                Optional.empty(),
                maxOn,
                Optional.empty(),
                minOff,
                minOn,
                rest,
                interlock,
                deadTime,
                qos,
                deviceClass,
                topic,
                shared);
    }

    /** The level in the line request. */
    public enum AtStart {
        OFF,
        ON,
        /** As it was when the program last knew. */
        LAST
    }

    /** What to do {@code after} nothing was heard of the broker for so long. */
    public record BrokerLoss(Duration after, boolean on) {

        public BrokerLoss {
            requireNonNull(after, "after");
        }
    }
}
