// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.agent.posix.Child;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a held shell becomes its program, and that none is left over. */
final class LauncherTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final ExecutorService forks = Executors.newCachedThreadPool();
    private final Launcher launcher = new Launcher(forks, "");

    @AfterEach
    void close() {
        launcher.close();
        forks.shutdownNow();
    }

    private static List<ProcessHandle> waitingShells() {
        return ProcessHandle.current().children()
                .filter(child -> child.info().commandLine().orElse("").contains("mainstay-held"))
                .toList();
    }

    private Program touching(String name) {
        return new Program(List.of("/usr/bin/touch", folder.resolve(name).toString()), Map.of());
    }

    @Test
    void programGetsItsWordsAndVariablesAsTheyAre() throws Exception {
        Map<String, String> variables = Map.of("PATH", "/usr/bin:/bin",
                "quoted", "it's \"$PATH\" `date` \\ ü\n#}", "empty", "",
                "disk-size", "no shell's variable", "a.b", "'");
        List<String> words = List.of("a  b", "", "$HOME", "'", "line\nfeed");
        List<String> command = new ArrayList<>(List.of("/usr/bin/printf", "%s|"));
        command.addAll(words);

        assertEquals(String.join("|", words) + "|", output(new Program(command, variables)));
        List<String> told = List.of(output(new Program(List.of("/usr/bin/env", "--null"),
                variables)).split("\0"));
        variables.forEach((name, value) -> assertTrue(told.contains(name + "=" + value),
                () -> name + " in " + told));
    }

    private String output(Program program) throws Exception {
        Captured captured = Captured.run(launcher, program, PATIENCE);
        assertEquals(0, captured.exitCode(), captured.errors().text());
        return captured.output();
    }

    @Test
    void instructionThatIsCutOffDoesNothing() throws Exception {
        byte[] instruction = ShellInstruction.become(touching("done"));
        int closed = instruction.length - "}\n".length();
        for (int length : List.of(0, closed / 2, closed - 1, closed)) {
            HeldShell shell = shell();
            shell.become(Arrays.copyOf(instruction, length));
            shell.exitCode().join();
            assertFalse(Files.exists(folder.resolve("done")), "after " + length + " bytes");
        }
        HeldShell shell = shell();
        shell.become(instruction);
        assertEquals(0, shell.exitCode().join());
        assertTrue(Files.exists(folder.resolve("done")));
    }

    private static HeldShell shell() throws Exception {
        return HeldShell.fork(Child.Output.DISCARDED, new ChildWatch(), new OutputTail(1, ""),
                new OutputTail(1, ""));
    }

    @Test
    void programInheritsNothingOfThisProcess() throws Exception {
        assertEquals("0\n1\n2\n3\n", output(new Program(
                List.of("/bin/ls", "/proc/self/fd"), Map.of("PATH", "/bin"))), "3 is the folder");
        assertEquals("PWD=/\n", output(new Program(List.of("/usr/bin/env"), Map.of())),
                "of the shell's own");
        assertTrue(output(new Program(List.of("/bin/cat", "/proc/self/status"), Map.of()))
                .contains("SigBlk:\t0000000000000000"));
    }

    @Test
    void exitCodeTellsTheSignal() throws Exception {
        for (int signal : List.of(9, 15)) {
            HeldProcess held = launcher.hold(
                    new Program(List.of("/bin/sh", "-c", "kill -" + signal + " $$"), Map.of()));
            held.release();
            held.onExit().join();
            assertEquals(128 + signal, held.exitCode());
        }
    }

    @Test
    void childrenHaveNoThreadsOfTheirOwn() throws Exception {
        int before = Thread.getAllStackTraces().size();
        List<HeldProcess> held = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            held.add(launcher.hold(
                    new Program(List.of("/bin/sh", "-c", "echo said >&2"), Map.of())));
        }
        int most = Thread.getAllStackTraces().size();
        assertTrue(most <= before + 4 + 1, () -> "four may fork and one waits: "
                + Thread.getAllStackTraces().keySet());
        held.forEach(HeldProcess::release);
        for (HeldProcess process : held) {
            process.onExit().join();
            assertEquals("said\n", process.errors().text());
        }
    }

    @Test
    void endOfMuchOutputIsKept() throws Exception {
        HeldProcess held = launcher.hold(new Program(List.of("/bin/sh", "-c",
                "head -c 3000000 /dev/zero >&2; echo the end >&2"), Map.of("PATH", "/usr/bin")));
        held.release();
        held.onExit().join();
        String text = held.errors().text();
        assertTrue(text.endsWith("\0the end\n"));
        assertEquals(16 * 1024, text.length());
    }

    @Test
    void whatIsLeftInTheBackgroundMaySpeakOn() throws Exception {
        HeldProcess held = launcher.hold(new Program(List.of("/bin/sh", "-c", """
                (until [ -e go ]; do sleep 0.05; done
                head -c 100000 /dev/zero >&2 && head -c 100000 /dev/zero >&2 && touch spoken) &
                """.replace("go", folder.resolve("go").toString())
                .replace("spoken", folder.resolve("spoken").toString())),
                Map.of("PATH", "/usr/bin:/bin")));
        held.release();
        held.onExit().join();
        assertEquals(0, held.exitCode());
        assertEquals("", held.errors().text());

        Files.createFile(folder.resolve("go"));
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("spoken")));
    }

    @Test
    void nulCharacterIsRefusedBeforeAnythingIsForked() {
        assertThrows(IllegalArgumentException.class, () -> launcher.hold(
                new Program(List.of("/bin/true"), Map.of("name", "a\0b"))));
    }

    @Test
    void abandonedShellHasDoneNothing() throws Exception {
        HeldProcess held = launcher.hold(touching("done"));
        held.group();
        held.abandon();
        assertFalse(Files.exists(folder.resolve("done")));
    }

    @Test
    void nextProgramTakesAShellThatWasForkedAhead() throws Exception {
        HeldProcess first = launcher.hold(touching("first"));
        await().atMost(PATIENCE).until(() -> waitingShells().size() == 5);
        List<Long> ahead = waitingShells().stream().map(ProcessHandle::pid).toList();
        HeldProcess second = launcher.hold(touching("second"));

        assertTrue(ahead.contains((long) second.group().id()));
        assertNotEquals(first.group(), second.group());
        second.release();
        second.onExit().join();
        assertEquals(0, second.exitCode());
        assertTrue(Files.exists(folder.resolve("second")));
        first.abandon();
    }

    @Test
    void shellThatDiedAheadOfItsTimeIsNotTaken() throws Exception {
        launcher.hold(touching("first")).abandon();
        await().atMost(PATIENCE).until(() -> waitingShells().size() == 4);
        for (ProcessHandle shell : waitingShells()) {
            shell.destroyForcibly();
            shell.onExit().join();
        }
        HeldProcess held = launcher.hold(touching("done"));
        held.group();
        held.release();
        held.onExit().join();
        assertTrue(Files.exists(folder.resolve("done")));
    }

    @Test
    void shellsForkedAheadLeaveWithTheLauncher() throws Exception {
        launcher.hold(touching("first")).abandon();
        launcher.close();
        await().atMost(PATIENCE).until(() -> waitingShells().isEmpty());
        launcher.hold(touching("late")).abandon();
        assertTrue(waitingShells().isEmpty());
    }
}
