package meetpost.agent.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefectsTest {

    private final Defects defects = new Defects();

    static List<Throwable> survivable() {
        return List.of(
                new IllegalStateException("unforeseen"),
                new StackOverflowError(),
                new AssertionError("never"),
                new NoClassDefFoundError("gone"),
                new ExceptionInInitializerError());
    }

    static List<VirtualMachineError> fatal() {
        return List.of(
                new OutOfMemoryError("made up"), new InternalError("made up"), new UnknownError());
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void costsOneMessage(Throwable thrown) {
        defects.cost(thrown, "commands");
        defects.cost(thrown, "commands");

        assertEquals(2, defects.count());
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void throwsOnWhatTheJvmCannotGoOnFrom(VirtualMachineError thrown) {
        assertEquals(
                thrown,
                assertThrows(VirtualMachineError.class, () -> defects.cost(thrown, "commands")));
        assertEquals(0, defects.count());
    }
}
