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

/** The launcher on JDKs that say how they were called. */
class LauncherTest {

    private static final Path LAUNCHER = Path.of("launcher/meetpost");

    @TempDir Path directory;

    private Shell shell;

    @BeforeEach
    void jdk() throws IOException {
        shell =
                new Shell(directory)
                        .with("JAVA_HOME", directory.resolve("jdk").toString())
                        .with("STATE_DIRECTORY", directory.resolve("state").toString())
                        .with("MEETPOST_NATIVE", directory.resolve("native").toString());
        shell.program("jdk/bin/java", "echo \"$@\"");
    }

    private void version(String java) throws IOException {
        Files.writeString(
                directory.resolve("jdk/release"),
                "JAVA_VERSION=\"" + java + "\"\nOS_ARCH=\"aarch64\"\n");
    }

    @Test
    void startsTheInstalledJarWithWhatItWasGiven() throws Exception {
        version("17.0.15");

        String said = shell.run(LAUNCHER, "run", "--config", "my file.yaml").said();

        assertTrue(
                said.endsWith(" -jar /usr/lib/meetpost/meetpost.jar run --config my file.yaml"),
                said);
    }

    @Test
    void givesNoJavaAFlagThatItDoesNotKnow() throws Exception {
        version("17.0.15");
        String on17 = shell.run(LAUNCHER, "run").said();
        version("21.0.9");
        String on21 = shell.run(LAUNCHER, "run").said();

        assertFalse(on17.contains("--sun-misc") || on17.contains("--enable-native"), on17);
        assertFalse(on17.contains("CompactObjectHeaders"), on17);
        assertEquals(on17, on21);
    }

    @Test
    void keepsJava25FromWarningOfMemoryAndNativeAccess() throws Exception {
        version("25.0.3");

        String said = shell.run(LAUNCHER, "run").said();

        assertTrue(said.contains("--enable-native-access=ALL-UNNAMED"), said);
        assertTrue(said.contains("--sun-misc-unsafe-memory-access=allow"), said);
        assertTrue(said.contains("-XX:+UseCompactObjectHeaders"), said);
    }

    @Test
    void takesItsHeapFromTheServicesLimit() throws Exception {
        version("17.0.15");
        board(8_000_000);
        limit("system.slice/meetpost.service", "201326592\n");
        assertMemory("-Xmx48m -XX:MaxDirectMemorySize=48m", "run");

        limit("system.slice/meetpost.service", "1073741824\n");
        assertMemory("-Xmx256m -XX:MaxDirectMemorySize=256m", "run");

        limit("system.slice/meetpost.service", "167772160\n");
        assertMemory(
                "-Xmx32m -Xmn6m -XX:SurvivorRatio=2 -XX:MinHeapFreeRatio=20"
                        + " -XX:MaxDirectMemorySize=32m",
                "broker");
    }

    @Test
    void takesItsHeapFromALimitAboveToo() throws Exception {
        version("17.0.15");
        board(8_000_000);
        limit("system.slice/meetpost.service", "max\n");
        limit("system.slice", "104857600\n");

        assertMemory("-Xmx25m -XX:MaxDirectMemorySize=25m", "run");
    }

    @Test
    void takesItsHeapFromASmallBoard() throws Exception {
        version("17.0.15");
        board(260_000);
        assertMemory("-Xmx31m -XX:MaxDirectMemorySize=31m", "run");

        board(8_000_000);
        assertMemory("-Xmx48m -XX:MaxDirectMemorySize=48m", "run");

        limit("system.slice/meetpost.service", "1073741824\n");
        board(440_000);
        assertMemory("-Xmx53m -XX:MaxDirectMemorySize=53m", "run");
    }

    private void assertMemory(String flags, String command) throws Exception {
        shell.with("MEETPOST_ROOT", directory.resolve("root").toString());
        String said = shell.run(LAUNCHER, command).said();
        assertTrue(said.contains(" -Xms8m " + flags + " "), said);
    }

    private void board(int kilobytes) throws IOException {
        Path proc = Files.createDirectories(directory.resolve("root/proc"));
        Files.writeString(
                proc.resolve("meminfo"), "MemTotal:  " + kilobytes + " kB\nMemFree: 1 kB\n");
    }

    private void limit(String group, String most) throws IOException {
        Path self = Files.createDirectories(directory.resolve("root/proc/self"));
        Files.writeString(self.resolve("cgroup"), "0::/system.slice/meetpost.service\n");
        Path its = Files.createDirectories(directory.resolve("root/sys/fs/cgroup/" + group));
        Files.writeString(its.resolve("memory.max"), most);
    }

    @Test
    void takesTheClassArchiveOfItsOwnUserInTheFormOfItsJava() throws Exception {
        Path classes = Files.createDirectories(directory.resolve("state/java")).resolve("classes");
        Files.writeString(classes, "");

        version("21.0.9");
        String on21 = shell.run(LAUNCHER, "run").said();
        version("25.0.3");
        String on25 = shell.run(LAUNCHER, "run").said();

        assertTrue(on21.contains(" -XX:SharedArchiveFile=" + classes + " "), on21);
        assertTrue(on25.contains(" -XX:AOTCache=" + classes + " "), on25);
    }

    @Test
    void startsWithoutAnArchiveWhereThereIsNoneOrTheJarIsAnother() throws Exception {
        version("17.0.15");
        String none = shell.run(LAUNCHER, "run").said();
        Path java = Files.createDirectories(directory.resolve("state/java"));
        Files.writeString(java.resolve("classes"), "");
        String checkout = shell.with("MEETPOST_JAR", "/home/pi/meetpost.jar").run(LAUNCHER).said();

        assertFalse(none.contains("Archive"), none);
        assertFalse(checkout.contains("Archive"), checkout);
    }

    @Test
    void unpacksNoLibraryWhereThePackageHasThem() throws Exception {
        version("17.0.15");
        Path natives = Files.createDirectories(directory.resolve("native/aarch64"));

        String said = shell.run(LAUNCHER, "run").said();

        assertTrue(said.contains(" -Dpi4j.library.path=" + natives + " "), said);
    }

    @Test
    void hasLibcSpeakEnglishWhateverTheMachineSpeaks() throws Exception {
        version("17.0.15");
        shell.program("jdk/bin/java", "echo $LC_ALL $LC_MESSAGES ${LANGUAGE-none}");
        shell.with("LANG", "nl_NL.UTF-8").with("LC_ALL", "nl_NL.UTF-8").with("LANGUAGE", "nl:de");

        assertEquals("C.UTF-8 C.UTF-8 none", shell.run(LAUNCHER, "run").said());
    }

    @Test
    void refusesAnOldJavaWithTheLineToType() throws Exception {
        version("11.0.24");

        var ended = shell.run(LAUNCHER, "run");

        assertEquals(1, ended.status());
        assertTrue(
                ended.said()
                        .endsWith(
                                "is Java 11, 17 or newer is needed; type: sudo apt install default-jre-headless"),
                ended.said());
    }
}
