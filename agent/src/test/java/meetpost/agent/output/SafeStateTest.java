package meetpost.agent.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import meetpost.agent.board.FakeBoard;
import meetpost.drivers.bus.OutputLine;
import org.junit.jupiter.api.Test;

class SafeStateTest {

    @Test
    void isInTheRequestOfEachLineTheOffOnesFirst() {
        FakeBoard board = new FakeBoard();

        List<String> problems =
                SafeState.drive(
                        board,
                        List.of(
                                AnOutput.named("nood", 22).onAtCrash().settings(),
                                AnOutput.named("pomp", 17).settings(),
                                AnOutput.named("klep", 4).activeLow().settings()));

        assertEquals(List.of(), problems);
        assertEquals(
                List.of(
                        new OutputLine("pomp", 17, false),
                        new OutputLine("klep", 4, true),
                        new OutputLine("nood", 22, true)),
                board.requests());
    }

    @Test
    void isDrivenForTheOthersWhereOneIsHeldAndNamesThatOne() {
        FakeBoard board = new FakeBoard();
        board.taken(17, true);

        List<String> problems =
                SafeState.drive(
                        board,
                        List.of(
                                AnOutput.named("pomp", 17).settings(),
                                AnOutput.named("klep", 4).settings()));

        assertEquals(List.of("pomp: not at its safe level: GPIO 17 is held by spi0"), problems);
        assertEquals(List.of(new OutputLine("klep", 4, false)), board.requests());
    }
}
