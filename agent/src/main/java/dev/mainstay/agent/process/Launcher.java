// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.agent.process;

import dev.mainstay.agent.posix.ProcessGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Forks programs in two steps. The child leads a session of its own and holds still, so that its
 * process group can be written down; only then it becomes the program. If this process dies in
 * between, the child reads the end of its input and leaves without having done anything.
 */
public final class Launcher implements Processes {
    private static final String HOLD =
            "read -r word && [ \"$word\" = go ] && exec \"$@\" </dev/null";
    private static final List<Path> SETSID_PLACES =
            List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
    private static final int ERROR_LIMIT = 16 * 1024;
    private static final int OUTPUT_LIMIT = 1024 * 1024;

    /** What becomes of the standard output. */
    public enum Output {
        DISCARDED, KEPT
    }

    private final Executor readers;
    private final String errorPrefix;
    private final String setsid;

    /**
     * @param readers gives threads that may block in a read
     * @param errorPrefix of the line in the standard error that is looked for
     */
    public Launcher(Executor readers, String errorPrefix) {
        this.readers = readers;
        this.errorPrefix = errorPrefix;
        this.setsid = SETSID_PLACES.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElse("setsid");
    }

    @Override
    public HeldProcess hold(Program program) throws IOException {
        return launch(program, Output.DISCARDED);
    }

    @Override
    public boolean survives(ProcessGroup group, String marker) {
        return group.survives(marker);
    }

    @Override
    public void end(ProcessGroup group, Duration grace) throws InterruptedException {
        group.end(grace);
    }

    /**
     * Forks the program and holds it.
     *
     * @throws IOException when the machine cannot fork
     */
    ForkedProcess launch(Program program, Output output) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(setsid, "/bin/sh", "-c", HOLD, "mainstay-launch"));
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(program.environment());
        builder.directory(Path.of("/").toFile());
        if (output == Output.DISCARDED) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        Process process = builder.start();
        OutputTail errors = new OutputTail(ERROR_LIMIT, errorPrefix);
        errors.follow(process.getErrorStream(), readers);
        OutputTail text = new OutputTail(OUTPUT_LIMIT, "");
        if (output == Output.KEPT) {
            text.follow(process.getInputStream(), readers);
        }
        return new ForkedProcess(process, errors, text, output);
    }
}
