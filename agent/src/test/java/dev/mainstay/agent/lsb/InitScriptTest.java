// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.lsb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstay.agent.action.AgentSpec;
import dev.mainstay.agent.action.Operation;
import dev.mainstay.agent.action.Task;
import dev.mainstay.agent.standard.AgentMetadata;
import dev.mainstay.agent.standard.Invocation;
import dev.mainstay.agent.standard.Invocation.Executable;
import dev.mainstay.agent.standard.Invocation.Unavailable;
import dev.mainstay.agent.standard.MetadataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InitScriptTest {
    private static final String HEADER = """
            #!/bin/sh
            ### BEGIN INIT INFO
            # Provides:          web
            # Required-Start:    $network
            # Short-Description: serves <pages>
            # Description:       Serves pages to whoever
            #                    asks for them.
            # X-Interactive:     true
            ### END INIT INFO
            exit 0
            """;

    @TempDir
    Path folder;
    private LsbResourceAgent lsb;

    @BeforeEach
    void write() throws IOException {
        script("web", "rwxr-xr-x");
        script("closed", "rw-r--r--");
        lsb = new LsbResourceAgent(folder, Map.of("LANG", "C"));
    }

    private void script(String name, String permissions) throws IOException {
        Path script = folder.resolve(name);
        Files.writeString(script, HEADER);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString(permissions));
    }

    private static AgentSpec spec(String type) {
        return new AgentSpec("lsb", "", type);
    }

    private Invocation prepared(String type, Task task) {
        return lsb.prepare(new Operation("r", spec(type), task, Map.of(), Map.of(), Map.of(),
                Duration.ofSeconds(1), Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,7", "2,7", "3,7", "4,1", "5,1", "7,1", "99,1"})
    void statusIsReadAsTheStandardHasIt(int script, int meaning) {
        assertEquals(meaning, assertInstanceOf(Executable.class, prepared("web", Task.MONITOR))
                .meaning()
                .applyAsInt(script));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "2,2", "3,3", "4,4", "5,5", "6,6", "7,7", "8,1", "150,1"})
    void otherExitCodesMeanTheSameUpToSeven(int script, int meaning) {
        assertEquals(meaning, assertInstanceOf(Executable.class, prepared("web", Task.STOP))
                .meaning()
                .applyAsInt(script));
    }

    @ParameterizedTest
    @CsvSource({"START,start", "STOP,stop", "MONITOR,status"})
    void scriptIsCalledWithItsOwnWord(Task task, String word) {
        Executable call = assertInstanceOf(Executable.class, prepared("web", task));
        assertEquals(List.of(folder.resolve("web").toString(), word), call.program().command());
        assertEquals(Map.of("LANG", "C"), call.program().environment());
    }

    @Test
    void absolutePathNamesAScriptAnywhere() {
        Executable call = assertInstanceOf(Executable.class,
                prepared(folder.resolve("web").toString(), Task.START));
        assertEquals(folder.resolve("web").toString(), call.program().command().getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "../web", ".web", "/nowhere/web"})
    void scriptThatIsNotThereIsNotInstalled(String type) {
        assertEquals(5, assertInstanceOf(Unavailable.class, prepared(type, Task.MONITOR))
                .exitCode());
    }

    @Test
    void scriptThatMayNotBeRunSaysSo() {
        assertEquals(new Unavailable(4, folder.resolve("closed") + " is not executable"),
                prepared("closed", Task.START));
    }

    @Test
    void otherTasksAreNotImplemented() {
        assertEquals(3, assertInstanceOf(Unavailable.class, prepared("web", Task.PROMOTE))
                .exitCode());
    }

    @Test
    void headerDescribesTheScript() throws MetadataException {
        AgentMetadata metadata = lsb.metadata(spec("web"));
        assertEquals("serves <pages>", metadata.texts().brief());
        assertEquals("Serves pages to whoever asks for them.", metadata.texts().detailed());
        assertEquals(Duration.ofSeconds(15), metadata.actions()
                .stream()
                .filter(action -> action.name().equals("monitor"))
                .findFirst()
                .orElseThrow()
                .interval());
        assertEquals(List.of(), metadata.parameters());
        assertEquals(true, metadata.xml().contains("serves &lt;pages&gt;"));
    }

    @Test
    void scriptsThatCanBeRunAreListed() {
        assertEquals(List.of(spec("web")), lsb.list());
        assertThrows(MetadataException.class, () -> lsb.metadata(spec("absent")));
    }
}
