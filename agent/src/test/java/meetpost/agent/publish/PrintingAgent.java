package meetpost.agent.publish;

import java.time.Duration;
import java.util.List;
import meetpost.drivers.bus.Pause;

/** A program that prints what comes in, until it is killed. */
final class PrintingAgent {

    private PrintingAgent() {}

    public static void main(String[] args) throws InterruptedException {
        TestAgent agent = TestAgent.connected(Integer.parseInt(args[0]));
        print("connected");
        int printed = 0;
        while (true) {
            List<String> inbox = agent.inbox();
            inbox.subList(printed, inbox.size()).forEach(PrintingAgent::print);
            printed = inbox.size();
            Pause.REAL.of(Duration.ofMillis(50));
        }
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
