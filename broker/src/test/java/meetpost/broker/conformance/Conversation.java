package meetpost.broker.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test that is held with every broker: with ours, and with Mosquitto, which proves the test
 * right. Each gets a broker of its own, started for it, as a parameter of type {@link Peer}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(EveryBroker.class)
@Execution(ExecutionMode.CONCURRENT)
public @interface Conversation {

    /** The rules of the broker. */
    House value() default House.OPEN;
}
