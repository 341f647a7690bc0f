package meetpost.broker.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The normative statements that a test holds a broker to, by their numbers: {@code MQTT-3.1.2-24}.
 * The numbers mean the standard of the test's package: {@code v3} is MQTT 3.1.1, {@code v5} is MQTT
 * 5.0.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Statement {

    /** Numbers as printed in the standard, without brackets; {@code 3.1.4/1} for what has none. */
    String[] value();
}
