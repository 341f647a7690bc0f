package meetpost.drivers.p1;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.SensorException;
import meetpost.drivers.sensor.SensorException.Kind;

/**
 * What a telegram says: values in brackets by their OBIS reference. A gas or water meter has a time
 * of its own, at which it told the electricity meter its value.
 *
 * <p>Source: DSMR P1 Companion Standard 5.0.2, 6.2 to 6.12; for {@code 24.3.0}, whose value is on
 * the next line, 2.2; for {@code 24.2.3} of Belgian gas meters, e-MUCS P1 1.7.1.
 */
public final class P1Telegram {

    /** Gas meters of DSMR 4 tell their value each hour, and are not always heard. */
    static final Duration OLDEST = Duration.ofHours(6);

    private static final Pattern LINE =
            Pattern.compile(
                    "([0-9]{1,3}-[0-9]{1,3}:[0-9]{1,3}(?:\\.[0-9]{1,3}){2,3})((?:\\([^()]*\\))+)");
    private static final Pattern VALUES = Pattern.compile("\\(([^()]*)\\)");
    private static final Pattern NUMBER =
            Pattern.compile("([0-9]{1,10}(?:\\.[0-9]{1,6})?)(?:\\*(kWh|kW|V|A|m3))?");
    private static final Pattern TIME =
            Pattern.compile("([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([SW])");

    private static final int METERS = 4;
    private static final int GAS_METER = 3;
    private static final int WATER_METER = 7;
    private static final int CENTURY = 2000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Of a telegram that is whole. */
    public P1Telegram(String text) {
        String reference = "";
        for (String line : text.split("\r?\n")) {
            Matcher form = LINE.matcher(line);
            if (form.matches()) {
                reference = form.group(1);
                values.putIfAbsent(reference, new ArrayList<>());
                add(reference, form.group(2));
            } else if (line.startsWith("(") && values.containsKey(reference)) {
                add(reference, line);
            }
        }
    }

    private void add(String reference, String brackets) {
        Matcher each = VALUES.matcher(brackets);
        while (each.find()) {
            values.getOrDefault(reference, List.of()).add(each.group(1));
        }
    }

    /** What is wanted of it. */
    public Sensed sensed(List<P1Channel> wanted) throws SensorException {
        List<Measurement> measured = new ArrayList<>();
        List<Sensed.Failure> failures = new ArrayList<>();
        for (P1Channel channel : wanted) {
            try {
                measured.add(new Measurement(channel.quantity(), value(channel)));
            } catch (SensorException e) {
                failures.add(
                        new Sensed.Failure(
                                channel.quantity(), e.kind(), String.valueOf(e.getMessage())));
            }
        }
        if (measured.isEmpty()) {
            throw new SensorException(Kind.CORRUPT, failures.get(0).message());
        }
        return new Sensed(measured, failures);
    }

    private double value(P1Channel channel) throws SensorException {
        return switch (channel) {
            case GAS -> meter(channel, GAS_METER);
            case WATER -> meter(channel, WATER_METER);
            case POWER -> 1000 * (number("1-0:1.7.0") - numberOr("1-0:2.7.0", 0));
            case IMPORT_1,
                    IMPORT_2,
                    EXPORT_1,
                    EXPORT_2,
                    VOLTAGE_1,
                    VOLTAGE_2,
                    VOLTAGE_3,
                    CURRENT_1,
                    CURRENT_2,
                    CURRENT_3 ->
                    number(channel.reference());
        };
    }

    private double numberOr(String reference, double otherwise) throws SensorException {
        return values.containsKey(reference) ? number(reference) : otherwise;
    }

    private double number(String reference) throws SensorException {
        List<String> there = values.getOrDefault(reference, List.of());
        if (there.isEmpty()) {
            throw new SensorException(
                    Kind.NOT_READY,
                    "the meter does not tell it (%s); leave it out of `channel:`"
                            .formatted(reference));
        }
        return number(reference, there.get(there.size() - 1));
    }

    private static double number(String reference, String text) throws SensorException {
        Matcher form = NUMBER.matcher(text);
        if (!form.matches()) {
            throw new SensorException(
                    Kind.CORRUPT,
                    "%s is \"%s\", expected a number"
                            .formatted(reference, text.substring(0, Math.min(40, text.length()))));
        }
        return Double.parseDouble(form.group(1));
    }

    /** Of the meter of that type which told its value last. */
    private double meter(P1Channel channel, int type) throws SensorException {
        Optional<Told> newest = Optional.empty();
        for (int meter = 1; meter <= METERS; meter++) {
            Optional<Told> told = isOfType(meter, type) ? told(meter) : Optional.empty();
            if (told.isPresent() && (newest.isEmpty() || told.get().isAfter(newest.get()))) {
                newest = told;
            }
        }
        if (newest.isEmpty()) {
            throw new SensorException(
                    Kind.NOT_READY,
                    "the meter does not tell it (no meter of type %s); leave %s out of `channel:`"
                            .formatted(type, channel.quantity().dutch()));
        }
        Optional<OffsetDateTime> now = time(values.getOrDefault("0-0:1.0.0", List.of("")).get(0));
        Optional<OffsetDateTime> then = newest.get().time();
        if (now.isPresent()
                && then.isPresent()
                && Duration.between(then.get(), now.get()).compareTo(OLDEST) > 0) {
            throw new SensorException(
                    Kind.NOT_READY,
                    "the value is of %s, and it is %s on the meter: the electricity meter does not hear it any more"
                            .formatted(then.get(), now.get()));
        }
        return newest.get().value();
    }

    private boolean isOfType(int meter, int type) {
        String said = values.getOrDefault("0-%s:24.1.0".formatted(meter), List.of("")).get(0);
        return said.matches("[0-9]{1,3}") && Integer.parseInt(said) == type;
    }

    private Optional<Told> told(int meter) throws SensorException {
        for (String reference : List.of("24.2.1", "24.2.3", "24.3.0")) {
            String full = "0-%s:%s".formatted(meter, reference);
            List<String> there = values.getOrDefault(full, List.of());
            if (there.size() > 1) {
                double value = number(full, there.get(there.size() - 1));
                return Optional.of(new Told(time(there.get(0)), value));
            }
        }
        return Optional.empty();
    }

    private record Told(Optional<OffsetDateTime> time, double value) {

        boolean isAfter(Told other) {
            return time.isPresent()
                    && (other.time.isEmpty() || time.get().isAfter(other.time.get()));
        }
    }

    /** Summer or winter time, which are the same in the Netherlands and in Belgium. */
    private static Optional<OffsetDateTime> time(String text) {
        Matcher form = TIME.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            var local =
                    LocalDateTime.of(
                            CENTURY + Integer.parseInt(form.group(1)),
                            Integer.parseInt(form.group(2)),
                            Integer.parseInt(form.group(3)),
                            Integer.parseInt(form.group(4)),
                            Integer.parseInt(form.group(5)),
                            Integer.parseInt(form.group(6)));
            return Optional.of(
                    local.atOffset(ZoneOffset.ofHours(form.group(7).equals("S") ? 2 : 1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
