package meetpost.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the unit does after a crash, with tools that write down how they were called. */
class AfterCrashTest {

    private static final Path AFTER_CRASH = Path.of("units/after-crash");

    @TempDir Path directory;

    private Shell shell;

    @BeforeEach
    void crashed() throws IOException {
        shell =
                new Shell(directory)
                        .with("SERVICE_RESULT", "signal")
                        .with("EXIT_CODE", "killed")
                        .with("EXIT_STATUS", "KILL")
                        .with("RUNTIME_DIRECTORY", directory.toString())
                        .with("STATE_DIRECTORY", directory.resolve("state").toString())
                        .with("MEETPOST", directory.resolve("meetpost").toString());
        shell.program("meetpost", "echo meetpost $* >>" + directory + "/calls");
        shell.program("pinctrl", "exit 1");
        shell.program("gpiodetect", "exit 1");
        shell.program("gpioset", "exit 1");
    }

    private void levels(String lines) throws IOException {
        Files.writeString(directory.resolve("at-crash"), lines);
    }

    private void gpiod(String version) throws IOException {
        shell.program(
                "gpiodetect",
                "echo 'gpiochip10 [gpio-brcmstb] (4 lines)'\n"
                        + "echo 'gpiochip0 [pinctrl-rp1] (54 lines)'");
        shell.program(
                "gpioset",
                "[ \"$1\" != --version ] || { echo '"
                        + version
                        + "'; exit 0; }\n"
                        + "echo gpioset $* >>"
                        + directory
                        + "/calls");
    }

    private String calls() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls) ? Files.readString(calls) : "";
    }

    @Test
    void bookwormsGpiosetDrivesEachLineOfTheHeadersChip() throws Exception {
        levels("17 0 pomp\n4 1 klep\n");
        gpiod("gpioset (libgpiod) v1.6.3");

        var ended = shell.run(AFTER_CRASH);

        assertEquals(
                "ended by killed KILL (signal): outputs to at-crash, by gpioset", ended.said());
        assertEquals(0, ended.status());
        assertEquals(
                "gpioset --mode=exit gpiochip0 17=0\ngpioset --mode=exit gpiochip0 4=1\n", calls());
    }

    @Test
    void trixiesGpiosetHasOtherWords() throws Exception {
        levels("17 0 pomp\n");
        gpiod("gpioset (libgpiod) v2.2.1");

        shell.run(AFTER_CRASH);

        assertEquals("gpioset --chip gpiochip0 --toggle 0 17=0\n", calls());
    }

    @Test
    void pinctrlDrivesThemWhereThereIsNoGpioset() throws Exception {
        levels("17 0 pomp\n4 1 klep\n");
        shell.program(
                "pinctrl",
                "case $1 in set) echo pinctrl $* >>"
                        + directory
                        + "/calls ;;\n"
                        + "get) case $2 in 17) level=lo ;; *) level=hi ;; esac\n"
                        + "echo \"$2: op -- pd | $level // GPIO$2 = output\" ;; esac");

        var ended = shell.run(AFTER_CRASH);

        assertTrue(ended.said().endsWith(", by pinctrl"), ended.said());
        assertEquals("pinctrl set 17 op dl\npinctrl set 4 op dh\n", calls());
    }

    @Test
    void theJarDoesItWhereALineDoesNotFollow() throws Exception {
        levels("17 0 pomp\n4 0 klep\n");
        shell.program("pinctrl", "[ $1 = set ] || echo \"$2: op -- pd | hi // GPIO$2 = output\"");

        shell.run(AFTER_CRASH);

        assertEquals("meetpost safe-state --config /etc/meetpost/meetpost.yaml\n", calls());
    }

    @Test
    void aLineThatIsHeldKeepsNoOtherFromItsLevel() throws Exception {
        levels("17 0 pomp\n4 1 klep\n");
        gpiod("gpioset (libgpiod) v2.2.1");
        shell.program(
                "gpioset",
                "[ \"$1\" != --version ] || { echo 'gpioset (libgpiod) v2.2.1'; exit 0; }\n"
                        + "[ $5 != 17=0 ] || exit 1\necho $5 >>"
                        + directory
                        + "/calls");

        shell.run(AFTER_CRASH);

        assertEquals("4=1\nmeetpost safe-state --config /etc/meetpost/meetpost.yaml\n", calls());
    }

    @Test
    void theJarDoesItWhereNothingWasWrittenDown() throws Exception {
        gpiod("gpioset (libgpiod) v1.6.3");

        var ended = shell.run(AFTER_CRASH);

        assertEquals("ended by killed KILL (signal): outputs to at-crash", ended.said());
        assertEquals("meetpost safe-state --config /etc/meetpost/meetpost.yaml\n", calls());
    }

    @Test
    void noJavaIsStartedWhereThereIsNoOutput() throws Exception {
        levels("");

        var ended = shell.run(AFTER_CRASH);

        assertTrue(ended.said().endsWith(": there are none"), ended.said());
        assertEquals("", calls());
    }

    @Test
    void aCleanStopAndWrongSettingsMoveNothing() throws Exception {
        levels("17 0 pomp\n");
        gpiod("gpioset (libgpiod) v1.6.3");

        var stopped = shell.with("SERVICE_RESULT", "success").run(AFTER_CRASH);
        var wrong =
                shell.with("SERVICE_RESULT", "exit-code")
                        .with("EXIT_STATUS", "78")
                        .run(AFTER_CRASH);

        assertEquals("", stopped.said() + wrong.said() + calls());
    }

    @Test
    void aJvmThatBrokeIsNotGivenTheSameClassArchiveAgain() throws Exception {
        levels("");
        Path java = Files.createDirectories(directory.resolve("state/java"));
        Files.writeString(java.resolve("classes"), "spoilt");
        Files.writeString(java.resolve("of"), "this jar");

        shell.run(AFTER_CRASH);
        assertTrue(Files.exists(java.resolve("classes")), "a kill says nothing of the archive");
        shell.with("EXIT_STATUS", "ABRT").run(AFTER_CRASH);

        assertFalse(Files.exists(java.resolve("classes")));
        assertFalse(Files.exists(java.resolve("of")));
    }
}
