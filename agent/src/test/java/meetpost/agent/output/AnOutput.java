package meetpost.agent.output;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ActuatorSettings;
import meetpost.agent.settings.ActuatorSettings.AtStart;
import meetpost.agent.settings.ActuatorSettings.BrokerLoss;

/**
 * Settings of one output for tests: everything as the contract's defaults, but for what is said.
 */
public final class AnOutput {

    private final String name;
    private final int gpio;
    private boolean activeHigh = true;
    private AtStart atStart = AtStart.OFF;
    private boolean onAtStop;
    private boolean onAtCrash;
    private Optional<BrokerLoss> onBrokerLoss = Optional.empty();
    private Optional<Duration> maxOn = Optional.empty();
    private Optional<Duration> refresh = Optional.empty();
    private Optional<Duration> minOff = Optional.empty();
    private Optional<Duration> minOn = Optional.empty();
    private Optional<Duration> rest = Optional.empty();
    private List<String> interlock = List.of();
    private Duration deadTime = Duration.ofMillis(500);

    private AnOutput(String name, int gpio) {
        this.name = name;
        this.gpio = gpio;
    }

    public static AnOutput named(String name, int gpio) {
        return new AnOutput(name, gpio);
    }

    public AnOutput activeLow() {
        activeHigh = false;
        return this;
    }

    public AnOutput atStart(AtStart level) {
        atStart = level;
        return this;
    }

    public AnOutput onAtStop() {
        onAtStop = true;
        return this;
    }

    public AnOutput onAtCrash() {
        onAtCrash = true;
        return this;
    }

    public AnOutput onBrokerLoss(Duration after, boolean on) {
        onBrokerLoss = Optional.of(new BrokerLoss(after, on));
        return this;
    }

    public AnOutput maxOn(Duration duration) {
        maxOn = Optional.of(duration);
        return this;
    }

    public AnOutput refresh(Duration duration) {
        refresh = Optional.of(duration);
        return this;
    }

    public AnOutput minOff(Duration duration) {
        minOff = Optional.of(duration);
        return this;
    }

    public AnOutput minOn(Duration duration) {
        minOn = Optional.of(duration);
        return this;
    }

    public AnOutput rest(Duration duration) {
        rest = Optional.of(duration);
        return this;
    }

    public AnOutput interlock(String... names) {
        interlock = List.of(names);
        return this;
    }

    public AnOutput deadTime(Duration duration) {
        deadTime = duration;
        return this;
    }

    public ActuatorSettings settings() {
        return new ActuatorSettings(
                name,
                name,
                gpio,
                activeHigh,
                atStart,
                onAtStop,
                onAtCrash,
                onBrokerLoss,
                maxOn,
                refresh,
                minOff,
                minOn,
                rest,
                interlock,
                deadTime,
                1,
                "",
                "actuatoren/" + name,
                false);
    }
}
